import { indexPatient, type Patient } from '../../db/queries/patients.ts';
import { amend } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';
import { compactNumber, indexable, searchWords } from '../patients/searchWords.ts';
import { learnWords } from '../patients/vocabulary.ts';
import type { Taken } from './mergeFields.ts';

/** Writes the values that a merge takes over or an unmerge gives back, and lets the search know. */
export function changeSurviving(ctx: Context, patient: Patient, fields: readonly Taken[], reason: string): void {
  if (fields.length === 0) return;
  const changes: Record<string, string | number | null> = Object.fromEntries(fields.map(({ column, after }) => [column, after]));
  amend(ctx, 'patient', patient.id, changes, { version: patient.version, reason });
  const index = searchWords({ ...patient, ...changes });
  indexPatient(ctx.raw, { patientId: patient.id, ...index }, indexable(compactNumber(patient.number)));
  learnWords(ctx.raw, index.words.split(' '));
}
