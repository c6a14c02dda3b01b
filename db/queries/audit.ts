import type { Database as Raw } from 'better-sqlite3';
import { type ActorKind, auditFormats } from '../audit.ts';
import { prepared } from '../statements.ts';

/** `from` and `before` are instants, `from` included; `patientIds` are one person's linked records. */
export type AuditSelection = {
  actorId?: string | undefined;
  action?: string | undefined;
  resource?: string | undefined;
  resourceId?: string | undefined;
  /** only changes of settings */
  isSetting?: true | undefined;
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
  /** '' where it is sealed */
  reason: string;
  /** the line's body where the reason stands in it, sealed under the person's key */
  sealedReason: Uint8Array | null;
};

const columns = `a.seq, a.at, a.actor_kind AS actorKind, coalesce(u.display_name, a.actor_id) AS actorName, a.action, a.resource,
  a.resource_id AS resourceId, a.patient_id AS patientId, a.reason, CASE WHEN a.format = ${auditFormats.withReason} THEN a.body END AS sealedReason`;

/** Newest first, below number `before`. With `text` also every line whose reason is sealed: the caller opens it and looks. */
export function listAuditRows(raw: Raw, selection: AuditSelection, page: { before?: number | undefined; limit: number }): AuditLineRow[] {
  const { sql, values } = toWhere(raw, selection, page.before);
  return raw
    .prepare(`SELECT ${columns} FROM audit_event a LEFT JOIN user_account u ON u.id = a.actor_id WHERE ${sql} ORDER BY a.seq DESC LIMIT ?`)
    .all(...values, page.limit) as AuditLineRow[];
}

/** What of the audit is about settings. */
export const settingsResources = [
  'facility',
  'role',
  'user_role',
  'user_account',
  'role_sign_in',
  'department',
  'user_department',
  'access_policy',
  'retention_policy',
  'backup_plan',
  'seat_sharing',
  'registration_field',
  'register_setting',
  'replenishment_setting',
  'immunization_schedule_dose',
  'lab_range',
  'knowledge_pack',
  'lab_panel',
  'hub_link',
  'link_setting',
  'recovery_key',
  'configuration',
] as const;
const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

/** Lines with what each of them says, newest first. */
export function listAuditBodies(raw: Raw, selection: AuditSelection, page: { before?: number | undefined; limit: number }): StoredEntry[] {
  const { sql, values } = toWhere(raw, selection, page.before);
  return raw
    .prepare(
      `SELECT ${columns}, NULL AS seatName, NULL AS patientNumber, a.is_sealed AS isSealed, a.body
       FROM audit_event a LEFT JOIN user_account u ON u.id = a.actor_id
       WHERE ${sql} ORDER BY a.seq DESC LIMIT ?`,
    )
    .all(...values, page.limit) as StoredEntry[];
}

/** As it leads by its index, where it has one, and as it only sifts. */
type Condition = readonly [sql: string | null, sifting: string, values: readonly unknown[]];

/** Most lines are these; the others have an index each, so that writing the common ones costs nothing there. Frozen in step 150. */
const often = {
  action: ['amend', 'create', 'read', 'search'],
  resource: [
    'appointment',
    'demand_event',
    'encounter',
    'medication_dispense',
    'medication_request',
    'observation',
    'patient',
    'stock_movement',
  ],
} as const;

/** The condition of the column's index, word by word: by it SQLite knows the index. */
const isRare = (column: keyof typeof often): string => often[column].map((value) => `a.${column} <> '${value}'`).join(' AND ');

function pick(column: keyof typeof often, value: string): Condition {
  const common: readonly string[] = often[column];
  return [common.includes(value) ? null : `${isRare(column)} AND a.${column} = ?`, `+a.${column} = ?`, [value]];
}

const settingsActions = ['create', 'amend', 'remove', 'enrol', 'renew', 'import', 'export'];
const isOfSettings = `a.resource IN (${quoted(settingsResources)})`;
const isSettingsAction = `+a.action IN (${quoted(settingsActions)})`;
const ofSettings: Condition = [
  `${isRare('resource')} AND ${isOfSettings} AND ${isSettingsAction}`,
  `+${isOfSettings} AND ${isSettingsAction}`,
  [],
];

/** Goes by the index of the first given of patient, text, settings, rare resource and rare action; the others only sift. Without any, from the newest down. */
export function toWhere(raw: Raw, selection: AuditSelection, before: number | undefined): { sql: string; values: unknown[] } {
  const parts: Condition[] = [];
  const { patientIds, actorId, text, resource, resourceId, action, isSetting, from, until } = selection;
  if (patientIds) {
    const marks = patientIds.map(() => '?').join(', ');
    parts.push([`a.patient_id IN (${marks})`, `+a.patient_id IN (${marks})`, patientIds]);
  }
  if (text) {
    const sealed = `a.format = ${auditFormats.withReason}`;
    const found = `(+${sealed} OR +a.reason LIKE ? ESCAPE '\\')`;
    parts.push([`(a.reason <> '' OR ${sealed}) AND ${found}`, found, [`%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`]]);
  }
  if (isSetting) parts.push(ofSettings);
  if (resource !== undefined) parts.push(pick('resource', resource));
  if (resourceId !== undefined) parts.push([null, '+a.resource_id = ?', [resourceId]]);
  if (action !== undefined) parts.push(pick('action', action));
  if (actorId !== undefined) parts.push([null, '+a.actor_id = ?', [actorId]]);
  const leading = parts.find(([indexed]) => indexed !== null);
  const where = parts.map((part) => (part === leading ? part[0] : null) ?? part[1]);
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

export function listAuditChoices(raw: Raw): { actors: { id: string; name: string }[]; actions: string[]; resources: string[] } {
  const people = prepared(raw, 'SELECT id, display_name AS name FROM user_account').all() as { id: string; name: string }[];
  const names = new Map(people.map((person) => [person.id, person.name]));
  const found = prepared(raw, 'SELECT DISTINCT actor_id AS actorId, action, resource FROM audit_event INDEXED BY audit_event_by_at').all();
  const kinds = found as { actorId: string; action: string; resource: string }[];
  const each = (of: 'actorId' | 'action' | 'resource') => [...new Set(kinds.map((kind) => kind[of]))].toSorted();
  return { actors: each('actorId').map((id) => ({ id, name: names.get(id) ?? id })), actions: each('action'), resources: each('resource') };
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
  const { sql, values } = toWhere(raw, { action: 'verify' }, undefined);
  const row = prepared(raw, `SELECT a.at, a.body FROM audit_event a WHERE ${sql} ORDER BY a.seq DESC LIMIT 1`).get(...values) as
    | { at: string; body: Uint8Array }
    | undefined;
  if (!row) return null;
  const { ok, rows } = JSON.parse(Buffer.from(row.body).toString('utf8')) as { ok: boolean; rows: number };
  return { at: row.at, ok, rows };
}
