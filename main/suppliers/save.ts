import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { SupplierProfile } from '../../preload/contract/suppliers.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { fold } from '../patients/names.ts';

const toColumns = (profile: SupplierProfile) => ({
  name: profile.name,
  sort_name: fold(profile.name),
  is_depot: profile.isDepot ? 1 : 0,
  contact_name: profile.contactName,
  phone: profile.phone,
  email: profile.email,
  address: profile.address,
  account_number: profile.accountNumber,
  currency: profile.currency,
  payment_terms: profile.paymentTerms,
  note: profile.note,
  is_active: profile.isActive ? 1 : 0,
});

/** @throws 'supplier.name_taken' */
function refuseSameName(ctx: Context, name: string, but: string | null): void {
  const other = ctx.raw.prepare('SELECT id FROM supplier WHERE sort_name = ?').pluck().get(fold(name));
  if (other !== undefined && other !== but) throw new AppError('supplier.name_taken', { name });
}

export function insertSupplier(ctx: Context, profile: SupplierProfile): string {
  refuseSameName(ctx, profile.name, null);
  const id = ctx.newId();
  insert(ctx, 'supplier', { id, ...toColumns(profile), created_at: ctx.now() });
  return id;
}

/** @throws 'supplier.name_taken' */
export const addSupplier: CommandHandler<'suppliers.add'> = {
  run: async (ctx, profile) => ({ supplierId: insertSupplier(ctx, profile) }),
};

/** @throws 'not_found', 'version.conflict', 'supplier.name_taken' */
export const amendSupplier: CommandHandler<'suppliers.amend'> = {
  run: async (ctx, { supplierId, version, profile }) => {
    refuseSameName(ctx, profile.name, supplierId);
    return { version: amend(ctx, 'supplier', supplierId, toColumns(profile), { version }) };
  },
};
