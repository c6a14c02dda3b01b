import { indexPatient } from '../../db/queries/patients.ts';
import { keepAlsoKnown, listSearchTexts } from '../../db/queries/registration.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import { compactNumber, indexable, searchWords } from '../patients/searchWords.ts';
import { learnWords } from '../patients/vocabulary.ts';

/** After a person's row or one of their further facts has changed: they are found by what is known now. Inside the transaction. */
export function reindex({ raw }: Pick<Context, 'raw'>, patientId: string): void {
  const { names, digits } = listSearchTexts(raw, patientId);
  keepAlsoKnown(raw, patientId, [...names, ...digits].join('\n'));
  const patient = raw.prepare('SELECT * FROM patient WHERE id = ?').get(patientId) as Row<'patient'> | undefined;
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const index = searchWords(patient);
  indexPatient(raw, { patientId, ...index }, indexable(compactNumber(patient.number)));
  learnWords(raw, index.words.split(' '));
}
