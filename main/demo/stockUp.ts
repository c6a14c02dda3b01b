import { seededRandom } from '../../db/seed/random.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';
import { insertItem } from '../inventory/addItem.ts';
import { move } from '../inventory/move.ts';
import { lotFor } from '../inventory/receive.ts';
import { matchMedicine } from '../knowledge/matchMedicine.ts';
import { publishStock } from '../network/publishStock.ts';
import { findStore } from '../../db/queries/inventory.ts';
import { type DemoProduct, demoProducts, labelOf } from './products.ts';

export type Shelves = {
  style: 0 | 1 | 2;
  /** a clinic's months of stock; a hospital's consumption is a multiple */
  scale: number;
  seed: number;
  /** leaves out every n-th product, so that neighbours have what we lack */
  without?: (product: DemoProduct, index: number) => boolean;
};

const historyDays = 110;

/** Fills the shelves with lots of different expiry and three months of handing out, all through the ledger. Inside a transaction. */
export async function stockUp(ctx: Context, { style, scale, seed, without }: Shelves): Promise<void> {
  const random = seededRandom(seed);
  const store = await findStore(ctx.db);
  const today = ctx.today();
  for (const [index, product] of demoProducts.entries()) {
    if (without?.(product, index)) continue;
    const monthly = Math.max(1, Math.round(product.monthly * scale));
    const itemId = insertItem(ctx, {
      name: labelOf(product, style),
      product: {
        ingredients: product.inns.map((inn, n) => ({ inn, strength: product.strengths[n] ?? null, unit: product.unit })),
        form: product.form,
        unit: product.dispensingUnit,
        atc: atcOf(ctx, product),
      },
      packSize: product.packs[style],
      reorderLevel: monthly,
      isControlled: product.isControlled ?? false,
      isColdChain: product.isColdChain ?? false,
    });
    const at = (daysAgo: number) => {
      const localDate = addDays(today, -daysAgo);
      return { movedAt: `${localDate}T09:${String(random.whole(10, 59))}:00.000Z`, localDate };
    };
    const lot = async (expiry: string, opening: number, daysAgo: number) => {
      const lotNumber = `${String.fromCharCode(65 + random.whole(0, 25))}${random.whole(10_000, 99_999)}`;
      const lotId = await lotFor(ctx, { itemId, lotNumber, expiry, unitCost: random.whole(2, 90) });
      move(ctx, { itemId, lotId, locationId: store.id, quantity: opening, reason: 'opening', ...at(daysAgo) });
      return lotId;
    };
    const used = Math.round((monthly * historyDays) / 30.4);
    const left = Math.max(2, Math.round(monthly * (0.6 + random.next() * 2.4)));
    const first = await lot(addDays(today, random.whole(20, 200)), used + Math.ceil(left / 3), historyDays);
    await lot(addDays(today, random.whole(240, 700)), Math.max(1, Math.floor((left * 2) / 3)), 40);
    if (index % 9 === 4) await lot(addDays(today, -random.whole(5, 40)), random.whole(5, 60), 90); // expired, still on the shelf
    let given = 0;
    for (let week = 0; week < 15; week++) {
      const quantity = Math.min(used - given, Math.max(1, Math.round((used / 15) * (0.6 + random.next() * 0.8))));
      if (quantity > 0)
        move(ctx, {
          itemId,
          lotId: first,
          locationId: store.id,
          quantity: -quantity,
          reason: 'dispense',
          ...at(historyDays - 2 - week * 7),
        });
      given += quantity;
    }
    publishStock(ctx, itemId);
  }
}

/** Only codes that the shipped tables carry. */
function atcOf(ctx: Context, product: DemoProduct): string | null {
  const codes = product.inns.map((inn) => matchMedicine(inn, ctx.facility.catalogues.knowledge).ingredients[0]?.atc);
  return codes.length === 1 ? (codes[0] ?? null) : null;
}
