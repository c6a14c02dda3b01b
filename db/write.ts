import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { AppError } from '../preload/contract/errors.ts';
import { type ActorKind, type AuditLine, appendAudit, auditFormats, hashRow } from './audit.ts';
import { type PersonKeys, seal } from './personKeys.ts';
import type { Database, NewRow, TableName } from './schema/index.ts';
import { isState, type Kind, toPayload } from '../sync/protocol/kinds.ts';
import { prepared } from './statements.ts';
import { personOf, tables, withoutSecrets } from './tables.ts';

export type Actor = { kind: ActorKind; id: string };

/** What a write needs: who, where, when, and the transaction. A use case's Context is one. */
export type WriteScope = {
  db: Kysely<Database>;
  raw: Raw;
  keys: PersonKeys;
  actor: Actor;
  seatId: string | null;
  now: () => string;
  /** tables written since the last announcement */
  touched: Set<string>;
};

/** A row cannot be written without its audit line. */
export function insert<T extends TableName>(w: WriteScope, table: T, row: NewRow<T> & { id: string }): void {
  inTransaction(w);
  const columns = Object.keys(row);
  prepared(w.raw, `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...Object.values(row));
  w.touched.add(table);
  const isFact = 'isAppendOnly' in tables[table];
  const body = isFact ? { sha256: hashRow(readRow(w.raw, table, row.id)) } : { after: withoutSecrets(table, row) };
  audit(w, { action: 'create', resource: table, resourceId: row.id, patientId: personOf(table, row), body, isOpen: isFact });
}

/**
 * Changes named columns of one row; its past stays in the audit. With `version` the change is refused when somebody was faster.
 * @throws 'not_found', 'version.conflict' { found }
 */
export function amend<T extends TableName>(
  w: WriteScope,
  table: T,
  id: string,
  changes: Partial<NewRow<T>>,
  options: { version?: number; reason?: string } = {},
): number {
  inTransaction(w);
  if ('isAppendOnly' in tables[table]) throw new Error(`${table} is append-only`);
  const before = readRow(w.raw, table, id, false);
  if (!before) throw new AppError('not_found', { resource: table });
  const version = typeof before['version'] === 'number' ? before['version'] : 0;
  if (options.version !== undefined && options.version !== version) throw new AppError('version.conflict', { found: version });
  const next = { ...changes, ...(version > 0 ? { version: version + 1 } : {}) };
  const columns = Object.keys(next);
  prepared(w.raw, `UPDATE ${table} SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...Object.values(next), id);
  w.touched.add(table);
  const changed = columns.filter((name) => name !== 'version' && before[name] !== (next as Record<string, unknown>)[name]);
  const pick = (row: Readonly<Record<string, unknown>>) =>
    withoutSecrets(table, Object.fromEntries(changed.map((name) => [name, row[name] ?? null])));
  const body = { before: pick(before), after: pick(next as Record<string, unknown>) };
  audit(w, { action: 'amend', resource: table, resourceId: id, patientId: personOf(table, before), reason: options.reason ?? '', body });
  return version + 1;
}

export type AuditNote = {
  action: string;
  resource: string;
  resourceId: string;
  patientId?: string | null;
  /** as typed; sealed with the body where the line is about a person */
  reason?: string;
  body?: unknown;
  /** not sealed although it is about a person: the body holds nothing but a hash */
  isOpen?: boolean;
};

/** What is sealed in a line of the format `withReason`. */
export type ToldWithReason = { reason: string; told?: unknown };

/** Tells of something that is not a row's change: a chart opened, a print, a refusal, a sign-in. */
export function audit(w: WriteScope, note: AuditNote): void {
  const at = w.now();
  const patientId = note.patientId ?? null;
  const reason = note.reason ?? '';
  const isSealed = patientId !== null && !note.isOpen && (note.body !== undefined || reason !== '');
  const format = isSealed && reason !== '' ? auditFormats.withReason : auditFormats.plain;
  const told = format === auditFormats.withReason ? ({ reason, told: note.body } satisfies ToldWithReason) : note.body;
  const plain = told === undefined ? null : Buffer.from(JSON.stringify(told));
  const line: AuditLine = {
    at,
    actorKind: w.actor.kind,
    actorId: w.actor.id,
    seatId: w.seatId,
    action: note.action,
    resource: note.resource,
    resourceId: note.resourceId,
    patientId,
    reason: isSealed ? '' : reason,
    isSealed: isSealed ? 1 : 0,
    body: isSealed && plain ? seal(w.keys.forWriting(w.raw, patientId, at), plain) : plain,
  };
  appendAudit(w.raw, line, format);
  w.touched.add('audit_event');
}

/**
 * What others may see goes out through here, in the transaction of the change: the kind's own fields and nothing else, never a person.
 * A state kind keeps only its newest unsent row, so weeks offline stay small; each event is kept.
 */
export function publish<K extends Kind>(w: WriteScope, kind: K, key: string, value: Parameters<typeof toPayload<K>>[1]): void {
  inTransaction(w);
  prepared(
    w.raw,
    `INSERT INTO outbox (kind, key, is_state, payload, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (kind, key) WHERE number IS NULL AND is_state = 1 DO UPDATE SET payload = excluded.payload, created_at = excluded.created_at`,
  ).run(kind, key, isState(kind) ? 1 : 0, toPayload(kind, value), w.now());
  w.touched.add('outbox');
}

function inTransaction(w: WriteScope): void {
  if (!w.raw.inTransaction) throw new Error('rows are written inside a transaction, with their audit line');
}

/** The row as stored, defaults included. */
function readRow(raw: Raw, table: TableName, id: string): Record<string, unknown>;
function readRow(raw: Raw, table: TableName, id: string, mustExist: false): Record<string, unknown> | undefined;
function readRow(raw: Raw, table: TableName, id: string, mustExist = true): Record<string, unknown> | undefined {
  const row = prepared(raw, `SELECT * FROM ${table} WHERE id = ?`).get(id) as Record<string, unknown> | undefined;
  if (mustExist && !row) throw new Error(`${table} row vanished inside its transaction`);
  return row;
}
