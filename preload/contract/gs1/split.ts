import { hasCheckDigit } from './checkDigit.ts';
import { readGs1Day } from './dates.ts';
import { hasPredefinedLength, type Identifier, identifierAt, isEncodable, onMedicinePacks } from './identifiers.ts';
import type { BarcodeProblem, Gs1Element } from './readBarcode.ts';

export type Split = { elements: Gs1Element[] } | { problem: BarcodeProblem; ai: string | null; value: string };
export const separator = '\u001d';

/** As the standard reads it: a value of open length runs to the next separator or the end. Source: GS1 General Specifications, section 7.8.6. */
export function splitStrictly(text: string, today: string): Split {
  const elements: Gs1Element[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at) === separator) {
      at += 1; // one that was not needed, or several: harmless
      continue;
    }
    const identifier = identifierAt(text, at);
    if (!identifier) return { problem: 'not_gs1', ai: null, value: text.slice(at, at + 40) };
    const from = at + identifier.ai.length;
    const found = text.indexOf(separator, from);
    const end = found === -1 ? text.length : found;
    const to = hasPredefinedLength(identifier.ai) ? Math.min(from + identifier.most, end) : end;
    const value = text.slice(from, to);
    const problem = problemOf(identifier, value, today);
    if (problem) return { problem, ai: identifier.ai, value: value.slice(0, 40) };
    elements.push({ ai: identifier.ai, value });
    at = to;
  }
  return elements.length > 0 ? { elements } : { problem: 'empty', ai: null, value: '' };
}

/** How far the search for other ways to read goes; a pack's text needs a few hundred steps. */
const mostSteps = 20_000;
const mostReadings = 6;

/**
 * Every way to read a text whose separators a scanner may have left out: no identifier twice, none that does not stand on packs of
 * medicines, check digits and days right. `isWhole` is false where there are more than could be looked at.
 */
export function splitEveryWay(text: string, today: string): { readings: Gs1Element[][]; isWhole: boolean } {
  const readings: Gs1Element[][] = [];
  let steps = 0;
  const walk = (at: number, before: readonly Gs1Element[]): void => {
    if (readings.length >= mostReadings || steps > mostSteps) return;
    if (at === text.length) {
      readings.push([...before]);
      return;
    }
    const identifier = identifierAt(text, at);
    if (!identifier || !onMedicinePacks.has(identifier.ai) || before.some(({ ai }) => ai === identifier.ai)) return;
    if (identifier.ai === '37' && !before.some(({ ai }) => ai === '02')) return; // only ever beside AI 02 (section 3.6.6)
    const from = at + identifier.ai.length;
    // the longest first: as the standard reads it, to the end
    for (let length = Math.min(identifier.most, text.length - from); length >= identifier.least; length--) {
      steps += 1;
      const value = text.slice(from, from + length);
      if (problemOf(identifier, value, today) === null) walk(from + length, [...before, { ai: identifier.ai, value }]);
    }
  };
  walk(0, []);
  return { readings, isWhole: steps <= mostSteps && readings.length < mostReadings };
}

/** "(01)04012345678901(17)271100(10)AB12", as people read it below the bars. */
export function splitReadable(text: string, today: string): Split {
  const marks = [...text.matchAll(/\((\d{2,4})\)/g)].filter(({ 1: ai = '' }) => identifierAt(ai, 0)?.ai === ai);
  if (marks.length === 0 || marks[0]?.index !== 0) return { problem: 'not_gs1', ai: null, value: text.slice(0, 40) };
  const elements: Gs1Element[] = [];
  for (const [number, mark] of marks.entries()) {
    const ai = mark[1] ?? '';
    const identifier = identifierAt(ai, 0);
    if (!identifier) return { problem: 'not_gs1', ai, value: '' };
    const value = text
      .slice(mark.index + mark[0].length, marks[number + 1]?.index)
      .replaceAll(separator, '')
      .trim();
    const problem = problemOf(identifier, value, today);
    if (problem) return { problem, ai, value: value.slice(0, 40) };
    elements.push({ ai, value });
  }
  return { elements };
}

function problemOf({ least, most, form }: Identifier, value: string, today: string): BarcodeProblem | null {
  if (value.length < least || value.length > most) return 'wrong_length';
  if (form === 'text') return isEncodable(value) ? null : 'wrong_character';
  if (!/^\d+$/.test(value)) return 'wrong_character';
  if (form === 'checked') return hasCheckDigit(value) ? null : 'check_digit';
  if (form === 'date') return readGs1Day(value, today) === null ? 'impossible_date' : null;
  return null;
}
