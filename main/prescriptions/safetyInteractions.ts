import type { SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import { type InteractionRule, type Knowledge, pairKey } from '../knowledge/knowledge.ts';
import type { MatchedIngredient } from '../knowledge/matchMedicine.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';
import { interactionAdvice, interactionText } from './safetyWording.ts';

const loudness: Record<Severity, number> = { information: 0, warning: 1, stop: 2 };

/** One finding a pair of ingredients, the loudest. */
export function checkInteractions(order: CheckedMedicine, current: readonly CheckedMedicine[], knowledge: Knowledge): SafetyFinding[] {
  const byCause = new Map<string, SafetyFinding>();
  for (const other of current) {
    for (const ordered of order.match.ingredients) {
      for (const taken of other.match.ingredients) {
        const cause = `interaction:${pairKey(ordered.id, taken.id)}`;
        if (ordered.id === taken.id || byCause.has(cause)) continue;
        const finding = checkPair({ ordered, taken, cause, between: [order.text, other.text] }, knowledge);
        if (finding) byCause.set(cause, finding);
      }
    }
  }
  return [...byCause.values()];
}

type Pair = { ordered: MatchedIngredient; taken: MatchedIngredient; cause: string; between: string[] };

function checkPair({ ordered, taken, cause, between }: Pair, knowledge: Knowledge): SafetyFinding | null {
  const rules = rulesFor(ordered.id, taken.id, knowledge);
  const loudest = loudestRule(rules, knowledge);
  if (!loudest) return null;
  const list = knowledge.lists.get(loudest.rule.list);
  // The lists of pairs name no effect; the effect that another list gives for the same pair is worth more than none.
  const effect = [loudest.rule, ...rules].find((rule) => rule.effect !== '')?.effect ?? '';
  const through = classesOf(loudest.rule, ordered.id, taken.id, knowledge);
  return {
    kind: 'interaction',
    severity: loudest.severity,
    between,
    text: interactionText(ordered.name, taken.name, loudest.rule.level, effect) + through.note,
    whatToDo: interactionAdvice(loudest.severity, effect),
    source: list ? `${list.name}, ${list.edition}` : loudest.rule.list,
    evidence: loudest.rule.list === 'medvault' ? 'project' : loudest.rule.list === 'fda-labels' ? 'label' : 'list',
    code: `interaction.${loudest.rule.level}`,
    data: {
      a: ordered.name,
      b: taken.name,
      level: loudest.rule.level,
      effect,
      list: list?.name ?? '',
      edition: list?.edition ?? '',
      classes: through.names,
    },
    cause,
  };
}

function rulesFor(a: string, b: string, knowledge: Knowledge): InteractionRule[] {
  return knowledge
    .groupsOf(a)
    .flatMap((one) => knowledge.groupsOf(b).flatMap((other) => knowledge.rulesByPair.get(pairKey(one, other)) ?? []));
}

/**
 * The loudest level counts, except that a pair which the ONC panel found should not interrupt is no stop because another list forbids it,
 * unless the panel itself calls it high priority. Source: Phansalkar 2012 and 2013 (resources/knowledge/SOURCE.md).
 */
function loudestRule(rules: readonly InteractionRule[], knowledge: Knowledge): { rule: InteractionRule; severity: Severity } | null {
  const ranked = rules
    .map((rule) => ({ rule, severity: knowledge.severities.get(`${rule.list}.${rule.level}`) ?? ('information' as const) }))
    .sort(
      (one, other) =>
        loudness[other.severity] - loudness[one.severity] ||
        Number(other.rule.effect !== '') - Number(one.rule.effect !== '') ||
        compare(one.rule, other.rule),
    );
  const [best] = ranked;
  const isQuiet = rules.some((rule) => rule.level === 'non_interruptive') && !rules.some((rule) => rule.level === 'high_priority');
  if (!best || !isQuiet) return best ?? null;
  return { rule: best.rule, severity: best.severity === 'stop' ? 'warning' : best.severity };
}

/** Any fixed order, so that the same pair is always told by the same rule. */
function compare(one: InteractionRule, other: InteractionRule): number {
  const [a, b] = [`${one.list} ${one.left} ${one.right}`, `${other.list} ${other.left} ${other.right}`];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Names of the classes a rule speaks of, and a sentence where the program itself counted an ingredient in. */
function classesOf(rule: InteractionRule, a: string, b: string, knowledge: Knowledge): { names: string[]; note: string } {
  const groups = [rule.left, rule.right].flatMap((id) => knowledge.classes.get(id) ?? []);
  const counted = groups.find((group) => group.ours.includes(a) || group.ours.includes(b));
  const id = counted?.ours.find((member) => member === a || member === b);
  const name = id === undefined ? '' : (knowledge.ingredients.get(id)?.name ?? id);
  return {
    names: groups.map((group) => group.name),
    note: counted ? ` (The list has a rule for ${counted.name}; ${name} was counted in by MedVault.)` : '',
  };
}
