import { type CompositionLine, findComposition } from '../../db/queries/compositions.ts';
import { findPatient, toPatientRow } from '../../db/queries/patients.ts';
import { audit } from '../../db/write.ts';
import type { Letter, LetterFacts } from '../../preload/contract/compositions.ts';
import { ageAt, ageText, today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import type { LetterInput } from '../documents/pdf/letter.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';

type Prepared = { pdf: Buffer; row: CompositionLine; name: string };

/** A signed letter as PDF. Printing is told in the audit. @throws 'not_found' also of a note, which is no letter */
export const printLetter: CommandHandler<'compositions.print', Prepared> = {
  prepare: async (ctx, { compositionId, locale }) => {
    const row = await findComposition(ctx.db, compositionId);
    const content = row && (JSON.parse(row.content) as { letter?: Letter; facts?: LetterFacts });
    if (!row || !content?.letter || row.status !== 'final') throw new AppError('not_found', { resource: 'Composition' });
    const input = await gather(ctx, row, { letter: content.letter, facts: content.facts }, locale);
    return { row, pdf: await makePdf('letter', input, { locale }), name: `${row.type}-${input.patient.number}.pdf` };
  },
  run: async (ctx, _input, { pdf, row, name }) => {
    const blob = keepBlob(ctx, pdf, { name, mediaType: 'application/pdf', patientId: row.patient_id });
    audit(ctx, { action: 'print', resource: 'composition', resourceId: row.id, patientId: row.patient_id });
    return blob;
  },
};

type Content = { letter: Letter; facts: LetterFacts | undefined };

async function gather(ctx: Context, row: CompositionLine, { letter, facts }: Content, locale: 'en' | 'fr'): Promise<LetterInput> {
  const found = await findPatient(ctx.db, row.patient_id);
  if (!found) throw new AppError('not_found', { resource: 'Patient' });
  const patient = toPatientRow(found);
  const signedOn = today(row.written_at, ctx.facility.self.time_zone);
  return {
    facility: letterheadOf(ctx),
    printed: printedNow(ctx),
    letter,
    ...(facts ? { facts } : {}),
    signedOn,
    signer: { name: row.authorName, registration: row.registrationNumber ?? '' },
    patient: {
      displayName: patient.displayName,
      sex: patient.sex,
      ageText: patient.birthDate === null ? '' : ageText(ageAt(patient.birthDate, signedOn), locale),
      birthDate: patient.birthDatePrecision === 'day' ? patient.birthDate : null,
      number: patient.number,
    },
  };
}
