import { seedRegister, type SeededPerson } from '../../db/seed/clinic.ts';
import { seedDay } from '../../db/seed/clinicDay.ts';
import { complaints } from '../../db/seed/complaints.ts';
import type { Random } from '../../db/seed/random.ts';
import { readDirections } from '../../preload/contract/directionsLine.ts';
import { routeOfForm } from '../../preload/contract/dosageQuantity.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type Context, type Facility, inTransaction, makeContext, type Seat } from '../facility/context.ts';
import { prescribe } from '../prescriptions/prescribe.ts';
import { signLines } from '../prescriptions/sign.ts';
import { describePerson } from './searchWords.ts';
import { seedFollowUps } from './seedFollowUps.ts';
import { startOfWork } from './startOfWork.ts';

const defaultSeed = 7;

/** The demo clinic's register, its last three months and its day so far, written as by its first bookable practitioner; prescriptions go through the real check. */
export async function seedClinic(facility: Facility, options: { seed?: number; patients?: number } = {}): Promise<void> {
  await inTransaction(makeContext(facility, seatOfPrescriber(facility)), async (ctx) => {
    const { practitionerId } = ctx.user;
    const seed = { seed: options.seed ?? defaultSeed, today: ctx.today(), self: facility.self, practitionerId, describe: describePerson };
    const { people, random } = seedRegister(ctx, options.patients === undefined ? seed : { ...seed, patients: options.patients });
    const opensMs = startOfWork(ctx.today(), facility.self.time_zone);
    const waiting = seedDay(ctx, seed, { people, random, opensMs, nowMs: Date.parse(ctx.now()) });
    await prescribeToSome(ctx, random, waiting);
    const others = people.filter((person) => person.years >= 18 && !waiting.some((one) => one.person === person)).slice(0, 8);
    await prescribeToSome(
      ctx,
      random,
      others.map((person) => ({ person, encounterId: null })),
    );
    await seedFollowUps(ctx, people, waiting);
  });
}

function seatOfPrescriber(facility: Facility): Seat {
  const row = facility.raw
    .prepare(
      'SELECT user_id AS userId, id AS practitionerId, display_name AS displayName FROM practitioner WHERE is_bookable = 1 ORDER BY display_name',
    )
    .get() as { userId: string; practitionerId: string; displayName: string };
  return { id: 'demo-seed', kind: 'command', user: { ...row, sessionId: '', permissions: new Set() } };
}

type Patient = { person: SeededPerson; encounterId: string | null };

/** Items on the shelf only; whoever's record speaks against a medicine does not get it. */
async function prescribeToSome(ctx: Context, random: Random, people: readonly Patient[]): Promise<void> {
  const items = await ctx.db.selectFrom('item').select(['id', 'name', 'form', 'unit']).orderBy('name').execute();
  const orders = complaints.flatMap(({ order }) => {
    const item = items.find(({ name, form }) => order && name.toLowerCase().includes(order.inn) && form === order.form);
    return order && item ? [{ order, item }] : [];
  });
  if (orders.length === 0) return;
  for (const { person, encounterId } of people) {
    const { order, item } = random.pick(orders);
    const locale = ctx.facility.self.locale === 'fr' ? 'fr' : 'en';
    const read = readDirections(order.directions[locale], item.unit);
    const dosage = read.ok ? { ...read.dosage, route: read.dosage.route ?? routeOfForm(item.form) } : null;
    const input = {
      patientId: person.id,
      encounterId,
      itemId: item.id,
      medicine: item.name,
      dosage,
      directions: dosage ? directionsSentence(dosage, locale) : order.directions[locale],
      quantity: order.quantity,
      unit: item.unit,
      validDays: 90,
      refillsAllowed: order.refills ?? 0,
      medicationRequestId: null,
      copyOf: null,
      refillRequestId: null,
      overrides: [],
    };
    try {
      const { medicationRequestId } = await prescribe.run(ctx, input);
      await signLines(ctx, { patientId: person.id, lines: [{ medicationRequestId, version: 1 }], by: 'pin' });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'prescription.reason_needed') throw error;
    }
  }
}
