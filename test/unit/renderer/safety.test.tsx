// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { PrescribePanel } from '../../../renderer/features/prescriptions/PrescribePanel.tsx';
import { SecondPersonDialog } from '../../../renderer/features/prescriptions/SecondPersonDialog.tsx';
import SafetyFindingsScreen from '../../../renderer/features/safety/SafetyFindingsScreen.tsx';
import { aPatient, signed } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { type TestClinic, testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const order = { medicine: 'Amoxicillin 500 mg capsule', directions: '1 capsule three times a day', quantity: 21 };
async function aloneAtNight(clinic: TestClinic) {
  const patientId = await aPatient(clinic);
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'penicillin', reaction: 'anaphylaxis', criticality: 'high' });
  const { findings } = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: order.medicine });
  const causes = findings.filter(({ kind }) => kind === 'allergy').map(({ cause }) => cause);
  const second = { nobodyBecause: 'night, nobody else here' };
  await clinic.call('doctor', 'safety.second', { patientId, medicine: order.medicine, causes, second });
  const overrides = causes.map((cause) => ({ cause, reason: 'no other antibiotic' }));
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', { ...order, patientId, overrides });
  await signed(clinic, patientId, medicationRequestId);
}

test('the figures are shown, and an order that was written alone is judged', async () => {
  const clinic = await testClinic();
  await aloneAtNight(clinic);
  showOnClinic(clinic, 'manager', '/safety-findings', <SafetyFindingsScreen />);
  await screen.findByText('Ordered all the same');
  expect((await screen.findAllByText('1 (100 %)')).length).toBe(1);
  fireEvent.click(screen.getByRole('button', { name: 'To review' }));
  fireEvent.click(await screen.findByText(order.medicine));
  await screen.findByText('night, nobody else here');
  fireEvent.click(screen.getByRole('button', { name: 'Escalate' }));
  await screen.findByText('An escalation needs a few words.');
  fireEvent.change(screen.getByLabelText('What you found'), { target: { value: 'azithromycin was there' } });
  fireEvent.click(screen.getByRole('button', { name: 'Escalate' }));
  await screen.findByText('Nothing waits for review');
  expect(clinic.facility.raw.prepare('SELECT verdict FROM safety_alert').pluck().get()).toBe('escalated');
});

test('what nobody asked is answered beside the order; a finding that is made quiet stands folded below', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { sex: 'female', birthDate: '1995-01-01' });
  await clinic.call('doctor', 'drafts.save', {
    form: 'prescribe',
    patientId,
    content: { medicine: 'Valproic acid 200 mg tablet', itemId: null, directions: '', quantity: null, unit: 'tablet', validDays: 30, dosage: null, refillsAllowed: 0, medicationRequestId: null, copyOf: null, refillRequestId: null },
  });
  showOnClinic(clinic, 'doctor', '/queue', <><SecondPersonDialog /><PrescribePanel patientId={patientId} encounterId={null} /></>);
  await screen.findByText(/nobody asked whether this woman is pregnant/);
  fireEvent.click(screen.getByRole('button', { name: 'Do not show again for 90 days' }));
  await screen.findByText('1 finding that you asked not to see');
  fireEvent.click(screen.getByRole('button', { name: 'Pregnant? Yes' }));
  await screen.findByText('Valproic acid is ruled out in pregnancy.');
  expect(screen.queryByText(/that you asked not to see/)).toBeNull();
}); // prettier-ignore
