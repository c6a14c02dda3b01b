import { forAll, placeOf, topicOf } from '../protocol/interest.ts';
import { readPayload } from '../protocol/kinds.ts';
import type { Change } from '../protocol/messages.ts';
import { readRow } from '../protocol/rowFault.ts';
import { sha256Hex } from '../security/tokens.ts';
import { auditRewritten } from './store/store.ts';
import type { CheckedChange, HubStore, Kept } from './store/store.ts';

export type Accepted = Kept & { refused: { number: number; code: string }[] };

/**
 * Keeps a batch once and says what it would not keep: only the owner writes its rows, and a bad row does not stop the good ones.
 * @throws 'hub.fork'
 */
export async function acceptPush(
  store: HubStore,
  facility: string,
  changes: readonly Change[],
  now: string,
  session?: number,
): Promise<Accepted> {
  const checked = changes.map((sent): CheckedChange => {
    const change = { ...sent, sha256: sent.sha256 ?? sha256Hex(sent.payload) };
    const read = check(facility, change);
    if (read.fault !== null) return { ...change, refused: read.fault };
    if (change.kind === 'facility.profile') {
      return { ...change, topic: forAll, place: placeOf(readPayload('facility.profile', change.payload)) };
    }
    if (change.kind !== 'audit.head') return { ...change, topic: topicOf(change.kind, read.payload) };
    const auditHead = readPayload('audit.head', change.payload);
    return auditHead === null ? { ...change, refused: 'hub.row_unreadable' } : { ...change, auditHead };
  });
  const kept = await store.keepOnce(facility, checked, now, session);
  const refused = checked.flatMap(({ number, refused: fault }) => {
    const code = fault ?? (kept.rewritten.includes(number) ? auditRewritten : undefined);
    return code === undefined ? [] : [{ number, code }];
  });
  return { ...kept, refused };
}

function check(facility: string, change: Change & { sha256: string }): ReturnType<typeof readRow> {
  if (sha256Hex(change.payload) !== change.sha256) return { fault: 'hub.hash_mismatch' };
  return readRow(facility, change);
}
