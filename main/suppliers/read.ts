import { listOrders } from '../../db/queries/orders.ts';
import { listPrices, listSuppliers } from '../../db/queries/suppliers.ts';
import { today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';
import { historyOfRow } from '../security/historyOf.ts';
import { measureSuppliers } from './figures.ts';

export const suppliersList: QueryHandler<'suppliers.list'> = async (ctx, { filter, includeInactive }) => {
  const words = fold(filter).split(' ').filter(Boolean);
  const measured = measureSuppliers(ctx);
  const rows = listSuppliers(ctx.raw).filter(
    ({ name, isActive }) => (includeInactive || isActive === 1) && words.every((word) => fold(name).includes(word)),
  );
  return {
    suppliers: rows.map((row) => ({
      ...row,
      isDepot: row.isDepot === 1,
      isActive: row.isActive === 1,
      figures: measured.of(row.supplierId),
    })),
  };
};

const shownOrders = 20;

/** @throws 'not_found' */
export const supplierCard: QueryHandler<'suppliers.get'> = async (ctx, { supplierId }) => {
  const row = await ctx.db.selectFrom('supplier').selectAll().where('id', '=', supplierId).executeTakeFirst();
  if (!row) throw new AppError('not_found', { resource: 'supplier' });
  const dayOf = (instant: string) => today(instant, ctx.facility.self.time_zone);
  return {
    supplierId,
    version: row.version,
    profile: {
      name: row.name,
      isDepot: row.is_depot === 1,
      contactName: row.contact_name,
      phone: row.phone,
      email: row.email,
      address: row.address,
      accountNumber: row.account_number,
      currency: row.currency,
      paymentTerms: row.payment_terms,
      note: row.note,
      isActive: row.is_active === 1,
    },
    figures: measureSuppliers(ctx, supplierId).of(supplierId),
    prices: listPrices(ctx.raw, { day: ctx.today(), supplierId }).map(({ supplierId: _, ...price }) => price),
    orders: listOrders(ctx.raw, supplierId)
      .slice(0, shownOrders)
      .map(({ orderId, number, status, createdAt, expectedOn }) => ({ orderId, number, status, createdOn: dayOf(createdAt), expectedOn })),
  };
};

/** Who changed what of the profile. @throws 'not_found' */
export const supplierHistory: QueryHandler<'suppliers.history'> = async (ctx, { supplierId }) => {
  const entries = await ctx.facility.exclusive(() => historyOfRow(ctx, 'supplier', supplierId));
  if (!entries) throw new AppError('not_found', { resource: 'supplier' });
  return { entries };
};
