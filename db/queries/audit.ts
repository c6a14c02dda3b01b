import type { Database as Raw } from 'better-sqlite3';
import type { ActorKind } from '../audit.ts';
import { prepared } from '../statements.ts';

/** `from` and `before` are instants, `from` included; `patientIds` are one person's linked records. */
export type AuditSelection = {
  actorId?: string | undefined;
  action?: string | undefined;
  resource?: string | undefined;
  patientIds?: readonly string[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
  text?: string | undefined;
};

export type AuditLineRow = {
  seq: number;
  at: string;
  actorKind: ActorKind;
  actorName: string;
  action: string;
  resource: string;
  resourceId: string;
  patientId: string | null;
  reason: string;
};

const columns = `a.seq, a.at, a.actor_kind AS actorKind, coalesce(u.display_name, a.actor_id) AS actorName, a.action, a.resource,
  a.resource_id AS resourceId, a.patient_id AS patientId, a.reason`;

/** Newest first, below number `before`. Goes by the index of the first given of patient, actor, text, resource and action; the others only sift. */
export function listAuditRows(raw: Raw, selection: AuditSelection, page: { before?: number | undefined; limit: number }): AuditLineRow[] {
  const { sql, values } = toWhere(raw, selection, page.before);
  return raw
    .prepare(`SELECT ${columns} FROM audit_event a LEFT JOIN user_account u ON u.id = a.actor_id WHERE ${sql} ORDER BY a.seq DESC LIMIT ?`)
    .all(...values, page.limit) as AuditLineRow[];
}

export function toWhere(raw: Raw, selection: AuditSelection, before: number | undefined): { sql: string; values: unknown[] } {
  const parts: [sql: string, sifting: string, values: readonly unknown[]][] = [];
  const { patientIds, actorId, text, resource, action, from, until } = selection;
  if (patientIds) {
    const marks = patientIds.map(() => '?').join(', ');
    parts.push([`a.patient_id IN (${marks})`, `+a.patient_id IN (${marks})`, patientIds]);
  }
  if (actorId !== undefined) parts.push(['a.actor_id = ?', '+a.actor_id = ?', [actorId]]);
  if (text) {
    const like = `a.reason LIKE ? ESCAPE '\\'`;
    parts.push([`a.reason <> '' AND ${like}`, `+${like}`, [`%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`]]);
  }
  if (resource !== undefined) parts.push(['a.resource = ?', '+a.resource = ?', [resource]]);
  if (action !== undefined) parts.push(['a.action = ?', '+a.action = ?', [action]]);
  const where = parts.map(([sql, sifting], index) => (index === 0 ? sql : sifting));
  const values = parts.flatMap(([, , given]) => given);
  if (from !== undefined || until !== undefined) {
    // times rise with the numbers but for a clock that was set back: the range by number is exact for the rows it must hold
    const span = [from ?? '', until ?? '9999'] as const;
    const range = prepared(raw, 'SELECT min(seq) AS low, max(seq) AS high FROM audit_event WHERE at >= ? AND at < ?').get(...span) as {
      low: number | null;
      high: number | null;
    };
    where.push('a.seq >= ? AND a.seq <= ? AND +a.at >= ? AND +a.at < ?');
    values.push(range.low ?? 0, range.high ?? -1, ...span);
  }
  if (before !== undefined) {
    where.push('a.seq < ?');
    values.push(before);
  }
  return { sql: where.length === 0 ? 'true' : where.join(' AND '), values };
}

/** Each value once, from its index: as many steps as there are values, not rows. */
function distinct(raw: Raw, column: 'actor_id' | 'action' | 'resource'): string[] {
  return (
    prepared(
      raw,
      `WITH RECURSIVE found (value) AS (
         SELECT min(${column}) FROM audit_event
         UNION ALL SELECT (SELECT min(${column}) FROM audit_event WHERE ${column} > value) FROM found WHERE value IS NOT NULL
       ) SELECT value FROM found WHERE value IS NOT NULL`,
    ).all() as { value: string }[]
  ).map((row) => row.value);
}

export function listAuditChoices(raw: Raw): { actors: { id: string; name: string }[]; actions: string[]; resources: string[] } {
  const people = prepared(raw, 'SELECT id, display_name AS name FROM user_account').all() as { id: string; name: string }[];
  const names = new Map(people.map((person) => [person.id, person.name]));
  return {
    actors: distinct(raw, 'actor_id').map((id) => ({ id, name: names.get(id) ?? id })),
    actions: distinct(raw, 'action'),
    resources: distinct(raw, 'resource'),
  };
}

export type StoredEntry = AuditLineRow & {
  seatName: string | null;
  patientNumber: string | null;
  isSealed: 0 | 1;
  body: Uint8Array | null;
};

export function findAuditEntry(raw: Raw, seq: number): StoredEntry | undefined {
  return prepared(
    raw,
    `SELECT ${columns}, s.name AS seatName, p.number AS patientNumber, a.is_sealed AS isSealed, a.body
     FROM audit_event a LEFT JOIN user_account u ON u.id = a.actor_id LEFT JOIN seat s ON s.id = a.seat_id
     LEFT JOIN patient p ON p.id = a.patient_id WHERE a.seq = ?`,
  ).get(seq) as StoredEntry | undefined;
}

/** The changes of one patient's own row, newest first. */
export function listPatientChanges(raw: Raw, patientId: string, limit: number): StoredEntry[] {
  return prepared(
    raw,
    `SELECT ${columns}, NULL AS seatName, NULL AS patientNumber, a.is_sealed AS isSealed, a.body
     FROM audit_event a LEFT JOIN user_account u ON u.id = a.actor_id
     WHERE a.patient_id = ? AND +a.resource = 'patient' AND +a.action IN ('create', 'amend') ORDER BY a.seq DESC LIMIT ?`,
  ).all(patientId, limit) as StoredEntry[];
}

const looking = ['read', 'print', 'export', 'break-glass'] as const;

/** One line a reader of these records, the latest first. */
export function listLooks(raw: Raw, patientIds: readonly string[]) {
  const rows = raw
    .prepare(
      `SELECT coalesce(u.display_name, a.actor_id) AS actorName, group_concat(DISTINCT a.action) AS actions, count(*) AS times,
         min(a.at) AS firstAt, max(a.at) AS lastAt
       FROM audit_event a LEFT JOIN user_account u ON u.id = a.actor_id
       WHERE a.patient_id IN (${patientIds.map(() => '?').join(', ')}) AND +a.action IN (${looking.map((one) => `'${one}'`).join(', ')})
       GROUP BY a.actor_id ORDER BY lastAt DESC LIMIT 200`,
    )
    .all(...patientIds) as { actorName: string; actions: string; times: number; firstAt: string; lastAt: string }[];
  return rows.map((row) => ({ ...row, actions: row.actions.split(',') }));
}

export function findPatientIdByNumber(raw: Raw, idOrNumber: string): string | undefined {
  const row = prepared(raw, 'SELECT id FROM patient WHERE id = ? OR number = ? COLLATE NOCASE LIMIT 1').get(idOrNumber, idOrNumber);
  return (row as { id: string } | undefined)?.id;
}

/** When the chain was last walked, and what was found. */
export function findLastVerification(raw: Raw): { at: string; ok: boolean; rows: number } | null {
  const row = prepared(raw, `SELECT at, body FROM audit_event WHERE action = 'verify' ORDER BY seq DESC LIMIT 1`).get() as
    | { at: string; body: Uint8Array }
    | undefined;
  if (!row) return null;
  const { ok, rows } = JSON.parse(Buffer.from(row.body).toString('utf8')) as { ok: boolean; rows: number };
  return { at: row.at, ok, rows };
}
