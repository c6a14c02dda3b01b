import { expect, test } from 'vitest';
import { addDays } from '../../../../preload/contract/dates.ts';
import { complaints, icd10 } from '../../../../db/seed/complaints.ts';
import { nameGroups } from '../../../../db/seed/names.ts';
import { inventPerson } from '../../../../db/seed/people.ts';
import { seedPatients } from '../../../../db/seed/patients.ts';
import { seededRandom } from '../../../../db/seed/random.ts';
import { seedClinic } from '../../../../main/patients/seedClinic.ts';
import { describePerson } from '../../../../main/patients/searchWords.ts';
import { startOfWork } from '../../../../main/patients/startOfWork.ts';
import { inTransaction } from '../../../../main/facility/context.ts';
import { aLot, anItem } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

test('the same seed invents the same people', () => {
  const draw = (seed: number) =>
    Array.from(
      { length: 50 },
      (
        (random) => () =>
          inventPerson(random, '2026-11-21')
      )(seededRandom(seed)),
    );
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7).every(({ birthDate }) => birthDate === null || (birthDate <= '2026-11-21' && birthDate > '1930-01-01'))).toBe(true);
});

test('there are several hundred names of each kind', () => {
  const different = (kind: 'family' | 'female' | 'male') => new Set(nameGroups.flatMap((group) => group[kind])).size;
  expect(different('family')).toBeGreaterThan(350);
  expect(different('female') + different('male')).toBeGreaterThan(350);
  expect(nameGroups.reduce((sum, group) => sum + group.share, 0)).toBeCloseTo(1, 9);
});

test('the clinic has a day that one can walk through, and its audit chain is whole', async () => {
  const clinic = await testClinic();
  clinic.clock.now = '2026-11-21T11:10:00.000Z';
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2027-11-30', onHand: 500 });
  const paracetamol = { ingredients: [{ inn: 'paracetamol', strength: 500, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null };
  await anItem(clinic, { name: 'Paracetamol 500 mg tablet', product: paracetamol });
  await seedClinic(clinic.facility, { seed: 3, patients: 300 });

  expect(clinic.count('patient')).toBe(300);
  const { queue } = await clinic.call('nurse', 'encounters.queue', {});
  expect(queue.length).toBeGreaterThanOrEqual(6);
  expect(new Set(queue.map((row) => row.status))).toEqual(new Set(['arrived', 'triaged', 'in-progress']));
  expect(queue.some((row) => row.allergies.length > 0)).toBe(true);
  const { appointments } = await clinic.call('front-desk', 'appointments.forDay', {});
  expect(new Set(appointments.map((row) => row.status))).toEqual(
    expect.toSatisfy((states: Set<string>) => ['booked', 'fulfilled'].every((state) => states.has(state))),
  );
  const { requests } = await clinic.call('pharmacy-clerk', 'prescriptions.worklist', {});
  expect(requests.length).toBeGreaterThan(0);
  const { patients } = await clinic.call('front-desk', 'patients.search', { text: 'fatou' });
  expect(patients.length).toBeGreaterThan(0);
  const days = clinic.facility.raw.prepare('SELECT min(local_date) AS first, max(local_date) AS last FROM encounter').get();
  expect(days).toEqual({ first: expect.toSatisfy((day: string) => day >= addDays('2026-11-21', -90)), last: '2026-11-21' });
  expect(await clinic.call('auditor', 'audit.verify', {})).toMatchObject({ ok: true });
});

test('diagnoses of the seed are titles of the shipped list', async () => {
  const { facility } = await testClinic();
  const { conditions } = facility.catalogues;
  expect([icd10.system, icd10.edition]).toEqual([conditions.system, conditions.edition]);
  expect(complaints.map(({ code }) => conditions.byCode.get(code)?.title)).toEqual(complaints.map(({ display }) => display));
});

test('a batch of patients is one audit line, goes on counting numbers, and is found', async () => {
  const clinic = await testClinic();
  const batch = (seed: number) =>
    inTransaction(clinic.ctx('administrator'), (ctx) =>
      seedPatients(ctx, { patients: 200, seed, today: '2026-11-21', issuer: clinic.facility.self, describe: describePerson }),
    );
  const before = clinic.count('audit_event');
  expect(await batch(1)).toHaveLength(200);
  await batch(2);
  expect([clinic.count('audit_event') - before, clinic.count('patient'), clinic.count('person_key')]).toEqual([2, 400, 0]);
  expect(clinic.facility.raw.prepare(`SELECT last FROM number_counter WHERE kind = 'patient'`).pluck().get()).toBe(400);
  const last = clinic.facility.raw.prepare('SELECT number, given_names FROM patient ORDER BY number DESC').get() as {
    number: string;
    given_names: string;
  };
  const { patients } = await clinic.call('front-desk', 'patients.search', { text: last.number });
  expect(patients[0]?.number).toBe(last.number);
});

test.each([
  ['Africa/Accra', '2026-11-21T08:00:00.000Z'],
  ['Africa/Nairobi', '2026-11-21T05:00:00.000Z'],
  ['America/New_York', '2026-11-21T13:00:00.000Z'],
])('work begins at eight in %s', (zone, instant) => expect(new Date(startOfWork('2026-11-21', zone)).toISOString()).toBe(instant));
