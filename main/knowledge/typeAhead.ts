import type { Coding } from '../../preload/contract/common.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import type { Catalogues } from './catalogues.ts';
import { matchMedicine } from './matchMedicine.ts';
import { plainName } from './plainName.ts';
import { searchConditions } from './searchConditions.ts';
import { searchMedicines } from './searchMedicines.ts';

export const searchConditionCodes: QueryHandler<'codes.searchConditions'> = async (ctx, { text, locale }) => {
  const found = searchConditions(text, ctx.facility.catalogues.conditions, { language: locale });
  return { codings: found.map((row): Coding => ({ system: row.system, edition: row.edition, code: row.code, display: row.matched })) };
};

export const searchMedicineNames: QueryHandler<'codes.searchMedicines'> = async (ctx, { text }) => ({
  medicines: searchMedicines(text, ctx.facility.catalogues.knowledge).map((row) => {
    const [first, second] = row.ingredients;
    return { name: row.text, ...(first?.atc && !second ? { atc: first.atc } : {}) };
  }),
});

/** How the checks will understand an allergen: the medicines and classes it names. Nothing = they cannot check it. */
export function recogniseAllergen(catalogues: Catalogues, substance: string): string[] {
  const { knowledge } = catalogues;
  const words = plainName(substance);
  const classes = [...knowledge.allergyClasses.values()].filter((group) => group.words.includes(words)).map((group) => group.id);
  return [...new Set([...matchMedicine(substance, knowledge).ingredients.map((row) => row.name), ...classes])];
}
