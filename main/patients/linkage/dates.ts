import { fold } from '../names.ts';

const months: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev', 'fevr'],
  ['mar', 'mars', 'mrz'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mayo'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aou', 'aout', 'ago'],
  ['sep', 'sept', 'set'],
  ['oct', 'okt', 'out'],
  ['nov'],
  ['dec', 'dez', 'dic'],
];

/** Whether 03/25/1990 occurs in a column of dates written with the year last, and 25/03/1990 does not. */
export function readsMonthFirst(column: readonly string[]): boolean {
  let [dayFirst, monthFirst] = [0, 0];
  for (const text of column) {
    const [first, second, year] = numbersIn(text);
    if (first === undefined || second === undefined || year === undefined || first.length > 2) continue;
    if (Number(first) > 12) dayFirst++;
    else if (Number(second) > 12) monthFirst++;
  }
  return monthFirst > dayFirst;
}

/** A date as YYYYMMDD, however it is written; a year alone as YYYY0101. What is no date at all is taken as no date. */
export function dayDigits(text: string, monthFirst: boolean): string {
  const numbers = numbersIn(text);
  const [first, second, third] = numbers;
  if (first === undefined) return '';
  const named = monthIn(text);
  if (named > 0) {
    const year = numbers.find((number) => number.length === 4);
    const day = numbers.find((number) => number.length <= 2);
    return year === undefined ? '' : `${year}${two(String(named))}${two(day ?? '1')}`;
  }
  if (second === undefined) return first.length === 8 ? first : first.length === 4 ? `${first}0101` : '';
  if (first.length === 4) return `${first}${two(second)}${two((third ?? '1').slice(0, 2))}`;
  if (third === undefined) return second.length === 4 ? `${second}${two(first)}01` : '';
  const year = third.length === 4 ? third : third.length === 2 ? century(third) : '';
  return year === '' ? '' : monthFirst ? `${year}${two(first)}${two(second)}` : `${year}${two(second)}${two(first)}`;
}

const two = (number: string): string => number.padStart(2, '0');
/** Two digits of a birth year: nobody is born in years to come. */
const century = (year: string): string => (Number(year) <= 26 ? `20${year}` : `19${year}`);

function numbersIn(text: string): string[] {
  return text.normalize('NFKC').match(/\d+/g) ?? [];
}

function monthIn(text: string): number {
  const word = fold(text).match(/\p{L}{3,}/u)?.[0];
  if (word === undefined) return 0;
  return 1 + months.findIndex((names) => names.some((name) => word === name || (name.length >= 3 && word.startsWith(name))));
}
