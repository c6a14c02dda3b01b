import { presenceAnswers, presenceUnit } from '../../../preload/contract/laboratory.ts';

export type TypedResults = Record<string, string>;
export type ParsedResult = { state: 'empty' | 'wrong' | 'read'; value: number; unit: string };

/** A number with its unit when it is not the usual one: "11.5", "11,5", "115 g/L", "<0.5" is not a number. Or the name of an answer. */
export function parseResult(text: string, usualUnit: string): ParsedResult {
  const typed = text.trim();
  if (typed === '') return { state: 'empty', value: 0, unit: usualUnit };
  if (usualUnit === presenceUnit) {
    const value = (presenceAnswers as readonly string[]).indexOf(typed);
    return { state: value < 0 ? 'wrong' : 'read', value: Math.max(0, value), unit: presenceUnit };
  }
  const match = /^([+-]?\d+(?:[.,]\d+)?)(?:\s+(\S.*)|([^\d\s.,].*))?$/.exec(typed);
  const value = Number(match?.[1]?.replace(',', '.'));
  if (!match || !Number.isFinite(value)) return { state: 'wrong', value: 0, unit: usualUnit };
  return { state: 'read', value, unit: match[2] ?? match[3] ?? usualUnit };
}
