import { insert } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertGotIt } from './people.ts';
import { readOpenRecall } from './rows.ts';

/** What they bring back is only noted here: it enters the ledger as a return to quarantine. */
export const noteRecallContact: CommandHandler<'recalls.noteContact'> = {
  run: async (ctx, { recallId, patientId, how, broughtBack, note }) => {
    const { lots } = await readOpenRecall(ctx, recallId);
    await assertGotIt(ctx, lots.map((lot) => lot.lotId), patientId); // prettier-ignore
    insert(ctx, 'recall_contact', {
      id: ctx.newId(),
      recall_id: recallId,
      patient_id: patientId,
      how,
      brought_back: broughtBack,
      note,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return {};
  },
  about: (input) => input.patientId,
};
