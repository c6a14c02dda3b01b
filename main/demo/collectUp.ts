import { nextNumber } from '../../db/numbers.ts';
import { insert } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Dosage } from '../../preload/contract/dosage.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';
import { type Context, type Facility, inTransaction, makeContext } from '../facility/context.ts';
import { move } from '../inventory/move.ts';
import { seatFor } from './makeDemoFacility.ts';

type Shelf = { itemId: string; name: string; unit: string; lotId: string; locationId: string };

/** Days ago and tablets: one medicine is collected on time, of the other a fortnight is missing. */
const histories = [
  { inn: 'hydrochlorothiazide', collected: [[96, 30], [66, 30], [37, 30], [8, 30]] },
  { inn: 'amlodipine', collected: [[96, 30], [64, 30], [20, 28]] },
] as const; // prettier-ignore

/** Somebody on long treatment who has come for it for three months, and says what else is taken. */
export async function collectUp(facility: Facility): Promise<void> {
  const locale = facility.self.locale === 'fr' ? 'fr' : 'en';
  await inTransaction(makeContext(facility, seatFor(facility, 'joseph')), (ctx) => {
    const patientId = ctx.raw
      .prepare(`SELECT patient_id FROM observation WHERE code = '14682-9' GROUP BY patient_id ORDER BY count(*) DESC, patient_id LIMIT 1`)
      .pluck()
      .get() as string | undefined;
    if (patientId === undefined) return;
    for (const { inn, collected } of histories) {
      const shelf = shelfOf(ctx, inn, addDays(ctx.today(), -100));
      if (shelf) collect(ctx, { patientId, shelf, collected, locale });
    }
    insert(ctx, 'medication_statement', {
      id: ctx.newId(),
      patient_id: patientId,
      medicine: locale === 'fr' ? 'Gélules d’ail' : 'Garlic capsules',
      directions: locale === 'fr' ? 'une chaque matin, du marché' : 'one each morning, from the market',
      information_source: 'packet',
      started_on: addDays(ctx.today(), -200),
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
  });
}

/** A lot that has been on the shelf since that day, with more left than is collected here. */
function shelfOf(ctx: Context, inn: string, since: string): Shelf | undefined {
  return ctx.raw
    .prepare(
      `SELECT i.id AS itemId, i.name, i.unit, b.lot_id AS lotId, b.location_id AS locationId
       FROM item i JOIN stock_balance b ON b.item_id = i.id JOIN lot l ON l.id = b.lot_id
       WHERE i.sort_name LIKE '%' || ? || '%' AND b.on_hand > 200 AND l.status = 'active'
         AND EXISTS (SELECT 1 FROM stock_movement m WHERE m.lot_id = b.lot_id AND m.location_id = b.location_id AND m.local_date < ?)
       ORDER BY b.on_hand DESC`,
    )
    .get(inn, since) as Shelf | undefined;
}

type History = {
  patientId: string;
  shelf: Shelf;
  collected: readonly (readonly [daysAgo: number, tablets: number])[];
  locale: 'en' | 'fr';
};

function collect(ctx: Context, { patientId, shelf, collected, locale }: History): void {
  const step = { dose: 1, unit: '{tablet}', timing: { frequency: 1, period: 1, periodUnit: 'd' }, when: ['MORN'] } as const;
  const dosage: Dosage = {
    route: 'oral',
    steps: [{ ...step, when: [...step.when], asNeeded: null, mostPerDay: null, days: 180 }],
    note: '',
  };
  const morning = (daysAgo: number) => `${addDays(ctx.today(), -daysAgo)}T09:40:00.000Z`;
  const requestId = ctx.newId();
  insert(ctx, 'medication_request', {
    id: requestId,
    number: nextNumber(ctx, ctx.facility.self, 'prescription'),
    patient_id: patientId,
    item_id: shelf.itemId,
    medicine: shelf.name,
    directions: directionsSentence(dosage, locale),
    dosage: JSON.stringify(dosage),
    quantity: collected.reduce((sum, [, tablets]) => sum + tablets, 0),
    unit: shelf.unit,
    status: 'completed',
    authored_at: morning(collected[0]?.[0] ?? 0),
    valid_until: addDays(ctx.today(), 80),
    prescriber_id: ctx.user.practitionerId,
    safety: '{"findings":[],"coverage":{"checked":[],"unchecked":[]},"medicines":[]}',
    overrides: '[]',
  });
  for (const [daysAgo, tablets] of collected) {
    const dispenseId = ctx.newId();
    const movedAt = morning(daysAgo);
    insert(ctx, 'medication_dispense', {
      id: dispenseId,
      medication_request_id: requestId,
      patient_id: patientId,
      quantity: tablets,
      when_handed_over: movedAt,
      performer_id: ctx.user.practitionerId,
      item_id: shelf.itemId,
    });
    const { itemId, lotId, locationId } = shelf;
    const localDate = addDays(ctx.today(), -daysAgo);
    move(ctx, {
      itemId,
      lotId,
      locationId,
      quantity: -tablets,
      reason: 'dispense',
      refId: dispenseId,
      movedAt,
      recordedAt: movedAt,
      localDate,
    });
  }
}
