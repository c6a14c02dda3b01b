import { depthOf, maxDepth, maxPayloadBytes } from './limits.ts';
import { speaksForAnother } from './ownership.ts';

/** Why the hub would not keep this row of `facility`; null when it would. The facility asks before it gives the row a number. */
export function findRowFault(facility: string, row: { kind: string; key: string; payload: string }): string | null {
  if (Buffer.byteLength(row.payload) > maxPayloadBytes) return 'hub.row_too_large';
  if (row.kind.length > 60 || row.key.length > 200 || row.kind === '' || row.key === '') return 'hub.row_unreadable';
  if (depthOf(row.payload) > maxDepth) return 'hub.row_too_deep';
  let payload: unknown;
  try {
    payload = JSON.parse(row.payload);
  } catch {
    return 'hub.row_unreadable';
  }
  return speaksForAnother(facility, row, payload) ? 'hub.not_owner' : null;
}
