import { hash } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';
import { prepared } from './statements.ts';

/** As the first byte of what is hashed says. `withReason`: the reason was typed about a person, and stands in the sealed body. */
export const auditFormats = { plain: 1, withReason: 2 } as const;
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

/** Where a line is laid out before it is hashed: one call for the whole line, nothing allocated for each. */
let scratch = Buffer.allocUnsafe(4096);

/** SHA-256(previous hash, format byte, each stored value with its length before it). Null has the length 2^32-1. */
export function hashLine(previous: Uint8Array, seq: number, format: number, line: AuditLine): Buffer {
  const { at: when, actorKind, actorId, seatId, action, resource, resourceId, patientId, reason, isSealed, body } = line;
  const texts = [String(seq), when, actorKind, actorId, seatId, action, resource, resourceId, patientId, reason, String(isSealed)];
  return hashValues(previous, format, texts, body);
}

/** The same of the values in their order: number, at, actor's kind and id, seat, action, resource, its id, patient, reason, is sealed. */
export function hashValues(previous: Uint8Array, format: number, texts: readonly (string | null)[], body: Uint8Array | null): Buffer {
  let most = previous.length + 1 + 4 * (texts.length + 1) + (body?.length ?? 0);
  for (const text of texts) most += 3 * (text?.length ?? 0); // UTF-8 takes at most three bytes for each
  if (most > scratch.length) scratch = Buffer.allocUnsafe(2 * most);
  scratch.set(previous, 0);
  let end = scratch.writeUInt8(format, previous.length);
  for (const text of texts) {
    const length = text === null ? 0 : scratch.write(text, end + 4, 'utf8');
    end = scratch.writeUInt32BE(text === null ? nullLength : length, end) + length;
  }
  end = scratch.writeUInt32BE(body === null ? nullLength : body.length, end);
  if (body) {
    scratch.set(body, end);
    end += body.length;
  }
  return hash('sha256', scratch.subarray(0, end), 'buffer');
}

const nullLength = 0xffff_ffff;

export function readHead(raw: Raw): AuditHead {
  const row = prepared(raw, 'SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1').get() as AuditHead | undefined;
  return row ?? emptyChain;
}

/** Adds a line to the chain. Inside the transaction of the change it tells of, so that neither exists alone. */
export function appendAudit(raw: Raw, line: AuditLine, format: number = auditFormats.plain): void {
  if (!raw.inTransaction) throw new Error('an audit line is written inside a transaction');
  const head = readHead(raw);
  const seq = head.seq + 1;
  const hash = hashLine(head.hash, seq, format, line);
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
    format,
    hash,
  );
}

/** A row as bytes for its hash: keys in order, so that the order of columns does not matter; what is null is left out, so that a later step may add a column. */
export function hashRow(row: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(row).sort();
  return hashOrdered(
    names,
    names.map((name) => row[name]),
  );
}

/** The same of names that are in order already, and the value of each. */
export function hashOrdered(names: readonly string[], values: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(names.map((name, at) => [name, values[at] ?? null]).filter(([, value]) => value !== null)));
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
