import type { TFunction } from 'i18next';
import type { SafetyFinding } from '../../../preload/contract/safety.ts';
import { en } from '../../lib/strings/index.ts';

/** What the dose check found, in the user's language; null where there are no words for it. `reason`: the code without its kind. */
export function wordDose(reason: string, data: SafetyFinding['data'], t: TFunction): { text: string; whatToDo: string } | null {
  if (!isReason(reason)) return null;
  const values = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : inWords(String(value ?? ''), t)]),
  );
  // the keys are those of `en`, too many for one type
  const say = t as unknown as (key: string, values: Record<string, string>) => string;
  return { text: say(`dosing.finding.${reason}`, values), whatToDo: t(`dosing.findingAdvice.${reason}`) };
}

const isReason = (reason: string): reason is keyof typeof en.dosing.finding => Object.hasOwn(en.dosing.finding, reason);

/** The check writes amounts in English. */
const inWords = (text: string, t: TFunction): string =>
  text.replace(/^([\d.,]+) micrograms$/, `$1 ${t('dosing.unit.ug')}`).replace(/^([\d.,]+) units$/, `$1 ${t('dosing.unit.[iU]')}`);
