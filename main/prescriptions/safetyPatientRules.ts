import type { Evidence, SafetyFacts, SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { PatientRule } from '../knowledge/patientRules.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';
import type { CheckedPerson, HepaticGrade } from './safetyPerson.ts';
import { rulesOf, sourceText } from './safetyRules.ts';

/** What a rule makes of this person: how loud, which sentence, from which values. */
type Verdict = { severity: Severity; code: string; text: string; whatToDo: string; data: SafetyFinding['data'] };

/** Age, pregnancy, breast-feeding, kidneys and liver: of each kind the loudest rule that binds. */
export function checkPatientRules(
  order: CheckedMedicine,
  facts: SafetyFacts,
  person: CheckedPerson,
  knowledge: Knowledge,
): SafetyFinding[] {
  return rulesOf(order.match.ingredients, knowledge.patientRules).flatMap((rule): SafetyFinding[] => {
    const medicine = rule.ingredients.map((id) => knowledge.ingredients.get(id)?.name ?? id).join(' + ');
    const verdict = judge(rule, medicine, facts, person);
    if (!verdict) return [];
    return [
      {
        kind: verdict.code === 'missing.pregnancy' ? 'missing' : (rule.kind as SafetyFinding['kind']),
        between: [order.text],
        source: sourceText([rule.source], 'patient-rules', knowledge),
        evidence: (rule.source.startsWith('label:') ? 'label' : 'statement') satisfies Evidence,
        ...verdict,
        data: { medicine, ...verdict.data },
        cause: `${verdict.code === 'missing.pregnancy' ? 'missing-pregnancy' : rule.kind}:${rule.ingredients.join('+')}`,
      },
    ];
  });
}

function judge(rule: PatientRule, medicine: string, facts: SafetyFacts, person: CheckedPerson): Verdict | null {
  const { limit, severity } = rule;
  const instead = severity === 'stop' ? chooseAnother : 'Prefer another medicine, or write down why this one.';
  switch (rule.kind) {
    case 'age':
      if (limit.is !== 'age' || person.ageDays === null || person.ageDays >= limit.underDays) return null;
      return {
        severity,
        code: 'age.under',
        text: `${medicine} is not for anybody under ${ageWords(limit.written)}.`,
        whatToDo: instead,
        data: { under: limit.written },
      };
    case 'pregnancy':
      return judgePregnancy(rule, medicine, facts, person, instead);
    case 'lactation':
      if (facts.patient?.lactating !== true || facts.patient.sex === 'male') return null;
      return {
        severity,
        code: 'lactation.avoid',
        text: `${medicine} is to be avoided while breast-feeding.`,
        whatToDo: instead,
        data: {},
      };
    case 'renal': {
      if (limit.is !== 'clearance' || !('mlMin' in person.renal) || person.renal.mlMin >= limit.underMlMin) return null;
      const mlMin = Math.round(person.renal.mlMin);
      return {
        severity,
        code: 'renal.below',
        text: `The kidney function is about ${mlMin} ml/min (${formulaNames[person.renal.formula]}); ${medicine} is ruled out or to be reconsidered below ${limit.underMlMin} ml/min.`,
        whatToDo: severity === 'stop' ? chooseAnother : 'Check the dose and the creatinine; prefer another medicine.',
        data: { mlMin, below: limit.underMlMin, formula: person.renal.formula },
      };
    }
    case 'hepatic':
      return judgeLiver(rule, medicine, person.hepatic, instead);
    default:
      return null;
  }
}

function judgePregnancy(rule: PatientRule, medicine: string, facts: SafetyFacts, person: CheckedPerson, instead: string): Verdict | null {
  const { limit, severity } = rule;
  const { pregnant, gestationWeeks, sex } = facts.patient ?? {};
  if (sex === 'male') return null;
  const isAlways = limit.is === 'any';
  if (pregnant === null || pregnant === undefined) {
    // said louder than a line of coverage only where the medicine is ruled out from the first day
    if (!person.mayBePregnant || person.ageYears === null || !isAlways || severity !== 'stop') return null;
    return {
      severity: 'warning',
      code: 'missing.pregnancy',
      text: `${medicine} is ruled out in pregnancy, and nobody asked whether this woman is pregnant.`,
      whatToDo: 'Ask, and test where it is not certain.',
      data: {},
    };
  }
  if (!pregnant) return null;
  if (isAlways)
    return {
      severity,
      code: 'pregnancy.avoid',
      text: `${medicine} is ${severity === 'stop' ? 'ruled out' : 'to be avoided'} in pregnancy.`,
      whatToDo: instead,
      data: { severity },
    };
  if (limit.is !== 'week') return null;
  const week = gestationWeeks ?? null;
  if (week !== null && week < limit.fromWeek) return null;
  return {
    severity: week === null ? 'warning' : severity,
    code: week === null ? 'pregnancy.week_unknown' : 'pregnancy.from_week',
    text:
      week === null
        ? `${medicine} is to be avoided from week ${limit.fromWeek} of pregnancy on; the week is not known.`
        : `Week ${week} of pregnancy: ${medicine} is to be avoided from week ${limit.fromWeek} on.`,
    whatToDo: instead,
    data: { fromWeek: limit.fromWeek, week },
  };
}

const steps: Record<HepaticGrade, number> = { none: 0, mild: 1, some: 1, moderate: 2, severe: 3 };

function judgeLiver(rule: PatientRule, medicine: string, grade: HepaticGrade | null, instead: string): Verdict | null {
  if (grade === null || grade === 'none') return null;
  const from = rule.limit.is === 'grade' ? rule.limit.from : 'any';
  const isCertain = from === 'any' || steps[grade] >= steps[from];
  if (!isCertain && grade !== 'some') return null;
  return {
    severity: isCertain ? rule.severity : 'warning',
    code: isCertain ? `hepatic.${from}` : 'hepatic.grade_unknown',
    text: isCertain
      ? `The liver is diseased${grade === 'some' ? '' : ` (${grade})`}: a label rules ${medicine} out${from === 'any' ? '' : ` in ${from} disease`}.`
      : `A label rules ${medicine} out in ${from} liver disease; how severe it is here is not known.`,
    whatToDo: isCertain ? instead : 'Find out how severe the liver disease is (Child-Pugh) before prescribing.',
    data: { from, grade },
  };
}

const chooseAnother = 'Choose another medicine. If there is none, write down why; the use is reviewed afterwards.';
const formulaNames = { 'cockcroft-gault': 'Cockcroft-Gault', 'schwartz-bedside': 'bedside Schwartz' } as const;
const ageUnits: Record<string, string> = { d: 'days', w: 'weeks', m: 'months', y: 'years' };
const ageWords = (written: string): string => `${written.slice(0, -1)} ${ageUnits[written.slice(-1)] ?? ''}`.replace(/^1 (\w+)s$/, '1 $1');
