import { findEncounter } from '../../db/queries/encounters.ts';
import { listGiven } from '../../db/queries/immunizations.ts';
import { findItem, listLotsToPick } from '../../db/queries/inventory.ts';
import { findPatient, linkedPatientIds } from '../../db/queries/patients.ts';
import type { Row } from '../../db/schema/index.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import { immunizationCard } from '../clinical/immunization/card.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { allocateFefo, allocateFrom, type LotPick } from '../inventory/fefo.ts';
import { moveAndPublish } from '../inventory/move.ts';
import { noteDemand, refusalReasons } from '../prescriptions/demand.ts';
import { activeOnly, scheduleNow } from './scheduleNow.ts';

/**
 * The dose and the lot it came from stand in one transaction.
 * @throws 'not_found', 'date.in_future', 'immunization.before_birth', 'immunization.already_given', 'immunization.too_early', 'stock.insufficient', 'stock.lot_expired', 'stock.lot_on_hold'
 */
export const recordImmunization: CommandHandler<'immunizations.record'> = {
  run: async (ctx, input) => {
    const patient = await findPatient(ctx.db, input.patientId);
    if (!patient) throw new AppError('not_found', { resource: 'Patient' });
    const ids = await linkedPatientIds(ctx.db, input.patientId);
    if (input.encounterId !== null) {
      const encounter = await findEncounter(ctx.db, input.encounterId);
      if (!encounter || !ids.includes(encounter.patient_id)) throw new AppError('not_found', { resource: 'Encounter' });
    }
    const schedule = await scheduleNow(ctx.db);
    if (!schedule.some((rule) => rule.series === input.series)) throw new AppError('not_found', { resource: 'series' });
    const day = input.day ?? ctx.today();
    if (day > ctx.today()) throw new AppError('date.in_future', { date: 'day' });
    if (patient.birth_date !== null && day < patient.birth_date) throw new AppError('immunization.before_birth');

    const immunizationId = ctx.newId();
    const given = await listGiven(ctx.db, ids);
    if (given.some((dose) => dose.series === input.series && dose.occurrence_date === day)) throw new AppError('immunization.already_given', { day });
    const doses = [...given.map((dose) => ({ id: dose.id, series: dose.series, day: dose.occurrence_date })), { id: immunizationId, series: input.series, day }];
    const why = whyNotCounted(patient, activeOnly(schedule), doses, input.series, immunizationId, ctx.today());
    // what a card from elsewhere says has happened is written down as it is; here it can still be put off
    if (why && input.isPrimarySource && input.overrideReason === '') throw new AppError('immunization.too_early', why);

    const taken = input.isPrimarySource && input.itemId !== null ? await takeFromStock(ctx, input, input.itemId, immunizationId) : null;
    const lotNumber = taken?.pick.lotNumber ?? input.lotNumber;
    const expiry = taken ? taken.pick.expiry : input.expiry;
    insert(ctx, 'immunization', {
      id: immunizationId,
      patient_id: input.patientId,
      encounter_id: input.encounterId,
      series: input.series,
      vaccine: taken?.name ?? (input.vaccine === '' ? input.series : input.vaccine),
      occurrence_date: day,
      is_primary_source: input.isPrimarySource ? 1 : 0,
      item_id: taken ? input.itemId : null,
      lot_id: taken?.pick.lotId ?? null,
      lot_number: lotNumber,
      expiry,
      site: input.site,
      override_reason: input.overrideReason,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return { immunizationId, lotNumber, expiry, counts: why === null };
  },
  about: (input) => input.patientId,
  refused: async (ctx, { itemId }, error) => {
    const why = refusalReasons[error.code];
    const item = why && itemId !== null ? await findItem(ctx.db, itemId) : undefined;
    if (why && item) noteDemand(ctx, { itemId: item.id, medicine: item.name, asked: 1, given: 0, why });
  },
}; // prettier-ignore

/** One dispensing unit: a dose. The movement points at the immunisation. */
async function takeFromStock(
  ctx: Context,
  input: Input<'immunizations.record'>,
  itemId: string,
  immunizationId: string,
): Promise<{ pick: LotPick; name: string }> {
  const item = await findItem(ctx.db, itemId);
  if (!item) throw new AppError('not_found', { resource: 'item' });
  const lots = await listLotsToPick(ctx.db, itemId);
  const [pick] =
    input.lotId === null ? allocateFefo(lots, 1, { today: ctx.today(), perDay: null }) : allocateFrom(lots, input.lotId, 1, ctx.today());
  if (!pick) throw new Error('an allocation without a lot');
  const { lotId, locationId } = pick;
  moveAndPublish(ctx, [{ itemId, lotId, locationId, quantity: -1, reason: 'dispense', refId: immunizationId }]);
  noteDemand(ctx, { itemId, medicine: item.name, asked: 1, given: 1, why: 'given' });
  return { pick, name: item.name };
}

/** Why this dose would not count, and from when on it would; null when it counts or the age is not known. */
function whyNotCounted(
  patient: Pick<Row<'patient'>, 'birth_date' | 'birth_date_precision' | 'sex'>,
  schedule: Parameters<typeof immunizationCard>[1],
  doses: Parameters<typeof immunizationCard>[2],
  series: string,
  id: string,
  today: string,
): { why: string; earliest: string } | null {
  if (patient.birth_date === null || patient.birth_date_precision === 'year') return null;
  const person = { birthDate: patient.birth_date, sex: patient.sex };
  const find = (given: typeof doses) => immunizationCard(person, schedule, given, today).find((one) => one.series === series);
  const why = find(doses)?.notCounted.find((one) => one.immunizationId === id)?.why;
  if (!why) return null;
  const without = find(doses.filter((dose) => dose.id !== id));
  return { why, earliest: without?.doses.find((dose) => dose.status !== 'given')?.earliest ?? '' };
}
