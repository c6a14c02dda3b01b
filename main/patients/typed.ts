import { isDay } from '../../preload/contract/dates.ts';
import { formatNumber, numberKinds, parseNumber } from '../../preload/contract/readableNumber.ts';
import { foldedTokens, readDigitRuns } from './names.ts';
import { compactNumber } from './searchWords.ts';

/** What somebody typed into the search box, sorted by kind. `number`: a whole patient number with right check characters. */
export type Typed = { names: string[]; digits: string[]; days: string[]; number: string | null };

const most = 8;

export function readTyped(text: string): Typed {
  const parsed = parseNumber(text);
  if (parsed?.kind === numberKinds.patient) return { names: [], digits: [], days: [], number: formatNumber(parsed) };
  const days: string[] = [];
  const digits: string[] = [];
  let rest = text.normalize('NFKC');
  // The facility's code on a card is a word with digits; typed without the end it is found as the beginning of the compact number.
  rest = rest.replaceAll(/\bP[-\s]?[0-9A-Z]{6}(?:[-\s]?[A-Z]{1,2}\d*)?(?:-\w*)?/gi, (part) => {
    if (!/\d/.test(part)) return part;
    digits.push(compactNumber(part));
    return ' ';
  });
  rest = rest.replaceAll(/\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g, (part, year: string, month: string, day: string) =>
    dayOr(part, year, month, day),
  );
  rest = rest.replaceAll(/\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/g, (part, day: string, month: string, year: string) =>
    dayOr(part, year, month, day),
  );
  const runs = readDigitRuns(rest);
  const tokens = foldedTokens(runs.rest);
  return {
    names: tokens.filter((token) => !/\d/.test(token)).slice(0, most),
    digits: [...digits, ...runs.digits, ...tokens.filter((token) => /\d/.test(token))].slice(0, most),
    days: days.slice(0, 2),
    number: null,
  };

  function dayOr(part: string, year: string, month: string, day: string): string {
    const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (!isDay(text)) return part;
    days.push(text.replaceAll('-', ''));
    return ' ';
  }
}
