import { readDirections } from '../../../preload/contract/directionsLine.ts';
import type { Dosage } from '../../../preload/contract/dosage.ts';
import { type Counted, routeOfForm, totalUnits } from '../../../preload/contract/dosageQuantity.ts';
import type { Output } from '../../../preload/contract/index.ts';

export type Whole = Pick<Output<'inventory.item'>, 'item' | 'product'>;

/** What the typed line means: its structure, the quantity it uses up, and what was not understood. */
export type ReadOrder = { dosage: Dosage | null; quantity: number | null; unread: string };

/** `item`: the one of our stock that is ordered; `unit`: what is counted where it is none of ours. */
export function readOrder(line: string, item: Whole | undefined, unit: string): ReadOrder {
  if (line.trim() === '') return { dosage: null, quantity: null, unread: '' };
  const counted = countedOf(item, unit);
  const read = readDirections(line, counted.unit);
  if (!read.ok) return { dosage: null, quantity: null, unread: read.unread };
  const dosage = { ...read.dosage, route: read.dosage.route ?? routeOfForm(item?.product.form ?? counted.unit) };
  return { dosage, quantity: totalUnits(dosage, counted), unread: '' };
}

function countedOf(item: Whole | undefined, unit: string): Counted {
  if (!item) return { unit, strength: null };
  const [only, more] = item.product.ingredients;
  const isOne = only !== undefined && more === undefined && only.strength !== null && only.unit !== null;
  return { unit: item.item.unit, strength: isOne ? { amount: only.strength ?? 0, unit: only.unit ?? '' } : null };
}

/** The person's own language where it is one that we have words for; else the facility's. */
export function languageOf(said: string | undefined, facility: 'en' | 'fr'): 'en' | 'fr' {
  const plain = (said ?? '').trim().toLowerCase();
  if (/^(?:fr|fran[cç])/u.test(plain)) return 'fr';
  return /^(?:en|ang)/u.test(plain) ? 'en' : facility;
}
