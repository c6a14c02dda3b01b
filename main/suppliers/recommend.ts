import { listPrices, listSuppliers } from '../../db/queries/suppliers.ts';
import type { Offer } from '../../preload/contract/suppliers.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { measureSuppliers } from './figures.ts';
import { weigh } from './weigh.ts';

/** Whom to buy from: for each item, and for the whole order. What a supplier takes no longer part in is left out. */
export const recommend: QueryHandler<'suppliers.recommend'> = async (ctx, { lines }) => {
  const known = knownSuppliers(ctx);
  const items = lines.map(({ itemId }) => ({ itemId, offers: offersFor(ctx, itemId, known) }));
  return { items, whole: forWhole(lines, items) };
};

type Known = ReturnType<typeof knownSuppliers>;

function knownSuppliers(ctx: Context) {
  const active = listSuppliers(ctx.raw).filter(({ isActive }) => isActive === 1);
  return { byId: new Map(active.map((one) => [one.supplierId, one])), measured: measureSuppliers(ctx) };
}

function offersFor(ctx: Context, itemId: string, { byId, measured }: Known): Offer[] {
  const lastOf = new Map<string, string>();
  for (const { supplierId, itemId: of, lastReceivedOn } of measured.lines) {
    const before = lastOf.get(supplierId);
    if (of === itemId && lastReceivedOn !== null && (before === undefined || before < lastReceivedOn))
      lastOf.set(supplierId, lastReceivedOn);
  }
  const candidates = listPrices(ctx.raw, { day: ctx.today(), itemId }).flatMap(({ supplierId, packSize, price, minimumPacks, code }) => {
    const supplier = byId.get(supplierId);
    if (!supplier) return [];
    const { name: supplierName, currency } = supplier;
    const figures = measured.of(supplierId);
    return [{ supplierId, supplierName, isDepot: supplier.isDepot === 1, currency, packSize, price, minimumPacks, code, figures, lastSuppliedOn: lastOf.get(supplierId) ?? null }]; // prettier-ignore
  });
  return weigh(candidates, ctx.facility.self.currency);
}

type Asked = readonly { itemId: string; quantity: number }[];

/** Each supplier's best pack for each line, rounded up to whole packs and their minimum. */
function forWhole(lines: Asked, items: readonly { itemId: string; offers: readonly Offer[] }[]) {
  const whole = new Map<string, { offer: Offer; has: number; total: number }>();
  for (const [at, { offers }] of items.entries()) {
    const quantity = lines[at]?.quantity ?? 0;
    const taken = new Set<string>();
    for (const offer of offers) {
      if (taken.has(offer.supplierId)) continue; // its best pack stands first
      taken.add(offer.supplierId);
      const packs = Math.max(offer.minimumPacks, Math.ceil(quantity / offer.packSize));
      const sum = whole.get(offer.supplierId) ?? { offer, has: 0, total: 0 };
      whole.set(offer.supplierId, { offer, has: sum.has + 1, total: sum.total + packs * offer.price });
    }
  }
  return [...whole.values()]
    .map(({ offer, has, total }) => ({
      supplierId: offer.supplierId,
      supplierName: offer.supplierName,
      currency: offer.currency,
      has,
      of: lines.length,
      total,
      figures: offer.figures,
    })) // prettier-ignore
    .toSorted((a, b) => b.has - a.has || a.total - b.total || (a.supplierName < b.supplierName ? -1 : 1));
}
