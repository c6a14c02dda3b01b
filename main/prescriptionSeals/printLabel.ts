import type { Database as Raw } from 'better-sqlite3';
import { listPatientRows } from '../../db/queries/patients.ts';
import { findRequest, type RequestLine } from '../../db/queries/prescriptions.ts';
import { findOutside, listPaperLines, type PaperLine } from '../../db/queries/prescriptionSeals.ts';
import { prepared } from '../../db/statements.ts';
import { audit } from '../../db/write.ts';
import { type CounsellingCode, counsellingSentence } from '../../preload/contract/counselling.ts';
import { today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import type { BagLabelInput } from '../documents/pdf/bagLabel.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { unitAfter } from '../documents/pdf/unitWords.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { printedNow } from '../reports/printed.ts';
import { labelSigns } from './labelSigns.ts';
import { languageOf } from './patientLanguage.ts';
import { directionsOf, dosageOf, sealLines } from './seal.ts';

type Prepared = { pdf: Buffer; request: RequestLine; locale: 'en' | 'fr'; isFallback: boolean };

/** Printing is told in the audit. @throws 'not_found', 'prescription.not_printable' */
export const printBagLabel: CommandHandler<'prescriptionSeals.label', Prepared> = {
  prepare: async (ctx, asked) => {
    const { input, ...label } = await labelFor(ctx, asked);
    return { ...label, pdf: await makePdf('bagLabel', input, { locale: label.locale }) };
  },
  run: async (ctx, _input, { pdf, request, locale, isFallback }) => {
    const blob = keepBlob(ctx, pdf, { name: `${request.number}-label.pdf`, mediaType: 'application/pdf', patientId: request.patient_id });
    noteLabel(ctx, request);
    return { ...blob, locale, isFallback };
  },
};

export function noteLabel(ctx: Context, request: Pick<RequestLine, 'id' | 'patient_id'>): void {
  const body = { paper: 'label' };
  audit(ctx, { action: 'print', resource: 'medication_request', resourceId: request.id, patientId: request.patient_id, body });
}

type Asked = { medicationRequestId: string; medicationDispenseId: string | null; locale: 'en' | 'fr' | null };

/** What stands on a label, in the language it is read in. @throws 'not_found', 'prescription.not_printable' */
export async function labelFor(
  ctx: Context,
  { medicationRequestId, medicationDispenseId, locale: asked }: Asked,
): Promise<{ request: RequestLine; locale: 'en' | 'fr'; isFallback: boolean; input: BagLabelInput }> {
  const request = await findRequest(ctx.db, medicationRequestId);
  const line = request && (await listPaperLines(ctx.db, request)).find(({ id }) => id === request.id);
  if (!request || !line) throw new AppError('not_found', { resource: 'MedicationRequest' });
  if (request.status === 'draft') throw new AppError('prescription.not_printable', { status: request.status });
  const dispense = readDispense(ctx.raw, request.id, medicationDispenseId);
  if (medicationDispenseId !== null && !dispense) throw new AppError('not_found', { resource: 'MedicationDispense' });
  const language = await languageOf(ctx, request.patient_id);
  const { locale, isFallback } = asked === null ? language : { locale: asked, isFallback: false };
  const input = { ...(await gather(ctx, request, line, dispense, locale)), isFallback };
  return { request, locale, isFallback, input };
}

async function gather(
  ctx: Context,
  request: RequestLine,
  line: PaperLine,
  dispense: Dispense | undefined,
  locale: 'en' | 'fr',
): Promise<Omit<BagLabelInput, 'isFallback'>> {
  const patient = (await listPatientRows(ctx.db, [request.patient_id])).get(request.patient_id);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const handedItem = dispense?.itemId ?? request.item_id;
  const item = readMedicine(ctx.raw, handedItem);
  const isSubstituted = handedItem !== request.item_id;
  const ownDirections = dispense?.directions ?? null;
  const { self } = ctx.facility;
  const quantity = dispense ? (dispense.handed ?? dispense.quantity) : request.quantity;
  return {
    person: patient.displayName,
    medicine: isSubstituted && item ? item.name : request.medicine,
    directions: [ownDirections ?? directionsOf(line, locale), ...saidWith(dispense, locale)].join(' '),
    quantity: `${quantity} ${unitAfter(quantity, isSubstituted && item ? item.unit : request.unit, locale)}`,
    lots: dispense ? readLots(ctx.raw, dispense.id) : [],
    facility: { name: self.name, phone: self.phone },
    handedOverOn: dispense ? today(dispense.handedOverAt, self.time_zone) : ctx.today(),
    number: request.number,
    code: (await findOutside(ctx.db, request.id)) ? request.number : await sealLines(ctx, [line], locale),
    signs: labelSigns(
      ownDirections === null ? dosageOf(line) : null,
      item ? { ...item, isColdChain: item.isColdChain === 1 } : null,
      locale,
    ),
    printed: printedNow(ctx),
  };
}

type Dispense = {
  id: string;
  quantity: number;
  handed: number | null;
  handedOverAt: string;
  itemId: string | null;
  directions: string | null;
  counselled: string | null;
};

/** What was explained when it was handed over, in the same words. */
function saidWith(dispense: Dispense | undefined, locale: 'en' | 'fr'): string[] {
  const codes = dispense?.counselled ? (JSON.parse(dispense.counselled) as CounsellingCode[]) : [];
  return codes.map((code) => counsellingSentence(code, locale));
}

/** That one, or the newest that was not taken back as a mistake. */
function readDispense(raw: Raw, requestId: string, id: string | null): Dispense | undefined {
  return prepared(
    raw,
    `SELECT d.id, d.quantity, d.handed, d.when_handed_over AS handedOverAt, d.item_id AS itemId, d.directions, d.counselled FROM medication_dispense AS d
     WHERE d.medication_request_id = :requestId AND d.quantity > 0 AND (:id IS NULL OR d.id = :id)
       AND NOT EXISTS (SELECT 1 FROM medication_dispense AS r WHERE r.reverses_id = d.id)
     ORDER BY d.when_handed_over DESC, d.id DESC LIMIT 1`,
  ).get({ requestId, id }) as Dispense | undefined;
}

export function readLots(raw: Raw, dispenseId: string): { lotNumber: string; expiry: string | null }[] {
  return prepared(
    raw,
    `SELECT DISTINCT l.lot_number AS lotNumber, l.expiry FROM stock_movement AS m JOIN lot AS l ON l.id = m.lot_id
     WHERE m.ref_id = ? AND m.reason = 'dispense' ORDER BY l.expiry`,
  ).all(dispenseId) as { lotNumber: string; expiry: string | null }[];
}

type Medicine = { name: string; unit: string; form: string; atc: string | null; isColdChain: 0 | 1 };

function readMedicine(raw: Raw, itemId: string | null): Medicine | null {
  if (itemId === null) return null;
  const found = prepared(raw, 'SELECT name, unit, form, atc, is_cold_chain AS isColdChain FROM item WHERE id = ?').get(itemId);
  return (found as Medicine | undefined) ?? null;
}
