import type { Row } from '../../db/schema/index.ts';
import type { Product } from '../../preload/contract/inventory.ts';
import type { VenClass } from '../../preload/contract/itemFacts.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { fold } from '../patients/names.ts';

/** What the store knows of an item, as screens and lists speak of it. */
export type ItemFacts = {
  name: string;
  product: Product;
  reorderLevel: number;
  isControlled: boolean;
  isColdChain: boolean;
  category: string;
  programme: string;
  ven: VenClass | null;
  minimum: number | null;
  maximum: number | null;
  leadTimeDays: number | null;
  price: number | null;
};

export const factsOf = (row: Row<'item'>, product: Product): ItemFacts => ({
  name: row.name,
  product,
  reorderLevel: row.reorder_level,
  isControlled: row.is_controlled === 1,
  isColdChain: row.is_cold_chain === 1,
  category: row.category,
  programme: row.programme,
  ven: row.ven as VenClass | null,
  minimum: row.minimum,
  maximum: row.maximum,
  leadTimeDays: row.lead_time_days,
  price: row.price,
});

/** The same as columns. */
export const columnsOf = (facts: ItemFacts) => ({
  name: facts.name,
  sort_name: fold(facts.name),
  form: facts.product.form,
  unit: facts.product.unit,
  atc: facts.product.atc,
  product: JSON.stringify(facts.product),
  product_key: productKey(facts.product),
  reorder_level: facts.reorderLevel,
  is_controlled: facts.isControlled ? 1 : 0,
  is_cold_chain: facts.isColdChain ? 1 : 0,
  category: facts.category,
  programme: facts.programme,
  ven: facts.ven,
  minimum: facts.minimum,
  maximum: facts.maximum,
  lead_time_days: facts.leadTimeDays,
  price: facts.price,
});
