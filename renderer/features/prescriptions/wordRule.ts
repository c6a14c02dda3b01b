import type { TFunction } from 'i18next';
import type { SafetyFinding } from '../../../preload/contract/safety.ts';
import { en } from '../../lib/strings/index.ts';

type Words = { text: string; whatToDo: string };
const has = <T extends object>(words: T, key: string): key is keyof T & string => Object.hasOwn(words, key);

/** Diseases, age, pregnancy, kidneys, liver, groups, routes and intervals: one sentence a code. null: not one of these. */
export function wordRule(finding: SafetyFinding, t: TFunction): Words | null {
  const key = finding.code.replace('.', '_');
  if (!has(en.safety.finding, key)) return null;
  const say = t as unknown as (key: string, values: Record<string, string>) => string; // the values differ from code to code
  const louder = `${key}_${finding.severity}`;
  const text = say(`safety.finding.${has(en.safety.finding, louder) ? louder : key}`, wordsOf(finding.data, t));
  if (has(en.safety.todo, key) && !(key === 'renal_below' && finding.severity === 'stop'))
    return { text, whatToDo: t(`safety.todo.${key}`) };
  return { text, whatToDo: t(finding.severity === 'stop' ? 'safety.choose_another' : 'safety.prefer_another') };
}

/** The data of a finding with its codes in the user's words. */
function wordsOf(data: SafetyFinding['data'], t: TFunction): Record<string, string> {
  const plain = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : String(value ?? '')]),
  );
  const language: string = t('safety.language');
  const isFrench = language === 'fr';
  const { form = '', route = '', formula = '', under = '' } = plain;
  const unit = under.slice(-1);
  return {
    ...plain,
    condition: (isFrench ? plain['conditionFr'] : undefined) ?? plain['condition'] ?? '',
    group: (isFrench ? plain['groupFr'] : undefined) ?? plain['group'] ?? '',
    limit: has(en.safety.units, unit) ? t(`safety.units.${unit}`, { n: under.slice(0, -1) }) : under,
    formName: has(en.safety.form, form) ? t(`safety.form.${form}`) : form,
    routeName: has(en.safety.route, route) ? t(`safety.route.${route}`) : route,
    formulaName: has(en.safety.formula, formula) ? t(`safety.formula.${formula}`) : formula,
    hoursText: hoursText(Number(plain['hours'] ?? 0), t),
    leastText: hoursText(Number(plain['least'] ?? 0), t),
  };
}

/** Hours, and days from two of them on. */
function hoursText(hours: number, t: TFunction): string {
  return hours >= 48 ? t('safety.days', { n: Math.round(hours / 24) }) : t('safety.hours', { n: hours });
}
