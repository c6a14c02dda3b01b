import { isTooDeep, maxPayloadBytes } from './limits.ts';
import { speaksForAnother } from './ownership.ts';

/** Why the hub would not keep this row of `facility`; null when it would. The facility asks before it gives the row a number. */
export const findRowFault = (facility: string, row: PublishedRow): string | null => readRow(facility, row).fault;

type PublishedRow = { kind: string; key: string; payload: string };
/** `payload`: what the text says, where it is no fault. */
type ReadRow = { fault: string; payload?: undefined } | { fault: null; payload: unknown };

export function readRow(facility: string, row: PublishedRow): ReadRow {
  if (Buffer.byteLength(row.payload) > maxPayloadBytes) return { fault: 'hub.row_too_large' };
  if (row.kind.length > 60 || row.key.length > 200 || row.kind === '' || row.key === '') return { fault: 'hub.row_unreadable' };
  if (isTooDeep(row.payload)) return { fault: 'hub.row_too_deep' };
  let payload: unknown;
  try {
    payload = JSON.parse(row.payload);
  } catch {
    return { fault: 'hub.row_unreadable' };
  }
  return speaksForAnother(facility, row, payload) ? { fault: 'hub.not_owner' } : { fault: null, payload };
}
