import { listRolePermissions } from '../../db/queries/accounts.ts';
import type { Row } from '../../db/schema/index.ts';
import type { Context } from '../facility/context.ts';
import { isBuiltIn } from '../security/builtInRoles.ts';
import { readAccessPolicy } from '../security/accessPolicy.ts';
import { listSignInRules } from '../security/signInRules.ts';
import { readPlan } from '../backup/desk.ts';
import type { ConfigurationContent } from './file.ts';

type Present = Required<ConfigurationContent>;
type StoredField = { field: string; label: string; is_asked: number; is_required: number };

/** The facility's configuration as it stands: what an export holds, and what an import is compared with. */
export function presentConfiguration(ctx: Pick<Context, 'raw' | 'facility'>): Present {
  const { raw } = ctx;
  const self = raw.prepare('SELECT * FROM facility').get() as Row<'facility'>;
  const policies = raw.prepare('SELECT id, years FROM retention_policy').all() as {
    id: 'care' | 'medication' | 'document';
    years: number;
  }[];
  const composed = [...listRolePermissions(raw)].filter(([code]) => !isBuiltIn(code));
  return {
    facility: {
      type: self.type as NonNullable<Present['facility']>['type'],
      timeZone: self.time_zone,
      locale: self.locale === 'fr' ? 'fr' : 'en',
      currency: self.currency,
    },
    roles: composed.map(([name, permissions]) => ({ name, permissions })),
    signIn: listSignInRules(raw),
    departments: raw.prepare('SELECT name FROM department ORDER BY name').pluck().all() as string[],
    access: { breakGlassMinutes: readAccessPolicy(raw).breakGlassMinutes },
    retention: Object.fromEntries(policies.map(({ id, years }) => [id, years])),
    backups: { keep: readPlan(ctx.facility).keep },
    registration: (
      raw.prepare('SELECT id AS field, label, is_asked, is_required FROM registration_field ORDER BY id').all() as StoredField[]
    ).map(({ is_asked, is_required, ...field }) => ({ ...field, isAsked: is_asked === 1, isRequired: is_required === 1 })),
    registers: Object.fromEntries(
      raw.prepare('SELECT id, interval_days FROM register_setting ORDER BY id').raw().all() as [string, number][],
    ),
  };
}
