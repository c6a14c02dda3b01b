import { createHash } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';
import { type AuditLine, emptyChain, hashLine, hashRow, signedBytes } from './audit.ts';
import { appendOnlyTables } from './tables.ts';

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
  const facts = new Map(
    appendOnlyTables.map((table) => [table as string, { statement: raw.prepare(`SELECT * FROM ${table} WHERE id = ?`), told: 0 }]),
  );
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

  for (const row of raw.prepare('SELECT * FROM audit_event ORDER BY seq').iterate() as IterableIterator<StoredAuditLine>) {
    if (row.seq !== previous.seq + 1) return verdict({ seq: previous.seq + 1, table: 'audit_event', why: 'removed' });
    if (!hashLine(previous.hash, row.seq, row.format, toLine(row)).equals(row.hash))
      return verdict({ seq: row.seq, table: 'audit_event', why: 'changed' });
    previous = { seq: row.seq, hash: row.hash };
    const head = heads.get(row.seq);
    if (head) {
      if (!head.hash.equals(row.hash) || !isSignedByUs(signedBytes(row.seq, row.hash), head.signature)) {
        return verdict({ seq: row.seq, table: 'audit_head', why: 'rewritten' });
      }
      signed = row.seq;
    }
    const fact = row.action === 'create' ? facts.get(row.resource) : undefined;
    if (fact) {
      const found = fact.statement.get(row.resource_id) as Record<string, unknown> | undefined;
      if (!found && row.patient_id !== null && erased.has(row.patient_id)) continue;
      fact.told++;
      if (!found) return verdict({ seq: row.seq, table: row.resource, why: 'removed' });
      const { sha256 } = JSON.parse(openBody(row)) as { sha256?: string };
      if (sha256 !== undefined && sha256 !== hashRow(found)) return verdict({ seq: row.seq, table: row.resource, why: 'changed' });
    }
  }
  const beyond = [...heads.keys()].find((seq) => seq > previous.seq);
  if (beyond !== undefined) return verdict({ seq: previous.seq + 1, table: 'audit_event', why: 'removed' });
  for (const [table, fact] of facts) {
    const rows = raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    if (rows !== fact.told) return verdict({ seq: previous.seq, table, why: 'inserted' });
  }
  return verdict(null);
}

/** Whoever an entry calls erased, whose tombstone is there and whose key is gone. */
function listErased(raw: Raw): Set<string> {
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

/** Hashes of append-only rows stand open in the line: they tell nothing of a person, and survive the person's key. */
function openBody(row: StoredAuditLine): string {
  return row.is_sealed === 1 || row.body === null ? '{}' : row.body.toString('utf8');
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
