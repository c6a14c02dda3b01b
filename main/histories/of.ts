import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listFamilyHistory, listSocialHistory } from '../../db/queries/problems.ts';
import type { Output } from '../../preload/contract/index.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { noteRead } from '../patients/noteRead.ts';

type Histories = Output<'histories.of'>;

/** @throws 'not_found' */
export const historiesOf: QueryHandler<'histories.of'> = (outside, { patientId }) =>
  inTransaction(outside, async (ctx) => {
    await assertPatient(ctx.db, patientId);
    await noteRead(ctx, patientId);
    const ids = await linkedPatientIds(ctx.db, patientId);
    return {
      family: (await listFamilyHistory(ctx.db, ids)).map((row) => ({
        familyHistoryId: row.id,
        relationship: row.relationship as Histories['family'][number]['relationship'],
        condition: row.condition,
        code: row.code,
        onsetAge: row.onset_age,
        isDeceased: row.is_deceased === 1,
        note: row.note,
        recordedAt: row.recorded_at,
      })),
      social: (await listSocialHistory(ctx.db, ids)).map((row) => ({
        socialHistoryId: row.id,
        kind: row.kind as Histories['social'][number]['kind'],
        answer: row.answer as Histories['social'][number]['answer'],
        amount: row.amount,
        effectiveOn: row.effective_on,
        note: row.note,
        recordedAt: row.recorded_at,
      })),
    };
  });
