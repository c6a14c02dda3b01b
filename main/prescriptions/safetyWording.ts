import type { Severity } from '../../preload/contract/safety.ts';

/** English sentences of the check; the screens word the same codes from their string files. */

/** What a list's level means, after "A with B". */
const levelPhrases: Record<string, string> = {
  contraindicated: 'must not be used together',
  not_recommended: 'are best not used together',
  precaution_for_use: 'need precautions when used together',
  take_into_account: 'add up or weaken each other: keep it in mind',
  high_priority: 'are on the list of pairs that should not be used together',
  critical: 'can harm when used together',
  significant: 'may need monitoring when used together',
  label: 'are ruled out together by a US label, sometimes only for a dose or a disease',
  label_warning: 'should not be combined without need',
  label_caution: 'need watching when used together',
  non_interruptive: 'are known to interact, seldom in a way that needs action',
};

const effectPhrases: Record<string, string> = {
  qt: 'dangerous heart rhythm (torsades de pointes)',
  serotonin: 'serotonin syndrome',
  'hypertensive-crisis': 'sharp rise of blood pressure',
  bleeding: 'bleeding',
  hyperkalaemia: 'high potassium',
  hypokalaemia: 'low potassium',
  hyponatraemia: 'low sodium',
  hypoglycaemia: 'low blood sugar',
  hyperglycaemia: 'high blood sugar',
  'respiratory-depression': 'slowed breathing',
  sedation: 'drowsiness',
  bradycardia: 'slow heart beat',
  muscle: 'muscle damage',
  ergotism: 'poor blood flow in the limbs (ergotism)',
  seizure: 'seizures',
  kidney: 'kidney damage',
  liver: 'liver damage',
  ear: 'hearing damage',
  'bone-marrow': 'damage to the bone marrow',
  infection: 'severe infection',
  withdrawal: 'withdrawal',
  hypotension: 'low blood pressure',
  anticholinergic: 'dry mouth, urine retention, confusion',
  antagonism: 'the two work against each other',
  contraception: 'contraception may fail',
  absorption: 'less is absorbed',
  'level-down': 'one of them works less',
  'level-up': 'one of them reaches too high a level',
  'less-effect': 'one of them works less',
  additive: 'effects add up',
};

const watchFor: Record<string, string> = {
  qt: 'If both are needed: ECG before and during, correct potassium.',
  serotonin: 'Watch for agitation, tremor, fever, sweating.',
  bleeding: 'Watch for bleeding; check INR or blood count where it can be done.',
  hyperkalaemia: 'Check potassium and creatinine.',
  hypokalaemia: 'Check potassium.',
  hyponatraemia: 'Check sodium; watch for confusion.',
  hypoglycaemia: 'Check blood sugar more often; tell the patient the signs.',
  hyperglycaemia: 'Check blood sugar more often.',
  'respiratory-depression': 'Watch breathing and alertness; use the lowest dose.',
  sedation: 'Warn about driving and falls; no alcohol.',
  bradycardia: 'Check pulse and blood pressure.',
  muscle: 'Ask about muscle pain or dark urine; stop the statin if present.',
  kidney: 'Check creatinine; keep the patient hydrated.',
  liver: 'Check liver tests; ask about jaundice.',
  absorption: 'Give them at least two hours apart.',
  contraception: 'Advise another method of contraception.',
  hypotension: 'Check blood pressure lying and standing.',
  'level-up': 'Watch for signs of overdose; lower the dose if needed.',
  'level-down': 'Check that the treatment still works.',
};

export function interactionText(a: string, b: string, level: string, effect: string): string {
  const risk = effectPhrases[effect];
  return `${a} and ${b} ${levelPhrases[level] ?? 'interact'}.${risk === undefined ? '' : ` Risk: ${risk}.`}`;
}

export function interactionAdvice(severity: Severity, effect: string): string {
  const watch = watchFor[effect] ?? 'Watch the patient more closely.';
  if (severity === 'stop') return 'Choose another medicine. If there is none, write down why; the use is reviewed afterwards.';
  return severity === 'warning' ? `Prefer another medicine. ${watch}` : watch;
}
