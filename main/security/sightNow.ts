import { listRolesOf } from '../../db/queries/accounts.ts';
import { hasAnyMark, listDepartmentIdsOf, listLiveGlasses, listStandingScopes, type LiveGlass } from '../../db/queries/visibility.ts';
import type { Context } from '../facility/context.ts';
import { type MarkScope, type Sight, sightOf } from './sight.ts';

type Seen = { sight: Sight; glass: LiveGlass | null };
const open: Seen = { sight: 'own', glass: null };

/** How each person's record opens for who asks, now. Null: no record of this facility is marked. */
export function sightNow(ctx: Pick<Context, 'raw' | 'user' | 'now'>): ((patientId: string) => Seen) | null {
  const { raw, user } = ctx;
  if (!hasAnyMark(raw)) return null;
  const byPerson = Map.groupBy(listStandingScopes(raw), (scope) => scope.personId);
  const glasses = new Map(listLiveGlasses(raw, user.userId, ctx.now()).map((glass) => [glass.personId, glass]));
  const viewer = { departments: listDepartmentIdsOf(raw, user.userId), roles: listRolesOf(raw, user.userId) };
  return (patientId) => {
    const scopes = byPerson.get(patientId);
    if (!scopes) return open;
    const marks = [...Map.groupBy(scopes, (scope) => scope.markId).values()].map((named): MarkScope => ({
      departments: new Set(named.flatMap((one) => one.departmentId ?? [])),
      roles: new Set(named.flatMap((one) => one.role ?? [])),
    }));
    const glass = glasses.get(patientId) ?? null;
    return { sight: sightOf(marks, viewer, glass !== null), glass };
  };
}
