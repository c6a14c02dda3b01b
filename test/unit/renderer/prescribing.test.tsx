// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { PrescribePanel } from '../../../renderer/features/prescriptions/PrescribePanel.tsx';
import { ToSign } from '../../../renderer/features/prescriptions/ToSign.tsx';
import { aLot, anItem, aPatient, signed } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { doctorsPassword, testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const statuses = (clinic: Awaited<ReturnType<typeof testClinic>>) =>
  clinic.facility.raw.prepare('SELECT status FROM medication_request ORDER BY rowid').pluck().all();

test('what an allergy forbids stops the order until a reason is typed; then the password signs it', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await clinic.call('doctor', 'allergies.record', { patientId, substance: 'penicillin' });
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  const medicine = screen.getByRole('textbox', { name: 'Medicine' });
  type(medicine, 'Amoxicillin 500 mg capsule');
  fireEvent.blur(medicine);
  const safety = screen.getByRole('region', { name: 'Safety check' });
  await within(safety).findByText('Stop');
  expect(within(safety).getByText(/allergy to “penicillin”/)).toBeTruthy();
  expect(within(safety).getByText(/Choose a medicine of another class/)).toBeTruthy();
  expect(within(safety).getByText(/of \d+ checks made/)).toBeTruthy();
  expect(within(safety).getByRole('list', { name: 'Not checked' })).toBeTruthy();

  type(screen.getByRole('textbox', { name: 'Directions' }), '1 three times a day');
  type(screen.getByRole('textbox', { name: 'Quantity' }), '21');
  const submit = screen.getByRole('button', { name: 'Prescribe with this reason' });
  expect(submit).toHaveProperty('disabled', true);
  type(within(safety).getByRole('textbox', { name: /^Reason for prescribing despite/ }), 'No other medicine here');
  fireEvent.click(submit);
  await waitFor(() => expect(statuses(clinic)).toEqual(['draft']));
  await waitFor(() => expect(medicine).toHaveProperty('value', ''));

  await screen.findByText('Nobody can hand these out before you sign.');
  const secret = screen.getByLabelText('Your password to sign');
  type(secret, 'not it');
  fireEvent.submit(screen.getByRole('form', { name: 'Prescription to sign' }));
  await screen.findByText(/password/i, { selector: '[role=alert] *' });
  expect(statuses(clinic)).toEqual(['draft']);
  type(secret, doctorsPassword);
  fireEvent.submit(screen.getByRole('form', { name: 'Prescription to sign' }));
  await screen.findByRole('button', { name: /^Print / });
  expect(statuses(clinic)).toEqual(['active']);
});

test('half a name is not checked, and what was typed is kept for another day', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  type(screen.getByRole('textbox', { name: 'Medicine' }), 'amox');
  type(screen.getByRole('textbox', { name: 'Directions' }), '1 at night');
  await screen.findByText(/^Draft kept at/);
  expect(screen.getByText(/Choose a medicine: what the record says/)).toBeTruthy();
  const { draft } = await clinic.call('doctor', 'drafts.get', { form: 'prescribe', patientId });
  expect(draft?.content).toMatchObject({ medicine: 'amox', directions: '1 at night' });
});

test('a brand name finds what stands on our shelf under its ingredients', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const ingredients = [
    { inn: 'artemether', strength: 20, unit: 'mg' as const },
    { inn: 'lumefantrine', strength: 120, unit: 'mg' as const },
  ];
  const product = { ingredients, form: 'tablet', unit: 'tablet', atc: null };
  const itemId = await anItem(clinic, { name: 'Artemether + lumefantrine 20 mg + 120 mg tablet', product });
  await aLot(clinic, { itemId, expiry: '2027-06-30', onHand: 24 });
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  type(screen.getByRole('textbox', { name: 'Medicine' }), 'Coartem');
  expect((await screen.findByRole('option', { name: /artemether/i })).textContent).toMatch(/24 tablets/);
});

test('the typed line becomes a sentence and a quantity; words that are not understood are said and kept', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  type(screen.getByRole('textbox', { name: 'Medicine' }), 'Amoxicillin');
  fireEvent.click(await screen.findByRole('option', { name: /Amoxicillin 500 mg capsule/ }));
  await screen.findByText(/From our stock: 50 capsules usable/);
  const line = screen.getByRole('textbox', { name: 'Directions' });
  const quantity = screen.getByRole('textbox', { name: 'Quantity' });
  type(line, '500 mg tds 5d pc');
  await screen.findByText('Take 500 mg by mouth 3 times a day, after food, for 5 days.');
  await waitFor(() => expect(quantity).toHaveProperty('value', '15'));
  type(line, '500 mg tds 7d pc');
  await waitFor(() => expect(quantity).toHaveProperty('value', '21'));
  type(quantity, '30');
  type(line, '500 mg tds 10d pc banana');
  await screen.findByText(/“banana” is not understood/);
  type(line, '500 mg tds 9d pc');
  await screen.findByText(/for 9 days/);
  expect(quantity, 'what somebody typed stands').toHaveProperty('value', '30');

  fireEvent.click(screen.getByRole('button', { name: 'Fill in fields' }));
  const fields = screen.getByRole('group', { name: 'Directions in fields' });
  type(within(fields).getByRole('textbox', { name: 'For days' }), '4');
  await waitFor(() => expect(line).toHaveProperty('value', '500 mg tds 4d po pc'));
});

test('forty medicines show and are checked; an old one is repeated with its directions, a wrong one is stopped with a reason', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const order = { patientId, medicine: 'Zorbuline1 1 mg tablet', directions: '1 tablet once a day', quantity: 30 };
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', order);
  await signed(clinic, patientId, medicationRequestId);
  const copy = clinic.facility.raw.prepare(
    `INSERT INTO medication_request (id, number, patient_id, medicine, directions, quantity, unit, status, authored_at, valid_until, prescriber_id, safety, overrides)
     SELECT :newId, number || :nth, patient_id, :medicine, directions, quantity, unit, status, authored_at, valid_until, prescriber_id, safety, overrides FROM medication_request WHERE id = :id`,
  );
  for (let n = 2; n <= 40; n++)
    copy.run({ newId: clinic.facility.newId(), nth: `-${n}`, medicine: `Zorbuline${n} ${n} mg tablet`, id: medicationRequestId });
  showOnClinic(clinic, 'doctor', '/', <PrescribePanel patientId={patientId} encounterId={null} />);
  await screen.findByText('40 medicines');
  const list = screen.getByRole('list', { name: 'Prescribed medicines' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(40);

  fireEvent.click(within(list).getByRole('button', { name: 'What to do with Zorbuline7 7 mg tablet' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Repeat' }));
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Medicine' })).toHaveProperty('value', 'Zorbuline7 7 mg tablet'));
  expect(screen.getByRole('textbox', { name: 'Directions' })).toHaveProperty('value', '1 tablet once a day');
  await within(screen.getByRole('region', { name: 'Safety check' })).findByText(/of \d+ checks made/);

  fireEvent.click(within(list).getByRole('button', { name: 'What to do with Zorbuline8 8 mg tablet' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Stop' }));
  const dialog = await screen.findByRole('dialog', { name: 'Stop Zorbuline8 8 mg tablet?' });
  type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'cough');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Stop it' }));
  await screen.findByText('39 medicines');
});

test('what was written and not signed waits on Today, by person; signed there it goes to the pharmacy', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  for (const medicine of ['Zorbuline 1 mg tablet', 'Zinc sulfate 20 mg tablet'])
    await clinic.call('doctor', 'prescriptions.prescribe', { patientId, medicine, directions: '1 tablet once a day', quantity: 10 });
  showOnClinic(clinic, 'doctor', '/', <ToSign />);
  const card = await screen.findByRole('region', { name: 'Prescriptions to sign' });
  expect(within(card).getByText('2 medicines')).toBeTruthy();
  expect(within(card).getAllByRole('listitem')).toHaveLength(1);
  fireEvent.click(within(card).getByRole('button', { name: /^Sign what is written for / }));
  const dialog = await screen.findByRole('dialog', { name: /^To sign: / });
  await within(dialog).findByText(/Allergies not asked/);
  type(await within(dialog).findByLabelText('Your password to sign'), doctorsPassword);
  fireEvent.submit(within(dialog).getByRole('form', { name: 'Prescription to sign' }));
  await waitFor(() => expect(statuses(clinic)).toEqual(['active', 'active']));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Prescriptions to sign' })).toBeNull());
});
