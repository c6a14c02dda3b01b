import type { Coding } from '../../preload/contract/common.ts';

/**
 * Pregnancy confirmed (Z32.1), incidental pregnancy (Z33), supervision of normal (Z34) and of high-risk pregnancy (Z35).
 * Source: WHO, ICD-10 2019, block Z30-Z39.
 */
const pregnant = /^(Z32\.1|Z33|Z34|Z35)(\.|$)/;
/** A pregnancy said longer ago is over: 44 weeks, as in main/clinical/pregnancy/dating.ts. */
const longestMs = 308 * 86_400_000;

export const isPregnancyCode = (code: string): boolean => pregnant.test(code);

/** The newest statement that she is pregnant; null when nothing says so, which is not the same as "not pregnant". */
export function pregnancyNow(
  conditions: readonly { coding: Coding; recordedAt: string }[],
  now: string,
): { since: string; coding: Coding } | null {
  const said = conditions.find(({ coding, recordedAt }) => isPregnancyCode(coding.code) && Date.parse(now) - Date.parse(recordedAt) <= longestMs);
  return said ? { since: said.recordedAt, coding: said.coding } : null;
} // prettier-ignore
