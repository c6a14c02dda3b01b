import { findRow } from '../../db/queries/records.ts';
import type { NewRow, Row } from '../../db/schema/index.ts';
import { amend, audit, insert } from '../../db/write.ts';
import type { ConfigurationChange, ConfigurationSection } from '../../preload/contract/configuration.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { contract } from '../../preload/contract/index.ts';
import type { Permission } from '../../preload/contract/method.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { publishProfile } from '../network/publishProfile.ts';
import { removeDepartmentNow } from '../security/departments.ts';
import { assertFreshProof } from '../security/proof.ts';
import { removeRoleNow, writeRole } from '../security/rolesCompose.ts';
import { writeSignInRule } from '../security/signInRules.ts';
import { readConfigurationFile } from './file.ts';
import { planNow } from './preview.ts';

/** All of it or nothing, each change with its own line in the audit. @throws 'auth.proof_needed', 'version.conflict', and what reading the file refuses */
export const importConfiguration: HostHandler<'configuration.import'> = async (host, seat, { text, mode, seen, reason }) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  const file = readConfigurationFile(text);
  assertFreshProof(ctx);
  const done = await inTransaction(ctx, (inside) => {
    const plan = planNow(inside, file, mode);
    if (plan.seen !== seen) throw new AppError('version.conflict', { found: 0 });
    assertMayChange(inside, plan.changes);
    for (const change of plan.changes) apply(inside, change, reason);
    const count = (is: ConfigurationChange['is']) => plan.changes.filter((change) => change.is === is).length;
    const counts = { added: count('added'), changed: count('changed'), removed: count('removed') };
    audit(inside, {
      action: 'import',
      resource: 'configuration',
      resourceId: file.from.code,
      reason,
      body: { after: { sha256: file.sha256, mode, ...counts } },
    });
    return counts;
  });
  facility.self = facility.raw.prepare('SELECT * FROM facility').get() as Row<'facility'>;
  return done;
};

/** A file changes nothing that its bearer could not change by hand. */
const neededFor: Record<ConfigurationSection, Permission> = {
  facility: contract['facility.amend'].permission,
  roles: contract['accounts.amendRole'].permission,
  signIn: contract['session.amendSignInRule'].permission,
  departments: contract['departments.amend'].permission,
  access: contract['access.amendPolicy'].permission,
  retention: contract['people.setRetention'].permission,
  backups: contract['backups.setPlan'].permission,
  registration: contract['registration.amendFields'].permission,
  registers: contract['registers.setInterval'].permission,
};

function assertMayChange(ctx: Context, changes: readonly ConfigurationChange[]): void {
  const missing = changes.map(({ section }) => neededFor[section]).find((permission) => !ctx.can(permission));
  if (missing) throw new AppError('auth.forbidden', { permission: missing });
}

function apply(ctx: Context, change: ConfigurationChange, reason: string): void {
  const { section, name, is, after } = change;
  const value = after[0] ?? '';
  switch (section) {
    case 'facility':
      return applyToFacility(ctx, name, value, reason);
    case 'roles':
      return is === 'removed' ? removeRoleNow(ctx, name, reason) : writeRole(ctx, name, after, reason);
    case 'signIn':
      return writeSignInRule(ctx, { role: name, idleLockMinutes: Number(value), requiresTotp: after[1] === 'totp' }, reason);
    case 'departments':
      return is === 'removed' ? removeDepartmentNow(ctx, name, reason) : insert(ctx, 'department', { id: ctx.newId(), name });
    case 'access':
      return void amend(ctx, 'access_policy', 'policy', { break_glass_minutes: Number(value) }, { reason });
    case 'retention':
      return void amend(ctx, 'retention_policy', name, { years: Number(value) }, { reason });
    case 'backups':
      return void amend(ctx, 'backup_plan', 'plan', { keep: Number(value) }, { reason });
    case 'registration': {
      const [label = '', asked, required] = after;
      const field = { label, is_asked: asked === 'asked' ? 1 : 0, is_required: required === 'required' ? 1 : 0 };
      return setRow(ctx, 'registration_field', name, field, reason);
    }
    case 'registers':
      return setRow(ctx, 'register_setting', name, { interval_days: Number(value) }, reason);
  }
}

/** Amends the row, or writes it where the facility had not decided about it before. */
function setRow<T extends 'registration_field' | 'register_setting'>(
  ctx: Context,
  table: T,
  id: string,
  values: Omit<NewRow<T>, 'id' | 'version'>,
  reason: string,
): void {
  if (findRow(ctx.raw, table, id)) amend(ctx, table, id, values as Partial<NewRow<T>>, { reason });
  else insert(ctx, table, { id, ...values } as unknown as NewRow<T> & { id: string });
}

function applyToFacility(ctx: Context, name: string, value: string, reason: string): void {
  const columns = { type: 'type', timeZone: 'time_zone', locale: 'locale' } as const;
  const column = columns[name as keyof typeof columns];
  amend(ctx, 'facility', ctx.facility.self.id, { [column]: value }, { reason });
  publishProfile(ctx, ctx.raw.prepare('SELECT * FROM facility').get() as Row<'facility'>);
}
