import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { labTests } from './catalogue.ts';
import { panelsNow } from './panelsNow.ts';

/** @throws 'not_found', 'version.conflict' { found } */
export const setPanel: CommandHandler<'laboratory.setPanel'> = {
  run: async (ctx, { code, name, loincs, isActive, version }) => {
    const tests = labTests();
    if (loincs.some((loinc) => !tests.has(loinc))) throw new AppError('not_found', { resource: 'LabTest' });
    const row = { name, loincs: JSON.stringify([...new Set(loincs)]), is_active: isActive ? 1 : 0 };
    if (code === null) {
      const id = ctx.newId();
      insert(ctx, 'lab_panel', { id, ...row });
      return { code: id, version: 1 };
    }
    const known = (await panelsNow(ctx.db)).find((panel) => panel.code === code);
    if (!known) throw new AppError('not_found', { resource: 'LabPanel' });
    if (known.version !== version) throw new AppError('version.conflict', { found: known.version });
    if (known.isOwn) return { code, version: amend(ctx, 'lab_panel', code, row, { version }) };
    insert(ctx, 'lab_panel', { id: code, ...row });
    return { code, version: 1 };
  },
};
