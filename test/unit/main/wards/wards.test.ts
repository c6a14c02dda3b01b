import { expect, test } from 'vitest';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { aLot, anItem, aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

async function aWard() {
  const clinic = await testClinic();
  const { departmentId } = await clinic.call('administrator', 'departments.add', { name: 'Maternity' });
  const { locationId } = await clinic.call('pharmacist', 'inventory.addLocation', { name: 'Maternity cupboard', kind: 'ward', isDispensable: false, departmentId });
  const itemId = await anItem(clinic, { name: 'Oxytocin 10 IU ampoule' });
  await aLot(clinic, { itemId, expiry: '2027-06-30', onHand: 50, lotNumber: 'LATE' });
  await aLot(clinic, { itemId, expiry: '2027-01-31', onHand: 20, lotNumber: 'SOON' });
  return { clinic, departmentId, locationId, itemId };
} // prettier-ignore

test('a ward is filled to its level from the pharmacy, first expired first; what it used counts as consumption', async () => {
  const { clinic, locationId, itemId } = await aWard();
  await clinic.call('manager', 'wards.setLevel', { locationId, itemId, level: 30, version: 0 });
  const line = async () => (await clinic.call('nurse', 'wards.imprest', { locationId })).lines[0];
  expect(await line()).toMatchObject({ level: 30, onHand: 0, missing: 30, inStore: 70 });
  expect((await clinic.call('nurse', 'wards.list', {})).wards).toMatchObject([{ name: 'Maternity cupboard', departmentName: 'Maternity', items: 1, below: 1 }]);
  expect(await clinic.call('pharmacy-clerk', 'wards.topUp', { locationId, lines: [{ itemId, counted: null, add: 30 }] })).toMatchObject({ used: 0, added: 30 });
  const { lots } = await clinic.call('pharmacist', 'inventory.item', { itemId });
  expect(lots.map(({ lotNumber, locationId: place, onHand }) => `${lotNumber} ${place === locationId ? 'ward' : 'store'} ${onHand}`).sort((a, b) => a.localeCompare(b))).toEqual(['LATE store 40', 'LATE ward 10', 'SOON store 0', 'SOON ward 20']);
  expect(await clinic.call('pharmacy-clerk', 'wards.topUp', { locationId, lines: [{ itemId, counted: 5, add: 25 }] })).toMatchObject({ used: 25, added: 25 });
  expect(await line()).toMatchObject({ onHand: 30, missing: 0, inStore: 15 });
  const { movements } = await clinic.call('pharmacist', 'inventory.item', { itemId });
  expect(movements.filter(({ reason }) => reason === 'ward-issue').reduce((sum, { quantity }) => sum + quantity, 0)).toBe(-25);
  expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true });
}); // prettier-ignore

test('all lines or none; more in the cupboard than in the book is a count, not a top-up', async () => {
  const { clinic, locationId, itemId } = await aWard();
  const other = await anItem(clinic, { name: 'Magnesium sulfate 50 %', product: { ingredients: [{ inn: 'magnesium sulfate', strength: 50, unit: '%' }], form: 'injection', unit: 'ampoule', atc: null } });
  const before = clinic.count('stock_movement');
  expect(await clinic.ask('pharmacist', 'wards.topUp', { locationId, lines: [{ itemId, counted: null, add: 10 }, { itemId: other, counted: null, add: 1 }] })).toMatchObject({ error: { code: 'stock.insufficient' } });
  expect(await clinic.ask('pharmacist', 'wards.topUp', { locationId, lines: [{ itemId, counted: 3, add: 0 }] })).toMatchObject({ error: { code: 'ward.counted_more', data: { item: 'Oxytocin 10 IU ampoule' } } });
  expect(clinic.count('stock_movement')).toBe(before);
  expect(await clinic.ask('manager', 'wards.setLevel', { locationId, itemId, level: 5, version: 3 })).toMatchObject({ error: { code: 'version.conflict', data: { found: 0 } } });
}); // prettier-ignore

test('a person lies in one bed; a free bed has nobody; two nurses do not put two people into one', async () => {
  const { clinic, departmentId } = await aWard();
  const patientId = await aPatient(clinic);
  const bed = async (name: string) => (await clinic.call('manager', 'wards.addBed', { departmentId, name })).bedId;
  const [one, two] = [await bed('M1'), await bed('M2')];
  expect(await clinic.ask('manager', 'wards.addBed', { departmentId, name: 'M1' })).toMatchObject({ error: { code: 'ward.bed_taken' } });
  await clinic.call('nurse', 'wards.setBed', { bedId: one, version: 1, status: 'occupied', patientId });
  expect(await clinic.ask('nurse', 'wards.setBed', { bedId: two, version: 1, status: 'occupied', patientId })).toMatchObject({ error: { code: 'ward.already_in_bed', data: { name: 'M1' } } });
  expect(await clinic.ask('nurse', 'wards.setBed', { bedId: one, version: 1, status: 'cleaning' })).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await clinic.ask('nurse', 'wards.setBed', { bedId: two, version: 1, status: 'cleaning', patientId })).toMatchObject({ error: { code: 'ipc.invalid_input' } });
  expect((await clinic.call('nurse', 'wards.beds', {})).beds).toMatchObject([{ name: 'M1', status: 'occupied', patient: { patientId } }, { name: 'M2', status: 'free', patient: null }]);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['doctor'], reason: 'by wish' });
  expect((await clinic.call('nurse', 'wards.beds', {})).beds[0]?.patient).toMatchObject({ isRestricted: true });
}); // prettier-ignore
