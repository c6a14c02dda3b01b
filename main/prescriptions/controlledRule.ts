import { findControlledPrescribing } from '../../db/queries/prescriptions.ts';
import { amend } from '../../db/write.ts';
import { totalDays } from '../../preload/contract/dosageQuantity.ts';
import type { Dosage } from '../../preload/contract/dosage.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

/**
 * How long a prescription of a controlled medicine is good. That there are such rules: UN Single Convention on Narcotic Drugs (1961),
 * article 30 (2)(b), and Convention on Psychotropic Substances (1971), article 9 (2); the figures are national law's, so the facility sets
 * them. What stands there at first: 28 days (Misuse of Drugs Regulations 2001, UK, regulation 16), supply for 30 days at most (NICE NG46,
 * 2016), no refill (21 CFR 1306.12(a), US, for schedule II).
 * @throws 'prescription.controlled_too_long' { most }, 'prescription.controlled_refills' { most }
 */
export async function controlledLimits(
  ctx: Context,
  order: { dosage: Dosage | null; validDays: number; refillsAllowed: number },
): Promise<{ validDays: number }> {
  const rule = await findControlledPrescribing(ctx.db);
  if (order.refillsAllowed > rule.most_refills) throw new AppError('prescription.controlled_refills', { most: rule.most_refills });
  const days = order.dosage && totalDays(order.dosage);
  if (days !== null && days > rule.most_days) throw new AppError('prescription.controlled_too_long', { most: rule.most_days });
  return { validDays: Math.min(order.validDays, rule.valid_days) };
}

export const getControlledPrescribing: QueryHandler<'controlledPrescribing.get'> = async (ctx) => {
  const rule = await findControlledPrescribing(ctx.db);
  return {
    validDays: rule.valid_days,
    mostDays: rule.most_days,
    mostRefills: rule.most_refills,
    source: rule.source,
    version: rule.version,
  };
};

/** @throws 'version.conflict' */
export const amendControlledPrescribing: CommandHandler<'controlledPrescribing.amend'> = {
  run: async (ctx, { validDays, mostDays, mostRefills, source, version }) => {
    const next = { valid_days: validDays, most_days: mostDays, most_refills: mostRefills, source };
    amend(ctx, 'controlled_prescribing', 'rule', next, { version });
    return {};
  },
};
