import { z } from 'zod';

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
  /** Stable: `kind.reason`, for example 'interaction.contraindicated'. */
  code: z.string(),
  data: z.record(z.string(), plainValue),
  /** The same pair or rule gives the same cause at every check: overrides and statistics are counted by it. */
  cause: z.string(),
});
export type SafetyFinding = z.infer<typeof safetyFinding>;

export const uncheckedReasons = ['unmatched', 'uncertain', 'no_row', 'not_asked', 'no_rule', 'out_of_date', 'not_a_medicine'] as const;

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
  order: z.string().min(1).max(500),
});
export type SafetyInput = z.infer<typeof safetyInput>;

/** What the check knows of the person. `today` is the facility's day: the check has no clock. */
export type SafetyFacts = {
  today: string;
  patient: SafetyPatient | null;
  allergies: readonly string[] | null;
  conditions: readonly string[] | null;
};
