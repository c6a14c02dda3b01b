import { listOwings } from '../../db/queries/dispensing.ts';
import type { QueryHandler } from '../facility/handlers.ts';

/** Numbers only: who they are stands on the list of what is owed. */
export const waitingFor: QueryHandler<'dispensing.waitingFor'> = async (ctx, { itemIds }) => {
  const asked = new Set(itemIds);
  const owings = (await ctx.facility.exclusive(() => listOwings(ctx.raw, ctx.today()))).filter(
    (row) => row.itemId !== null && asked.has(row.itemId),
  );
  return {
    people: new Set(owings.map((row) => row.patientId)).size,
    medicines: [...Map.groupBy(owings, (row) => row.itemId ?? '').entries()].map(([itemId, rows]) => ({
      itemId,
      medicine: rows[0]?.medicine ?? '',
      unit: rows[0]?.unit ?? '',
      owed: rows.reduce((sum, row) => sum + row.quantity - row.dispensed, 0),
      people: new Set(rows.map((row) => row.patientId)).size,
    })),
  };
};
