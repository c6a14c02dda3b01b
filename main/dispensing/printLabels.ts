import { listLabelled } from '../../db/queries/dispensing.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import type { BagLabelInput } from '../documents/pdf/bagLabel.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { labelFor, noteLabel } from '../prescriptionSeals/printLabel.ts';
import { counterLabel, noteCounterLabel } from './counterLabel.ts';

type Labelled = { patientId: string | null; note: (ctx: Context) => void };
type Prepared = { pdf: Buffer; labelled: Labelled[] };

/** One print for all that went over the counter in one go, with a prescription or without. @throws 'not_found' */
export const printLabels: CommandHandler<'dispensing.printLabels', Prepared> = {
  prepare: async (ctx, { handoverId, locale: asked }) => {
    const labels: BagLabelInput[] = [];
    const labelled: Labelled[] = [];
    let locale: 'en' | 'fr' | null = asked;
    for (const { medicationDispenseId, medicationRequestId } of listLabelled(ctx.raw, handoverId)) {
      if (medicationRequestId === null) {
        const label = await counterLabel(ctx, medicationDispenseId, locale);
        locale ??= label.locale;
        labels.push(label.input);
        labelled.push({ patientId: label.patientId, note: (inside) => noteCounterLabel(inside, medicationDispenseId, label.patientId) });
        continue;
      }
      const label = await labelFor(ctx, { medicationRequestId, medicationDispenseId, locale });
      locale ??= label.locale; // one person reads them all
      labels.push(label.input);
      labelled.push({ patientId: label.request.patient_id, note: (inside) => noteLabel(inside, label.request) });
    }
    if (labels.length === 0) throw new AppError('not_found', { resource: 'MedicationDispense' });
    return { labelled, pdf: await makePdf('bagLabels', { labels }, { locale: locale ?? 'en' }) };
  },
  run: async (ctx, { handoverId }, { pdf, labelled }) => {
    for (const { note } of labelled) note(ctx);
    const patientId = labelled[0]?.patientId ?? null;
    return keepBlob(ctx, pdf, { name: `labels-${handoverId.slice(-6)}.pdf`, mediaType: 'application/pdf', patientId });
  },
};
