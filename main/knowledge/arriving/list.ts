import { type ArrivingPack, isLineMetered, listArriving, newestLoaded } from '../../../db/queries/arrivingPacks.ts';
import type { ArrivingPackView } from '../../../preload/contract/knowledge.ts';
import type { Facility } from '../../facility/context.ts';
import type { QueryHandler } from '../../facility/handlers.ts';
import { arrivingFiles } from './files.ts';

/** What is on its way, waits for a decision, was refused or was set aside. One that came by stick meanwhile is no news. */
export const arrivingPacks: QueryHandler<'knowledge.arriving'> = async ({ facility, raw }) => {
  const newest = newestLoaded(raw);
  const isMetered = isLineMetered(raw);
  return {
    packs: listArriving(raw)
      .filter((row) => isOpen(row) && row.sequence > (newest.get(row.pack_id) ?? 0))
      .map((row) => toView(facility, row, isMetered)),
  };
};

/** A refused one that a person has seen and put away is no longer shown. */
const isOpen = ({ status, problem }: ArrivingPack) =>
  status === 'offered' || status === 'arrived' || status === 'refused' || (status === 'set-aside' && problem === null);

function toView(facility: Facility, row: ArrivingPack, isMetered: boolean): ArrivingPackView {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    sequence: row.sequence,
    edition: row.edition,
    publisher: row.publisher,
    madeOn: row.made_on,
    size: row.bytes,
    received: row.status === 'offered' ? Math.min(arrivingFiles(facility.dataDir).received(row.sha256), row.bytes) : row.bytes,
    status: row.status as ArrivingPackView['status'],
    isHeld: row.status === 'offered' && isMetered && row.is_wanted === 0,
    problem: row.problem === null ? null : { code: row.problem, data: JSON.parse(row.problem_data) as Record<string, unknown> },
    offeredAt: row.offered_at,
    arrivedAt: row.arrived_at,
  };
}
