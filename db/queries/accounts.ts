import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

export async function listAccounts(db: Kysely<Database>) {
  const rows = await db.selectFrom('user_account').select(['id', 'username', 'display_name', 'is_active']).orderBy('username').execute();
  const roles = await db.selectFrom('user_role').select(['user_id', 'role_code']).orderBy('role_code').execute();
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    isActive: row.is_active === 1,
    roles: roles.filter((role) => role.user_id === row.id).map((role) => role.role_code),
  }));
}

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
