import { addDays } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';
import { insertOrder } from '../orders/create.ts';
import { noteReceived } from '../orders/noteReceived.ts';
import { step } from '../orders/write.ts';
import { putPrice } from '../suppliers/prices.ts';
import { insertSupplier } from '../suppliers/save.ts';

type Item = { id: string; name: string; pack_size: number };

/**
 * Whom the demo clinic buys from: two suppliers with price lists and half a year of deliveries to measure, and orders in several states.
 * Prices are invented, in minor units a pack. Inside a transaction.
 */
export function orderUp(ctx: Context): void {
  const items = ctx.raw.prepare('SELECT id, name, pack_size FROM item ORDER BY sort_name LIMIT 24').all() as Item[];
  const isFrench = ctx.facility.self.locale === 'fr';
  const currency = ctx.facility.self.currency;
  const common = { currency, note: '', isActive: true };
  const depot = insertSupplier(ctx, {
    ...common,
    name: isFrench ? 'Dépôt régional de Teyko' : 'Teyko Regional Medical Store',
    isDepot: true,
    contactName: 'Akosua Mensima',
    phone: '+233 00 000 0411',
    email: 'requisitions@teyko-store.example',
    address: 'Teyko, Ring Road 4',
    accountNumber: 'ANK-017',
    paymentTerms: isFrench ? 'Programme national' : 'National programme',
  });
  const trader = insertSupplier(ctx, {
    ...common,
    name: 'Northern Pharma Wholesale',
    isDepot: false,
    contactName: 'Yaw Damoah',
    phone: '+233 00 000 0422',
    email: 'orders@northern-pharma.example',
    address: 'Ankora, Market Street 12',
    accountNumber: 'C-20418',
    paymentTerms: isFrench ? '30 jours' : '30 days',
  });
  const today = ctx.today();
  const ofDepot = items.filter((_, at) => at % 4 !== 3);
  const ofTrader = items.filter((_, at) => at % 3 !== 1);
  for (const [at, item] of items.entries()) {
    const price = 400 + ((at * 137) % 2900);
    const listed = { itemId: item.id, packSize: item.pack_size, minimumPacks: 1, validFrom: addDays(today, -200) };
    if (ofDepot.includes(item)) putPrice(ctx, depot, { ...listed, price, code: `RMS-${1000 + at}` });
    if (ofTrader.includes(item)) putPrice(ctx, trader, { ...listed, price: Math.round(price * 1.18), code: `NP${200 + at * 7}` });
  }
  for (const [at, daysAgo] of [150, 120, 95, 60].entries()) {
    delivered(ctx, depot, ofDepot.slice(at * 2, at * 2 + 3), { daysAgo, took: 16 + ((at * 5) % 9), share: at === 2 ? 0.6 : 0.9 });
    delivered(ctx, trader, ofTrader.slice(at * 3, at * 3 + 2), { daysAgo: daysAgo - 7, took: 3 + (at % 3), share: 1 });
  }
  underWay(ctx, { depot, trader }, { ofDepot, ofTrader });
}

const at = (ctx: Context, daysAgo: number): Context => {
  const day = addDays(ctx.today(), -daysAgo);
  return { ...ctx, now: () => `${day}T10:00:00.000Z`, today: () => day };
};

function begin(ctx: Context, supplierId: string, items: readonly Item[], expectedOn: string | null) {
  return insertOrder(ctx, {
    supplierId,
    expectedOn,
    note: '',
    lines: items.map((item, index) => ({ itemId: item.id, packs: 4 + index * 3, why: '' })),
  });
}

function send(ctx: Context, supplierId: string, items: readonly Item[], expectedOn: string | null) {
  const { orderId, version } = begin(ctx, supplierId, items, expectedOn);
  const approver = approverOf(ctx);
  const approved = step(approver, { orderId, version }, 'approve', {
    columns: { approved_at: ctx.now(), approved_by: approver.user.practitionerId },
  });
  const sent = step(ctx, { orderId, version: approved.version }, 'send', {
    columns: { sent_at: ctx.now(), sent_on: ctx.today() },
    text: 'email',
  });
  return { orderId, version: sent.version };
}

/** Who writes an order does not approve it, in the demo either. */
function approverOf(ctx: Context): Context {
  const practitionerId = ctx.raw.prepare(`SELECT p.id FROM practitioner p JOIN user_account u ON u.id = p.user_id WHERE u.username = 'admin'`).pluck().get() as string; // prettier-ignore
  return { ...ctx, user: { ...ctx.user, practitionerId } };
}

/** An order of the past; what of it is not delivered was closed short. */
function delivered(ctx: Context, supplierId: string, items: readonly Item[], past: { daysAgo: number; took: number; share: number }): void {
  const { orderId } = send(at(ctx, past.daysAgo), supplierId, items, null);
  const then = at(ctx, past.daysAgo - past.took);
  const lines = items.map((item, index) => ({ itemId: item.id, quantity: Math.floor((4 + index * 3) * past.share) * item.pack_size }));
  noteReceived(then, orderId, lines, { receiptId: then.newId(), receivedOn: then.today() });
  if (past.share === 1) return;
  const version = ctx.raw.prepare('SELECT version FROM purchase_order WHERE id = ?').pluck().get(orderId) as number;
  const isFrench = ctx.facility.self.locale === 'fr';
  step(then, { orderId, version }, 'close', { text: isFrench ? 'Plus en stock chez eux' : 'No longer in stock there' });
}

type Sold = Readonly<Record<'ofDepot' | 'ofTrader', readonly Item[]>>;

function underWay(ctx: Context, { depot, trader }: { depot: string; trader: string }, { ofDepot, ofTrader }: Sold): void {
  const today = ctx.today();
  const late = send(at(ctx, 24), depot, ofDepot.slice(8, 12), addDays(today, -3));
  noteReceived(at(ctx, 5), late.orderId, [{ itemId: ofDepot[8]?.id ?? '', quantity: (ofDepot[8]?.pack_size ?? 1) * 4 }], {
    receiptId: ctx.newId(),
    receivedOn: addDays(today, -5),
  });
  const coming = send(at(ctx, 4), trader, ofTrader.slice(0, 3), addDays(today, 1));
  step(at(ctx, 3), coming, 'confirm', { columns: { supplier_reference: 'SO-5531' }, text: 'SO-5531' });
  begin(at(ctx, 0), trader, ofTrader.slice(11, 14), addDays(today, 10));
}
