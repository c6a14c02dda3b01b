import { seededRandom } from '../../db/seed/random.ts';
import { insert } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { checkDigitOf } from '../../preload/contract/gs1/checkDigit.ts';
import type { Context } from '../facility/context.ts';
import { insertItem } from '../inventory/addItem.ts';
import { move, type Movement } from '../inventory/move.ts';
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
/** of the 15 weeks of history, for a product that ran out */
const lastWeekWithStock = 9;

/** Fills the shelves with lots of different expiry and three months of handing out, all through the ledger. Inside a transaction. */
export async function stockUp(ctx: Context, { style, scale, seed, without }: Shelves): Promise<void> {
  const random = seededRandom(seed);
  const store = await findStore(ctx.db);
  const today = ctx.today();
  const witness = { by: 'password', userId: colleagueOf(ctx) } as const;
  for (const [index, product] of demoProducts.entries()) {
    if (without?.(product, index)) continue;
    const monthly = Math.max(1, Math.round(product.monthly * scale));
    const atc = atcOf(ctx, product);
    const itemId = insertItem(ctx, {
      name: labelOf(product, style),
      product: {
        ingredients: product.inns.map((inn, n) => ({ inn, strength: product.strengths[n] ?? null, unit: product.unit })),
        form: product.form,
        unit: product.dispensingUnit,
        atc,
      },
      packSize: product.packs[style],
      reorderLevel: monthly,
      isControlled: product.isControlled ?? false,
      isColdChain: product.isColdChain ?? false,
      ...storeFactsOf(product, { atc, monthly, index, size: product.packs[style] }),
    });
    const moves: Movement[] = [];
    const at = (daysAgo: number) => {
      const localDate = addDays(today, -daysAgo);
      const movedAt = `${localDate}T09:${String(random.whole(10, 59))}:00.000Z`;
      return { movedAt, recordedAt: movedAt, localDate };
    };
    const lot = async (expiry: string, opening: number, daysAgo: number) => {
      const lotNumber = `${String.fromCharCode(65 + random.whole(0, 25))}${random.whole(10_000, 99_999)}`;
      const lotId = await lotFor(ctx, { itemId, lotNumber, expiry, unitCost: random.whole(2, 90) });
      moves.push({ itemId, lotId, locationId: store.id, quantity: opening, reason: 'opening', ...at(daysAgo) });
      return lotId;
    };
    const used = Math.round((monthly * historyDays) / 30.4);
    const left = Math.max(2, Math.round(monthly * (0.6 + random.next() * 2.4)));
    const aWeek = Math.ceil(used / 15);
    const first = await lot(
      addDays(today, random.whole(20, 200)),
      product.ranOut ? aWeek * lastWeekWithStock : used + Math.ceil(left / 3),
      historyDays,
    );
    const second = await lot(
      addDays(today, random.whole(240, 700)),
      Math.max(1, Math.floor((left * 2) / 3)) + (product.ranOut ? aWeek * 3 : 0),
      product.ranOut ? 25 : 40,
    );
    if (index % 9 === 4) await lot(addDays(today, -random.whole(5, 40)), random.whole(5, 60), 90); // expired, still on the shelf
    let given = 0;
    for (let week = 0; week < 15; week++) {
      const usual = Math.min(used - given, Math.max(1, Math.round((used / 15) * (0.6 + random.next() * 0.8))));
      const quantity = product.ranOut ? aWeek : usual;
      const isWithout = product.ranOut && week >= lastWeekWithStock && week < 12 && usual > 0;
      if (isWithout) askInVain(ctx, { itemId, medicine: product.inns.join(' + '), asked: quantity, ...at(historyDays - 2 - week * 7) });
      else if (usual > 0)
        moves.push({
          itemId,
          lotId: product.ranOut && week >= 12 ? second : first,
          locationId: store.id,
          quantity: -quantity,
          reason: 'dispense',
          ...at(historyDays - 2 - week * 7),
        });
      // the last of it did not do for everybody
      if (product.ranOut && week === lastWeekWithStock - 1) {
        const localDate = addDays(today, 2 + week * 7 - historyDays);
        askInVain(ctx, {
          itemId,
          medicine: product.inns.join(' + '),
          asked: Math.ceil(aWeek / 3),
          movedAt: `${localDate}T15:00:00.000Z`,
          localDate,
        });
      }
      given += usual;
    }
    // as it went: a register of controlled medicines is written from its first line to its last
    for (const movement of moves.toSorted((a, b) => ((a.movedAt ?? '') < (b.movedAt ?? '') ? -1 : 1))) move(ctx, { ...movement, witness });
    publishStock(ctx, itemId);
  }
}

function askInVain(ctx: Context, asked: { itemId: string; medicine: string; asked: number; movedAt: string; localDate: string }): void {
  insert(ctx, 'demand_event', {
    id: ctx.newId(),
    item_id: asked.itemId,
    medicine: asked.medicine,
    asked: asked.asked,
    given: 0,
    local_date: asked.localDate,
    why: 'out-of-stock',
    recorded_at: asked.movedAt,
  });
}

/** Only codes that the shipped tables carry. */
function atcOf(ctx: Context, product: DemoProduct): string | null {
  const codes = product.inns.map((inn) => matchMedicine(inn, ctx.facility.catalogues.knowledge).ingredients[0]?.atc);
  return codes.length === 1 ? (codes[0] ?? null) : null;
}

/** Main groups as WHO's Model List of Essential Medicines has them, by what the name says; the rest by the letter of its ATC code. */
const groups: readonly (readonly [RegExp, string])[] = [
  [
    /cillin|^cef|mycin|micin|cycline|floxacin|sulfameth|trimethoprim|nidazole|nitrofurantoin|isoniazid|rifampicin|aciclovir|conazole|nystatin/,
    'Anti-infectives',
  ],
  [/artem|artesun|quinine|sulfadoxine|amodiaquine|primaquine/, 'Antimalarials'],
  [/bendazole|praziquantel|ivermectin|permethrin/, 'Antiparasitics'],
  [/vaccine/, 'Vaccines'],
  [/vitamin|retinol|folic|ferrous|zinc|multivit/, 'Vitamins and minerals'],
];
const byLetter: Readonly<Record<string, string>> = {
  A: 'Alimentary tract and metabolism',
  B: 'Blood',
  C: 'Cardiovascular system',
  D: 'Skin',
  G: 'Reproductive health',
  H: 'Hormones',
  N: 'Nervous system',
  R: 'Respiratory system',
};

/** Invented, but as a clinic's list has it. The GTIN begins with 952: GS1 keeps that prefix for examples. */
function storeFactsOf(
  product: DemoProduct,
  { atc, monthly, index, size }: { atc: string | null; monthly: number; index: number; size: number },
) {
  const [inn = ''] = product.inns;
  const category = groups.find(([names]) => names.test(inn))?.[1] ?? byLetter[atc?.charAt(0) ?? ''] ?? '';
  const isVital = /^Anti|^Vaccines/.test(category) || product.form.includes('injection') || product.isColdChain === true;
  const digits = `952${String(index + 1).padStart(9, '0')}`;
  return {
    category,
    programme: category === 'Antimalarials' ? 'Malaria' : category === 'Vaccines' ? 'Immunisation' : '',
    ven: isVital ? ('V' as const) : category === 'Vitamins and minerals' || category === 'Skin' ? ('N' as const) : ('E' as const),
    minimum: monthly,
    maximum: monthly * 4,
    leadTimeDays: 14,
    price: 5 + ((index * 7) % 90),
    packs: [{ gtin: `${digits}${checkDigitOf(digits)}`, size, name: '', isDefault: true }],
  };
}

/** Whoever stood beside it when a controlled medicine was handed out. */
function colleagueOf(ctx: Context): string {
  return ctx.raw
    .prepare('SELECT id FROM user_account WHERE id <> ? ORDER BY created_at DESC, id DESC LIMIT 1')
    .pluck()
    .get(ctx.user.userId) as string;
}
