import { listAuditBodies, settingsResources } from '../../db/queries/audit.ts';
import type { SettingsEntry } from '../../preload/contract/configuration.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { openContent } from '../security/auditContent.ts';
import { toSelection } from '../security/auditSelection.ts';
import { recordedChanges } from '../security/recordedChanges.ts';

/** A view of the audit, where every change of a setting stands with its before and after: there is no second store. */
export const configurationHistory: QueryHandler<'configuration.history'> = async (ctx, { before, limit, resource: of, ...filter }) => {
  const selection = { ...(await toSelection(ctx, filter)), resource: of, isSetting: true } as const;
  return ctx.facility.exclusive(() => {
    const rows = listAuditBodies(ctx.raw, selection, { before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const names = readNames(ctx);
    return {
      entries: shown.flatMap((row): SettingsEntry[] => {
        const { changes } = openContent(ctx, row);
        const told = recordedChanges(changes)
          .filter(({ field }) => row.resource !== 'user_account' || !ownTaste.has(field))
          .map((change) => ({ ...change, before: inNames(change.before, names), after: inNames(change.after, names) }));
        if (told.length === 0 && row.action === 'amend') return [];
        const { seq, at, action, reason, resource } = row;
        const actorName = row.actorKind === 'user' ? row.actorName : null;
        return [{ seq, at, actorName, action, resource, subject: subjectOf(row, changes, names), reason, changes: told }];
      }),
      next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
      resources: [...settingsResources],
      actors: ctx.raw.prepare('SELECT id, display_name AS name FROM user_account ORDER BY display_name').all() as {
        id: string;
        name: string;
      }[],
    };
  });
};

/** A person's own language and theme are nobody's settings. */
const ownTaste: ReadonlySet<string> = new Set(['theme', 'locale']);

type Names = ReadonlyMap<string, string>;

/** People with an account, departments, tests with a range of one's own and panels, by id. */
function readNames(ctx: Context): Names {
  const rows = ctx.raw
    .prepare(
      `SELECT id, display_name FROM user_account UNION ALL SELECT id, name FROM department
       UNION ALL SELECT id, loinc FROM lab_range UNION ALL SELECT id, name FROM lab_panel`,
    )
    .raw()
    .all();
  return new Map(rows as [string, string][]);
}

/** Ids of people and departments in a list read as their names. */
function inNames(value: string | null, names: Names): string | null {
  if (value === null) return null;
  return value
    .split(', ')
    .map((one) => names.get(one) ?? one)
    .join(', ');
}

/** Whose or of what it is: a given role is told by its person. */
function subjectOf(
  row: { resource: string; resourceId: string },
  changes: readonly { field: string; after: string | null }[],
  names: Names,
): string {
  if (['facility', 'access_policy', 'backup_plan', 'replenishment_setting'].includes(row.resource)) return '';
  const person = row.resource === 'user_role' ? changes.find(({ field }) => field === 'user_id')?.after : undefined;
  return names.get(person ?? row.resourceId) ?? row.resourceId;
}
