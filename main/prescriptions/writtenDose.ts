import type { AmountUnit } from '../../preload/contract/amounts.ts';
import { type DoseRoute, doseRoutes } from '../../preload/contract/dosage.ts';
import { parseMedicineText } from '../knowledge/parseMedicineText.ts';

/** What one administration is counted in: an amount of the medicine, an amount for each kg, or pieces of the product. */
export type WrittenAmount =
  | { kind: 'amount'; value: number; unit: AmountUnit }
  | { kind: 'perKg'; value: number; unit: AmountUnit; isPerDay: boolean }
  | { kind: 'pieces'; value: number };

export type WrittenDose = {
  amount: WrittenAmount;
  /** null: not said */
  timesPerDay: number | null;
  /** hours between two, where the words count in hours */
  everyHours: number | null;
  isOnce: boolean;
  asNeeded: boolean;
  /** in a day, in pieces or amount */
  mostPerDay: WrittenAmount | null;
  days: number | null;
  route: DoseRoute | null;
};

export type Unreadable = { why: 'no_amount' | 'two_amounts' | 'by_day' | 'unknown_unit' };

const numbers: Readonly<Record<string, number>> = {
  half: 0.5, '1/2': 0.5, '1/4': 0.25, quarter: 0.25, demi: 0.5, one: 1, a: 1, un: 1, une: 1, two: 2, deux: 2, three: 3, trois: 3, four: 4, quatre: 4,
  five: 5, cinq: 5, six: 6, seven: 7, sept: 7, eight: 8, huit: 8, nine: 9, neuf: 9, ten: 10, dix: 10, once: 1, twice: 2, thrice: 3,
}; // prettier-ignore
const figure = String.raw`(?:\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?(?:e\d+)?)`;
const word = String.raw`(?:1\/2|1\/4|half|quarter|demi|one|a|two|three|four|five|six|seven|eight|nine|ten|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix)`;
const number = String.raw`(?:${word}|${figure})`;
const before = String.raw`(?<![\p{L}\d.,/])`;
const piece = String.raw`(?:tablets?|tabs?|capsules?|caps?|pills?|sachets?|suppositor(?:y|ies)|pessar(?:y|ies)|vials?|ampoules?|amps?|comprimes?|cps?|cpr|gelules?|suppositoires?|ovules?|flacons?)`;
const mass = String.raw`(?:mg|mgs|milligrams?|g|gm|grams?|mcg|ug|µg|micrograms?|microgrammes?|i\.?u\.?|u\.?i\.?|mu|miu|mega ?units?|units?|unites|mmol|meq)`;
const units: Readonly<Record<string, [AmountUnit, number]>> = {
  mg: ['mg', 1], mgs: ['mg', 1], milligram: ['mg', 1], milligrams: ['mg', 1], g: ['g', 1], gm: ['g', 1], gram: ['g', 1], grams: ['g', 1], mcg: ['ug', 1], ug: ['ug', 1], 'µg': ['ug', 1],
  microgram: ['ug', 1], micrograms: ['ug', 1], microgramme: ['ug', 1], microgrammes: ['ug', 1], iu: ['[iU]', 1], ui: ['[iU]', 1], mu: ['[iU]', 1e6], miu: ['[iU]', 1e6],
  'mega unit': ['[iU]', 1e6], 'mega units': ['[iU]', 1e6], megaunits: ['[iU]', 1e6], megaunit: ['[iU]', 1e6], unit: ['[iU]', 1], units: ['[iU]', 1], unite: ['[iU]', 1], unites: ['[iU]', 1],
  mmol: ['mmol', 1], meq: ['meq', 1],
}; // prettier-ignore

const often: readonly [RegExp, number | 'times' | 'hours'][] = [
  [/(?:every|toutes les|q)\s*(?<n>\d+)(?:\s*(?:-|to|à)\s*\d+)?\s*(?:hours?|hrs?|heures?|h)(?![\p{L}])/u, 'hours'],
  [/(?<![\p{L}\d])(?<n>\d+)(?:\s*-\s*\d+)?[\s-]*(?:hourly|hrly)(?![\p{L}])/u, 'hours'],
  [new RegExp(String.raw`${before}(?<n>${number}|twice|once|thrice)\s*(?:times?|x|fois)?\s*(?:a|per|each|every|\/|par)\s*(?:day|jour|j|24\s*h(?:ours|eures)?)(?![\p{L}])`, 'u'), 'times'],
  [new RegExp(String.raw`${before}(?<n>${number}|twice|once|thrice)\s*(?:times?|fois|x)?\s*(?:daily|quotidiennement)(?![\p{L}])`, 'u'), 'times'],
  [/(?<![\p{L}])(?:q\.?i\.?d|q\.?d\.?s)(?![\p{L}])/u, 4],
  [/(?<![\p{L}])(?:t\.?i\.?d|t\.?d\.?s)(?![\p{L}])/u, 3],
  [/(?<![\p{L}])(?:b\.?i\.?d|b\.?d)(?![\p{L}])/u, 2],
  [/(?<![\p{L}])(?:once|one time|1 ?x)\s*(?:a|per|\/)?\s*week(?:ly)?|(?<![\p{L}])weekly|une fois par semaine|chaque semaine/u, 1 / 7],
  [/\bmorning,? (?:and|&) (?:evening|night)\b|\bmatin,? et (?:le )?soir\b/u, 2],
  [/(?<![\p{L}])(?:o\.?d|q\.?d|daily|nocte|mane|every day|a day|per day|chaque jour|par jour|at night|at bedtime|in the morning|le soir|le matin|au coucher)(?![\p{L}])/u, 1],
]; // prettier-ignore

const onceOnly = /(?<![\p{L}])(?:stat|single dose|dose unique|once only|one dose only|en une fois|une seule fois)(?![\p{L}])/u;
const needed =
  /(?<![\p{L}])(?:prn|p\.r\.n|sos|as needed|if needed|when needed|as required|if required|si besoin|si necessaire)(?![\p{L}])/u;
const changing =
  /(?<![\p{L}])(?:alternate|every other|un jour sur|then|puis|taper|reduc\p{L}*|increas\p{L}*|augment\p{L}*|dimin\p{L}*|month|monthly|mois)(?![\p{L}])/u;
const perKgPattern = new RegExp(
  String.raw`${before}(?<n>${figure})\s*(?<unit>${mass})\s*(?:/|per|par)\s*kg(?:\s*(?:/|per|par)\s*(?<each>day|d|jour|j|dose|prise))?(?![\p{L}])`,
  'gu',
);
const piecePattern = new RegExp(String.raw`${before}(?<n>${number})\s*(?:-?\s*)?(?:of )?${piece}(?![\p{L}])`, 'gu');
const volumePattern = new RegExp(String.raw`(?<![\p{L}\d.,/]|/\s)(?<n>${figure})\s*(?:ml|mls|cc)(?![\p{L}])`, 'gu');
const spoonPattern = new RegExp(String.raw`${before}(?<n>${number})\s*(?:teaspoon(?:ful)?s?|tsp|cuilleres? [àa] cafe)(?![\p{L}])`, 'gu');
const massPattern = new RegExp(
  String.raw`${before}(?<n>${number})\s*(?<unit>${mass})(?![\p{L}])(?!\s*(?:/|per|par)\s*(?:\d+(?:[.,]\d+)?\s*)?(?:ml|mls|l|kg|m2|dose|puff)(?![\p{L}]))`,
  'gu',
);
const byMeals = /(?<![\d.,/-])(\d+(?:[.,]5)?)\s*[-+]\s*(\d+(?:[.,]5)?)\s*[-+]\s*(\d+(?:[.,]5)?)(?:\s*[-+]\s*(\d+(?:[.,]5)?))?(?![\d/-])/u;
const mostPattern =
  /(?<![\p{L}])max(?:imum|i|\.)?\s*:?\s*(?<what>[^;.,)]{1,40}?)\s*(?:\/|a|per|par|in|en)\s*(?:day|jour|j|24\s*h\p{L}*)(?![\p{L}])/u;
/** "5/7", "for 7 days", "x 7 days", "pendant 5 jours", "2 weeks" */
const daysPattern =
  /(?:(?:for|x|pendant|pdt)\s*)?(?<![\d/.])(?<n>\d{1,3})\s*(?:\/\s*7(?!\d)|(?<unit>days?|jours?|weeks?|semaines?)(?![\p{L}]))/u;

/** The one amount and how often, where words say it clearly; `why` where they do not. Nothing is assumed. */
export function readWrittenDose(
  text: string,
  { isProductToo = false }: { /** the product's name and strength stand in the same text */ isProductToo?: boolean } = {},
): WrittenDose | Unreadable {
  const words = text
    .replaceAll(/(\d*)([½¼¾])/gu, (_, whole: string, part: string) => String(Number(whole) + { '½': 0.5, '¼': 0.25, '¾': 0.75 }[part]!))
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('μ', 'µ')
    .replaceAll(/[éè]/gu, 'e')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (changing.test(words)) return { why: 'by_day' };
  const most = mostPattern.exec(words);
  const duration = daysPattern.exec(words);
  const rest = [most?.[0], duration?.[0]].reduce<string>((left, part) => (part === undefined ? left : left.replace(part, ' ')), words);
  const base = {
    isOnce: onceOnly.test(rest),
    asNeeded: needed.test(rest),
    days: duration?.groups ? Number(duration.groups['n']) * (/^(?:week|semaine)/.test(duration.groups['unit'] ?? '') ? 7 : 1) : null,
    route: routeIn(text),
    mostPerDay: most?.groups ? mostOf(most.groups['what'] ?? '') : null,
  };
  const meals = isProductToo ? null : byMeals.exec(rest);
  if (meals) {
    const pieces = meals.slice(1).flatMap((part) => (part ? [toNumber(part)] : []));
    const taken = pieces.filter((one) => one > 0);
    if (taken.length === 0) return { why: 'no_amount' };
    return { ...base, amount: { kind: 'pieces', value: Math.max(...taken) }, timesPerDay: taken.length, everyHours: null };
  }
  const frequency = frequencyIn(rest);
  const amount = amountIn(
    frequency ? rest.slice(0, frequency.at) + ' ; ' + rest.slice(frequency.at + frequency.length) : rest,
    isProductToo,
  );
  if ('why' in amount) return amount;
  return { ...base, amount, timesPerDay: base.isOnce ? null : (frequency?.perDay ?? null), everyHours: frequency?.everyHours ?? null };
}

function frequencyIn(text: string): { at: number; length: number; perDay: number; everyHours: number | null } | null {
  for (const [pattern, kind] of often) {
    const match = pattern.exec(text);
    if (!match) continue;
    const said = toNumber(match.groups?.['n'] ?? '');
    if (kind === 'hours') return said > 0 ? { at: match.index, length: match[0].length, perDay: 24 / said, everyHours: said } : null;
    const perDay = kind === 'times' ? said : kind;
    return perDay > 0 ? { at: match.index, length: match[0].length, perDay, everyHours: null } : null;
  }
  const divided = /\bin (?<n>\d)(?: (?:divided|equal))? doses\b|\ben (?<fr>\d) prises\b/u.exec(text);
  if (divided)
    return {
      at: divided.index,
      length: divided[0].length,
      perDay: Number(divided.groups?.['n'] ?? divided.groups?.['fr']),
      everyHours: null,
    };
  const crossed = new RegExp(String.raw`${before}(?<dose>${number})\s*(?:${piece}|${mass}|ml)?\s*[x×]\s*(?<n>\d)(?!\d)`, 'u').exec(text);
  if (!crossed?.groups) return null;
  const at = crossed.index + crossed[0].search(/[x×]\s*\d$/u);
  return { at, length: crossed.index + crossed[0].length - at, perDay: Number(crossed.groups['n']), everyHours: null };
}

function amountIn(text: string, isProductToo: boolean): WrittenAmount | Unreadable {
  const perKg = [...text.matchAll(perKgPattern)];
  if (perKg.length > 1) return { why: 'two_amounts' };
  const [weighed] = perKg;
  if (weighed?.groups) {
    const [unit, factor] = unitOf(weighed.groups['unit'] ?? '');
    return {
      kind: 'perKg',
      value: toNumber(weighed.groups['n'] ?? '') * factor,
      unit,
      isPerDay: /^(?:d|day|j|jour)$/.test(weighed.groups['each'] ?? ''),
    };
  }
  const pieces = valuesOf(text, piecePattern);
  if (pieces.length > 1) return { why: 'two_amounts' };
  if (pieces[0] !== undefined) return { kind: 'pieces', value: pieces[0] };
  const volumes = [...valuesOf(text, volumePattern), ...valuesOf(text, spoonPattern).map((spoons) => spoons * 5)];
  if (volumes.length > 1) return { why: 'two_amounts' };
  if (volumes[0] !== undefined) return { kind: 'amount', value: volumes[0], unit: 'mL' };
  const found = [...text.matchAll(massPattern)];
  const doses = found.length > 1 ? found.filter((match) => !ofPiece.test(text.slice(match.index + match[0].length))) : found;
  const masses = doses.map((match) => ({
    value: toNumber(match.groups?.['n'] ?? ''),
    unit: unitOf(match.groups?.['unit'] ?? ''),
  }));
  const different = masses.filter(
    (one, at) => masses.findIndex((other) => other.value === one.value && other.unit[0] === one.unit[0]) === at,
  );
  if (different.length > 1) return { why: 'two_amounts' };
  const [only] = different;
  if (only) return { kind: 'amount', value: only.value * only.unit[1], unit: only.unit[0] };
  if (isProductToo)
    return {
      why: new RegExp(String.raw`${before}${figure}\s*(?!(?:${piece}|ml|kg|h)(?![\p{L}]))\p{L}{2,}`, 'u').test(text)
        ? 'unknown_unit'
        : 'no_amount',
    };
  const bare = [...text.matchAll(new RegExp(String.raw`${before}(?<n>${number})(?![\p{L}\d%/])\s*(?<next>\p{L}*)`, 'gu'))];
  const [first] = bare;
  if (!first?.groups) return { why: 'no_amount' };
  return /^(?:;|$|tak\p{L}*|x|by|orally|per|po)/u.test(first.groups['next'] ?? '')
    ? { kind: 'pieces', value: toNumber(first.groups['n'] ?? '') }
    : { why: 'unknown_unit' };
}

/** What follows the strength of a piece: 500 mg tablet, 1 g vial. */
const ofPiece = new RegExp(String.raw`^\s*(?:${piece}|inj\p{L}*|susp\p{L}*|syrup|solution)(?![\p{L}])`, 'u');

function mostOf(what: string): WrittenAmount | null {
  const amount = amountIn(what, false);
  return 'why' in amount ? null : amount;
}

const valuesOf = (text: string, pattern: RegExp): number[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => toNumber(match.groups?.['n'] ?? ''))),
];
const unitOf = (said: string): readonly [AmountUnit, number] => units[said.replaceAll('.', '').replace(/\s+/g, ' ')] ?? ['mg', Number.NaN];

function toNumber(text: string): number {
  const known = numbers[text];
  if (known !== undefined) return known;
  return Number(/^\d{1,3}(?:[ ,]\d{3})+$/.test(text) ? text.replace(/[ ,]/g, '') : text.replace(',', '.'));
}

function routeIn(text: string): DoseRoute | null {
  const { route } = parseMedicineText(text);
  return doseRoutes.find((one) => one === route) ?? null;
}
