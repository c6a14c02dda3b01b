import { nextNumber } from '../../db/numbers.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { note, putLines, step } from './write.ts';

type Supplier = { id: string; currency: string; is_active: number; name: string };

/** @throws 'not_found', 'supplier.not_active' { name } */
function activeSupplier(ctx: Context, supplierId: string): Supplier {
  const supplier = ctx.raw.prepare('SELECT id, currency, is_active, name FROM supplier WHERE id = ?').get(supplierId) as
    | Supplier
    | undefined;
  if (!supplier) throw new AppError('not_found', { resource: 'supplier' });
  if (supplier.is_active === 0) throw new AppError('supplier.not_active', { name: supplier.name });
  return supplier;
}

/** A draft with its number. Inside a transaction; also what the demo and the reorder list use. */
export function insertOrder(ctx: Context, input: Input<'orders.create'>): { orderId: string; number: string; version: number } {
  const supplier = activeSupplier(ctx, input.supplierId);
  const orderId = ctx.newId();
  const number = nextNumber(ctx, ctx.facility.self, 'order');
  insert(ctx, 'purchase_order', {
    id: orderId,
    number,
    supplier_id: supplier.id,
    status: 'draft',
    currency: supplier.currency,
    expected_on: input.expectedOn,
    note: input.note,
    created_at: ctx.now(),
    created_by: ctx.user.practitionerId,
  });
  putLines(ctx, { orderId, supplierId: supplier.id }, input.lines);
  note(ctx, orderId, 'create');
  return { orderId, number, version: 1 };
}

/** @throws 'not_found', 'supplier.not_active', 'order.item_twice' */
export const createOrder: CommandHandler<'orders.create'> = { run: async (ctx, input) => insertOrder(ctx, input) };

/** @throws 'not_found', 'order.wrong_status', 'version.conflict', 'supplier.not_active', 'order.item_twice' */
export const amendOrder: CommandHandler<'orders.amend'> = {
  run: async (ctx, input) => {
    const supplier = activeSupplier(ctx, input.supplierId);
    const columns = { supplier_id: supplier.id, currency: supplier.currency, expected_on: input.expectedOn, note: input.note };
    const changed = step(ctx, input, 'amend', { columns });
    putLines(ctx, { orderId: input.orderId, supplierId: supplier.id }, input.lines);
    return changed;
  },
};
