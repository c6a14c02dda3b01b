import { createHash } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';
import { type AuditLine, emptyChain, hashOrdered, hashValues, signedBytes } from './audit.ts';
import { appendOnlyTables, tablesIn } from './tables.ts';

export type AuditVerdict = {
  ok: boolean;
  rows: number;
  heads: number;
  signed: number;
  /** people who were erased: their lines stay, what the lines say is gone */
  erased: number;
  firstBad: { seq: number; table: string; why: string } | null;
};

/** A row of audit_event as SQLite gives it. */
export type StoredAuditLine = {
  seq: number;
  at: string;
  actor_kind: AuditLine['actorKind'];
  actor_id: string;
  seat_id: string | null;
  action: string;
  resource: string;
  resource_id: string;
  patient_id: string | null;
  reason: string;
  is_sealed: 0 | 1;
  body: Buffer | null;
  format: number;
  hash: Buffer;
};

type Head = { seq: number; hash: Buffer; signature: Buffer };

/**
 * Walks the whole chain: every hash, every signed head, and every append-only row against the hash that its line keeps.
 * Names the first row that was changed, removed, reordered or inserted.
 */
export function verifyAudit(raw: Raw, isSignedByUs: (bytes: Uint8Array, signature: Uint8Array) => boolean): AuditVerdict {
  const heads = new Map((raw.prepare('SELECT seq, hash, signature FROM audit_head').all() as Head[]).map((head) => [head.seq, head]));
  const facts = new Map(appendOnlyTables.map((table) => [table as string, { ...readerOf(raw, table), told: 0 }]));
  const erased = listErased(raw);
  let previous = emptyChain;
  let signed = 0;
  const verdict = (firstBad: AuditVerdict['firstBad']): AuditVerdict => ({
    ok: firstBad === null,
    rows: previous.seq,
    heads: heads.size,
    signed,
    erased: erased.size,
    firstBad,
  });

  for (const row of eachLine(raw)) {
    const [seq, , , , , action, resource, resourceId, patientId, , isSealed, body, format, hash] = row;
    if (seq !== previous.seq + 1) return verdict({ seq: previous.seq + 1, table: 'audit_event', why: 'removed' });
    if (!hashValues(previous.hash, format, toTexts(row), body).equals(hash)) return verdict({ seq, table: 'audit_event', why: 'changed' });
    previous = { seq, hash };
    const head = heads.get(seq);
    if (head) {
      if (!head.hash.equals(hash) || !isSignedByUs(signedBytes(seq, hash), head.signature)) {
        return verdict({ seq, table: 'audit_head', why: 'rewritten' });
      }
      signed = seq;
    }
    const fact = action === 'create' ? facts.get(resource) : undefined;
    if (fact) {
      const found = fact.read(resourceId);
      if (!found && patientId !== null && erased.has(patientId)) continue;
      fact.told++;
      if (!found) return verdict({ seq, table: resource, why: 'removed' });
      const { sha256 } = JSON.parse(openBody(isSealed, body)) as { sha256?: string };
      if (sha256 !== undefined && sha256 !== hashOrdered(fact.names, found)) return verdict({ seq, table: resource, why: 'changed' });
    }
  }
  const beyond = [...heads.keys()].find((seq) => seq > previous.seq);
  if (beyond !== undefined) return verdict({ seq: previous.seq + 1, table: 'audit_event', why: 'removed' });
  for (const [table, fact] of facts) {
    if (fact.names.length === 0) continue;
    const rows = raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    if (rows !== fact.told) return verdict({ seq: previous.seq, table, why: 'inserted' });
  }
  return verdict(null);
}

/** Whoever an entry calls erased, whose tombstone is there and whose key is gone. */
function listErased(raw: Raw): Set<string> {
  if (!tablesIn(raw).has('erasure')) return new Set();
  const tombstones = new Set(raw.prepare('SELECT patient_hash FROM erasure').pluck().all() as string[]);
  const told = raw
    .prepare(
      `SELECT a.resource_id FROM audit_event a JOIN person_key k ON k.patient_id = a.resource_id
       WHERE a.action = 'erase' AND a.resource = 'patient' AND k.wrapped_key IS NULL`,
    )
    .pluck()
    .all() as string[];
  return new Set(told.filter((id) => tombstones.has(hashPatient(id))));
}

/** How a tombstone names a person: the id is random enough that nobody finds it by trying. */
export function hashPatient(patientId: string): string {
  return createHash('sha256').update(`medvault erased ${patientId}`).digest('hex');
}

/** Reads a fact's values in the order of their names, as its hash takes them. A file of an earlier version has no such table, and no line that tells of one. */
function readerOf(raw: Raw, table: string): { names: readonly string[]; read: (id: string) => readonly unknown[] | undefined } {
  const names = (raw.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name).sort();
  if (names.length === 0) return { names, read: () => undefined };
  const statement = raw.prepare(`SELECT ${names.map((name) => `"${name}"`).join(', ')} FROM ${table} WHERE id = ?`).raw();
  return { names, read: (id) => statement.get(id) as readonly unknown[] | undefined };
}

/** Hashes of append-only rows stand open in the line: they tell nothing of a person, and survive the person's key. */
function openBody(isSealed: 0 | 1, body: Buffer | null): string {
  return isSealed === 1 || body === null ? '{}' : body.toString('utf8');
}

/** As `columns` names them: a list costs half of what an object with names costs, a million times. */
type Line = [
  ...[seq: number, at: string, actorKind: string, actorId: string, seatId: string | null, action: string, resource: string],
  ...[resourceId: string, patientId: string | null, reason: string, isSealed: 0 | 1, body: Buffer | null, format: number, hash: Buffer],
];
const columns = 'seq, at, actor_kind, actor_id, seat_id, action, resource, resource_id, patient_id, reason, is_sealed, body, format, hash';
const stride = 1000;

function* eachLine(raw: Raw): Generator<Line> {
  const next = raw.prepare(`SELECT ${columns} FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ${stride}`).raw();
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const lines = next.all(after) as Line[];
    yield* lines;
    if (lines.length < stride) return;
    after = lines.at(-1)![0];
  }
}

function toTexts([seq, at, actorKind, actorId, seatId, action, resource, resourceId, patientId, reason, isSealed]: Line): (
  | string
  | null
)[] {
  return [String(seq), at, actorKind, actorId, seatId, action, resource, resourceId, patientId, reason, String(isSealed)];
}

export function toLine(row: StoredAuditLine): AuditLine {
  return {
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    seatId: row.seat_id,
    action: row.action,
    resource: row.resource,
    resourceId: row.resource_id,
    patientId: row.patient_id,
    reason: row.reason,
    isSealed: row.is_sealed,
    body: row.body,
  };
}
