import { findItem } from '../../db/queries/inventory.ts';
import { amend } from '../../db/write.ts';
import { counsellingPoints } from '../../preload/contract/counselling.ts';
import type { CounterRule } from '../../preload/contract/dispensing.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { checkOrder } from '../prescriptions/check.ts';
import { checkForNobody } from './checkForNobody.ts';
import { proposalFor } from './proposal.ts';

/** @throws 'not_found' */
export const counterItem: QueryHandler<'dispensing.counterItem'> = async (ctx, { itemId, patientId }) => {
  const item = await findItem(ctx.db, itemId);
  if (!item) throw new AppError('not_found', { resource: 'item' });
  const isControlled = item.is_controlled === 1;
  return {
    itemId,
    name: item.name,
    unit: item.unit,
    rule: isControlled ? 'prescription' : (item.counter_rule as CounterRule),
    isControlled,
    price: item.price,
    currency: ctx.facility.self.currency,
    proposal: await proposalFor(ctx, itemId, 10_000_000, null),
    safety:
      patientId === undefined ? checkForNobody(ctx, item.name) : await checkOrder(ctx, patientId, { medicine: item.name, dosage: null }),
    counselling: counsellingPoints({ atc: item.atc, form: item.form, route: null, isColdChain: item.is_cold_chain === 1 }),
  };
};

/** A controlled medicine never goes without a prescription. @throws 'not_found', 'dispensing.prescription_only' */
export const setCounterRule: CommandHandler<'dispensing.setCounterRule'> = {
  run: async (ctx, { itemId, rule }) => {
    const item = await findItem(ctx.db, itemId);
    if (!item) throw new AppError('not_found', { resource: 'item' });
    if (rule !== 'prescription' && item.is_controlled === 1) throw new AppError('dispensing.prescription_only');
    amend(ctx, 'item', itemId, { counter_rule: rule }, { version: item.version });
    return {};
  },
};
