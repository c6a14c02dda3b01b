import { forAll, placeOf, topicOf } from '../protocol/interest.ts';
import { readParsed } from '../protocol/kinds.ts';
import type { Change } from '../protocol/messages.ts';
import { readRow } from '../protocol/rowFault.ts';
import { sha256Hex } from '../security/tokens.ts';
import type { Published } from './fanout/news.ts';
import { auditRewritten } from './store/store.ts';
import type { CheckedChange, HubStore, Kept } from './store/store.ts';

/** `reaches`: who is to hear of it. */
export type Accepted = Kept & { refused: { number: number; code: string }[]; reaches: Published };

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
    const { number, kind, key, payload } = sent;
    const found = sha256Hex(payload);
    const change = { number, kind, key, payload, sha256: sent.sha256 ?? found };
    const read = change.sha256 === found ? readRow(facility, change) : { fault: 'hub.hash_mismatch' };
    if (read.fault !== null) return { ...change, refused: read.fault };
    if (change.kind === 'facility.profile') {
      return { ...change, topic: forAll, place: placeOf(readParsed('facility.profile', read.payload)) };
    }
    if (change.kind !== 'audit.head') return { ...change, topic: topicOf(change.kind, read.payload) };
    const auditHead = readParsed('audit.head', read.payload);
    return auditHead === null ? { ...change, refused: 'hub.row_unreadable' } : { ...change, auditHead };
  });
  const kept = await store.keepOnce(facility, checked, now, session);
  const refused = checked.flatMap(({ number, refused: fault }) => {
    const code = fault ?? (kept.rewritten.includes(number) ? auditRewritten : undefined);
    return code === undefined ? [] : [{ number, code }];
  });
  return { ...kept, refused, reaches: reachOf(facility, checked, kept) };
}

function reachOf(facility: string, checked: readonly CheckedChange[], { place, progress }: Kept): Published {
  const good = checked.filter(({ refused }) => refused === undefined);
  const isForAll = good.some(({ topic }) => topic === forAll);
  const named = good.flatMap(({ kind, topic }) => ((kind === 'transfer' || kind === 'ack') && typeof topic === 'string' ? [topic] : []));
  const isUrgent = good.some(({ kind, topic }) => kind === 'alert' && topic === forAll);
  return { head: progress.head, from: new Map([[facility, isForAll ? null : place]]), to: new Set(named), isUrgent };
}
