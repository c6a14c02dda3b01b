import { listPhrases } from '../../db/queries/compositions.ts';
import { amend, insert } from '../../db/write.ts';
import type { NoteSections } from '../../preload/contract/compositions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

/** One's own and the facility's. Of two with the same name one's own comes first. */
export const phrasesList: QueryHandler<'phrases.list'> = async (ctx) => {
  const rows = await listPhrases(ctx.db, ctx.user.practitionerId);
  const phrases = rows.map((row) => ({
    phraseId: row.id,
    shortcut: row.shortcut,
    sections: JSON.parse(row.content) as NoteSections,
    isShared: row.practitioner_id === null,
    version: row.version,
  }));
  return { phrases: phrases.toSorted((a, b) => a.shortcut.localeCompare(b.shortcut) || Number(a.isShared) - Number(b.isShared)) };
};

/** @throws 'not_found', 'phrase.name_taken', 'version.conflict' */
export const phrasesSave: CommandHandler<'phrases.save'> = {
  run: async (ctx, { phraseId, version, shortcut, sections, isShared }) => {
    const values = { shortcut, content: JSON.stringify(sections), practitioner_id: isShared ? null : ctx.user.practitionerId };
    const standing = await listPhrases(ctx.db, ctx.user.practitionerId);
    const isTaken = standing.some(
      (row) => row.id !== phraseId && row.shortcut === shortcut && row.practitioner_id === values.practitioner_id,
    );
    if (isTaken) throw new AppError('phrase.name_taken');
    if (phraseId === null) {
      const id = ctx.newId();
      insert(ctx, 'phrase', { id, ...values });
      return { phraseId: id };
    }
    await assertSeen(ctx, phraseId);
    amend(ctx, 'phrase', phraseId, values, { version });
    return { phraseId };
  },
};

/** @throws 'not_found', 'version.conflict' */
export const phrasesRetire: CommandHandler<'phrases.retire'> = {
  run: async (ctx, { phraseId, version }) => {
    await assertSeen(ctx, phraseId);
    amend(ctx, 'phrase', phraseId, { status: 'retired' }, { version });
    return {};
  },
};

/** Another practitioner's own phrases are as if they were not. */
async function assertSeen(ctx: Context, phraseId: string): Promise<void> {
  const isSeen = (await listPhrases(ctx.db, ctx.user.practitionerId)).some(({ id }) => id === phraseId);
  if (!isSeen) throw new AppError('not_found', { resource: 'Phrase' });
}
