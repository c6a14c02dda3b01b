import { expect, test } from 'vitest';
import { aLot, anItem, aPatient, aPrescription, signed } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const dosage = {
  route: 'oral' as const,
  steps: [{ dose: 1, unit: '{tablet}' as const, timing: { frequency: 1, period: 1, periodUnit: 'd' as const } }],
};
const amlodipine = {
  medicine: 'Amlodipine 5 mg tablet',
  directions: 'Take 1 tablet by mouth once a day.',
  dosage,
  quantity: 30,
  validDays: 120,
};
const product = { ingredients: [{ inn: 'amlodipine', strength: 5, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null };

async function taken(clinic: TestClinic, refillsAllowed: number) {
  const patientId = await aPatient(clinic);
  const itemId = await anItem(clinic, { name: 'Amlodipine 5 mg tablet', product });
  await aLot(clinic, { itemId, expiry: '2029-01-31', onHand: 500 });
  const medicationRequestId = await aPrescription(clinic, { ...amlodipine, patientId, itemId, refillsAllowed });
  await give(clinic, medicationRequestId);
  return { patientId, itemId, medicationRequestId };
}
const give = (clinic: TestClinic, medicationRequestId: string) =>
  clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 30 }] });

test('within what was signed a refill is there at once; then it is due, and beyond it a prescriber decides', async () => {
  const clinic = await testClinic();
  const { patientId, medicationRequestId } = await taken(clinic, 1);
  const due = async () => (await clinic.call('front-desk', 'refills.list', { show: 'due' })).rows;
  expect(await due()).toEqual([]);
  clinic.clock.now = '2026-12-16T08:00:00.000Z';
  expect(await due()).toMatchObject([{ request: { medicationRequestId }, runsOutOn: '2026-12-21', refillsLeft: 1, open: null }]);

  const first = await clinic.call('front-desk', 'refills.request', { medicationRequestId });
  expect(first.outcome).toBe('approved');
  expect(await clinic.ask('front-desk', 'refills.request', { medicationRequestId })).toMatchObject({
    error: { code: 'refill.asked_already' },
  });
  expect(await due(), 'it waits at the counter').toEqual([]);
  await give(clinic, first.medicationRequestId ?? '');
  const { medicines } = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Paracetamol 500 mg tablet' });
  expect(
    medicines.filter(({ text }) => text.startsWith('Amlodipine')),
    'one medicine, not one a refill',
  ).toHaveLength(1);

  clinic.clock.now = '2027-01-12T08:00:00.000Z';
  expect(await due()).toMatchObject([{ runsOutOn: '2027-01-15', refillsLeft: 0 }]);
  const second = await clinic.call('pharmacy-clerk', 'refills.request', { medicationRequestId, note: 'travels on Friday' });
  expect(second).toEqual({ outcome: 'requested', medicationRequestId: null });
  const [asked] = (await clinic.call('doctor', 'refills.list', { show: 'requested' })).rows;
  expect(asked).toMatchObject({ request: { medicationRequestId }, open: { note: 'travels on Friday' } });

  const refillRequestId = asked?.open?.refillRequestId ?? '';
  const prescribed = await clinic.call('doctor', 'prescriptions.prescribe', { ...amlodipine, patientId, refillRequestId });
  expect((await clinic.call('doctor', 'refills.list', { show: 'requested' })).rows, 'not granted before it is signed').toHaveLength(1);
  await signed(clinic, patientId, prescribed.medicationRequestId);
  expect((await clinic.call('doctor', 'refills.list', { show: 'requested' })).rows).toEqual([]);
  const { requests } = await clinic.call('front-desk', 'refills.decided', { patientId });
  expect(requests.map(({ status, decidedByName }) => [status, decidedByName])).toEqual([
    ['approved', 'Test doctor'],
    ['approved', null],
  ]);
});

test('a refusal has its reason and is final; a question can be withdrawn', async () => {
  const clinic = await testClinic();
  const { patientId, medicationRequestId } = await taken(clinic, 0);
  await clinic.call('pharmacist', 'refills.request', { medicationRequestId });
  const open = async () => (await clinic.call('doctor', 'refills.list', { show: 'requested' })).rows[0]?.open;
  const first = await open();
  const seen = { refillRequestId: first?.refillRequestId ?? '', version: first?.version ?? 0 };
  expect(await clinic.ask('pharmacist', 'refills.refuse', { ...seen, reason: 'no need' })).toMatchObject({
    error: { code: 'auth.forbidden' },
  });
  await clinic.call('doctor', 'refills.refuse', { ...seen, reason: 'blood pressure must be seen first' });
  expect(await clinic.ask('doctor', 'refills.refuse', { ...seen, reason: 'again' })).toMatchObject({ error: { code: 'refill.decided' } });
  expect((await clinic.call('pharmacist', 'refills.decided', { patientId })).requests[0]).toMatchObject({
    status: 'refused',
    refusal: 'blood pressure must be seen first',
  });
  await clinic.call('pharmacist', 'refills.request', { medicationRequestId });
  const second = await open();
  await clinic.call('pharmacist', 'refills.withdraw', { refillRequestId: second?.refillRequestId ?? '', version: second?.version ?? 0 });
  expect(await open()).toBeUndefined();
});

test('an allergy heard of since, a prescription out of date, or one that was stopped is no refill at the counter', async () => {
  const clinic = await testClinic();
  const late = await taken(clinic, 3);
  clinic.clock.now = '2027-04-01T08:00:00.000Z';
  expect(await clinic.call('front-desk', 'refills.request', { medicationRequestId: late.medicationRequestId })).toMatchObject({
    outcome: 'requested',
  });

  const patientId = await aPatient(clinic, { familyName: 'Boateng', givenNames: 'Esi', birthDate: '1991-02-03' });
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2029-01-31', onHand: 90 });
  const amoxicillin = await aPrescription(clinic, { patientId, itemId, quantity: 30, refillsAllowed: 2 });
  expect(await clinic.ask('front-desk', 'refills.request', { medicationRequestId: amoxicillin })).toMatchObject({
    error: { code: 'refill.not_possible' },
  });
  await give(clinic, amoxicillin);
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'penicillin' });
  expect(await clinic.call('front-desk', 'refills.request', { medicationRequestId: amoxicillin })).toMatchObject({ outcome: 'requested' });
});

test('favourites are one’s own, order sets everybody’s; both are changed with a version', async () => {
  const clinic = await testClinic();
  const line = { medicine: 'Amoxicillin 500 mg capsule', directions: '1 capsule three times a day', quantity: 21 };
  const { favouriteId } = await clinic.call('doctor', 'favourites.save', { name: 'Amoxicillin adult', line });
  expect(await clinic.ask('doctor', 'favourites.save', { name: 'amoxicillin ADULT', line })).toMatchObject({
    error: { code: 'order_set.name_taken' },
  });
  expect((await clinic.call('department-head', 'favourites.list', {})).favourites).toEqual([]);
  expect(await clinic.ask('department-head', 'favourites.retire', { favouriteId, version: 1 })).toMatchObject({
    error: { code: 'not_found' },
  });
  await clinic.call('doctor', 'favourites.retire', { favouriteId, version: 1 });
  expect((await clinic.call('doctor', 'favourites.list', {})).favourites).toEqual([]);

  const set = { name: 'Malaria, adult', lines: [line, { ...line, medicine: 'Paracetamol 500 mg tablet' }] };
  expect(await clinic.ask('pharmacist', 'orderSets.save', set)).toMatchObject({ error: { code: 'auth.forbidden' } });
  const { orderSetId } = await clinic.call('department-head', 'orderSets.save', set);
  expect((await clinic.call('doctor', 'orderSets.list', {})).sets).toMatchObject([
    { name: 'Malaria, adult', lines: [{ validDays: 30 }, {}] },
  ]);
  await clinic.call('department-head', 'orderSets.save', { ...set, orderSetId, version: 1, note: 'from 35 kg' });
  expect(await clinic.ask('department-head', 'orderSets.retire', { orderSetId, version: 1 })).toMatchObject({
    error: { code: 'version.conflict' },
  });
});

test('another strength of the same is offered where there is some; another ingredient never', async () => {
  const clinic = await testClinic();
  const of = (name: string, strength: number, form = 'capsule') => ({ name, product: { ingredients: [{ inn: 'amoxicillin', strength, unit: 'mg' }], form, unit: form, atc: null } }); // prettier-ignore
  const wanted = await anItem(clinic, of('Amoxicillin 500 mg capsule', 500));
  const [small, tablet, empty] = [await anItem(clinic, of('Amoxicillin 250 mg capsule', 250)), await anItem(clinic, of('Amoxicillin 500 mg tablet', 500, 'tablet')), await anItem(clinic, of('Amoxicillin 125 mg capsule', 125))]; // prettier-ignore
  const other = await anItem(clinic, { name: 'Amlodipine 5 mg tablet', product });
  const combined = await anItem(clinic, { name: 'Co-amoxiclav 625 mg tablet', product: { ingredients: [{ inn: 'amoxicillin', strength: 500, unit: 'mg' }, { inn: 'clavulanic acid', strength: 125, unit: 'mg' }], form: 'tablet', unit: 'tablet', atc: null } }); // prettier-ignore
  for (const itemId of [small, tablet, other, combined]) await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 40 });
  const { alternatives } = await clinic.call('doctor', 'prescriptions.alternatives', { itemId: wanted });
  expect(alternatives.map(({ itemId, isSameForm }) => [itemId, isSameForm])).toEqual([
    [small, true],
    [tablet, false],
  ]);
  expect(alternatives.some(({ itemId }) => itemId === empty)).toBe(false);
});
