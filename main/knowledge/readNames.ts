import type { QueryHandler } from '../facility/handlers.ts';
import type { Knowledge } from './knowledge.ts';
import { matchMedicine } from './matchMedicine.ts';

export const readNames: QueryHandler<'knowledge.readNames'> = async (ctx, { texts }) => {
  const { knowledge } = ctx.facility.catalogues;
  return { names: texts.map((text) => readOne(text, knowledge)) };
};

function readOne(text: string, knowledge: Knowledge) {
  const { ingredients, confidence, candidates } = matchMedicine(text, knowledge);
  const [only, second] = ingredients;
  return {
    text,
    ingredients: ingredients.map(({ id, name }) => ({ id, name })),
    confidence,
    candidates,
    tallMan: only && !second ? knowledge.flags.tallMan(only.id) : null,
    flags: ingredients.flatMap(({ id }) => knowledge.flags.of(id)),
    facts: ingredients.flatMap(({ id }) => knowledge.factsOf(id)),
  };
}
