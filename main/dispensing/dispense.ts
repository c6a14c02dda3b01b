import { findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input, Output } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOnePerson } from './assertOnePerson.ts';
import { unansweredStops } from './counterCheck.ts';
import { handOut } from './handOut.ts';
import { noteDemand, refusalReasons } from '../prescriptions/demand.ts';
import { sell } from './sell.ts';

type Line = Input<'dispensing.dispense'>['lines'][number];
type Done = Output<'dispensing.dispense'>['lines'][number];

/**
 * One ledger: the lots' movements stand in the same transaction as the dispenses. All lines or none; a refusal says which one.
 * @throws see preload/contract/dispensing.ts
 */
export const dispense: CommandHandler<'dispensing.dispense'> = {
  prepare: async (ctx, { lines, patientId }) => {
    for (const [at, line] of lines.entries()) {
      if (line.safetyReason !== undefined) continue;
      const stops = await unansweredStops(ctx, line, patientId);
      if (stops > 0) throw new AppError('dispensing.stop_unanswered', { stops, line: at });
    }
  },
  run: async (ctx, { lines, patientId }) => {
    await assertOnePerson(ctx, lines, patientId);
    const handoverId = ctx.newId();
    const done: Done[] = [];
    for (const [at, line] of lines.entries()) {
      try {
        done.push(await one(ctx, handoverId, line, patientId));
      } catch (error) {
        throw error instanceof AppError && lines.length > 1 ? new AppError(error.code, { ...error.data, line: at }) : error;
      }
    }
    return { handoverId, lines: done };
  },
  refused: async (ctx, { lines }, error) => {
    const why = refusalReasons[error.code];
    const line = lines[Number(error.data['line'] ?? 0)];
    if (!why || !line) return;
    const request = 'medicationRequestId' in line ? await findRequest(ctx.db, line.medicationRequestId) : undefined;
    if ('medicationRequestId' in line && !request) return;
    const itemId = request ? request.item_id : 'itemId' in line ? line.itemId : null;
    const medicine =
      request?.medicine ??
      (
        await ctx.db
          .selectFrom('item')
          .select('name')
          .where('id', '=', itemId ?? '')
          .executeTakeFirst()
      )?.name;
    if (medicine === undefined) return;
    const isExpired = why === 'out-of-stock' && Number(error.data['available']) === 0 && Number(error.data['expired']) > 0;
    noteDemand(ctx, {
      itemId,
      medicine,
      asked: line.quantity,
      given: 0,
      why: isExpired ? 'expired' : why,
      ...(request ? { askedFor: request.id } : {}),
    });
  },
};

const one = (ctx: Context, handoverId: string, line: Line, patientId: string | undefined): Promise<Done> =>
  'medicationRequestId' in line ? handOut(ctx, handoverId, line) : sell(ctx, handoverId, line, patientId);
