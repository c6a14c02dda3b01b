import { listLabelled } from '../../db/queries/dispensing.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import type { BagLabelInput } from '../documents/pdf/bagLabel.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { labelFor, noteLabel } from '../prescriptionSeals/printLabel.ts';

type Prepared = { pdf: Buffer; labelled: { id: string; patient_id: string }[] };

/** One print for all that went over the counter in one go. What was sold without a prescription has its directions from its box. @throws 'not_found' */
export const printLabels: CommandHandler<'dispensing.printLabels', Prepared> = {
  prepare: async (ctx, { handoverId, locale: asked }) => {
    const labels: BagLabelInput[] = [];
    const labelled: Prepared['labelled'] = [];
    let locale: 'en' | 'fr' | null = asked;
    for (const { medicationDispenseId, medicationRequestId } of listLabelled(ctx.raw, handoverId)) {
      const label = await labelFor(ctx, { medicationRequestId, medicationDispenseId, locale });
      locale ??= label.locale; // one person reads them all
      labels.push(label.input);
      labelled.push(label.request);
    }
    if (labels.length === 0) throw new AppError('not_found', { resource: 'MedicationDispense' });
    return { labelled, pdf: await makePdf('bagLabels', { labels }, { locale: locale ?? 'en' }) };
  },
  run: async (ctx, { handoverId }, { pdf, labelled }) => {
    const patientId = labelled[0]?.patient_id ?? null;
    for (const request of labelled) noteLabel(ctx, request);
    return keepBlob(ctx, pdf, { name: `labels-${handoverId.slice(-6)}.pdf`, mediaType: 'application/pdf', patientId });
  },
};
