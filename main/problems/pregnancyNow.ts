import type { Coding } from '../../preload/contract/common.ts';
import type { Day } from '../../preload/contract/dates.ts';
import type { Chart } from '../../preload/contract/patients.ts';
import { datePregnancy, gestationDays } from '../clinical/pregnancy/dating.ts';
import type { Dates } from '../pregnancies/dates.ts';

/**
 * Pregnancy confirmed (Z32.1), incidental pregnancy (Z33), supervision of normal (Z34) and of high-risk pregnancy (Z35).
 * Source: WHO, ICD-10 2019, block Z30-Z39.
 */
const pregnant = /^(Z32\.1|Z33|Z34|Z35)(\.|$)/;
/** A pregnancy said longer ago is over: 44 weeks, as in main/clinical/pregnancy/dating.ts. */
const longestMs = 308 * 86_400_000;

/** The pregnancy that is going on, with its dates where it is dated; null when nothing says so, which is not the same as "not pregnant". */
export function pregnancyNow(
  known: { episode: (Dates & { recordedAt: string }) | null; conditions: readonly { coding: Coding; recordedAt: string }[] },
  now: string,
  today: Day,
): Chart['pregnancy'] {
  const { episode, conditions } = known;
  const dating = episode && datePregnancy(episode);
  if (episode && dating) {
    return { since: episode.recordedAt, code: '', edd: dating.edd, gestationDays: gestationDays(dating.edd, today) };
  }
  const said = conditions.find(({ coding, recordedAt }) => pregnant.test(coding.code) && Date.parse(now) - Date.parse(recordedAt) <= longestMs);
  return said ? { since: said.recordedAt, code: said.coding.code, edd: null, gestationDays: null } : null;
} // prettier-ignore
