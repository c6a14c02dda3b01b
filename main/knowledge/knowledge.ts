import type { Severity } from '../../preload/contract/safety.ts';
import type { DoseRule, ProductStrength } from './doseRules.ts';
import type { DiseaseRules } from './diseaseRules.ts';
import type { FlagTables } from './flags.ts';
import type { MedicineIndex } from './medicineIndex.ts';
import type { DuplicateGroup, PatientRule } from './patientRules.ts';

/** The offline knowledge base in memory. The origin and edition of every table stand in resources/knowledge/SOURCE.md. */

/** `id` is the slug of the name and stays the same between editions. */
export type Ingredient = { id: string; name: string; atc: readonly string[] };

/** A list that a medicine is checked against. */
export type KnowledgeList = {
  id: string;
  kind: 'interaction' | 'allergy' | 'condition' | 'patient' | 'duplicate';
  name: string;
  edition: string;
  source: string;
};

export type MedicineClass = {
  id: string;
  name: string;
  members: readonly string[];
  /** Members that the project added to the source's own. */ ours: readonly string[];
};

/** `left` and `right` are ingredient or class ids; an ingredient is bound by a rule through itself or through one of its classes. */
export type InteractionRule = { list: string; level: string; effect: string; left: string; right: string };

/** `words`: what people write for the class, as plain names. `within`: how loud one member is for a person allergic to another. */
export type AllergyClass = { id: string; within: Severity | 'none'; words: readonly string[]; members: ReadonlySet<string> };

/** `percent` of people allergic to the first who react to the second, with its 95 % interval where the paper gives one. */
export type CrossReactionRate = { percent: number | null; low: number | null; high: number | null; source: string };

/** `list`: of the table `references`. */
export type IngredientFact = { kind: string; value: string; note: string; source: string };

export type Knowledge = {
  ingredients: ReadonlyMap<string, Ingredient>;
  medicines: MedicineIndex;
  lists: ReadonlyMap<string, KnowledgeList>;
  /** By `list.level`. */
  severities: ReadonlyMap<string, Severity>;
  classes: ReadonlyMap<string, MedicineClass>;
  /** An ingredient's own id, then its class ids. */
  groupsOf: (ingredientId: string) => readonly string[];
  /** By the two ids joined with `|`, the smaller first. */
  rulesByPair: ReadonlyMap<string, readonly InteractionRule[]>;
  /** Ids of the interaction lists that have at least one row for the ingredient. */
  listsCovering: (ingredientId: string) => ReadonlySet<string>;
  allergyClasses: ReadonlyMap<string, AllergyClass>;
  /** Food, latex, pollen: plain names. */
  otherAllergens: ReadonlySet<string>;
  /** R1 side-chain cluster of a beta-lactam. */
  sideChains: ReadonlyMap<string, { cluster: string; sideChain: string }>;
  crossReactivity: ReadonlyMap<string, CrossReactionRate>;
  /** Controlled, high-alert, look-alike names. */
  flags: FlagTables;
  /** What only packs bring: defined daily doses, pregnancy letters, classes. */
  factsOf: (ingredientId: string) => readonly IngredientFact[];
  diseases: DiseaseRules;
  /** By each ingredient they speak of: age, pregnancy, breast-feeding, kidneys, liver, route, interval. */
  patientRules: ReadonlyMap<string, readonly PatientRule[]>;
  duplicateGroups: readonly DuplicateGroup[];
  /** By ingredient; an ingredient that is not here has no dose rule. */
  doseRules: ReadonlyMap<string, readonly DoseRule[]>;
  productStrengths: readonly ProductStrength[];
};

export function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}
