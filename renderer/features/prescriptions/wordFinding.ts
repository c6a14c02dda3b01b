import type { TFunction } from 'i18next';
import type { SafetyFinding } from '../../../preload/contract/safety.ts';
import { en } from '../../lib/strings/index.ts';
import { wordRule } from './wordRule.ts';
import { wordDose } from '../dosing/wordDose.ts';

type Words = { text: string; whatToDo: string };
type Data = SafetyFinding['data'];

/** The finding in the user's language, from its code and data; a code we have no words for keeps the check's own English sentence. */
export function wordFinding(finding: SafetyFinding, t: TFunction): Words {
  const words = wordCode(finding, t);
  return { ...words, text: asSentence(words.text) };
}

/** Many begin with a medicine, whose name is written small: a sentence begins with a capital all the same. */
function asSentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function wordCode(finding: SafetyFinding, t: TFunction): Words {
  const asChecked: Words = { text: finding.text, whatToDo: finding.whatToDo };
  const [kind, reason = ''] = finding.code.split('.');
  if (kind === 'interaction' && isKey(en.safety.level, reason)) return wordInteraction(finding, reason, t);
  if (kind === 'allergy' && isKey(en.safety.allergy, reason)) return wordAllergy(finding, reason, t);
  const dose = kind === 'dose' || kind === 'interval' ? wordDose(reason, finding.data, t) : null;
  if (dose) return dose;
  const rule = wordRule(finding, t);
  if (rule) return rule;
  if (finding.code === 'duplicate.ingredient')
    return {
      text: t('safety.duplicate', { ingredient: word(finding.data, 'ingredient'), others: word(finding.data, 'others') }),
      whatToDo: t('safety.duplicateAdvice'),
    };
  if (finding.code === 'missing.weight')
    return { text: t('safety.missingWeight', { age: word(finding.data, 'age') }), whatToDo: t('safety.missingWeightAdvice') };
  if (finding.code === 'restricted.finding')
    return {
      text: t('safety.restricted', { medicine: word(finding.data, 'medicine'), kind: t(`safety.kind.${finding.kind}`).toLowerCase() }),
      whatToDo: t('safety.restrictedAdvice'),
    };
  return asChecked;
}

function wordInteraction(finding: SafetyFinding, level: keyof typeof en.safety.level, t: TFunction): Words {
  const effect = word(finding.data, 'effect');
  const pair = t(`safety.level.${level}`, { a: word(finding.data, 'a'), b: word(finding.data, 'b') });
  const watch = isKey(en.safety.watchFor, effect) ? t(`safety.watchFor.${effect}`) : t('safety.advice.watch');
  const advice = { stop: t('safety.advice.stop'), warning: `${t('safety.advice.prefer')} ${watch}`, information: watch };
  return {
    text: isKey(en.safety.effect, effect) ? `${pair} ${t('safety.risk', { effect: t(`safety.effect.${effect}`) })}` : pair,
    whatToDo: advice[finding.severity],
  };
}

function wordAllergy(finding: SafetyFinding, reason: keyof typeof en.safety.allergy, t: TFunction): Words {
  const because = word(finding.data, 'because');
  const sentence = t(`safety.allergy.${reason}`, {
    allergy: word(finding.data, 'allergy'),
    medicine: word(finding.data, 'medicine'),
    because: isKey(en.safety.class, because) ? t(`safety.class.${because}`) : because,
  });
  const [percent, low, high] = ['percent', 'low', 'high'].map((key) => word(finding.data, key));
  const rate = !percent ? '' : low && high ? t('safety.rateInterval', { percent, low, high }) : t('safety.rate', { percent });
  return { text: [sentence, rate].filter(Boolean).join(' '), whatToDo: t(`safety.allergyAdvice.${finding.severity}`) };
}

export function isKey<T extends object>(words: T, key: string): key is keyof T & string {
  return Object.hasOwn(words, key);
}

function word(data: Data, key: string): string {
  const value = data[key];
  return Array.isArray(value) ? value.join(', ') : value === null || value === undefined ? '' : String(value);
}
