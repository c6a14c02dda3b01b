import type { Database as Raw } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';
import { prepared } from '../statements.ts';
import type { WriteScope } from '../write.ts';

export function listBookable(db: Kysely<Database>) {
  return db
    .selectFrom('practitioner as p')
    .innerJoin('user_account as u', 'u.id', 'p.user_id')
    .where('p.is_bookable', '=', 1)
    .where('u.is_active', '=', 1)
    .orderBy('p.display_name')
    .select(['p.id as practitionerId', 'p.display_name as name'])
    .execute();
}

/** Accounts as the administrator sees them, active ones first. */
export async function listAccountCards(db: Kysely<Database>) {
  const rows = await db
    .selectFrom('user_account as u')
    .innerJoin('practitioner as p', 'p.user_id', 'u.id')
    .leftJoin('session as s', 's.user_id', 'u.id')
    .groupBy('u.id')
    .orderBy('u.is_active', 'desc')
    .orderBy('u.display_name')
    .select((eb) => [
      'u.id',
      'u.username',
      'u.display_name',
      'u.is_active',
      'u.version',
      'u.locked_until',
      'p.id as practitioner_id',
      'p.is_bookable',
      eb.fn.max('s.started_at').as('last_sign_in'),
    ])
    .execute();
  const roles = await db.selectFrom('user_role').select(['user_id', 'role_code']).orderBy('role_code').execute();
  return rows.map((row) => ({ ...row, roles: roles.filter((role) => role.user_id === row.id).map((role) => role.role_code) }));
}

export function findAccount(raw: Raw, userId: string): { displayName: string; practitionerId: string; isActive: number } | undefined {
  return prepared(
    raw,
    `SELECT u.display_name AS displayName, u.is_active AS isActive, p.id AS practitionerId
     FROM user_account u JOIN practitioner p ON p.user_id = u.id WHERE u.id = ?`,
  ).get(userId) as ReturnType<typeof findAccount>;
}

export function isUsernameTaken(raw: Raw, username: string): boolean {
  return prepared(raw, 'SELECT 1 FROM user_account WHERE username = ?').get(username) !== undefined;
}

/** Permissions of an active user; null for one who has no account any more. */
export function findRights(raw: Raw, userId: string): string[] | null {
  const rows = prepared(
    raw,
    `SELECT DISTINCT rp.permission FROM user_account u
     LEFT JOIN user_role ur ON ur.user_id = u.id LEFT JOIN role_permission rp ON rp.role_code = ur.role_code
     WHERE u.id = ? AND u.is_active = 1 ORDER BY rp.permission`,
  ).all(userId) as { permission: string | null }[];
  return rows.length === 0 ? null : rows.flatMap((row) => row.permission ?? []);
}

export function listRolesOf(raw: Raw, userId: string): string[] {
  const rows = prepared(raw, 'SELECT role_code FROM user_role WHERE user_id = ? ORDER BY role_code').all(userId);
  return (rows as { role_code: string }[]).map((row) => row.role_code);
}

/** Takes and gives roles so that the user has exactly these. Its audit line is written by the caller, as one change. */
export function replaceRolesOf(w: WriteScope & { newId: () => string }, userId: string, roles: readonly string[]): void {
  const before = listRolesOf(w.raw, userId);
  for (const role of before.filter((one) => !roles.includes(one))) {
    prepared(w.raw, 'DELETE FROM user_role WHERE user_id = ? AND role_code = ?').run(userId, role);
  }
  for (const role of roles.filter((one) => !before.includes(one))) {
    prepared(w.raw, 'INSERT INTO user_role (id, user_id, role_code) VALUES (?, ?, ?)').run(w.newId(), userId, role);
  }
  w.touched.add('user_role');
}

/** Every role with its permissions in order. */
export function listRolePermissions(raw: Raw): Map<string, string[]> {
  const rows = prepared(
    raw,
    'SELECT r.code, rp.permission FROM role r LEFT JOIN role_permission rp ON rp.role_code = r.code ORDER BY r.code, rp.permission',
  ).all() as { code: string; permission: string | null }[];
  const roles = new Map<string, string[]>();
  for (const { code, permission } of rows) {
    const permissions = roles.get(code) ?? [];
    if (permission !== null) permissions.push(permission);
    roles.set(code, permissions);
  }
  return roles;
}

/** Makes the role when it is new. Its audit line is written by the caller. */
export function replaceRolePermissions(w: WriteScope, role: string, permissions: readonly string[]): void {
  prepared(w.raw, 'INSERT OR IGNORE INTO role (code) VALUES (?)').run(role);
  prepared(w.raw, 'DELETE FROM role_permission WHERE role_code = ?').run(role);
  for (const permission of permissions) {
    prepared(w.raw, 'INSERT INTO role_permission (role_code, permission) VALUES (?, ?)').run(role, permission);
  }
  w.touched.add('role').add('role_permission');
}

export function removeRoleRows(w: WriteScope, role: string): void {
  for (const table of ['role_permission', 'role_sign_in']) prepared(w.raw, `DELETE FROM ${table} WHERE role_code = ?`).run(role);
  prepared(w.raw, 'DELETE FROM role WHERE code = ?').run(role);
  w.touched.add('role').add('role_permission');
}

/** Active people by role. */
export function listHolders(raw: Raw): Map<string, string[]> {
  const rows = prepared(
    raw,
    `SELECT ur.role_code AS role, u.display_name AS name FROM user_role ur JOIN user_account u ON u.id = ur.user_id
     WHERE u.is_active = 1 ORDER BY u.display_name`,
  ).all() as { role: string; name: string }[];
  return new Map([...Map.groupBy(rows, (row) => row.role)].map(([role, all]) => [role, all.map((row) => row.name)]));
}

/** Roles that somebody has; deactivated people count too. */
export function listHeldRoles(raw: Raw): string[] {
  return prepared(raw, 'SELECT DISTINCT role_code FROM user_role').pluck().all() as string[];
}

/** Deactivated people count too: whoever comes back finds the role that was left. */
export function countHolders(raw: Raw, role: string): number {
  return (prepared(raw, 'SELECT count(*) AS n FROM user_role WHERE role_code = ?').get(role) as { n: number }).n;
}

export function endSessionsOf(w: WriteScope, userId: string): void {
  prepared(w.raw, 'UPDATE session SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL').run(w.now(), userId);
  w.touched.add('session');
}

/** The next sign-in asks for a password that nobody else knows. */
export function requireNewPassword(w: WriteScope, userId: string): void {
  prepared(
    w.raw,
    `INSERT INTO credential (user_id, password_set_at, must_change_password) VALUES (?, ?, 1)
     ON CONFLICT (user_id) DO UPDATE SET must_change_password = 1`,
  ).run(userId, w.now());
  w.touched.add('credential');
}
