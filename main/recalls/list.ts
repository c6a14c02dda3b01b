import { listContacts, listRecalledNumbers, listRecalls } from '../../db/queries/recalls.ts';
import { findItem } from '../../db/queries/inventory.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { readRecall, toRecallRow } from './rows.ts';
import { lotsMeant, whoGot, withPlaces } from './trace.ts';

export const listAllRecalls: QueryHandler<'recalls.list'> = async (ctx, { status }) => {
  const lines = await listRecalls(ctx.db, status);
  const ids = lines.map((line) => line.id);
  const numbers = await listRecalledNumbers(ctx.db, ids);
  const contacts = ids.length === 0 ? [] : await listContacts(ctx.db, ids);
  const recalls = lines.map((line) => {
    const row = toRecallRow(line, numbers.get(line.id) ?? []);
    const { lots } = lotsMeant(ctx, line.item_id, row.isWholeItem ? null : row.lotNumbers);
    const got = whoGot(ctx, lots.map((lot) => lot.lotId)); // prettier-ignore
    const reached = new Set(contacts.filter((one) => one.recall_id === line.id && one.how !== 'not-reached').map((one) => one.patient_id));
    return {
      ...row,
      onHand: lots.reduce((sum, lot) => sum + lot.onHand, 0),
      people: got.length,
      told: got.filter((person) => reached.has(person.patientId)).length,
    };
  });
  return { recalls };
};

export const getRecall: QueryHandler<'recalls.get'> = async (ctx, { recallId }) => {
  const { recall, lots, unknown } = await readRecall(ctx, recallId);
  return { recall, lots: withPlaces(ctx, lots), unknownLots: unknown };
};

export const previewRecall: QueryHandler<'recalls.preview'> = async (ctx, { itemId, lotNumbers }) => {
  if (!(await findItem(ctx.db, itemId))) throw new AppError('not_found', { resource: 'item' });
  const { lots, unknown } = lotsMeant(ctx, itemId, lotNumbers);
  const people = whoGot(ctx, lots.map((lot) => lot.lotId)).length; // prettier-ignore
  return { lots: withPlaces(ctx, lots), people, unknownLots: unknown };
};
