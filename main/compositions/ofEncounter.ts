import { type CompositionLine, listCompositions } from '../../db/queries/compositions.ts';
import { findEncounter } from '../../db/queries/encounters.ts';
import type { Letter, NoteSections } from '../../preload/contract/compositions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { noteRead } from '../patients/noteRead.ts';

type Written = Output<'compositions.ofEncounter'>;

/** Reading what was written at a visit is opening the chart, and written down as that. @throws 'not_found' */
export const compositionsOfEncounter: QueryHandler<'compositions.ofEncounter'> = (outside, { encounterId }) =>
  inTransaction(outside, async (ctx) => {
    const encounter = await findEncounter(ctx.db, encounterId);
    if (!encounter) throw new AppError('not_found', { resource: 'Encounter' });
    const rows = await listCompositions(ctx.db, encounterId);
    await noteRead(ctx, encounter.patient_id);
    const note = rows.find((row) => row.type === 'progress-note');
    return {
      note: note ? { ...signed(note), sections: JSON.parse(note.content) as NoteSections } : null,
      addenda: rows
        .filter((row) => row.type === 'addendum')
        .map((row) => ({ ...signed(row), text: (JSON.parse(row.content) as { text: string }).text })),
      letters: rows
        .filter((row) => row.type !== 'progress-note' && row.type !== 'addendum')
        .map((row) => ({ ...signed(row), letter: (JSON.parse(row.content) as { letter: Letter }).letter })),
    };
  });

function signed(row: CompositionLine) {
  return {
    compositionId: row.id,
    status: row.status as NonNullable<Written['note']>['status'],
    version: row.version,
    authorName: row.authorName,
    writtenAt: row.written_at,
    signedAt: row.signed_at,
    signedByName: row.signedByName,
  };
}
