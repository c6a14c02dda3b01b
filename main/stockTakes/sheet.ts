import type { CountLine } from '../../preload/contract/stockTakes.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { type JudgedLine, readTake, type Take } from './take.ts';

/** What whoever counts in a round may know: of a blind count no book, of the other counter nothing at all. */
export const stockTakeSheet: QueryHandler<'stockTakes.sheet'> = async (ctx, { stockTakeId, round }) =>
  ctx.facility.exclusive(() => {
    const take = readTake(ctx, stockTakeId);
    const rounds = ([1, 2, 3] as const)
      .filter((each) => each === 1 || take.head.counters === 2)
      .map((each) => {
        const within = linesOf(take, each);
        return { round: each, lines: within.length, counted: within.filter((line) => isCountedIn(line, each)).length };
      });
    return { stockTake: take.row, rounds, lines: linesOf(take, round).map((line) => toCountLine(ctx, take, line, round)) };
  });

/** A third count is made only where two counters differ, or the past was changed. */
export function linesOf(take: Take, round: number): JudgedLine[] {
  return round === 3
    ? take.lines.filter((line) => line.verdict.state === 'third' || line.counts.some((one) => one.round === 3))
    : take.lines;
}

const isCountedIn = (line: JudgedLine, round: number) => {
  const isCounted = line.counts.some((one) => one.round === round);
  return round === 1 ? isCounted && line.verdict.state !== 'uncounted' : round === 3 ? line.verdict.state === 'decided' : isCounted;
};

function toCountLine(ctx: Context, take: Take, line: JudgedLine, round: number): CountLine {
  const mine = line.counts.find((one) => one.round === round);
  const other = line.counts.find((one) => one.round === 3 - round);
  return {
    lineId: line.lineId,
    itemId: line.itemId,
    name: line.name,
    form: line.form,
    unit: line.unit,
    packSize: line.packSize,
    lotNumber: line.lotNumber,
    expiry: line.expiry,
    locationName: line.locationName,
    isFound: line.isFound === 1,
    book: take.head.is_blind === 1 && take.head.status === 'counting' ? null : line.onHand,
    quantity: mine?.quantity ?? null,
    countedBy: mine?.countedByName ?? null,
    isOthers: round < 3 && other?.countedBy === ctx.user.userId,
    needsRecount: line.needsRecount === 1,
  };
}
