import type { RawInput } from '../../../preload/contract/index.ts';

type Facts = RawInput<'items.update'>;
type Ingredient = Facts['product']['ingredients'][number] & { atc: string | null };
export type DraftIngredient = { key: number; inn: string; strength: number | null; unit: string; atc: string | null };
export type DraftPack = { key: number; packId?: string | undefined; gtin: string; size: number | null; name: string };

/** An item while somebody edits it: texts, so that what two desks changed can be compared field by field. The first pack is the default one. */
export type ItemDraft = {
  name: string;
  ingredients: string;
  form: string;
  unit: string;
  packs: string;
  reorderLevel: string;
  minimum: string;
  maximum: string;
  leadTimeDays: string;
  price: string;
  category: string;
  programme: string;
  ven: string;
  isControlled: string;
  isColdChain: string;
};

export const ingredientsOf = (draft: ItemDraft): DraftIngredient[] => JSON.parse(draft.ingredients) as DraftIngredient[];
export const packsOf = (draft: ItemDraft): DraftPack[] => JSON.parse(draft.packs) as DraftPack[];

export const anIngredient = (key: number): DraftIngredient => ({ key, inn: '', strength: null, unit: 'mg', atc: null });

export const emptyDraft: ItemDraft = {
  name: '',
  ingredients: JSON.stringify([anIngredient(1)]),
  form: '',
  unit: 'tablet',
  packs: JSON.stringify([{ key: 1, gtin: '', size: 100, name: '' } satisfies DraftPack]),
  reorderLevel: '0',
  minimum: '',
  maximum: '',
  leadTimeDays: '',
  price: '',
  category: '',
  programme: '',
  ven: '',
  isControlled: '',
  isColdChain: '',
};

const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));

/** `packs`: as the facility answers them, the default one first. */
export function draftOf(card: Omit<Facts, 'itemId' | 'version'>): ItemDraft {
  const { product } = card;
  const atc = product.ingredients.length === 1 ? product.atc : null;
  return {
    name: card.name,
    ingredients: JSON.stringify(product.ingredients.map(({ inn, strength, unit }, at) => ({ key: at + 1, inn, strength, unit: unit ?? '', atc }))),
    form: product.form,
    unit: product.unit,
    packs: JSON.stringify(card.packs.map(({ packId, gtin, size, name }, at) => ({ key: at + 1, packId, gtin: gtin ?? '', size, name: name ?? '' }))),
    reorderLevel: text(card.reorderLevel),
    minimum: text(card.minimum),
    maximum: text(card.maximum),
    leadTimeDays: text(card.leadTimeDays),
    price: text(card.price),
    category: card.category ?? '',
    programme: card.programme ?? '',
    ven: card.ven ?? '',
    isControlled: card.isControlled ? 'yes' : '',
    isColdChain: card.isColdChain ? 'yes' : '',
  };
} // prettier-ignore

export type DraftFault = 'name' | 'ingredient' | 'form' | 'unit' | 'packSize' | 'levels';

/** What the facility is asked to keep, or which fields are not right yet. */
export function factsOfDraft(draft: ItemDraft, atcBefore: string | null): Omit<Facts, 'itemId' | 'version'> | { faults: ReadonlySet<DraftFault> } {
  const named = ingredientsOf(draft).filter(({ inn }) => inn.trim() !== '');
  const packs = packsOf(draft);
  const minimum = wholeOrNull(draft.minimum);
  const maximum = wholeOrNull(draft.maximum);
  const faults = new Set<DraftFault>();
  if (draft.name.trim().length < 2) faults.add('name');
  if (named.length === 0) faults.add('ingredient');
  if (draft.form.trim() === '') faults.add('form');
  if (draft.unit.trim() === '') faults.add('unit');
  if (packs.some(({ size }) => size === null || size < 1)) faults.add('packSize');
  if (minimum !== null && maximum !== null && maximum < minimum) faults.add('levels');
  if (faults.size > 0) return { faults };
  return {
    name: draft.name.trim(),
    product: {
      ingredients: named.map(toIngredient),
      form: draft.form.trim(),
      unit: draft.unit.trim(),
      atc: named.length === 1 ? (named[0]?.atc ?? null) : atcBefore,
    },
    packs: packs.map(({ packId, gtin, size, name }, at) => ({ ...(packId !== undefined && { packId }), gtin: gtin.trim() || null, size: size ?? 1, name: name.trim(), isDefault: at === 0 })),
    reorderLevel: wholeOrNull(draft.reorderLevel) ?? 0,
    minimum,
    maximum,
    leadTimeDays: wholeOrNull(draft.leadTimeDays),
    price: wholeOrNull(draft.price),
    category: draft.category.trim(),
    programme: draft.programme.trim(),
    ven: draft.ven === '' ? null : (draft.ven as 'V'),
    isControlled: draft.isControlled === 'yes',
    isColdChain: draft.isColdChain === 'yes',
  };
} // prettier-ignore

const wholeOrNull = (value: string): number | null => (value === '' ? null : Number(value));

const toIngredient = ({ inn, strength, unit }: DraftIngredient): Omit<Ingredient, 'atc'> => ({
  inn: inn.trim(),
  strength,
  unit: strength === null || unit === '' ? null : unit,
});
