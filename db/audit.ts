import { createHash } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';
import { prepared } from './statements.ts';

export const auditFormat = 1;
export type ActorKind = 'user' | 'job' | 'command' | 'peer';

/** `body` is stored as given: sealed under the person's key when isSealed. */
export type AuditLine = {
  at: string;
  actorKind: ActorKind;
  actorId: string;
  seatId: string | null;
  action: string;
  resource: string;
  resourceId: string;
  patientId: string | null;
  reason: string;
  isSealed: 0 | 1;
  body: Uint8Array | null;
};

export type AuditHead = { seq: number; hash: Buffer };
export const emptyChain: AuditHead = { seq: 0, hash: Buffer.alloc(32) };

/** SHA-256(previous hash, format byte, each stored value with its length before it). Null has the length 2^32-1. */
export function hashLine(previous: Uint8Array, seq: number, format: number, line: AuditLine): Buffer {
  const hash = createHash('sha256').update(previous).update(Uint8Array.of(format));
  const values = [String(seq), line.at, line.actorKind, line.actorId, line.seatId, line.action, line.resource, line.resourceId];
  for (const value of [...values, line.patientId, line.reason, String(line.isSealed)]) addText(value);
  add(line.body);
  return hash.digest();

  function addText(value: string | null): void {
    add(value === null ? null : Buffer.from(value, 'utf8'));
  }
  function add(bytes: Uint8Array | null): void {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes === null ? 0xffff_ffff : bytes.length);
    hash.update(length);
    if (bytes) hash.update(bytes);
  }
}

export function readHead(raw: Raw): AuditHead {
  const row = prepared(raw, 'SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1').get() as AuditHead | undefined;
  return row ?? emptyChain;
}

/** Adds a line to the chain. Inside the transaction of the change it tells of, so that neither exists alone. */
export function appendAudit(raw: Raw, line: AuditLine): void {
  if (!raw.inTransaction) throw new Error('an audit line is written inside a transaction');
  const head = readHead(raw);
  const seq = head.seq + 1;
  const hash = hashLine(head.hash, seq, auditFormat, line);
  prepared(
    raw,
    `INSERT INTO audit_event (seq, at, actor_kind, actor_id, seat_id, action, resource, resource_id, patient_id, reason, is_sealed, body, format, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    seq,
    line.at,
    line.actorKind,
    line.actorId,
    line.seatId,
    line.action,
    line.resource,
    line.resourceId,
    line.patientId,
    line.reason,
    line.isSealed,
    line.body,
    auditFormat,
    hash,
  );
}

/** A row as bytes for its hash: keys in order, so that the order of columns does not matter. */
export function hashRow(row: Readonly<Record<string, unknown>>): string {
  const ordered = Object.keys(row)
    .sort()
    .map((name) => [name, row[name] ?? null]);
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex');
}

export type AuditSigner = { keyId: string; sign: (bytes: Uint8Array) => Buffer };

/** Signs the newest line, unless it is signed already. Answers whether it wrote. */
export function signHead(raw: Raw, signer: AuditSigner, now: string): boolean {
  const head = readHead(raw);
  const signed = prepared(raw, 'SELECT max(seq) FROM audit_head').pluck().get() as number | null;
  if (head.seq === 0 || head.seq === signed) return false;
  prepared(raw, 'INSERT INTO audit_head (seq, at, hash, key_id, signature) VALUES (?, ?, ?, ?, ?)').run(
    head.seq,
    now,
    head.hash,
    signer.keyId,
    signer.sign(signedBytes(head.seq, head.hash)),
  );
  return true;
}

export function signedBytes(seq: number, hash: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`medvault audit head ${seq} `), hash]);
}

export function unsignedLines(raw: Raw): number {
  return prepared(raw, 'SELECT (SELECT coalesce(max(seq), 0) FROM audit_event) - (SELECT coalesce(max(seq), 0) FROM audit_head)')
    .pluck()
    .get() as number;
}
