import type { Severity } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { MatchedIngredient } from '../knowledge/matchMedicine.ts';
import type { AllergyVerdict } from './safetyAllergies.ts';

export type BetaLactamFamily = 'penicillins' | 'cephalosporins' | 'carbapenems' | 'monobactams';
const families: readonly BetaLactamFamily[] = ['penicillins', 'cephalosporins', 'carbapenems', 'monobactams'];

/** The clusters of the aminopenicillins and of the oral cephalosporins that share their side chain. */
const aminoClusters = ['amoxicillin', 'ampicillin'];

export function familyOf(ingredientId: string, knowledge: Knowledge): BetaLactamFamily | null {
  return families.find((family) => knowledge.allergyClasses.get(family)?.members.has(ingredientId)) ?? null;
}

type Question = {
  ordered: MatchedIngredient;
  family: BetaLactamFamily;
  allergicFamilies: readonly BetaLactamFamily[];
  allergicTo: readonly string[];
};

/**
 * Penicillin to penicillin is class-wide; between families the R1 side chain decides, and an unnamed penicillin counts as an aminopenicillin.
 * Low similarity is said with its rate, never passed over. Source: Picard 2019, Khan 2022 (resources/knowledge/SOURCE.md).
 */
export function crossReact({ ordered, family, allergicFamilies, allergicTo }: Question, knowledge: Knowledge): AllergyVerdict | null {
  const say = (severity: Severity, code: string, because: string, rateKey?: string): AllergyVerdict => {
    const rate = rateKey === undefined ? undefined : knowledge.crossReactivity.get(rateKey);
    const list = knowledge.lists.get('betalactam');
    return {
      severity,
      code,
      ordered,
      because,
      ...(rate ? { rate } : {}),
      source: rate?.source ?? (list ? `${list.name}, ${list.edition}` : 'betalactam'),
    };
  };
  const cluster = knowledge.sideChains.get(ordered.id);
  const sharesSideChain = allergicTo.some((id) => cluster !== undefined && knowledge.sideChains.get(id)?.cluster === cluster.cluster);
  const isUnnamed = allergicTo.length === 0;

  if (allergicFamilies.includes(family)) {
    if (family === 'penicillins' || isUnnamed) return say('stop', 'allergy.class', family);
    if (sharesSideChain) return say('stop', 'allergy.same_side_chain', cluster?.sideChain ?? family);
    return say('warning', 'allergy.no_rate', family);
  }
  if (sharesSideChain && cluster)
    return say(
      'stop',
      'allergy.same_side_chain',
      cluster.sideChain,
      cluster.cluster === 'ceftazidime' ? 'ceftazidime-aztreonam' : 'same-r1',
    );
  const orderedIsAmino = cluster !== undefined && aminoClusters.includes(cluster.cluster);
  const allergicToAmino = isUnnamed || allergicTo.some((id) => aminoClusters.includes(knowledge.sideChains.get(id)?.cluster ?? ''));
  if (allergicFamilies.includes('penicillins')) {
    if (family === 'carbapenems') return say('information', 'allergy.low_similarity', family, 'carbapenem');
    if (family === 'monobactams') return say('information', 'allergy.no_rate', family);
    if (cluster === undefined) return say('warning', 'allergy.unknown_side_chain', family, 'intermediate-r1');
    if (!orderedIsAmino)
      return say('information', 'allergy.low_similarity', cluster.sideChain, cluster.cluster === 'cefazolin' ? 'cefazolin' : 'low-r1');
    return allergicToAmino
      ? say('stop', 'allergy.amino_side_chain', cluster.sideChain, 'same-r1')
      : say('warning', 'allergy.amino_side_chain', cluster.sideChain, 'intermediate-r1');
  }
  if (allergicFamilies.includes('cephalosporins') && family === 'penicillins') {
    // the papers give rates from penicillins to cephalosporins only
    return allergicToAmino && orderedIsAmino
      ? say('stop', 'allergy.amino_side_chain', cluster.sideChain)
      : say('warning', 'allergy.no_rate', family);
  }
  return say('information', 'allergy.no_rate', family);
}
