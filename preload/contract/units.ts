import { vitalSigns, type VitalSign } from './encounters.ts';

/**
 * Typed values become a number in the UCUM unit that is stored, with the words shown back to whoever typed them.
 * The bounds are a typing guard, not a clinical range: `refuse` lies outside what has been measured in living people,
 * `ask` is where a slip of the finger or a wrong unit is likelier than the value, so the screen asks once.
 * Outer bounds follow published extremes: core temperature 11.8 (Mroczek 2020) to 46.5 Cel (Slovis 1982), weight 0.212 to 635 kg, height to 272 cm,
 * arterial pressure 480/350 mm[Hg] under load (MacDougall 1985).
 */
export const plausible: Record<VitalSign, { refuse: readonly [number, number]; ask: readonly [number, number] }> = {
  'body-temperature': { refuse: [10, 47], ask: [34, 41.5] },
  'heart-rate': { refuse: [0, 400], ask: [30, 220] },
  'respiratory-rate': { refuse: [0, 150], ask: [6, 80] },
  'oxygen-saturation': { refuse: [0, 100], ask: [70, 100] },
  'systolic-pressure': { refuse: [20, 500], ask: [60, 250] },
  'diastolic-pressure': { refuse: [0, 360], ask: [30, 150] },
  'body-weight': { refuse: [0.2, 650], ask: [0.5, 250] },
  'body-height': { refuse: [15, 275], ask: [35, 210] },
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
const pressure: readonly Unit[] = [
  { ucum: 'mm[Hg]', words: ['', 'mmhg', 'mm[hg]', 'mm'], shown: 'mmHg', toCanonical: times(1) },
  { ucum: 'cm[Hg]', words: ['cmhg', 'cm[hg]', 'cm'], shown: 'cmHg', toCanonical: times(10) },
];

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
  'body-height': [
    { ucum: 'cm', words: ['', 'cm'], shown: 'cm', toCanonical: times(1) },
    { ucum: 'm', words: ['m'], shown: 'm', toCanonical: times(100), follows: 'cm' },
    { ucum: 'mm', words: ['mm'], shown: 'mm', toCanonical: times(0.1) },
    { ucum: '[ft_i]', words: ['ft', "'", 'feet', '[ft_i]'], shown: 'ft', toCanonical: times(30.48), follows: 'in' },
    { ucum: '[in_i]', words: ['in', '"', "''", 'inch', '[in_i]'], shown: 'in', toCanonical: times(2.54) },
  ],
};

const decimals: Partial<Record<VitalSign, number>> = { 'body-temperature': 1, 'body-weight': 3, 'body-height': 1 };

/** Reads `38.5c`, `101 F`, `12kg`, `3,250 g`, `8 lb 4 oz`, `5ft 3in`, `5'3"`, `1m62`, `98%`. A bare number is in the unit stored. */
export function parseVital(sign: VitalSign, text: string): Measure | Unread {
  const typed = tidy(text);
  if (typed === '') return unread('empty');
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
