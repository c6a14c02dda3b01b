import type { Dosage, DoseMoment, DoseRoute, DoseStep, DoseUnit } from './dosage.ts';
import { dosage as dosageShape } from './dosage.ts';

/**
 * One typed line of directions, as prescribers write them: "1 tab tds 5d po pc", "500 mg q8h x 7/7", "2 cp 3 fois par jour pendant 5 jours".
 * What is not understood to the last word is not read at all: nothing that was typed may be lost silently.
 * Latin shorthand as in: BNF, "Latin abbreviations" (inside back cover).
 */
export type ReadLine = { ok: true; dosage: Dosage } | { ok: false; unread: string };

type Timing = NonNullable<DoseStep['timing']>;
const times = (frequency: number, period = 1, periodUnit: Timing['periodUnit'] = 'd'): Timing => ({ frequency, period, periodUnit });

const unitWords: readonly (readonly [DoseUnit, string])[] = [
  ['{tablet}', 'tablets?|tabs?|cps?|comprim[ée]s?'],
  ['{capsule}', 'capsules?|caps?|g[ée]lules?|gel'],
  ['{sachet}', 'sachets?|sach'],
  ['{suppository}', 'suppository|suppositories|suppos?|supps?|suppositoires?'],
  ['{pessary}', 'pessary|pessaries|pess|ovules?'],
  ['{ampoule}', 'ampoules?|amps?'],
  ['{vial}', 'vials?|flacons?'],
  ['{drop}', 'drops?|gtts?|gouttes?'],
  ['{puff}', 'puffs?|bouff[ée]es?'],
  ['{patch}', 'patch|patches|patchs'],
  ['{application}', 'applications?|applic|appl'],
  ['ug', 'micrograms?|microgrammes?|mcg|ug|µg|μg'],
  ['mg', 'milligrams?|milligrammes?|mg'],
  ['g', 'grams?|grammes?|g'],
  ['[iU]', 'international units?|unit[ée]s internationales|iu|ui'],
  ['meq', 'meq'],
  ['mmol', 'mmol'],
  ['mL', 'millilit(?:er|re)s?|ml'],
];
const anyUnit = unitWords.map(([, words]) => words).join('|');
const countWords: Readonly<Record<string, number>> = {
  half: 0.5, demi: 0.5, one: 1, a: 1, an: 1, un: 1, une: 1, two: 2, deux: 2, three: 3, trois: 3, four: 4, quatre: 4, five: 5, cinq: 5, six: 6,
}; // prettier-ignore
const digits = String.raw`\d+(?:[.,]\d+)?`;
const fraction = String.raw`(?:\d+\s+)?1\/[24](?![\d])|\d*[½¼]`;
const counted = `${fraction}|${digits}|half a|half|un demi|one|two|three|four|five|six|une|un|deux|trois|quatre|cinq|an|a`;
const often = `${digits}|once|twice|thrice|one|two|three|four|five|six|une|deux|trois|quatre|cinq`;
const day = '(?:days?|jours?|d|j)';
const [begin, end] = [String.raw`(?<![\p{L}\d.,/-])`, String.raw`(?![\p{L}\d])`];

type Reading = {
  timing: Timing | null | undefined;
  when: DoseMoment[];
  route: DoseRoute | null;
  days: number | null;
  asNeeded: string | null;
  most: { amount: number; unit: DoseUnit | null } | null;
  notes: string[];
};
type Pattern = readonly [RegExp, (reading: Reading, groups: Record<string, string | undefined>) => boolean | void];
const pattern = (source: string): RegExp => new RegExp(`${begin}(?:${source})${end}`, 'u');

const said = (timing: Timing | null) => (reading: Reading) => {
  if (reading.timing !== undefined) return false;
  reading.timing = timing;
  return true;
};
const at =
  (...moments: DoseMoment[]) =>
  (reading: Reading) =>
    void reading.when.push(...moments);
const by = (route: DoseRoute) => (reading: Reading) => {
  if (reading.route !== null) return false;
  reading.route = route;
  return true;
};
const lasting =
  (factor: number) =>
  (reading: Reading, { n }: Record<string, string | undefined>) => {
    if (reading.days !== null) return false;
    reading.days = Number(n) * factor;
    return true;
  };
const periodOf = (word: string): Timing['periodUnit'] =>
  word.startsWith('h') ? 'h' : /^(?:d|j)/u.test(word) ? 'd' : /^(?:w|s)/u.test(word) ? 'wk' : 'mo';
const period = 'hours?|heures?|hrs?|h|days?|jours?|d|j|weeks?|semaines?|wks?|sem|months?|mois|mo';

/** In this order: what is longer and says more comes first. A pattern is looked for until it is found no more. */
const patterns: readonly Pattern[] = [
  [
    new RegExp(`${begin}(?:max(?:imum)?|at most|no more than|au plus|au maximum)\\.?\\s*(?<n>${digits})\\s*(?<u>${anyUnit})?\\s*(?:(?:\\/|in|per|a|en|par)\\s*(?:one|un)?\\s*(?:24\\s*h|${day}))?${end}`, 'u'),
    (reading, { n, u }) => {
      if (reading.most) return false;
      reading.most = { amount: toNumber(n), unit: u ? unitOf(u) : null };
      return true;
    },
  ],
  [new RegExp(`${begin}(?<a>\\d+(?:[.,]5)?)\\s*-\\s*(?<b>\\d+(?:[.,]5)?)\\s*-\\s*(?<c>\\d+(?:[.,]5)?)(?:\\s*-\\s*(?<e>\\d+(?:[.,]5)?))?(?![\\d-])`, 'u'), () => false], // read before the others, see byMeals
  [pattern(`(?<n>\\d+)x\\/(?<p>\\d+)?(?<u>h|d|wk|mo)`), (reading, { n, p, u }) => said(times(Number(n), Number(p ?? 1), u as Timing['periodUnit']))(reading)],
  [pattern(`q(?<n>\\d+)(?<u>h|d|wk|mo)`), (reading, { n, u }) => said(times(1, Number(n), u as Timing['periodUnit']))(reading)],
  [pattern(`(?:every|each|toutes les|tous les|q)\\s*(?<n>\\d+)\\s*(?<u>${period})`), (reading, { n, u }) => said(times(1, Number(n), periodOf(u ?? '')))(reading)],
  [pattern(`(?<n>\\d+)[\\s-]*hourly`), (reading, { n }) => said(times(1, Number(n), 'h'))(reading)],
  [pattern(`every hour|hourly|toutes les heures`), said(times(1, 1, 'h'))],
  [pattern(`every other day|alternate days|on alternate days|un jour sur deux|qod|eod`), said(times(1, 2))],
  [pattern(`(?<n>${often})\\s*(?:times?|x|×|fois)?\\s*(?:a|per|each|every|par|\\/)\\s*(?<u>week|semaine|sem|wk|month|mois)`), (reading, { n, u }) => said(times(timesOf(n), 1, periodOf(u ?? '')))(reading)],
  [pattern(`(?:once\\s*)?weekly|every week|chaque semaine|hebdomadaire`), said(times(1, 1, 'wk'))],
  [pattern(`(?:once\\s*)?monthly|every month|chaque mois`), said(times(1, 1, 'mo'))],
  [pattern(`(?<n>${often})\\s*(?:times?|x|×|fois)?\\s*(?:a|per|each|every|par|\\/)\\s*${day}`), (reading, { n }) => said(times(timesOf(n)))(reading)],
  [pattern(`(?<n>${often})\\s*(?:times?|x|×|fois)?\\s*daily`), (reading, { n }) => said(times(timesOf(n)))(reading)],
  [pattern(`qds|qid|q\\.i\\.d|q\\.d\\.s`), said(times(4))],
  [pattern(`tds|tid|t\\.i\\.d|t\\.d\\.s`), said(times(3))],
  [pattern(`bds?|bid|b\\.i\\.d|b\\.d`), said(times(2))],
  [pattern(`om|mane`), (reading) => said(times(1))(reading) && (reading.when.push('MORN'), true)],
  [pattern(`on|nocte`), (reading) => said(times(1))(reading) && (reading.when.push('NIGHT'), true)],
  [pattern(`stat|single dose|dose unique|once only|as one dose|en une seule fois|une seule fois|en une prise`), said(null)],
  [pattern(`(?:every|each|chaque|tous les)\\s*(?:matins?|mornings?)`), (reading) => said(times(1))(reading) && (reading.when.push('MORN'), true)],
  [pattern(`(?:every|each|chaque|tous les)\\s*(?:soirs?|evenings?)`), (reading) => said(times(1))(reading) && (reading.when.push('EVE'), true)],
  [pattern(`every night`), (reading) => said(times(1))(reading) && (reading.when.push('NIGHT'), true)],
  [pattern(`od|qd|o\\.d|daily|every day|each day|a day|per day|chaque jour|par jour|tous les jours|quotidien`), said(times(1))],
  [pattern(`(?:x|×|for|pendant|pdt|during)?\\s*(?<n>\\d+)\\s*(?:\\/\\s*52|weeks?|wks?|wk|semaines?|sem)`), lasting(7)],
  [pattern(`(?:x|×|for|pendant|pdt|during)?\\s*(?<n>\\d+)\\s*(?:\\/\\s*12|months?|mois|mo)`), lasting(30)],
  [pattern(`(?:x|×|for|pendant|pdt|during)?\\s*(?<n>\\d+)\\s*(?:\\/\\s*7|${day})`), lasting(1)],
  [pattern(`ac|before (?:food|meals?|eating)|avant (?:le|les|chaque)?\\s*repas`), at('AC')],
  [pattern(`pc|after (?:food|meals?|eating)|apr[èe]s (?:le|les|chaque)?\\s*repas`), at('PC')],
  [pattern(`morning,? (?:and|&|\\+) evening|matin,? et (?:le )?soir`), at('MORN', 'EVE')],
  [pattern(`(?:in the )?morning|am|(?:le )?matin`), at('MORN')],
  [pattern(`at noon|at midday|noon|midday|[àa] midi|le midi|midi`), at('NOON')],
  [pattern(`(?:in the )?afternoon|l[’']apr[èe]s-midi`), at('AFT')],
  [pattern(`(?:in the )?evening|(?:le )?soir`), at('EVE')],
  [pattern(`at night|la nuit`), at('NIGHT')],
  [pattern(`at bedtime|bedtime|hs|au coucher`), at('HS')],
  [pattern(`po|p\\.o|per os|orally|oral|by mouth|par la bouche|(?:par )?voie orale`), by('oral')],
  [pattern(`sl|sublingual(?:ly)?|under the tongue|sous la langue`), by('sublingual')],
  [pattern(`iv|i\\.v|intravenous(?:ly)?|intraveineuse`), by('intravenous')],
  [pattern(`im|i\\.m|intramuscular(?:ly)?|intramusculaire`), by('intramuscular')],
  [pattern(`sc|s\\.c|subcut|subcutaneous(?:ly)?|sous-cutan[ée]e?|under the skin|sous la peau`), by('subcutaneous')],
  [pattern(`pr|p\\.r|rectal(?:ly)?|into the rectum|dans le rectum`), by('rectal')],
  [pattern(`pv|p\\.v|vaginal(?:ly)?|into the vagina|dans le vagin`), by('vaginal')],
  [pattern(`td|transdermal(?:ly)?`), by('transdermal')],
  [pattern(`top|topical(?:ly)?|to the skin|on the skin|sur la peau`), by('topical')],
  [pattern(`oph|(?:in|into) (?:the|each|both) eyes?|dans l[’']œil|dans les yeux`), by('ophthalmic')],
  [pattern(`otic|(?:in|into) (?:the|each|both) ears?|dans l[’']oreille`), by('otic')],
  [pattern(`nas|nasal(?:ly)?|(?:in|into) (?:the|each) (?:nose|nostril)|dans le nez`), by('nasal')],
  [pattern(`inh|inhaled|inhalation|neb|nebulised|by inhalation`), by('inhalation')],
  [pattern(`with (?:food|meals?|a meal|water|milk)|(?:au|pendant le|avec le|aux?) repas|avec de l[’']eau`), (reading, groups) => void reading.notes.push(groups['whole'] ?? '')],
]; // prettier-ignore

const needed = `prn|as needed|when needed|if needed|as required|when required|if required|when necessary|si besoin|si n[ée]cessaire|sos`;
const filler = new RegExp(
  `${begin}(?:take|give|apply|inject|use|put|inhale|insert|prendre|donner|appliquer|injecter|mettre|inhaler|of|de|d[’']|and|et|the|le|à|for|pour)${end}`,
  'gu',
);

/** `unit`: the dispensing unit of the item, meant where a bare number is typed. */
export function readDirections(text: string, unit?: string): ReadLine {
  const [body = '', ...rest] = text.split(';');
  const note = rest.join(';').trim();
  const parts = body
    .normalize('NFC')
    .split(/(?:,\s*)?(?<!\p{L})(?:then|puis)(?!\p{L})/iu)
    .map((part) => part.trim());
  const steps: DoseStep[] = [];
  const notes: string[] = [];
  let route: DoseRoute | null = null;
  for (const part of parts) {
    const read = readStep(part, steps.at(-1), unit);
    if (!read.ok) return read;
    if (read.route !== null && route !== null && read.route !== route) return { ok: false, unread: part };
    route ??= read.route;
    notes.push(...read.notes);
    steps.push(read.step);
  }
  const whole = dosageShape.safeParse({ route, steps, note: [...new Set(notes), note].filter(Boolean).join('; ').slice(0, 200) });
  return whole.success ? { ok: true, dosage: whole.data } : { ok: false, unread: text.trim() };
}

type ReadStep = { ok: true; step: DoseStep; route: DoseRoute | null; notes: string[] } | { ok: false; unread: string };

function readStep(text: string, before: DoseStep | undefined, unit: string | undefined): ReadStep {
  const reading: Reading = { timing: undefined, when: [], route: null, days: null, asNeeded: null, most: null, notes: [] };
  let left = text.replaceAll(/\s+/gu, ' ').trim();
  const quoted = new RegExp(`${begin}(?:${needed})\\s*(?:for|pour)?\\s*:?\\s*"(?<why>[^"]*)"`, 'iu').exec(left);
  if (quoted) {
    reading.asNeeded = quoted.groups?.['why']?.trim() ?? '';
    left = cut(left, quoted);
  }
  left = left.toLowerCase();
  const plain = quoted ? null : new RegExp(`${begin}(?:${needed})${end}`, 'u').exec(left);
  if (plain) left = `${left.slice(0, plain.index)}§${left.slice(plain.index + plain[0].length)}`;
  const meals = byMeals(left);
  if (meals) {
    reading.timing = meals.timing;
    reading.when.push(...meals.when);
    left = meals.left;
  }
  for (const [regExp, take] of patterns) {
    for (let match = regExp.exec(left); match; match = regExp.exec(left)) {
      if (take(reading, { ...match.groups, whole: match[0] }) === false) break;
      left = cut(left, match);
    }
  }
  const dose = readDose(left, meals?.dose ?? null);
  left = dose.left;
  if (plain) {
    const [head = '', tail = ''] = left.split('§');
    reading.asNeeded = words(tail);
    if (/\d/u.test(reading.asNeeded)) return { ok: false, unread: words(left) };
    left = head;
  }
  const unread = words(left.replaceAll(filler, ' '));
  if (unread !== '') return { ok: false, unread };
  const doseUnit = dose.unit ?? before?.unit ?? pieceOf(unit);
  if (dose.amount === null || doseUnit === null) return { ok: false, unread: text };
  const most = mostIn(reading.most, doseUnit);
  if (most === undefined) return { ok: false, unread: text };
  const hours = reading.when.filter((moment) => moment !== 'AC' && moment !== 'PC');
  const timing =
    reading.timing !== undefined ? reading.timing : hours.length > 0 ? times(hours.length) : before ? before.timing : undefined;
  if (timing === undefined && reading.asNeeded === null) return { ok: false, unread: text };
  return {
    ok: true,
    route: reading.route,
    notes: reading.notes,
    step: {
      dose: dose.amount,
      unit: doseUnit,
      timing: timing ?? null,
      when: [...new Set(reading.when)],
      asNeeded: reading.asNeeded,
      mostPerDay: most,
      days: reading.days,
    },
  };
}

/** "1-0-1": morning, noon, evening, bedtime. Different amounts are no one step. */
function byMeals(text: string): { dose: number; timing: Timing; when: DoseMoment[]; left: string } | null {
  const match = new RegExp(
    `${begin}(\\d+(?:[.,]5)?)\\s*-\\s*(\\d+(?:[.,]5)?)\\s*-\\s*(\\d+(?:[.,]5)?)(?:\\s*-\\s*(\\d+(?:[.,]5)?))?(?![\\d-])`,
    'u',
  ).exec(text);
  if (!match) return null;
  const amounts = match.slice(1).map((amount) => (amount === undefined ? 0 : toNumber(amount)));
  const taken = amounts.filter((amount) => amount > 0);
  const [dose] = taken;
  if (dose === undefined || taken.some((amount) => amount !== dose)) return null;
  const moments: readonly DoseMoment[] = ['MORN', 'NOON', 'EVE', 'HS'];
  const when = moments.filter((_, place) => (amounts[place] ?? 0) > 0);
  return { dose, timing: times(when.length), when, left: cut(text, match) };
}

function readDose(text: string, byMealsDose: number | null): { amount: number | null; unit: DoseUnit | null; left: string } {
  if (byMealsDose !== null) {
    const unitAlone = new RegExp(`${begin}(?<u>${anyUnit})${end}`, 'u').exec(text);
    return {
      amount: byMealsDose,
      unit: unitAlone ? unitOf(unitAlone.groups?.['u'] ?? '') : null,
      left: unitAlone ? cut(text, unitAlone) : text,
    };
  }
  const match =
    new RegExp(`${begin}(?<n>${counted})\\s*(?:a\\s+|d[’']un\\s+)?(?<u>${anyUnit})${end}`, 'u').exec(text) ??
    new RegExp(`${begin}(?<n>${fraction}|${digits}|half|one|two|three|four|deux|trois|quatre)${end}`, 'u').exec(text);
  if (!match) return { amount: null, unit: null, left: text };
  return { amount: toNumber(match.groups?.['n']), unit: match.groups?.['u'] ? unitOf(match.groups['u']) : null, left: cut(text, match) };
}

/** undefined: it is said in another unit, and nobody can say what it comes to. */
function mostIn(most: Reading['most'], unit: DoseUnit): number | null | undefined {
  if (!most) return null;
  if (most.unit === null || most.unit === unit) return most.amount;
  const milligrams: Partial<Record<DoseUnit, number>> = { ug: 0.001, mg: 1, g: 1000 };
  const [from, to] = [milligrams[most.unit], milligrams[unit]];
  return from !== undefined && to !== undefined ? Number(((most.amount * from) / to).toPrecision(12)) : undefined;
}

const cut = (text: string, match: RegExpExecArray): string =>
  `${text.slice(0, match.index)} , ${text.slice(match.index + match[0].length)}`;
const words = (text: string): string =>
  text
    .replaceAll('§', ' ')
    .replaceAll(/(?:^|\s)(?:for|pour|:)(?=\s)/gu, ' ')
    .replaceAll(/[\s,.:]+(?=[\s,.:]|$)|^[\s,.:]+/gu, ' ')
    .trim();
const timesOf = (text: string | undefined): number => ({ once: 1, twice: 2, thrice: 3 })[text ?? ''] ?? toNumber(text);

function toNumber(text: string | undefined): number {
  const plain = (text ?? '').trim().replace(',', '.');
  const mixed = /^(?:(\d+)\s+)?1\/([24])$/u.exec(plain);
  if (mixed) return Number(mixed[1] ?? 0) + 1 / Number(mixed[2]);
  const sign = /^(\d*)([½¼])$/u.exec(plain);
  if (sign) return Number(sign[1] || 0) + (sign[2] === '½' ? 0.5 : 0.25);
  return countWords[plain.split(' ')[0] === 'half' ? 'half' : plain === 'un demi' ? 'demi' : plain] ?? Number(plain);
}

function unitOf(word: string): DoseUnit | null {
  return unitWords.find(([, accepted]) => new RegExp(`^(?:${accepted})$`, 'u').test(word))?.[0] ?? null;
}

const pieceOf = (unit: string | undefined): DoseUnit | null => (unit === undefined ? null : unitOf(unit.toLowerCase()));

const shortRoutes: Readonly<Record<DoseRoute, string>> = {
  oral: 'po',
  sublingual: 'sl',
  intravenous: 'iv',
  intramuscular: 'im',
  subcutaneous: 'sc',
  rectal: 'pr',
  vaginal: 'pv',
  topical: 'top',
  transdermal: 'td',
  ophthalmic: 'oph',
  otic: 'otic',
  nasal: 'nas',
  inhalation: 'inh',
};
const shortUnits: Readonly<Record<DoseUnit, string>> = {
  mg: 'mg',
  ug: 'mcg',
  g: 'g',
  '[iU]': 'iu',
  meq: 'meq',
  mmol: 'mmol',
  mL: 'ml',
  '{tablet}': 'tab',
  '{capsule}': 'cap',
  '{sachet}': 'sachet',
  '{suppository}': 'supp',
  '{pessary}': 'pess',
  '{ampoule}': 'amp',
  '{vial}': 'vial',
  '{drop}': 'drops',
  '{puff}': 'puffs',
  '{patch}': 'patch',
  '{application}': 'appl',
};
const shortMoments: Readonly<Record<DoseMoment, string>> = {
  MORN: 'morning',
  NOON: 'noon',
  AFT: 'afternoon',
  EVE: 'evening',
  NIGHT: 'at night',
  HS: 'hs',
  AC: 'ac',
  PC: 'pc',
};

/** The line that `readDirections` reads back as these directions. */
export function writeDirections({ route, steps, note }: Dosage): string {
  const parts = steps.map((step, place) => {
    const said = [
      `${plainNumber(step.dose)} ${shortUnits[step.unit]}`,
      shortTiming(step),
      step.days === null ? '' : `${step.days}d`,
      place === 0 && route !== null ? shortRoutes[route] : '',
      ...step.when.map((moment) => shortMoments[moment]),
      step.mostPerDay === null ? '' : `max ${plainNumber(step.mostPerDay)}`,
      step.asNeeded === null ? '' : step.asNeeded.trim() === '' ? 'prn' : `prn "${step.asNeeded.trim().replaceAll(/["\s]+/gu, ' ')}"`,
    ];
    return said.filter(Boolean).join(' ');
  });
  return note.trim() === '' ? parts.join(' then ') : `${parts.join(' then ')}; ${note.trim()}`;
}

function shortTiming({ timing, asNeeded }: DoseStep): string {
  if (timing === null) return asNeeded === null ? 'stat' : '';
  const { frequency, period: span, periodUnit } = timing;
  if (periodUnit === 'd' && span === 1) return ['od', 'bd', 'tds', 'qds'][frequency - 1] ?? `${frequency}x/d`;
  return frequency === 1 && span > 1 ? `q${span}${periodUnit}` : `${frequency}x/${span === 1 ? '' : span}${periodUnit}`;
}

const plainNumber = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 12, useGrouping: false });
