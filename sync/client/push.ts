import type { Database as SqliteFile } from 'better-sqlite3';
import { maxFrameBytes, maxPayloadBytes } from '../protocol/limits.ts';
import type { Change, HubFrameOf } from '../protocol/messages.ts';
import { sha256Hex } from '../security/tokens.ts';
import { LinkFailure } from './failure.ts';
import { putAside } from './quarantine.ts';
import type { OurselvesAt } from './quarantine.ts';

type OutboxRow = { id: number; kind: string; key: string; payload: string; number: number | null; sha256: string | null };

/** Alerts before stock: a backlog must not hold one back. */
const byUrgency = `CASE kind WHEN 'alert' THEN 0 WHEN 'facility.profile' THEN 1 ELSE 2 END, id`;
const frameRoom = maxFrameBytes - 1024;

/**
 * The batch to send: what was numbered before and not yet acknowledged, byte for byte, or else the next waiting rows, numbered now.
 * From here on these rows do not change; newer state of the same key waits beside them.
 */
export function numberBatch(raw: SqliteFile, size: number, at: OurselvesAt): Change[] {
  return raw.transaction(() => {
    const numbered = raw
      .prepare<[number], OutboxRow>(
        'SELECT id, kind, key, payload, number, sha256 FROM outbox WHERE number IS NOT NULL ORDER BY number LIMIT ?',
      )
      .all(size);
    if (numbered.length > 0) return fill(numbered.map(toChange));
    putAsideTooLarge(raw, at);
    const waiting = raw
      .prepare<[number], OutboxRow>(`SELECT id, kind, key, payload, number, sha256 FROM outbox ORDER BY ${byUrgency} LIMIT ?`)
      .all(size);
    const first = raw.prepare<[], number>('SELECT next_number FROM hub_link').pluck().get()!;
    const batch = fill(waiting.map((row, index) => toChange({ ...row, number: first + index, sha256: sha256Hex(row.payload) })));
    const setNumber = raw.prepare('UPDATE outbox SET number = ?, sha256 = ? WHERE id = ?');
    batch.forEach((change, index) => setNumber.run(change.number, change.sha256, waiting[index]!.id));
    raw.prepare('UPDATE hub_link SET next_number = ?').run(first + batch.length);
    return batch;
  })();
}

/** Removes what the hub has on disk; what it counted but would not keep is put aside with its reason. @throws LinkFailure 'hub.nonsense' */
export function markAcknowledged(raw: SqliteFile, sent: readonly Change[], ack: HubFrameOf<'ack'>, at: OurselvesAt): void {
  if (ack.through < sent[0]!.number || ack.through > sent.at(-1)!.number) throw new LinkFailure('hub.nonsense');
  raw.transaction(() => {
    for (const { number, code } of ack.refused ?? []) {
      const change = sent.find((each) => each.number === number);
      if (change !== undefined) putAside(raw, { facility: at.facilityId, ...change, cursor: 0 }, code, at);
    }
    raw.prepare('DELETE FROM outbox WHERE number <= ?').run(ack.through);
    raw.prepare('UPDATE hub_link SET acknowledged_through = ?, hub_witness = ?, last_contact_at = ?').run(ack.through, ack.witness, at.now);
  })();
}

function toChange({ number, kind, key, payload, sha256 }: OutboxRow): Change {
  return { number: number!, kind, key, payload, sha256: sha256! };
}

/** As many as one frame holds. */
function fill(changes: readonly Change[]): Change[] {
  let bytes = 0;
  const end = changes.findIndex((change) => (bytes += Buffer.byteLength(JSON.stringify(change)) + 1) > frameRoom);
  return changes.slice(0, end < 0 ? changes.length : Math.max(1, end));
}

/** The hub would never take it: it must not hold up the others. */
function putAsideTooLarge(raw: SqliteFile, at: OurselvesAt): void {
  const tooLarge = raw
    .prepare<[number], OutboxRow>('SELECT id, kind, key, payload, number, sha256 FROM outbox WHERE length(CAST(payload AS BLOB)) > ?')
    .all(maxPayloadBytes);
  for (const row of tooLarge) {
    putAside(raw, { facility: at.facilityId, kind: row.kind, key: row.key, payload: row.payload, cursor: 0 }, 'hub.row_too_large', at);
    raw.prepare('DELETE FROM outbox WHERE id = ?').run(row.id);
  }
}
