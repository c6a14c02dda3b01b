import { type DoseRoute, doseRoutes } from '../../preload/contract/dosage.ts';
import type { Severity } from '../../preload/contract/safety.ts';
import { byIngredient } from './diseaseRules.ts';
import type { TableRows } from './load.ts';

const patientRuleKinds = ['age', 'pregnancy', 'lactation', 'renal', 'hepatic', 'route', 'interval'] as const;
export type PatientRuleKind = (typeof patientRuleKinds)[number];

/** When a rule binds. `underDays` of age; `fromWeek` of pregnancy; `underMlMin` of kidney function; `hours` between two doses at least. */
export type RuleLimit =
  | { is: 'any' }
  | { is: 'age'; underDays: number; written: string }
  | { is: 'week'; fromWeek: number }
  | { is: 'clearance'; underMlMin: number }
  | { is: 'grade'; from: 'moderate' | 'severe' }
  | { is: 'route'; not: DoseRoute }
  | { is: 'interval'; hours: number };

/** `source`: "label:ID", a text of the US labels, or the words of a citation. */
export type PatientRule = {
  ingredients: readonly string[];
  kind: PatientRuleKind;
  severity: Severity;
  limit: RuleLimit;
  source: string;
};

/** Groups of which one is enough for a person. */
export type DuplicateGroup = { id: string; english: string; french: string; severity: Severity; members: ReadonlySet<string> };

const days = { d: 1, w: 7, m: 30.4375, y: 365.25 } as const;

/** null: nobody can read it. */
function readLimit(kind: PatientRuleKind, text: string): RuleLimit | null {
  const [, word = '', value = ''] = /^(under|from|not|min):(.+)$/.exec(text) ?? [];
  const [, number = '', unit = ''] = /^(\d+)([a-z]?)$/.exec(value) ?? [];
  const amount = Number(number);
  if (text === 'any') return kind === 'pregnancy' || kind === 'lactation' || kind === 'hepatic' ? { is: 'any' } : null;
  if (kind === 'age' && word === 'under' && amount > 0 && unit in days)
    return { is: 'age', underDays: amount * days[unit as keyof typeof days], written: value };
  if (kind === 'pregnancy' && word === 'from' && amount > 0 && unit === 'w') return { is: 'week', fromWeek: amount };
  if (kind === 'renal' && word === 'under' && amount > 0 && unit === '') return { is: 'clearance', underMlMin: amount };
  if (kind === 'hepatic' && (text === 'moderate' || text === 'severe')) return { is: 'grade', from: text };
  if (kind === 'route' && word === 'not') {
    const not = doseRoutes.find((route) => route === value);
    return not ? { is: 'route', not } : null;
  }
  if (kind === 'interval' && word === 'min' && amount > 0 && unit === 'h') return { is: 'interval', hours: amount };
  return null;
}

/** null: no such kind, or a limit that nobody can read. */
export function readPatientRule([
  ids = '',
  kindText = '',
  severity = '',
  limitText = '',
  source = '',
]: readonly string[]): PatientRule | null {
  const kind = patientRuleKinds.find((one) => one === kindText);
  const limit = kind && readLimit(kind, limitText);
  return limit ? { ingredients: ids.split('+'), kind, severity: severity as Severity, limit, source } : null;
}

export function readPatientRules(rows: TableRows): ReadonlyMap<string, readonly PatientRule[]> {
  return byIngredient(rows('patientRules').flatMap((row) => readPatientRule(row) ?? []));
}

export function readDuplicateGroups(rows: TableRows): DuplicateGroup[] {
  return rows('duplicateGroups').map(([id = '', english = '', french = '', severity = '', members = '']) => ({
    id,
    english,
    french,
    severity: severity as Severity,
    members: new Set(members.split(';')),
  }));
}
