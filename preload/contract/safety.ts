import { z } from 'zod';
import { dosage } from './dosage.ts';

/** The words of the offline safety check: what it is told, what it answers. The input is also a line of `medvault check-prescription --batch`. */

export const findingKinds = [
  'interaction',
  'allergy',
  'contraindication',
  'duplicate',
  'dose',
  'age',
  'pregnancy',
  'lactation',
  'renal',
  'hepatic',
  'route',
  'interval',
  'missing',
] as const;
export const severities = ['information', 'warning', 'stop'] as const;

export const findingKind = z.enum(findingKinds);
export const severity = z.enum(severities);
export type FindingKind = z.infer<typeof findingKind>;
export type Severity = z.infer<typeof severity>;

/** What a finding rests on. */
export const evidences = ['list', 'label', 'statement', 'rate', 'class', 'record', 'measurement', 'project'] as const;
export type Evidence = (typeof evidences)[number];

const plainValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

export const safetyFinding = z.object({
  kind: findingKind,
  severity,
  /** Names as the user wrote them: the order, and what it clashes with. */
  between: z.array(z.string()),
  /** English sentence. A screen words `code` with `data` in its own language (strings key `safety.<code>.text`). */
  text: z.string(),
  whatToDo: z.string(),
  /** List and edition, for people. */
  source: z.string(),
  evidence: z.enum(evidences).optional(),
  /** Stable: `kind.reason`, for example 'interaction.contraindicated'. */
  code: z.string(),
  data: z.record(z.string(), plainValue),
  /** The same pair or rule gives the same cause at every check: overrides and statistics are counted by it. */
  cause: z.string(),
});
export type SafetyFinding = z.infer<typeof safetyFinding>;

/** Levels of a list that say "never together". */
const forbiddenTogether = ['interaction.contraindicated', 'interaction.high_priority'];

/**
 * The worst findings: a stop for a pair that a list forbids, for an allergy with a severe reaction, or for many times the highest dose. They want
 * a second person; where there is none, a reason and a review afterwards.
 */
export function wantsSecond(finding: Pick<SafetyFinding, 'severity' | 'code' | 'data'>): boolean {
  if (finding.severity !== 'stop') return false;
  return (
    forbiddenTogether.includes(finding.code) ||
    (finding.code.startsWith('allergy.') && finding.data['isSevere'] === true) ||
    finding.data['isManyTimes'] === true
  );
}

export const uncheckedReasons = [
  'unmatched',
  'uncertain',
  'no_row',
  'not_asked',
  'no_rule',
  'out_of_date',
  'not_a_medicine',
  'unread',
  'implausible',
  'not_mapped',
] as const;

export const safetyCoverage = z.object({
  checked: z.array(z.object({ name: z.string(), against: z.array(z.object({ list: z.string(), edition: z.string() })) })),
  unchecked: z.array(
    z.object({
      name: z.string(),
      /** A list's name; a finding kind (what would have been checked: 'allergy', 'dose', 'renal'); or 'all' for a name that nobody knows. */
      against: z.string(),
      why: z.string(),
      code: z.enum(uncheckedReasons),
    }),
  ),
});
export type SafetyCoverage = z.infer<typeof safetyCoverage>;

/** How a text was read: which ingredients the check ran with. */
export const readMedicine = z.object({
  text: z.string(),
  role: z.enum(['order', 'current']),
  ingredients: z.array(z.object({ id: z.string(), name: z.string(), atc: z.string().optional() })),
  /** 0 to 1; 1 is a name found letter by letter. */
  confidence: z.number(),
});

export const safetyAnswer = z.object({
  findings: z.array(safetyFinding),
  coverage: safetyCoverage,
  medicines: z.array(readMedicine),
  /** findings that this prescriber asked not to be interrupted by again, until when; never a stop */
  quiet: z.array(z.object({ cause: z.string(), until: z.iso.date() })).optional(),
});
export type SafetyAnswer = z.infer<typeof safetyAnswer>;

const day = z.iso.date();
const atDayOrInstant = z.union([day, z.iso.datetime({ offset: true })]);
const positive = z.number().positive();

/** Left out or null = not asked, so unchecked; `[]` and `false` = asked, none. */
export const safetyPatient = z.object({
  birthDate: day.nullish(),
  /** FHIR administrative gender. */
  sex: z.enum(['male', 'female', 'other', 'unknown']).nullish(),
  weightKg: positive.nullish(),
  weightAt: atDayOrInstant.nullish(),
  heightCm: positive.nullish(),
  pregnant: z.boolean().nullish(),
  gestationWeeks: z.number().min(0).max(45).nullish(),
  lactating: z.boolean().nullish(),
  creatinineUmolL: positive.nullish(),
  creatinineAt: atDayOrInstant.nullish(),
  /** True where liver disease is known; a word (Child-Pugh class) where it is graded. */
  hepatic: z.union([z.boolean(), z.string()]).nullish(),
});
export type SafetyPatient = z.infer<typeof safetyPatient>;

const names = z.array(z.string().max(500)).max(500);

export const safetyInput = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  at: atDayOrInstant.nullish(),
  patient: safetyPatient.nullish(),
  /** What the chart says: a medicine, a class, or any other allergen. */
  allergies: names.nullish(),
  /** ICD-10 codes. */
  conditions: names.nullish(),
  current: names.nullish(),
  order: z.string().max(500).regex(/\S/, 'No medicine is named'),
  /** structured directions of the order; without them its text is read */
  dosage: dosage.nullish(),
});
export type SafetyInput = z.infer<typeof safetyInput>;

/** An allergy as the chart holds it; a bare text is one whose reaction nobody told. */
export type RecordedAllergy = { text: string; reaction: string; isSevere: boolean };

/** A medicine of the check: its text, and what else is known of how it is taken. `since`: the day on which it was prescribed. */
export type TakenMedicine = {
  text: string;
  dosage?: z.infer<typeof dosage> | null | undefined;
  directions?: string | null | undefined;
  strength?: string | null | undefined;
  since?: string | null | undefined;
};

/** What the check knows of the person. `today` is the facility's day: the check has no clock. */
export type SafetyFacts = {
  today: string;
  patient: SafetyPatient | null;
  allergies: readonly (string | RecordedAllergy)[] | null;
  conditions: readonly string[] | null;
};
