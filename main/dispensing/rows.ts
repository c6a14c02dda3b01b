import { type DispenseLine, readTakenBack } from '../../db/queries/dispensing.ts';
import type { DeskLine } from '../../preload/contract/dispensing.ts';
import type { Context } from '../facility/context.ts';

export function toDispenseRow(ctx: Context, line: DispenseLine): DeskLine['dispenses'][number] {
  const { mark, amount, patientId: _, medicationRequestId: __, number: ___, ...rest } = line;
  const { reversed, returned } = readTakenBack(ctx.raw, line.medicationDispenseId);
  return { ...rest, reversed, returned, payment: mark === null ? null : { mark, amount: amount ?? 0 } };
}
