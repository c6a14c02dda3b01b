import { readDirections } from '../../preload/contract/directionsLine.ts';
import { routeOfForm, totalUnits } from '../../preload/contract/dosageQuantity.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { SavedLine } from '../../preload/contract/prescriptions.ts';
import { dispense } from '../dispensing/dispense.ts';
import { type Context, type Facility, inTransaction, makeContext } from '../facility/context.ts';
import { favouritesSave } from '../prescriptions/favourites.ts';
import { orderSetsSave } from '../prescriptions/orderSets.ts';
import { prescribe } from '../prescriptions/prescribe.ts';
import { signLines } from '../prescriptions/sign.ts';
import { requestRefill } from '../refills/request.ts';
import { seatFor } from './makeDemoFacility.ts';

type Item = { id: string; name: string; form: string; unit: string };

/** What a prescriber has at hand after a while: order sets, favourites, and people on long treatment whose week's supply runs out. */
export async function prescriptionsUp(facility: Facility): Promise<void> {
  const locale = facility.self.locale === 'fr' ? 'fr' : 'en';
  const doctor = seatFor(facility, 'joseph');
  await inTransaction(makeContext(facility, doctor), async (ctx) => {
    await sets(ctx, locale);
    for (const [inn, line] of [['amoxicillin 500', '1 cap tds 5d'], ['ibuprofen 400', '1 tab tds 3d pc']] as const) {
      const saved = lineOf(ctx, inn, line, locale);
      if (saved) await favouritesSave.run(ctx, { favouriteId: null, version: 0, name: saved.medicine, line: saved }, undefined);
    }
  });
  const given = await inTransaction(makeContext(facility, doctor), (ctx) => weekly(ctx, locale));
  await inTransaction(makeContext(facility, doctor), (ctx) => written(ctx, locale));
  await inTransaction(makeContext(facility, seatFor(facility, 'grace')), async (ctx) => {
    for (const { medicationRequestId, quantity } of given) {
      const line = { medicationRequestId, quantity, counselled: [], owe: false };
      await dispense.run(ctx, { lines: [line] }, undefined);
    }
    const [asked] = given.filter(({ refillsAllowed }) => refillsAllowed === 0);
    const note = locale === 'fr' ? 'Part en voyage vendredi' : 'Travels on Friday';
    if (asked) await requestRefill.run(ctx, { medicationRequestId: asked.medicationRequestId, note }, undefined);
  });
} // prettier-ignore

async function sets(ctx: Context, locale: 'en' | 'fr'): Promise<void> {
  const say = (english: string, french: string) => (locale === 'fr' ? french : english);
  const wanted = [
    [say('Malaria, from 35 kg', 'Paludisme, dès 35 kg'), say('Uncomplicated', 'Forme simple'), [['artemether', '4 tab bd 3d'], ['paracetamol 500', '2 tab q6h prn max 8 3d']]],
    [say('Diarrhoea of a child', 'Diarrhée de l’enfant'), say('From 6 months', 'Dès 6 mois'), [['zinc', '1 tab od 10d'], ['rehydration', '1 sachet prn max 4 3d']]],
    [say('High blood pressure, new', 'Hypertension, début'), '', [['amlodipine', '1 tab od 30d morning']]],
  ] as const;
  for (const [name, note, medicines] of wanted) {
    const lines = medicines.flatMap(([inn, line]) => lineOf(ctx, inn, line, locale) ?? []);
    if (lines.length > 0) await orderSetsSave.run(ctx, { orderSetId: null, version: 0, name, note, lines }, undefined);
  }
} // prettier-ignore

/** People of the register who come for their medicine week by week. Whoever's record speaks against it is left out. */
async function weekly(ctx: Context, locale: 'en' | 'fr') {
  const people = ctx.raw
    .prepare(
      `SELECT p.id FROM patient p WHERE p.birth_date < date('now', '-40 years') AND NOT EXISTS (SELECT 1 FROM medication_request r WHERE r.patient_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM allergy_intolerance a WHERE a.patient_id = p.id) ORDER BY p.id LIMIT 12`,
    )
    .pluck()
    .all() as string[];
  const given: { medicationRequestId: string; quantity: number; refillsAllowed: number }[] = [];
  for (const [inn, line, days, refillsAllowed] of [['amlodipine', '1 tab od morning', 5, 3], ['metformin', '1 tab bd; with meals', 6, 2], ['amlodipine', '1 tab od evening', 7, 0], ['metformin', '1 tab bd; with meals', 4, 0]] as const) {
    const saved = lineOf(ctx, inn, line, locale);
    const patientId = people.shift();
    if (!saved || !patientId || !saved.dosage) continue;
    const quantity = days * (line.includes('bd') ? 2 : 1);
    const order = { ...saved, quantity, refillsAllowed, validDays: 90, patientId, encounterId: null, medicationRequestId: null, copyOf: null, refillRequestId: null, overrides: [] };
    try {
      const { medicationRequestId } = await prescribe.run(ctx, order, undefined);
      await signLines(ctx, { patientId, lines: [{ medicationRequestId, version: 1 }], by: 'pin' });
      given.push({ medicationRequestId, quantity, refillsAllowed });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'prescription.reason_needed') throw error;
    }
  }
  return given;
} // prettier-ignore

/** From the shelf: undefined where the demo's shelf has none of it. */
function lineOf(ctx: Context, inn: string, typed: string, locale: 'en' | 'fr'): SavedLine | undefined {
  const item = ctx.raw
    .prepare(`SELECT id, name, form, unit FROM item WHERE sort_name LIKE '%' || ? || '%' AND is_controlled = 0 ORDER BY sort_name`)
    .get(inn) as Item | undefined;
  const read = item && readDirections(typed, item.unit);
  if (!item || !read?.ok) return undefined;
  const dosage = { ...read.dosage, route: read.dosage.route ?? routeOfForm(item.form) };
  return {
    medicine: item.name,
    itemId: item.id,
    dosage,
    directions: directionsSentence(dosage, locale),
    quantity: totalUnits(dosage, { unit: item.unit, strength: null }) ?? 30,
    unit: item.unit,
    validDays: 30,
    refillsAllowed: 0,
  };
}

/** Written for somebody who comes back with their figures, and not signed. */
async function written(ctx: Context, locale: 'en' | 'fr'): Promise<void> {
  const patientId = ctx.raw
    .prepare(
      `SELECT p.id FROM patient p WHERE p.birth_date BETWEEN date('now', '-60 years') AND date('now', '-30 years')
       AND NOT EXISTS (SELECT 1 FROM medication_request r WHERE r.patient_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM allergy_intolerance a WHERE a.patient_id = p.id) ORDER BY p.id DESC LIMIT 1`,
    )
    .pluck()
    .get() as string | undefined;
  const saved = lineOf(ctx, 'omeprazole', '1 cap od 14d', locale);
  if (!saved || patientId === undefined) return;
  const order = { ...saved, patientId, encounterId: null, medicationRequestId: null, copyOf: null, refillRequestId: null, overrides: [] };
  await prescribe.run(ctx, order, undefined);
}
