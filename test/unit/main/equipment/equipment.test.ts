import { expect, test } from 'vitest';
import { equipmentStatuses, equipmentSteps } from '../../../../preload/contract/equipment.ts';
import { steps, stepsFrom } from '../../../../main/equipment/steps.ts';
import { testClinic } from '../../../support/testContext.ts';

const concentrator = {
  name: 'Oxygen concentrator 5 L',
  category: 'Oxygen',
  serialNumber: 'OC-77',
  place: 'Maternity',
  maintenanceDays: 90,
};

test('a fault is reported by whoever uses it; repair, loan and retirement by who may', async () => {
  const clinic = await testClinic();
  const { equipmentId, assetNumber } = await clinic.call('manager', 'equipment.add', concentrator);
  expect(assetNumber).toMatch(/^E-/);
  const step = (role: 'nurse' | 'manager', name: (typeof equipmentSteps)[number], version: number, more = {}) => clinic.ask(role, 'equipment.step', { equipmentId, version, step: name, ...more });
  expect(await step('nurse', 'take', 1)).toMatchObject({ value: { status: 'in-use', version: 2 } });
  expect(await step('nurse', 'report-fault', 2, { note: 'no flow' })).toMatchObject({ value: { status: 'faulty' } });
  expect(await step('nurse', 'repaired', 3)).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await step('manager', 'lend', 3, { loanedTo: 'Lakeside' })).toMatchObject({ error: { code: 'equipment.wrong_step', data: { status: 'faulty' } } });
  expect(await step('manager', 'repaired', 1)).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await step('manager', 'repaired', 3)).toMatchObject({ value: { status: 'available' } });
  expect(await step('manager', 'lend', 4)).toMatchObject({ error: { code: 'equipment.needs_borrower' } });
  expect(await step('manager', 'lend', 4, { loanedTo: 'Lakeside Hospital', loanUntil: '2026-12-01' })).toMatchObject({ value: { status: 'on-loan' } });
  const { equipment, events, steps: next } = await clinic.call('nurse', 'equipment.get', { equipmentId });
  expect(equipment).toMatchObject({ loanedTo: 'Lakeside Hospital', loanUntil: '2026-12-01' });
  expect(next).toEqual(['report-fault']);
  expect(events.map(({ kind }) => kind)).toEqual(['loan', 'repaired', 'fault', 'status']);
  expect(events[2]).toMatchObject({ note: 'no flow', by: 'Test nurse' });
}); // prettier-ignore

test('maintenance is due so many days after the last one; an older note does not bring it forward', async () => {
  const clinic = await testClinic();
  const { equipmentId } = await clinic.call('manager', 'equipment.add', { ...concentrator, maintainedOn: '2026-08-01' });
  const due = async () => (await clinic.call('nurse', 'equipment.get', { equipmentId })).equipment;
  expect(await due()).toMatchObject({ maintenanceDue: '2026-10-30', isOverdue: true });
  expect((await clinic.call('nurse', 'equipment.list', { show: 'maintenance' })).equipment).toHaveLength(1);
  await clinic.call('manager', 'equipment.maintained', { equipmentId, version: 1, on: '2026-11-20', note: 'filters changed' });
  await clinic.call('manager', 'equipment.maintained', { equipmentId, version: 2, on: '2026-09-01', note: 'found on paper' });
  expect(await due()).toMatchObject({ maintainedOn: '2026-11-20', maintenanceDue: '2027-02-18', isOverdue: false });
  expect(await clinic.ask('manager', 'equipment.maintained', { equipmentId, version: 3, on: '2026-12-20', note: 'soon' })).toMatchObject({ error: { code: 'date.in_future' } });
}); // prettier-ignore

test('found by any word of it; what is retired is not in the way', async () => {
  const clinic = await testClinic();
  await clinic.call('manager', 'equipment.add', concentrator);
  const { equipmentId } = await clinic.call('manager', 'equipment.add', { name: 'Microscope', category: 'Laboratory' });
  const names = async (text: string) => (await clinic.call('nurse', 'equipment.list', { text })).equipment.map(({ name }) => name);
  expect(await names('maternity oxygen')).toEqual(['Oxygen concentrator 5 L']);
  expect(await names('oc-77')).toEqual(['Oxygen concentrator 5 L']);
  await clinic.call('manager', 'equipment.step', { equipmentId, version: 1, step: 'retire', note: 'broken for good' });
  expect(await names('')).toEqual(['Oxygen concentrator 5 L']);
  await clinic.call('manager', 'equipment.amend', { equipmentId, version: 2, name: 'Microscope, old', category: 'Laboratory' });
});

test('no state is without a way on but the last, and no step leads from a state to itself', () => {
  for (const status of equipmentStatuses) expect(stepsFrom(status, true).length > 0).toBe(status !== 'retired');
  for (const step of equipmentSteps) expect(steps[step].from).not.toContain(steps[step].to);
});
