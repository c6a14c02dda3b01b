import type { RawInput } from '../../preload/contract/index.ts';
import type { RoleCode } from '../../main/security/roles.ts';
import type { TestClinic } from './testContext.ts';

export async function aSupplier(clinic: TestClinic, profile: Partial<RawInput<'suppliers.add'>> = {}): Promise<string> {
  const whole = { name: 'Northern Medical Supplies', currency: 'GHS', email: 'orders@northern.example', ...profile };
  return (await clinic.call('pharmacist', 'suppliers.add', whole)).supplierId;
}

/** A draft by the clerk: ten packs of the item unless `lines` says otherwise. */
export async function anOrder(
  clinic: TestClinic,
  order: { supplierId: string; itemId: string; packs?: number },
): Promise<{ orderId: string; version: number }> {
  const { supplierId, itemId, packs = 10 } = order;
  return clinic.call('pharmacy-clerk', 'orders.create', { supplierId, lines: [{ itemId, packs }] });
}

/** Approved by the pharmacist and sent on paper. */
export async function aSentOrder(
  clinic: TestClinic,
  order: { supplierId: string; itemId: string; packs?: number },
): Promise<{ orderId: string; version: number }> {
  const { orderId, version } = await anOrder(clinic, order);
  const approved = await clinic.call('pharmacist', 'orders.approve', { orderId, version });
  const sent = await clinic.call('pharmacy-clerk', 'orders.send', { orderId, version: approved.version, how: 'pdf' });
  return { orderId, version: sent.version };
}

export const orderOf = (clinic: TestClinic, orderId: string, role: RoleCode = 'pharmacy-clerk') =>
  clinic.call(role, 'orders.get', { orderId });
