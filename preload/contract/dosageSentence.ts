import type { Dosage, DoseMoment, DoseRoute, DoseStep, DoseUnit } from './dosage.ts';

export type SentenceLocale = 'en' | 'fr';
type Plural = readonly [one: string, other: string];
type Timing = NonNullable<DoseStep['timing']>;
type PeriodUnit = Timing['periodUnit'];

type Words = {
  /** Micrograms and international units are written out: "ug" and "IU" are misread. Source: ISMP, List of Error-Prone Abbreviations (2021). */
  units: Readonly<Record<DoseUnit, Plural>>;
  half: (one: string) => string;
  quarter: (one: string) => string;
  /** what is done, and where it goes; `amount` stands between */
  routes: Readonly<Record<DoseRoute, readonly [verb: string, place: string]>>;
  take: string;
  use: string;
  moments: Readonly<Record<DoseMoment, string>>;
  and: string;
  timing: (timing: Timing, number: (value: number) => string) => string;
  onceOnly: string;
  whenNeeded: (reason: string) => string;
  atMost: (amount: string) => string;
  forDays: (days: string, isOne: boolean) => string;
  then: string;
  goOn: string;
};

const periodsEn: Readonly<Record<PeriodUnit, Plural>> = {
  h: ['hour', 'hours'],
  d: ['day', 'days'],
  wk: ['week', 'weeks'],
  mo: ['month', 'months'],
};
const periodsFr: Readonly<Record<PeriodUnit, Plural>> = {
  h: ['heure', 'heures'],
  d: ['jour', 'jours'],
  wk: ['semaine', 'semaines'],
  mo: ['mois', 'mois'],
};

const en: Words = {
  units: {
    mg: ['mg', 'mg'],
    ug: ['microgram', 'micrograms'],
    g: ['g', 'g'],
    '[iU]': ['international unit', 'international units'],
    meq: ['milliequivalent', 'milliequivalents'],
    mmol: ['mmol', 'mmol'],
    mL: ['mL', 'mL'],
    '{tablet}': ['tablet', 'tablets'],
    '{capsule}': ['capsule', 'capsules'],
    '{sachet}': ['sachet', 'sachets'],
    '{suppository}': ['suppository', 'suppositories'],
    '{pessary}': ['pessary', 'pessaries'],
    '{ampoule}': ['ampoule', 'ampoules'],
    '{vial}': ['vial', 'vials'],
    '{drop}': ['drop', 'drops'],
    '{puff}': ['puff', 'puffs'],
    '{patch}': ['patch', 'patches'],
    '{application}': ['application', 'applications'],
  },
  half: (one) => `half a ${one}`,
  quarter: (one) => `a quarter of a ${one}`,
  routes: {
    oral: ['Take', 'by mouth'],
    sublingual: ['Put', 'under the tongue'],
    intravenous: ['Inject', 'into a vein'],
    intramuscular: ['Inject', 'into a muscle'],
    subcutaneous: ['Inject', 'under the skin'],
    rectal: ['Insert', 'into the rectum'],
    vaginal: ['Insert', 'into the vagina'],
    topical: ['Apply', 'to the skin'],
    transdermal: ['Apply', 'to the skin'],
    ophthalmic: ['Put', 'into the eye'],
    otic: ['Put', 'into the ear'],
    nasal: ['Put', 'into the nose'],
    inhalation: ['Inhale', ''],
  },
  take: 'Take',
  use: 'Use',
  moments: {
    MORN: 'in the morning',
    NOON: 'at midday',
    AFT: 'in the afternoon',
    EVE: 'in the evening',
    NIGHT: 'at night',
    HS: 'at bedtime',
    AC: 'before food',
    PC: 'after food',
  },
  and: 'and',
  timing: ({ frequency, period, periodUnit }, number) => {
    const [one, many] = periodsEn[periodUnit];
    const times = frequency === 1 ? 'once' : frequency === 2 ? 'twice' : `${number(frequency)} times`;
    if (period === 1 && !(frequency === 1 && periodUnit === 'h')) return `${times} ${periodUnit === 'h' ? 'an' : 'a'} ${one}`;
    const every = period === 1 ? `every ${one}` : `every ${number(period)} ${many}`;
    return frequency === 1 ? every : `${times} ${every}`;
  },
  onceOnly: 'once only',
  whenNeeded: (reason) => (reason === '' ? 'when needed' : `when needed for ${reason}`),
  atMost: (amount) => `at most ${amount} in one day`,
  forDays: (days, isOne) => `for ${days} ${isOne ? 'day' : 'days'}`,
  then: 'then',
  goOn: 'and go on with that',
};

const fr: Words = {
  units: {
    mg: ['mg', 'mg'],
    ug: ['microgramme', 'microgrammes'],
    g: ['g', 'g'],
    '[iU]': ['unité internationale', 'unités internationales'],
    meq: ['milliéquivalent', 'milliéquivalents'],
    mmol: ['mmol', 'mmol'],
    mL: ['ml', 'ml'],
    '{tablet}': ['comprimé', 'comprimés'],
    '{capsule}': ['gélule', 'gélules'],
    '{sachet}': ['sachet', 'sachets'],
    '{suppository}': ['suppositoire', 'suppositoires'],
    '{pessary}': ['ovule', 'ovules'],
    '{ampoule}': ['ampoule', 'ampoules'],
    '{vial}': ['flacon', 'flacons'],
    '{drop}': ['goutte', 'gouttes'],
    '{puff}': ['bouffée', 'bouffées'],
    '{patch}': ['patch', 'patchs'],
    '{application}': ['application', 'applications'],
  },
  half: (one) => `la moitié ${ofFr(one)}`,
  quarter: (one) => `le quart ${ofFr(one)}`,
  routes: {
    oral: ['Prendre', 'par la bouche'],
    sublingual: ['Mettre', 'sous la langue'],
    intravenous: ['Injecter', 'dans une veine'],
    intramuscular: ['Injecter', 'dans un muscle'],
    subcutaneous: ['Injecter', 'sous la peau'],
    rectal: ['Introduire', 'dans le rectum'],
    vaginal: ['Introduire', 'dans le vagin'],
    topical: ['Appliquer', 'sur la peau'],
    transdermal: ['Appliquer', 'sur la peau'],
    ophthalmic: ['Mettre', 'dans l’œil'],
    otic: ['Mettre', 'dans l’oreille'],
    nasal: ['Mettre', 'dans le nez'],
    inhalation: ['Inhaler', ''],
  },
  take: 'Prendre',
  use: 'Utiliser',
  moments: {
    MORN: 'le matin',
    NOON: 'à midi',
    AFT: 'l’après-midi',
    EVE: 'le soir',
    NIGHT: 'la nuit',
    HS: 'au coucher',
    AC: 'avant le repas',
    PC: 'après le repas',
  },
  and: 'et',
  timing: ({ frequency, period, periodUnit }, number) => {
    const [one, many] = periodsFr[periodUnit];
    const times = frequency === 1 ? 'une fois' : `${number(frequency)} fois`;
    if (period === 1 && !(frequency === 1 && periodUnit === 'h')) return `${times} par ${one}`;
    const all = periodUnit === 'h' || periodUnit === 'wk' ? 'toutes' : 'tous';
    const every = period === 1 ? `${all} les ${many}` : `${all} les ${number(period)} ${many}`;
    return frequency === 1 ? every : `${times} ${every}`;
  },
  onceOnly: 'une seule fois',
  whenNeeded: (reason) => (reason === '' ? 'si besoin' : `si besoin pour : ${reason}`),
  atMost: (amount) => `au plus ${amount} en un jour`,
  forDays: (days, isOne) => `pendant ${days} ${isOne ? 'jour' : 'jours'}`,
  then: 'puis',
  goOn: 'et continuer ainsi',
};
const feminineFr = ['ampoule', 'goutte', 'bouffée', 'application', 'unité internationale'];
function ofFr(one: string): string {
  return `${feminineFr.includes(one) ? 'd’une' : 'd’un'} ${one}`;
}

const wordsBy: Readonly<Record<SentenceLocale, Words>> = { en, fr };
const plurals = { en: new Intl.PluralRules('en'), fr: new Intl.PluralRules('fr') };
const figures = {
  en: new Intl.NumberFormat('en', { maximumSignificantDigits: 6 }),
  fr: new Intl.NumberFormat('fr', { maximumSignificantDigits: 6 }),
};
/** Taken by mouth where nobody says otherwise. */
const swallowed: readonly DoseUnit[] = ['{tablet}', '{capsule}', '{sachet}'];

/** What the patient reads: screen, paper and label say the same. "Take 1 tablet by mouth 3 times a day, after food, for 5 days." */
export function directionsSentence({ route, steps, note }: Dosage, locale: SentenceLocale): string {
  const words = wordsBy[locale];
  const [first] = steps;
  if (!first) throw new Error('directions without a step');
  const [verb, place] =
    route !== null ? words.routes[route] : swallowed.includes(first.unit) ? ([words.take, ''] as const) : ([words.use, ''] as const);
  const parts = steps.map((step, at) =>
    stepWords(step, words, locale, { place: at === 0 ? place : '', isLast: steps.length > 1 && at === steps.length - 1 }),
  );
  const sentence = `${verb} ${parts.join(`, ${words.then} `)}.`;
  const told = note.trim();
  return told === ''
    ? sentence
    : `${sentence} ${told.charAt(0).toLocaleUpperCase(locale)}${told.slice(1)}${/[.!?]$/u.test(told) ? '' : '.'}`;
}

function stepWords(step: DoseStep, words: Words, locale: SentenceLocale, at: { place: string; isLast: boolean }): string {
  const number = (value: number) => writeNumber(value, locale);
  const often = step.timing ? words.timing(step.timing, number) : step.asNeeded === null ? words.onceOnly : '';
  const when = [...new Set(step.when)];
  const hours = when.filter((moment) => moment !== 'AC' && moment !== 'PC').map((moment) => words.moments[moment]);
  const meals = when.filter((moment) => moment === 'AC' || moment === 'PC').map((moment) => words.moments[moment]);
  const isEndless = step.days === null && step.timing !== null && step.asNeeded === null;
  const head = [amountWords(step.dose, step.unit, locale), at.place, often].filter(Boolean).join(' ');
  return [
    head,
    joined(hours, words.and),
    joined(meals, words.and),
    step.asNeeded === null ? '' : words.whenNeeded(step.asNeeded.trim().replace(/[.;,]+$/u, '')),
    step.mostPerDay === null ? '' : words.atMost(amountWords(step.mostPerDay, step.unit, locale)),
    step.days === null || step.timing === null ? '' : words.forDays(number(step.days), step.days === 1),
    at.isLast && isEndless ? words.goOn : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** "2 tablets", "half a tablet", "0.5 mL", "2,5 ml". */
export function amountWords(amount: number, unit: DoseUnit, locale: SentenceLocale): string {
  const words = wordsBy[locale];
  const [one, other] = words.units[unit];
  const isPiece = unit.startsWith('{');
  if (isPiece && amount === 0.5) return words.half(one);
  if (isPiece && amount === 0.25) return words.quarter(one);
  return `${writeNumber(amount, locale)} ${plurals[locale].select(amount) === 'one' ? one : other}`;
}

/** No trailing zeros, a leading one always (ISMP); six figures that count, so that nothing small is written as 0. */
function writeNumber(value: number, locale: SentenceLocale): string {
  return figures[locale].format(value);
}

function joined(words: readonly string[], and: string): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1) ?? ''}`;
}
