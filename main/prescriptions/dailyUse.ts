import type { RequestLine } from '../../db/queries/prescriptions.ts';
import { unitsPerDay } from '../../preload/contract/dosageQuantity.ts';
import { dosageOf } from './rows.ts';

/** What directions say is used in a day, as pharmacists write them in English, French and Latin shorthand. */
const words: Readonly<Record<string, number>> = {
  half: 0.5,
  '½': 0.5,
  '1/2': 0.5,
  one: 1,
  a: 1,
  un: 1,
  une: 1,
  two: 2,
  deux: 2,
  three: 3,
  trois: 3,
  four: 4,
  quatre: 4,
};
const number = String.raw`(?:\d+(?:[.,]\d+)?|½|1\/2|half|one|a|two|three|four|un|une|deux|trois|quatre)`;
const piece = String.raw`(?:tablets?|tabs?|capsules?|caps?|pills?|sachets?|suppositor(?:y|ies)|vials?|ampoules?|comprim[ée]s?|cp|g[ée]lules?|suppositoires?|flacons?|pieces?|units?|unit[ée]s?|doses?|puffs?|ml)`;

const often: readonly [RegExp, number | 'times' | 'hours'][] = [
  [
    new RegExp(String.raw`(?<n>${number}|twice|once|thrice)\s*(?:times?|x|fois)?\s*(?:a|per|each|every|\/|par)\s*(?:day|jour|j)\b`, 'u'),
    'times',
  ],
  [new RegExp(String.raw`(?<n>${number}|twice|once|thrice)\s*(?:times?|fois)?\s*(?:daily|quotidiennement)\b`, 'u'), 'times'],
  [/(?:every|toutes les|q)\s*(?<n>\d+)\s*(?:hours?|hrs?|heures?|h)\b/u, 'hours'],
  [/(?<n>\d+)[\s-]*hourly\b/u, 'hours'],
  [/\b(?:q\.?i\.?d|q\.?d\.?s)\b/u, 4],
  [/\b(?:t\.?i\.?d|t\.?d\.?s)\b/u, 3],
  [/\b(?:b\.?i\.?d|b\.?d)\b/u, 2],
  [/\bmorning,? (?:and|&) (?:evening|night)\b|\bmatin,? et (?:le )?soir\b/u, 2],
  [
    /\b(?:o\.?d|q\.?d)\b|\bdaily\b|\b(?:every|a|per) day\b|\bchaque jour\b|\bpar jour\b|\bat night\b|\bat bedtime\b|\bnocte\b|\bin the morning\b|\ble (?:soir|matin)\b|\bau coucher\b/u,
    1,
  ],
];
/** Where nobody can say how much a day: as it is needed, once only, by the week, or changing from day to day. */
const openEnded =
  /\b(?:prn|as needed|if needed|when needed|as required|if required|si besoin|si n[ée]cessaire|stat|single dose|dose unique|once only|week|weekly|semaine|month|mois|alternate|every other|un jour sur|then|puis|taper|max(?:imum)?)\b/u;
const weights = /\d\s*(?:mg|g|mcg|µg|ui|iu|drops?|gouttes?|teaspoons?|cuill\p{L}*)(?!\p{L})/u;

/**
 * Dispensing units used in a day. null where the words leave it open, or speak of another unit than the one that is counted: then nothing
 * is assumed. `unit`: the dispensing unit.
 */
export function dailyUse(directions: string, unit: string): number | null {
  const text = directions.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  if (openEnded.test(text) || weights.test(text)) return null;
  const byMeals =
    /(?<![\d.,/-])(\d+(?:[.,]5)?)\s*[-+]\s*(\d+(?:[.,]5)?)\s*[-+]\s*(\d+(?:[.,]5)?)(?:\s*[-+]\s*(\d+(?:[.,]5)?))?(?![\d/-])/u.exec(text);
  if (byMeals) return positive(byMeals.slice(1).reduce((total, amount) => total + (amount ? toNumber(amount) : 0), 0));
  if (/\bml\b/u.test(text) !== (unit.toLowerCase() === 'ml')) return null;
  const crossed = new RegExp(
    String.raw`(?<![\p{L}\d])(?<dose>${number})\s*${piece}?\s*[x×]\s*(?<n>\d)(?!\d)(?!\s*(?:${piece}|days?|jours?))`,
    'u',
  ).exec(text);
  if (crossed?.groups) return positive(toNumber(crossed.groups['dose'] ?? '') * toNumber(crossed.groups['n'] ?? ''));
  for (const [pattern, times] of often) {
    const match = pattern.exec(text);
    if (!match) continue;
    const rest = text.slice(0, match.index);
    const perDay = typeof times === 'number' ? times : timesOf(times, match.groups?.['n'] ?? '');
    const dose = doseIn(rest);
    return dose === null || perDay === null ? null : positive(dose * perDay);
  }
  return null;
}

/** Dispensing units a day of a prescribed line: by the structure of its directions where there is one, else as the words say. */
export function dailyUseOf(line: Pick<RequestLine, 'dosage' | 'directions' | 'unit'>): number | null {
  const [step] = dosageOf(line)?.steps ?? [];
  if (step && (step.asNeeded !== null || step.timing === null)) return null; // nobody knows how often
  return (step && unitsPerDay(step, { unit: line.unit, strength: null })) ?? dailyUse(line.directions, line.unit);
}

function timesOf(kind: 'times' | 'hours', said: string): number | null {
  const counted = { once: 1, twice: 2, thrice: 3 }[said] ?? toNumber(said);
  if (kind === 'times') return counted;
  return counted > 0 && 24 % counted === 0 ? 24 / counted : null;
}

/** The amount of one time: the first number before the times of day, of a piece or of nothing that is named. */
function doseIn(text: string): number | null {
  const match = new RegExp(String.raw`(?<![\p{L}\d.,])(?<dose>${number})(?![\p{L}\d])\s*(?:of )?(?<piece>${piece})?`, 'u').exec(text);
  return match?.groups ? toNumber(match.groups['dose'] ?? '') : null;
}

const toNumber = (text: string): number => words[text] ?? Number(text.replace(',', '.'));
const positive = (amount: number): number | null => (Number.isFinite(amount) && amount > 0 && amount <= 1000 ? amount : null);
