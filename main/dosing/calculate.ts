import { listStockLinesWith, type StockLine } from '../../db/queries/inventory.ts';
import type { DoseProduct } from '../../preload/contract/dosing.ts';
import type { Input, Output } from '../../preload/contract/index.ts';
import type { Product } from '../../preload/contract/inventory.ts';
import { loadGrowthStandards } from '../clinical/growth/standards.ts';
import { renalFunction } from '../clinical/renalFunction.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { type DoseRule, sayDoseSource } from '../knowledge/doseRules.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { matchMedicine } from '../knowledge/matchMedicine.ts';
import { parseMedicineText } from '../knowledge/parseMedicineText.ts';
import { plainName } from '../knowledge/plainName.ts';
import { calculateDose, type ExactDose, keyOf, sayRule } from './calculateDose.ts';
import { likelyWeight } from './likelyWeight.ts';
import { ageYearsOf, type DosingPerson, isInAge, isInBand, surfaceOf } from './person.ts';
import { type IngredientStrength, strengthOf } from './pieceStrength.ts';
import { planProduct } from './productPlan.ts';
import { type DoseLimits, rulesFor } from './rulesFor.ts';
import { doseRoutes } from '../../preload/contract/dosage.ts';

type Asked = Input<'dosing.calculate'>;
type Answer = Output<'dosing.calculate'>;

/** Every rule that holds, and one of them worked out: with what is on the shelf where the user may see the shelf. */
export const calculate: QueryHandler<'dosing.calculate'> = (ctx, input) =>
  ctx.facility.exclusive(() => {
    const { knowledge } = ctx.facility.catalogues;
    const { answer, exact, ids } = workOut(input, ctx.today(), knowledge);
    if (!answer.result || !exact || !ctx.can('InventoryItem.read')) return answer;
    const name = knowledge.ingredients.get(exact.rule.ingredient)?.name ?? exact.rule.ingredient;
    const lines = listStockLinesWith(ctx.raw, { today: ctx.today() }, name);
    return { ...answer, result: { ...answer.result, products: plansOf(exact, lines, ids, input, knowledge) } };
  });

/** Pure: what the figures and the rules give. */
export function workOut(
  input: Asked,
  today: string,
  knowledge: Knowledge,
): { answer: Answer; exact: ExactDose | null; ids: readonly string[] } {
  const { figures } = input;
  const match = matchMedicine(input.medicine, knowledge);
  const asTold: DosingPerson = {
    today,
    birthDate: figures.birthDate !== null && figures.birthDate <= today ? figures.birthDate : null,
    sex: figures.sex,
    weightKg: figures.weightKg,
    heightCm: figures.heightCm,
    clearance: null,
  };
  const verdict = likelyWeight(asTold, loadGrowthStandards());
  const sized = verdict === 'likely' ? asTold : { ...asTold, weightKg: null };
  const kidneys = renalFunction({
    ageYears: ageYearsOf(sized),
    sex: figures.sex,
    weightKg: sized.weightKg,
    heightCm: figures.heightCm,
    creatinineUmolL: figures.creatinineUmolL,
  });
  const person: DosingPerson = { ...sized, clearance: 'missing' in kidneys ? null : kidneys.mlMin };
  const parsed = parseMedicineText(input.medicine);
  const route = doseRoutes.find((one) => one === parsed.route) ?? (parsed.form === 'injection' ? 'parenteral' : null);

  const limits: DoseLimits[] = [];
  const adult: DoseLimits[] = [];
  const missing = new Set<Answer['missing'][number]>();
  for (const { id } of match.ingredients) {
    const choice = rulesFor(knowledge.doseRules.get(id) ?? [], person, route);
    limits.push(...choice.limits);
    adult.push(...choice.adult);
    for (const fact of choice.missing) missing.add(fact);
  }
  // a rule by age cannot be chosen for somebody whose age nobody knows
  const certain = limits.filter(({ rule }) => person.birthDate !== null || (rule.age.from === null && rule.age.to === null));
  const sorted = certain.toSorted(
    (a, b) =>
      Number(a.rule.indication !== '') - Number(b.rule.indication !== '') ||
      Number(b.rule.routes.includes('oral')) - Number(a.rule.routes.includes('oral')),
  );
  const chosen = sorted.find(({ rule }) => keyOf(rule) === input.rule) ?? sorted[0];
  const exact = chosen
    ? calculateDose(
        chosen,
        person,
        adult.filter(({ rule }) => rule.ingredient === chosen.rule.ingredient),
        input.timesPerDay,
      )
    : null;
  const days = input.days ?? chosen?.rule.maxDays ?? null;
  const answer: Answer = {
    ingredients: match.ingredients.map(({ id, name }) => ({ id, name, hasRules: knowledge.doseRules.has(id) })),
    rules: sorted.map(({ rule }) => ({ key: keyOf(rule), ingredient: nameOf(rule, knowledge), indication: rule.indication, routes: [...rule.routes], says: sayRule(rule), source: sayDoseSource(rule), isAdjusted: rule.clearance !== null, times: rule.times, maxDays: rule.maxDays })),
    infusions: match.ingredients.flatMap(({ id }) => infusionsOf(knowledge.doseRules.get(id) ?? [], person, knowledge)),
    missing: [...missing],
    weight: { verdict: verdict === 'likely' || verdict === 'unlikely' ? verdict : verdict.meant === 'g' ? 'grams' : 'pounds', meantKg: typeof verdict === 'object' ? verdict.kg : null },
    surfaceM2: surfaceOf(person),
    clearance: 'missing' in kidneys ? null : { mlMin: kidneys.mlMin, formula: kidneys.formula },
    result: exact && chosen ? {
      key: keyOf(exact.rule),
      perDose: { value: exact.perDose, unit: exact.rule.unit },
      range: { low: exact.low, high: exact.high },
      timesPerDay: exact.timesPerDay,
      days,
      working: exact.rule.clearance && !('missing' in kidneys) ? [{ code: 'clearance', values: { clearance: Math.round(kidneys.mlMin * 10) / 10, formula: kidneys.formula, creatinine: figures.creatinineUmolL ?? 0 }, source: kidneys.formula === 'cockcroft-gault' ? 'Cockcroft and Gault, Nephron 1976;16:31' : 'Schwartz et al., J Am Soc Nephrol 2009;20:629' }, ...exact.working] : exact.working,
      products: [],
    } : null,
  }; // prettier-ignore
  return { answer, exact, ids: match.ingredients.map(({ id }) => id) };
}

const nameOf = (rule: DoseRule, knowledge: Knowledge): string => knowledge.ingredients.get(rule.ingredient)?.name ?? rule.ingredient;

function infusionsOf(rules: readonly DoseRule[], person: DosingPerson, knowledge: Knowledge): Answer['infusions'] {
  return rules.flatMap((rule) => {
    if (rule.each !== 'h' && rule.each !== 'min') return [];
    if (person.birthDate !== null && !isInAge(rule.age, person.birthDate, person.today)) return [];
    if (person.weightKg !== null && !isInBand(rule.weight, person.weightKg)) return [];
    const { unit, per, each, low, usual, high } = rule;
    return [{ ingredient: nameOf(rule, knowledge), unit, per, each, low, usual, high, source: sayDoseSource(rule) }];
  });
}

/** The best first: what fits most exactly and is there. */
function plansOf(exact: ExactDose, lines: readonly StockLine[], ids: readonly string[], input: Asked, knowledge: Knowledge): DoseProduct[] {
  const course = {
    split: input.split,
    days: input.days ?? exact.rule.maxDays,
    route: exact.rule.routes.length === 1 ? (exact.rule.routes[0] ?? null) : null,
  };
  const planned = lines.flatMap((line) => {
    const strength = strengthIn(JSON.parse(line.product) as Product, exact.rule.ingredient, ids, knowledge);
    if (!strength || !isForRoute(line, exact.rule)) return [];
    return [
      planProduct(
        exact,
        { itemId: line.itemId, name: line.name, form: line.form, unit: line.unit, onHand: line.usable, packSize: line.packSize },
        strength,
        course,
      ),
    ];
  });
  const off = (one: DoseProduct) => (one.plan ? Math.abs(one.plan.deviation) : 1000) + (one.onHand > 0 ? 0 : 100);
  return planned.toSorted((a, b) => off(a) - off(b) || (a.name < b.name ? -1 : 1)).slice(0, 12);
}

/** The same ingredients, no more and no fewer. */
function strengthIn(product: Product, ingredient: string, ids: readonly string[], knowledge: Knowledge): IngredientStrength | null {
  const idOf = (inn: string) => knowledge.medicines.byPlain.get(plainName(inn))?.ingredientIds[0];
  const held = product.ingredients.map(({ inn, strength, unit }) => ({ id: idOf(inn), strength, unit }));
  if (held.length !== ids.length || !held.every(({ id }) => id !== undefined && ids.includes(id))) return null;
  const own = held.find(({ id }) => id === ingredient);
  if (!own || own.strength === null) return { perPiece: null, perMl: null };
  const [read] = parseMedicineText(`${own.strength} ${(own.unit ?? '').replace(/\((\d+)\.?mL\)/i, '$1 mL')}`).strengths;
  return read ? strengthOf(read) : { perPiece: null, perMl: null };
}

/** A tablet is not for a vein, an ampoule not for the mouth. */
function isForRoute(line: StockLine, rule: DoseRule): boolean {
  const isInjected = /inject|infusion|ampoule|vial|perfusion/i.test(`${line.form} ${line.unit}`);
  const isRectal = /suppositor/i.test(`${line.form} ${line.unit}`);
  const isLocal = /cream|ointment|gel|lotion|eye|ear|nasal|inhal|spray|cr[eè]me|pommade|collyre|patch/i.test(line.form);
  if (isLocal) return false;
  if (rule.routes.length === 0) return true;
  if (isInjected) return rule.routes.some((route) => route === 'intravenous' || route === 'intramuscular' || route === 'subcutaneous');
  return isRectal ? rule.routes.includes('rectal') : rule.routes.some((route) => route === 'oral' || route === 'sublingual');
}
