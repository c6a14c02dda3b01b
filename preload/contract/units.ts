import { vitalSigns, type VitalSign } from './encounters.ts';

/**
 * Typed values become a number in the UCUM unit that is stored, with the words shown back to whoever typed them.
 * The bounds are a typing guard for every age, no clinical range (those are in resources/vitals, by age):
 * `refuse` lies outside what has been measured in living people, `ask` is where a slip of the finger or a wrong unit is likelier than the value,
 * so the screen asks once.
 * `refuse`: core temperature 11.8 (a child found in the snow, Mroczek et al., Resuscitation 2020) to 46.5 Cel (Slovis et al., JAMA 1982), arterial
 * pressure 480/350 mm[Hg] under load (MacDougall et al., J Appl Physiol 1985); weight 0.212 kg to 635 kg, height to 272 cm and blood glucose to
 * 147.6 mmol/L are record figures, none of clinical literature, with room above.
 * `ask`: the project's own judgement, no published source; its upper pressures and weight are the absolute limits of the CIEL dictionary (2025).
 */
export const plausible: Record<VitalSign, { refuse: readonly [number, number]; ask: readonly [number, number] }> = {
  'body-temperature': { refuse: [10, 47], ask: [34, 41.5] },
  'heart-rate': { refuse: [0, 400], ask: [30, 220] },
  'respiratory-rate': { refuse: [0, 150], ask: [6, 80] },
  'oxygen-saturation': { refuse: [0, 100], ask: [70, 100] },
  'systolic-pressure': { refuse: [20, 500], ask: [60, 250] },
  'diastolic-pressure': { refuse: [0, 360], ask: [30, 150] },
  'body-weight': { refuse: [0.2, 1000], ask: [0.5, 250] },
  'body-height': { refuse: [15, 275], ask: [35, 210] },
  'body-length': { refuse: [15, 275], ask: [35, 120] },
  'standing-height': { refuse: [40, 275], ask: [60, 210] },
  'head-circumference': { refuse: [10, 100], ask: [28, 62] },
  'arm-circumference': { refuse: [3, 90], ask: [7, 50] },
  'capillary-refill': { refuse: [0, 30], ask: [0, 8] },
  'oxygen-flow': { refuse: [0, 80], ask: [0, 15] },
  'blood-glucose': { refuse: [0.1, 150], ask: [1.5, 35] },
};

export type Verdict = 'plausible' | 'ask' | 'refuse';

/** `value` in the sign's UCUM unit. */
export function judge(sign: VitalSign, value: number): Verdict {
  const { refuse, ask } = plausible[sign];
  if (!(value >= refuse[0] && value <= refuse[1])) return 'refuse';
  return value >= ask[0] && value <= ask[1] ? 'plausible' : 'ask';
}

export type Measure = { ok: true; sign: VitalSign; value: number; unit: string; shown: string; verdict: 'plausible' | 'ask' };
/** `unit_missing`: the bare number is impossible in the usual unit but fits `units` (UCUM), which the screen offers. */
export type Unread = { ok: false; reason: 'empty' | 'not_a_value' | 'implausible' | 'order' | 'unit_missing'; units: readonly string[] };

type Unit = {
  ucum: string;
  words: readonly string[];
  shown: string;
  toCanonical: (value: number) => number;
  /** unit of a bare number right after: 5 ft 3 */ follows?: string;
};

const times = (factor: number) => (value: number) => value * factor;
const perMinute: readonly Unit[] = [
  { ucum: '/min', words: ['', '/min', 'bpm', 'min', 'permin', 'min-1'], shown: '/min', toCanonical: times(1) },
];
const kilopascal = 7.500615; // mm[Hg] a kPa
const pressure: readonly Unit[] = [
  { ucum: 'mm[Hg]', words: ['', 'mmhg', 'mm[hg]', 'mm'], shown: 'mmHg', toCanonical: times(1) },
  { ucum: 'cm[Hg]', words: ['cmhg', 'cm[hg]', 'cm'], shown: 'cmHg', toCanonical: times(10) },
  { ucum: 'kPa', words: ['kpa'], shown: 'kPa', toCanonical: times(kilopascal) },
];
const length: readonly Unit[] = [
  { ucum: 'cm', words: ['', 'cm'], shown: 'cm', toCanonical: times(1) },
  { ucum: 'm', words: ['m'], shown: 'm', toCanonical: times(100), follows: 'cm' },
  { ucum: 'mm', words: ['mm'], shown: 'mm', toCanonical: times(0.1) },
  { ucum: '[ft_i]', words: ['ft', "'", 'feet', '[ft_i]'], shown: 'ft', toCanonical: times(30.48), follows: 'in' },
  { ucum: '[in_i]', words: ['in', '"', "''", 'inch', '[in_i]'], shown: 'in', toCanonical: times(2.54) },
];
const girth: readonly Unit[] = [length[0]!, length[2]!, length[4]!];

/** The first unit is the one stored. Factors are exact by definition: international yard and pound agreement 1959, UCUM 2.1. */
const unitsOf: Record<VitalSign, readonly Unit[]> = {
  'body-temperature': [
    { ucum: 'Cel', words: ['', 'c', '°c', 'cel', 'celsius', '°'], shown: '°C', toCanonical: times(1) },
    { ucum: '[degF]', words: ['f', '°f', '[degf]', 'fahrenheit'], shown: '°F', toCanonical: (value) => ((value - 32) * 5) / 9 },
  ],
  'heart-rate': perMinute,
  'respiratory-rate': perMinute,
  'oxygen-saturation': [{ ucum: '%', words: ['', '%'], shown: '%', toCanonical: times(1) }],
  'systolic-pressure': pressure,
  'diastolic-pressure': pressure,
  'body-weight': [
    { ucum: 'kg', words: ['', 'kg', 'kgs', 'kilo', 'kilos'], shown: 'kg', toCanonical: times(1) },
    { ucum: 'g', words: ['g'], shown: 'g', toCanonical: times(0.001) },
    { ucum: '[lb_av]', words: ['lb', 'lbs', '[lb_av]'], shown: 'lb', toCanonical: times(0.45359237), follows: 'oz' },
    { ucum: '[oz_av]', words: ['oz', '[oz_av]'], shown: 'oz', toCanonical: times(0.45359237 / 16) },
    { ucum: '[stone_av]', words: ['st', '[stone_av]'], shown: 'st', toCanonical: times(0.45359237 * 14), follows: 'lb' },
  ],
  'body-height': length,
  'body-length': length,
  'standing-height': length,
  'head-circumference': girth,
  'arm-circumference': girth,
  'capillary-refill': [{ ucum: 's', words: ['', 's', 'sec'], shown: 's', toCanonical: times(1) }],
  'oxygen-flow': [{ ucum: 'L/min', words: ['', 'l/min', 'l', 'lpm'], shown: 'L/min', toCanonical: times(1) }],
  // 30 mg/dL and 30 mmol/L are both real, and opposite: the unit is always typed. 180.156 g/mol, as in resources/labs.
  'blood-glucose': [
    { ucum: 'mmol/L', words: ['mmol/l', 'mmol'], shown: 'mmol/L', toCanonical: times(1) },
    { ucum: 'mg/dL', words: ['mg/dl', 'mg', 'mg%'], shown: 'mg/dL', toCanonical: times(10 / 180.156) },
    { ucum: 'g/L', words: ['g/l', 'g'], shown: 'g/L', toCanonical: times(1000 / 180.156) },
  ],
};

const decimals: Partial<Record<VitalSign, number>> = {
  'body-temperature': 1,
  'body-weight': 3,
  'body-height': 1,
  'body-length': 1,
  'standing-height': 1,
  'head-circumference': 1,
  'arm-circumference': 1,
  'capillary-refill': 1,
  'oxygen-flow': 1,
  'blood-glucose': 1,
};

/** Reads `38.5c`, `101 F`, `12kg`, `3,250 g`, `8 lb 4 oz`, `5ft 3in`, `5'3"`, `1m62`, `98%`. A bare number is in the unit stored. */
export function parseVital(sign: VitalSign, text: string): Measure | Unread {
  const typed = tidy(text);
  if (typed === '') return unread('empty');
  if (/^\d+([.,]\d+)?$/.test(typed) && !unitsOf[sign][0]?.words.includes('')) {
    return unread(
      'unit_missing',
      unitsOf[sign].map((unit) => unit.ucum),
    );
  }
  const parts = partsOf(sign, typed);
  if (!parts) return unread('not_a_value');
  const readings = readingsOf(parts).filter((reading) => judge(sign, reading.value) !== 'refuse');
  const [first] = readings;
  if (first) return measure(sign, first);
  const bare = parts.length === 1 && /^[\d.,]+$/.test(typed);
  const fitting = bare
    ? unitsOf[sign]
        .slice(1)
        .filter((unit) => readingsOf([{ ...parts[0]!, unit }]).some((reading) => judge(sign, round(sign, reading.value)) === 'plausible'))
    : [];
  return fitting.length > 0
    ? unread(
        'unit_missing',
        fitting.map((unit) => unit.ucum),
      )
    : unread('implausible');

  function readingsOf(given: readonly Part[]): Reading[] {
    const said = (numbers: readonly number[]) => given.map((part, index) => `${numbers[index]} ${part.unit.shown}`).join(' ');
    const sum = (numbers: readonly number[]) => given.reduce((total, part, index) => total + part.unit.toCanonical(numbers[index] ?? 0), 0);
    const isStored = given.length === 1 && given[0]?.unit === unitsOf[sign][0];
    return [given.map((part) => part.decimal), given.map((part) => part.grouped)]
      .filter((numbers): numbers is number[] => numbers.every((number) => number !== null))
      .map((numbers) => ({ value: round(sign, sum(numbers)), typed: isStored ? '' : said(numbers) }));
  }
}

/** Reads `120/80`, `120 / 80 mmHg`, `12/8 cmHg`. Systolic stands first and is the higher one. */
export function parseBloodPressure(text: string): { ok: true; systolic: Measure; diastolic: Measure } | Unread {
  const typed = tidy(text);
  if (typed === '') return unread('empty');
  const [, above, below, unit] = /^(\d+(?:[.,]\d)?)\/(\d+(?:[.,]\d)?)([a-z[\]]*)$/.exec(typed) ?? [];
  if (above === undefined || below === undefined || unit === undefined) return unread('not_a_value');
  const systolic = parseVital('systolic-pressure', above + unit);
  const diastolic = parseVital('diastolic-pressure', below + unit);
  if (!systolic.ok) return systolic;
  if (!diastolic.ok) return diastolic;
  if (diastolic.value >= systolic.value) return unread('order');
  return { ok: true, systolic, diastolic };
}

type Part = { unit: Unit; decimal: number; /** read with a thousands comma, where the text allows it */ grouped: number | null };
type Reading = { value: number; typed: string };

function partsOf(sign: VitalSign, typed: string): Part[] | null {
  const parts: Part[] = [];
  let rest = typed;
  let follows: string | undefined;
  while (rest !== '') {
    const [all, digits, word] = /^(\d{1,6}(?:[.,]\d{1,3})?)([^\d.,]*)/.exec(rest) ?? [];
    if (all === undefined || digits === undefined || word === undefined) return null;
    const meant = word === '' ? (parts.length === 0 ? '' : follows) : word;
    const unit = unitsOf[sign].find((each) => meant !== undefined && each.words.includes(meant));
    if (!unit || parts.some((part) => part.unit === unit) || (parts.length > 0 && !parts.at(-1)?.unit.follows)) return null;
    parts.push({
      unit,
      decimal: Number(digits.replace(',', '.')),
      grouped: /^\d{1,3},\d{3}$/.test(digits) ? Number(digits.replace(',', '')) : null,
    });
    follows = unit.follows;
    rest = rest.slice(all.length);
  }
  return parts.length <= 2 ? parts : null;
}

function measure(sign: VitalSign, { value, typed }: Reading): Measure {
  const unit = vitalSigns[sign].unit;
  const shown = `${value} ${unitsOf[sign][0]?.shown ?? unit}${typed === '' ? '' : ` (${typed})`}`;
  return { ok: true, sign, value, unit, shown, verdict: judge(sign, value) === 'plausible' ? 'plausible' : 'ask' };
}

function unread(reason: Unread['reason'], units: readonly string[] = []): Unread {
  return { ok: false, reason, units };
}

function round(sign: VitalSign, value: number): number {
  const factor = 10 ** (decimals[sign] ?? 0);
  return Math.round(value * factor + Number.EPSILON * factor) / factor;
}

function tidy(text: string): string {
  const tidied = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[‘’′]/g, "'")
    .replaceAll(/[“”″]/g, '"')
    .replaceAll('º', '°')
    .replaceAll(/\s/g, '');
  return tidied.length > 40 ? '?' : tidied;
}
