import { countEntries, listEntries, listUnwitnessed } from '../../db/queries/controlled.ts';
import type { RegisterLine } from '../../preload/contract/controlled.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { toRegisterLines } from './lines.ts';

export const controlledRegister: QueryHandler<'controlled.register'> = async (ctx, { itemId, from, to, limit, offset }) => {
  const period = { itemId, from: from ?? '', to: to ?? '9999' };
  const [total, found] = await ctx.facility.exclusive(() => [
    countEntries(ctx.raw, period),
    listEntries(ctx.raw, period, { limit, offset }),
  ]);
  const lines = await toRegisterLines(ctx, found);
  noteNames(ctx, 'controlled.register', lines);
  return { total, lines };
};

export const unwitnessedLines: QueryHandler<'controlled.unwitnessed'> = async (ctx) => {
  const found = await ctx.facility.exclusive(() => listUnwitnessed(ctx.raw));
  const lines = await toRegisterLines(ctx, found);
  noteNames(ctx, 'controlled.unwitnessed', lines);
  return {
    lines: lines.map((line, index) => {
      const { itemId = '', name = '', unit = '', enteredById = '' } = found[index] ?? {};
      return { ...line, itemId, name, unit, isOwn: enteredById === ctx.user.practitionerId };
    }),
  };
};

/** Whom a register that was looked at names. */
function noteNames(ctx: Context, method: string, lines: readonly RegisterLine[]): void {
  ctx.facility.settled.noteSearch(ctx, method, [...new Set(lines.flatMap((line) => line.patient?.patientId ?? []))]);
}
