import { listPatientRows } from '../../db/queries/patients.ts';
import { prepared } from '../../db/statements.ts';
import { audit } from '../../db/write.ts';
import { type CounsellingCode, counsellingSentence } from '../../preload/contract/counselling.ts';
import { today } from '../../preload/contract/dates.ts';
import { readDirections } from '../../preload/contract/directionsLine.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';
import type { BagLabelInput } from '../documents/pdf/bagLabel.ts';
import { unitAfter } from '../documents/pdf/unitWords.ts';
import type { Context } from '../facility/context.ts';
import { labelSigns } from '../prescriptionSeals/labelSigns.ts';
import { languageOf } from '../prescriptionSeals/patientLanguage.ts';
import { readLots } from '../prescriptionSeals/printLabel.ts';
import { printedNow } from '../reports/printed.ts';

type Sold = {
  id: string;
  patientId: string | null;
  quantity: number;
  handedOverAt: string;
  directions: string | null;
  counselled: string | null;
  name: string;
  unit: string;
  form: string;
  atc: string | null;
  isColdChain: 0 | 1;
};

/** What went over the counter without a prescription: the same label, without a code that there is nothing behind; without a name where it went to anybody. */
export async function counterLabel(
  ctx: Context,
  medicationDispenseId: string,
  asked: 'en' | 'fr' | null,
): Promise<{ patientId: string | null; locale: 'en' | 'fr'; input: BagLabelInput }> {
  const sold = prepared(
    ctx.raw,
    `SELECT d.id, d.patient_id AS patientId, d.quantity, d.when_handed_over AS handedOverAt, d.directions, d.counselled,
            i.name, i.unit, i.form, i.atc, i.is_cold_chain AS isColdChain
     FROM medication_dispense d JOIN item i ON i.id = d.item_id WHERE d.id = ?`,
  ).get(medicationDispenseId) as Sold;
  const { self } = ctx.facility;
  const own = self.locale.startsWith('fr') ? ('fr' as const) : ('en' as const);
  const language = sold.patientId === null ? { locale: own, isFallback: false } : await languageOf(ctx, sold.patientId);
  const locale = asked ?? language.locale;
  const typed = sold.directions ?? '';
  const read = readDirections(typed, sold.unit);
  const said = sold.counselled === null ? [] : (JSON.parse(sold.counselled) as CounsellingCode[]);
  const person = sold.patientId === null ? undefined : (await listPatientRows(ctx.db, [sold.patientId])).get(sold.patientId);
  return {
    patientId: sold.patientId,
    locale,
    input: {
      person: person?.displayName ?? '',
      medicine: sold.name,
      directions: [
        read.ok ? directionsSentence(read.dosage, locale) : typed,
        ...said.map((code) => counsellingSentence(code, locale)),
      ].join(' '),
      quantity: `${sold.quantity} ${unitAfter(sold.quantity, sold.unit, locale)}`,
      lots: readLots(ctx.raw, sold.id),
      facility: { name: self.name, phone: self.phone },
      handedOverOn: today(sold.handedOverAt, self.time_zone),
      number: '',
      code: null,
      signs: labelSigns(read.ok ? read.dosage : null, { ...sold, isColdChain: sold.isColdChain === 1 }, locale),
      isFallback: asked === null && language.isFallback,
      printed: printedNow(ctx),
    },
  };
}

export function noteCounterLabel(ctx: Context, medicationDispenseId: string, patientId: string | null): void {
  audit(ctx, { action: 'print', resource: 'medication_dispense', resourceId: medicationDispenseId, patientId, body: { paper: 'label' } });
}
