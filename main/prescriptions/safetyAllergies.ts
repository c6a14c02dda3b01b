import type { RecordedAllergy, SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import type { CrossReactionRate, Knowledge } from '../knowledge/knowledge.ts';
import type { MatchedIngredient } from '../knowledge/matchMedicine.ts';
import { plainName } from '../knowledge/plainName.ts';
import { type BetaLactamFamily, crossReact, familyOf } from './safetyBetaLactams.ts';
import { rememberedMatch } from './rememberedMatch.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';

export type ReadAllergy = {
  text: string;
  ingredients: readonly MatchedIngredient[];
  classIds: readonly string[];
  /** A past severe skin reaction to any beta-lactam closes the whole family. */
  isSevereSkinReaction: boolean;
  /** the chart calls the reaction severe, or names one that kills */
  isSevere: boolean;
  /** none: "no known allergies"; other: food, latex; unread: nothing known by this name. */
  kind: 'medicine' | 'class' | 'none' | 'other' | 'unread';
};

const severeSkin = /stevens|johnson|\bsjs\b|\bten\b|lyell|toxic epidermal|necrolyse|\bdress\b|\bagep\b|exanthematous pustulosis/i;
const severe = /anaphyla|angio-?(o)?edema|angio-?œd|shock|choc\b|arrest|life.?threat|bronchospas|collapse/i;
const noneKnown =
  /^(none|nil|no|non|aucune?|neant|nka|nkda|no (known )?(drug )?allerg(y|ies)|pas d allergie( connue)?|aucune allergie( connue)?)$/;
const wrapping =
  /\b(allerg(y|ies|ic|ie|ique)|hypersensitivity|hypersensibilite|reactions?|anaphyla\w+|anaphylaxie|rash|hives|urticaria|urticaire|itching|pruritus|swelling|angioedema|oedeme|vomiting|nausea|severe|mild|moderate|known|history|hx|personal|stevens|johnson|syndrome|sjs|dress|agep|lyell|of|to|from|a|au|aux|la|le|les|l|d|de|due|after|apres|with|medicines?|drugs?|antibiotics?|antibiotiques?|medicaments?)\b/g;

/** "Allergy to penicillin (rash)", "sulfa", "Bactrim", "penicillin, aspirin", "peanuts", "NKDA": one line of the chart may name several. */
export function readAllergies(recorded: readonly (string | RecordedAllergy)[], knowledge: Knowledge): ReadAllergy[] {
  return recorded
    .map((one) => (typeof one === 'string' ? { text: one, reaction: '', isSevere: false } : one))
    .flatMap(({ text, reaction, isSevere }) => {
      const whole = withReaction(readAllergy(text, knowledge), reaction, isSevere);
      if (whole.kind === 'class' || whole.kind === 'none' || whole.kind === 'other') return [whole];
      const parts = text.split(/[,;/+&\n]|\band\b|\bet\b/i).filter((part) => bareName(part) !== '');
      if (parts.length < 2) return [whole];
      const read = parts.map((part): ReadAllergy => ({
        ...readAllergy(part, knowledge),
        isSevereSkinReaction: whole.isSevereSkinReaction,
        isSevere: whole.isSevere,
      }));
      return read.every((part) => part.kind === 'unread') ? [whole] : read;
    });
}

function withReaction(allergy: ReadAllergy, reaction: string, isSevere: boolean): ReadAllergy {
  const isSevereSkinReaction = allergy.isSevereSkinReaction || severeSkin.test(reaction);
  return { ...allergy, isSevereSkinReaction, isSevere: isSevere || isSevereSkinReaction || allergy.isSevere || severe.test(reaction) };
}

function readAllergy(text: string, knowledge: Knowledge): ReadAllergy {
  const isSevereSkinReaction = severeSkin.test(text);
  const base = {
    text: text.trim(),
    isSevereSkinReaction,
    isSevere: isSevereSkinReaction || severe.test(text),
    ingredients: [],
    classIds: [],
  };
  const candidates = [...new Set([plainName(text), plainName(withoutReaction(text)), bareName(text)])].filter((name) => name !== '');
  if (noneKnown.test(plainName(text))) return { ...base, kind: 'none' };
  const classes = [...knowledge.allergyClasses.values()];
  for (const candidate of candidates) {
    const classIds = classes.filter((group) => group.words.includes(candidate)).map((group) => group.id);
    if (classIds.length > 0) return { ...base, classIds, kind: 'class' };
  }
  if (candidates.some((candidate) => knowledge.otherAllergens.has(candidate))) return { ...base, kind: 'other' };
  const bare = bareName(text);
  const match = bare === '' ? null : rememberedMatch(bare, knowledge);
  if (match && match.ingredients.length > 0) return { ...base, ingredients: match.ingredients, kind: 'medicine' };
  const within = classes.filter((group) => group.words.some((word) => word.length > 4 && ` ${bare} `.includes(` ${word} `)));
  return within.length > 0 ? { ...base, classIds: within.map((group) => group.id), kind: 'class' } : { ...base, kind: 'unread' };
}

function withoutReaction(text: string): string {
  return text.replace(/\([^)]*\)/g, ' ').replace(/[:;–—-]\s.*$/, ' ');
}

/** The allergen alone; where the reaction stands first ("SJS (carbamazepine)"), what stands in the brackets. */
function bareName(text: string): string {
  const bare = (part: string) => plainName(part).replace(wrapping, ' ').replace(/\s+/g, ' ').trim();
  return bare(withoutReaction(text)) || bare(text);
}

/** At most one finding for each recorded allergy: the loudest over the ingredients of the order. */
export function checkAllergies(order: CheckedMedicine, allergies: readonly ReadAllergy[], knowledge: Knowledge): SafetyFinding[] {
  return allergies.flatMap((allergy) => {
    const verdicts = order.match.ingredients.flatMap((ordered) => judge(ordered, allergy, knowledge) ?? []);
    const loudest = verdicts.sort((a, b) => loudness[b.severity] - loudness[a.severity])[0];
    return loudest ? [toFinding(order.text, allergy, loudest)] : [];
  });
}

const loudness: Record<Severity, number> = { information: 0, warning: 1, stop: 2 };

export type AllergyVerdict = {
  severity: Severity;
  code: string;
  ordered: MatchedIngredient;
  because: string;
  rate?: CrossReactionRate;
  source: string;
};

function judge(ordered: MatchedIngredient, allergy: ReadAllergy, knowledge: Knowledge): AllergyVerdict | null {
  const own = listSource('allergy-classes', knowledge);
  if (allergy.ingredients.some((ingredient) => ingredient.id === ordered.id))
    return { severity: 'stop', code: 'allergy.same', ordered, because: ordered.name, source: 'The chart' };

  const family = familyOf(ordered.id, knowledge);
  const allergicFamilies = familiesOf(allergy, knowledge);
  if (family && allergicFamilies.length > 0) {
    if (allergy.isSevereSkinReaction)
      return {
        severity: 'stop',
        code: 'allergy.severe_skin_reaction',
        ordered,
        because: family,
        source: rateSource('severe-skin-reaction', knowledge),
      };
    return crossReact({ ordered, family, allergicFamilies, allergicTo: allergy.ingredients.map((ingredient) => ingredient.id) }, knowledge);
  }

  for (const id of allergy.classIds) {
    if (knowledge.allergyClasses.get(id)?.members.has(ordered.id))
      return { severity: 'stop', code: 'allergy.class', ordered, because: id, source: own };
  }
  const shared = [...knowledge.allergyClasses.values()]
    .filter((group) => group.within !== 'none' && group.members.has(ordered.id))
    .filter((group) => allergy.ingredients.some((ingredient) => group.members.has(ingredient.id)))
    .sort((a, b) => rank(b.within) - rank(a.within))[0];
  if (!shared || shared.within === 'none') return null;
  return {
    // one member that nearly killed closes its relatives too
    severity: allergy.isSevere ? 'stop' : shared.within,
    code: allergy.isSevereSkinReaction ? 'allergy.severe_skin_reaction' : 'allergy.related',
    ordered,
    because: shared.id,
    source: own,
  };
}

function familiesOf(allergy: ReadAllergy, knowledge: Knowledge): BetaLactamFamily[] {
  const named = allergy.classIds.flatMap((id): BetaLactamFamily[] =>
    id === 'betalactams' ? ['penicillins', 'cephalosporins', 'carbapenems', 'monobactams'] : isFamily(id) ? [id] : [],
  );
  return [...new Set([...named, ...allergy.ingredients.flatMap((ingredient) => familyOf(ingredient.id, knowledge) ?? [])])];
}

function isFamily(id: string): id is BetaLactamFamily {
  return id === 'penicillins' || id === 'cephalosporins' || id === 'carbapenems' || id === 'monobactams';
}

function rank(within: Severity | 'none'): number {
  return within === 'none' ? -1 : loudness[within];
}

const reasons: Record<string, (verdict: AllergyVerdict, allergy: string) => string> = {
  'allergy.same': (v, a) => `The chart records an allergy to "${a}", and this order contains ${v.ordered.name}.`,
  'allergy.class': (v, a) => `The chart records an allergy to "${a}", and ${v.ordered.name} belongs to that class (${classWord(v.because)}).`,
  'allergy.related': (v, a) => `The chart records an allergy to "${a}"; ${v.ordered.name} is of the same class (${classWord(v.because)}).`,
  'allergy.severe_skin_reaction': (v, a) => `The chart records a severe skin reaction ("${a}"); ${v.ordered.name} belongs to ${classWord(v.because)} and must be avoided.`,
  'allergy.same_side_chain': (v, a) => `The chart records an allergy to "${a}"; ${v.ordered.name} has the same R1 side chain (${v.because}).${rateText(v.rate)}`,
  'allergy.amino_side_chain': (v, a) => `The chart records an allergy to "${a}"; ${v.ordered.name} has the R1 side chain of an aminopenicillin or one close to it (${v.because}).${rateText(v.rate)}`,
  'allergy.unknown_side_chain': (v, a) => `The chart records an allergy to "${a}"; the side chain of ${v.ordered.name} is not in the table, so the intermediate rate is assumed.${rateText(v.rate)}`,
  'allergy.low_similarity': (v, a) => `The chart records an allergy to "${a}"; ${v.ordered.name} is a beta-lactam with a different side chain.${rateText(v.rate)}`,
  'allergy.no_rate': (v, a) => `The chart records an allergy to "${a}"; ${v.ordered.name} is a related beta-lactam (${classWord(v.because)}). No rate of cross-reaction is given in the sources used.`,
}; // prettier-ignore

const advice: Record<Severity, string> = {
  stop: 'Choose a medicine of another class. If there is none, write down why and be ready to treat anaphylaxis; the use is reviewed afterwards.',
  warning: 'Ask what the reaction was. Prefer another class; otherwise give the first dose under observation.',
  information: 'Ask what the reaction was; give the first dose under observation if it was severe.',
};

function toFinding(orderText: string, allergy: ReadAllergy, verdict: AllergyVerdict): SafetyFinding {
  return {
    kind: 'allergy',
    severity: verdict.severity,
    between: [orderText, allergy.text],
    text: reasons[verdict.code]?.(verdict, allergy.text) ?? `${verdict.ordered.name}: allergy to "${allergy.text}".`,
    whatToDo: advice[verdict.severity],
    source: verdict.source,
    evidence: verdict.rate ? 'rate' : verdict.code === 'allergy.same' ? 'record' : 'class',
    code: verdict.code,
    data: {
      medicine: verdict.ordered.name,
      allergy: allergy.text,
      because: verdict.because,
      percent: verdict.rate?.percent ?? null,
      low: verdict.rate?.low ?? null,
      high: verdict.rate?.high ?? null,
      isSevere: allergy.isSevere,
    },
    cause: `allergy:${plainName(allergy.text)}|${verdict.ordered.id}`,
  };
}

function rateText(rate: CrossReactionRate | undefined): string {
  if (!rate || rate.percent === null) return '';
  const interval = rate.low !== null && rate.high !== null ? ` (95 % interval ${rate.low} to ${rate.high} %)` : '';
  return ` About ${rate.percent} % react${interval}.`;
}

function classWord(id: string): string {
  return id.replaceAll('-', ' ').replace('betalactams', 'beta-lactams').replace('nsaids', 'NSAIDs').replace('ace ', 'ACE ');
}

function rateSource(key: string, knowledge: Knowledge): string {
  return knowledge.crossReactivity.get(key)?.source ?? listSource('betalactam', knowledge);
}

function listSource(id: string, knowledge: Knowledge): string {
  const list = knowledge.lists.get(id);
  return list ? `${list.name}, ${list.edition}` : id;
}
