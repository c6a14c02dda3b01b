import { expect, test } from 'vitest';
import { aLot, anItem, anOpenEncounter, aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const suspension = {
  name: 'Paracetamol 24 mg/mL oral suspension',
  product: { ingredients: [{ inn: 'paracetamol', strength: 24, unit: 'mg/mL' }], form: 'oral suspension', unit: 'mL', atc: null },
  packSize: 100,
};

test('what the record knows becomes a dose with what is on the shelf, through the dispatcher', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { birthDate: '2023-05-01' });
  const encounterId = await anOpenEncounter(clinic, patientId);
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 14 }] });
  const itemId = await anItem(clinic, suspension);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 300 });
  await anItem(clinic, {
    ...suspension,
    name: 'Both',
    product: { ...suspension.product, ingredients: [...suspension.product.ingredients, { inn: 'caffeine', strength: 1, unit: 'mg/mL' }] },
  });

  const facts = await clinic.call('doctor', 'dosing.facts', { patientId });
  expect(facts).toMatchObject({ birthDate: '2023-05-01', weightKg: 14, heightCm: null, creatinineUmolL: null });
  const { weightAt: _, creatinineAt: __, ...figures } = facts;
  const { result } = await clinic.call('doctor', 'dosing.calculate', { medicine: 'paracetamol', figures, days: 3 });
  expect(result?.perDose).toEqual({ value: 210, unit: 'mg' });
  expect(result?.products).toHaveLength(1);
  expect(result?.products[0]).toMatchObject({ itemId, onHand: 300, plan: { quantity: 102, packs: 2, given: { value: 204, unit: 'mg' } } });
});

test('who may not read prescriptions gets nothing; nonsense is refused; a birth to come is an age that nobody knows', async () => {
  const clinic = await testClinic();
  const figures = { sex: 'female' as const, heightCm: null, creatinineUmolL: null, birthDate: null, weightKg: 14 };
  const ask = (wrong: object, role: 'doctor' | 'front-desk' = 'doctor') =>
    clinic.ask(role, 'dosing.calculate', { medicine: 'paracetamol', figures: { ...figures, ...wrong } });
  expect(await ask({}, 'front-desk')).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
  const patientId = await aPatient(clinic);
  expect(await clinic.ask('front-desk', 'dosing.facts', { patientId })).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });

  const nonsense = [
    { weightKg: 0 },
    { weightKg: -3 },
    { weightKg: 1e9 },
    { creatinineUmolL: 'ten' },
    { birthDate: '2023-02-30' },
    { heightCm: 9999 },
  ];
  for (const wrong of nonsense) expect(await ask(wrong)).toMatchObject({ ok: false, error: { code: 'ipc.invalid_input' } });
  expect(await ask({ birthDate: '2030-01-01' })).toMatchObject({
    ok: true,
    value: { missing: expect.arrayContaining(['age']), result: null },
  });
});
