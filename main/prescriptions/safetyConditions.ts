import type { SafetyFacts, SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import { type Contraindication, isInGroup } from '../knowledge/diseaseRules.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { rulesOf, sourceText } from './safetyRules.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';

const loudness: Record<Severity, number> = { information: 0, warning: 1, stop: 2 };
/** Groups that say the same as a kidney or liver rule: one cause, one finding. */
const organs: Readonly<Record<string, 'renal' | 'hepatic'>> = {
  kidney: 'renal', 'end-stage-kidney': 'renal', liver: 'hepatic', cirrhosis: 'hepatic', 'hepatic-coma': 'hepatic', hepatitis: 'hepatic', 'hepatitis-b-c': 'hepatic',
}; // prettier-ignore

/** Diagnoses that the labels of the order rule out: of each diagnosis the loudest rule, of each disease one finding. */
export function checkConditions(order: CheckedMedicine, facts: SafetyFacts, knowledge: Knowledge): SafetyFinding[] {
  const rules = rulesOf(order.match.ingredients, knowledge.diseases.contraindications);
  const found = new Map<string, { rule: Contraindication; codes: Set<string> }>();
  for (const written of facts.conditions ?? []) {
    const code = plainCode(written);
    const best = rules.filter((rule) => isInGroup(code, rule.group)).toSorted(louderFirst)[0];
    if (!best) continue;
    const key = causeOf(best);
    const before = found.get(key);
    if (!before || louderFirst(best, before.rule) < 0) found.set(key, { rule: best, codes: new Set([...(before?.codes ?? []), code]) });
    else before.codes.add(code);
  }
  return [...found].map(([cause, { rule, codes }]) => toFinding(order, rule, [...codes].sort(), cause, knowledge));
}

/** Whether it has the form of an ICD-10 code or block, as people write it. */
export const isIcd10 = (written: string): boolean => /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/.test(plainCode(written.split('-')[0] ?? ''));

/** ICD-10 as people write it: "j459" and "J45.9 " are the same. */
function plainCode(written: string): string {
  const plain = written.toUpperCase().replaceAll(/[^A-Z0-9.]/g, '');
  return /^[A-Z]\d\d\d/.test(plain) ? `${plain.slice(0, 3)}.${plain.slice(3)}` : plain;
}

function causeOf(rule: Contraindication): string {
  const organ = organs[rule.group.id];
  const who = rule.ingredients.join('+');
  return organ ? `${organ}:${who}` : `contraindication:${who}|${rule.group.id}`;
}

/** Then the narrowest group, then by name: always the same one. */
function louderFirst(a: Contraindication, b: Contraindication): number {
  const size = (rule: Contraindication) => rule.group.ranges.reduce((sum, [first, last]) => sum + (first === last ? 1 : 20), 0);
  return (
    loudness[b.severity] - loudness[a.severity] ||
    size(a) - size(b) ||
    (a.group.id < b.group.id ? -1 : a.group.id > b.group.id ? 1 : a.ingredients.join('+') < b.ingredients.join('+') ? -1 : 1)
  );
}

function toFinding(order: CheckedMedicine, rule: Contraindication, codes: string[], cause: string, knowledge: Knowledge): SafetyFinding {
  const medicine = rule.ingredients.map((id) => knowledge.ingredients.get(id)?.name ?? id).join(' + ');
  const isNarrow = rule.severity !== 'stop';
  return {
    kind: 'contraindication',
    severity: rule.severity,
    between: [order.text, codes.join(', ')],
    text: isNarrow
      ? `The chart has ${rule.group.english} (${codes.join(', ')}); a US label rules ${medicine} out in some of these patients.`
      : `The chart has ${rule.group.english} (${codes.join(', ')}), in which a US label rules ${medicine} out.`,
    whatToDo: isNarrow
      ? 'Compare with the label: severe, active or earlier disease, or a condition of its own, may be meant. Prefer another medicine.'
      : 'Choose another medicine. If there is none, write down why; the use is reviewed afterwards.',
    source: sourceText(rule.sources, 'fda-conditions', knowledge),
    evidence: rule.sources[0]?.startsWith('label:') ? 'label' : 'statement',
    code: isNarrow ? 'contraindication.part' : 'contraindication.whole',
    data: { medicine, condition: rule.group.english, conditionFr: rule.group.french, codes: codes.join(', '), group: rule.group.id },
    cause,
  };
}
