import { listDiagnosedCodes, listProblems } from '../../db/queries/problems.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import type { Row } from '../../db/schema/index.ts';
import type { Problem } from '../../preload/contract/problems.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { noteRead } from '../patients/noteRead.ts';

const order: Record<string, number> = { active: 0, recurrence: 0, remission: 1, resolved: 2 };

/** What goes on first, then what is over, each newest first; then the diagnoses that stand on no list. @throws 'not_found' */
export const listOfProblems: QueryHandler<'problems.list'> = (outside, { patientId }) =>
  inTransaction(outside, async (ctx) => {
    await assertPatient(ctx.db, patientId);
    await noteRead(ctx, patientId);
    const ids = await linkedPatientIds(ctx.db, patientId);
    const rows = await listProblems(ctx.db, ids);
    const listed = new Set(rows.map((row) => `${row.code_system} ${row.code}`));
    return {
      problems: rows.map(toProblem).sort((a, b) => (order[a.clinicalStatus] ?? 0) - (order[b.clinicalStatus] ?? 0)),
      unlisted: (await listDiagnosedCodes(ctx.db, ids))
        .filter((row) => !listed.has(`${row.code_system} ${row.code}`))
        .map((row) => ({
          coding: { system: row.code_system, edition: row.code_edition, code: row.code, display: row.display },
          times: row.times,
          lastAt: row.lastAt,
        })),
    };
  });

function toProblem(row: Row<'problem'>): Problem {
  return {
    problemId: row.id,
    coding: { system: row.code_system, edition: row.code_edition, code: row.code, display: row.display },
    onsetDate: row.onset_date,
    onsetPrecision: row.onset_precision as Problem['onsetPrecision'],
    abatedDate: row.abated_date,
    clinicalStatus: row.clinical_status as Problem['clinicalStatus'],
    note: row.note,
    recordedAt: row.recorded_at,
    version: row.version,
  };
}
