import { listLabPanels } from '../../db/queries/laboratory.ts';
import type { LabPanelSetting } from '../../preload/contract/laboratory.ts';
import type { Context } from '../facility/context.ts';
import { labPanels } from './panels.ts';

/** The shipped panels with this laboratory's own content over them, then those that it added. */
export async function panelsNow(db: Context['db']): Promise<LabPanelSetting[]> {
  const own = new Map((await listLabPanels(db)).map((row) => [row.id, row]));
  const decided = (code: string, isShipped: boolean): LabPanelSetting => {
    const row = own.get(code)!;
    const loincs = JSON.parse(row.loincs) as string[];
    return { code, name: row.name, loincs, isActive: row.is_active === 1, isShipped, isOwn: true, version: row.version };
  };
  const shipped = labPanels.map(({ code, name, loincs }) =>
    own.has(code) ? decided(code, true) : { code, name, loincs: [...loincs], isActive: true, isShipped: true, isOwn: false, version: 0 },
  );
  const known = new Set<string>(labPanels.map(({ code }) => code));
  return [...shipped, ...[...own.keys()].filter((code) => !known.has(code)).map((code) => decided(code, false))];
}
