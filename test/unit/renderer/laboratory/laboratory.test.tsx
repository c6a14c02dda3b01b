// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route } from 'wouter';
import { beforeAll, expect, test, vi } from 'vitest';
import { CriticalBanner } from '../../../../renderer/features/laboratory/CriticalBanner.tsx';
import LaboratoryScreen from '../../../../renderer/features/laboratory/LaboratoryScreen.tsx';
import { OrderCard } from '../../../../renderer/features/laboratory/OrderCard.tsx';
import { ResultsCard } from '../../../../renderer/features/laboratory/ResultsCard.tsx';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const haemoglobin = '718-7';
const type = (at: HTMLElement, value: string) => fireEvent.change(at, { target: { value } });
async function visit() {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  return { clinic, patientId, encounterId: await anOpenEncounter(clinic, patientId) };
}
const order = async ({ clinic, encounterId }: Awaited<ReturnType<typeof visit>>) =>
  (await clinic.call('doctor', 'laboratory.order', { encounterId, loincs: [haemoglobin] })).serviceRequestId;

test('a panel is found by a word and ordered with all of its tests', async () => {
  const { clinic, encounterId } = await visit();
  showOnClinic(clinic, 'doctor', '/', <OrderCard encounterId={encounterId} />);
  type(await screen.findByLabelText('Add a test or panel'), 'urine');
  fireEvent.click(await screen.findByText('Urine test strip'));
  fireEvent.click(await screen.findByRole('button', { name: 'Order 4 tests' }));
  await waitFor(() => expect(clinic.count('service_request_test')).toBe(4));
  expect(await screen.findAllByText('To be collected')).toHaveLength(4);
});

test('at the bench: a critical value is asked about before it is issued; then a banner stands until somebody says what is done', async () => {
  const at = await visit();
  const { clinic, patientId } = at;
  const serviceRequestId = await order(at);
  showOnClinic(
    clinic,
    'doctor',
    `/laboratory/${serviceRequestId}`,
    <>
      <CriticalBanner />
      <Route path="/laboratory/:serviceRequestId?">
        <LaboratoryScreen />
      </Route>
    </>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Specimen collected' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Specimen collected' })).toBeNull());
  type(await screen.findByLabelText('Hemoglobin in Blood'), '5.9');
  fireEvent.click(screen.getByRole('button', { name: 'Issue results' }));
  await screen.findByText('Hemoglobin in Blood is critical. Checked?');
  expect(clinic.count('observation')).toBe(0);
  fireEvent.click(screen.getByLabelText('Yes, 5.9 is right'));
  fireEvent.click(screen.getByRole('button', { name: 'Issue results' }));
  await screen.findByText(/^Critical: .*Tettebi.*Hemoglobin in Blood 5.9 g\/dL$/);
  fireEvent.click(screen.getByRole('button', { name: 'I act on it' }));
  type(await screen.findByLabelText(/^What is done about it/), 'called back');
  fireEvent.click(screen.getAllByRole('button', { name: 'I act on it' }).at(-1)!);
  await waitFor(() => expect(screen.queryByText(/^Critical:/)).toBeNull());
  showOnClinic(clinic, 'doctor', '/patients', <ResultsCard patientId={patientId} />);
  expect((await screen.findAllByText('critically low')).length).toBeGreaterThan(0);
});

test('what another laboratory found is typed in with its day', async () => {
  const { clinic, patientId } = await visit();
  showOnClinic(clinic, 'nurse', '/patients', <ResultsCard patientId={patientId} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Add outside report' }));
  type(await screen.findByLabelText('Laboratory'), 'Lakeside Hospital');
  type(screen.getByLabelText('Add a value'), 'sodium serum');
  fireEvent.click(await screen.findByText('Sodium in Serum or Plasma'));
  type(await screen.findByLabelText('Sodium in Serum or Plasma'), '128');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('128 mmol/L');
  expect(clinic.facility.raw.prepare('SELECT performer FROM service_request').pluck().get()).toBe('Lakeside Hospital');
});
