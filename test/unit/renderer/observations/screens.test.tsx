// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { Route } from 'wouter';
import { VitalsCard } from '../../../../renderer/features/encounters/VitalsCard.tsx';
import { EarlyWarningCard } from '../../../../renderer/features/observations/EarlyWarningCard.tsx';
import GrowthScreen from '../../../../renderer/features/observations/GrowthScreen.tsx';
import { ageTicks, pointsOn, ticks, usualSpan } from '../../../../renderer/features/observations/growthView.ts';
import { useQuery } from '../../../../renderer/lib/api.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

function Visit(props: { encounterId: string; patientId: string }) {
  const chart = useQuery('patients.chart', { patientId: props.patientId });
  return (
    <>
      {chart.data && <VitalsCard encounterId={props.encounterId} chart={chart.data} />}
      <EarlyWarningCard encounterId={props.encounterId} />
    </>
  );
}

async function visitOf(person: Parameters<typeof aPatient>[1] = {}) {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, person);
  const encounterId = await anOpenEncounter(clinic, patientId);
  showOnClinic(clinic, 'nurse', '/queue', <Visit encounterId={encounterId} patientId={patientId} />);
  return { clinic, encounterId, patientId };
}
const type = async (label: string, value: string) => fireEvent.change(await screen.findByLabelText(label), { target: { value } });

test('the score appears with the vital signs, says how much of it was measured and what was not', async () => {
  const { clinic } = await visitOf();
  await type('Heart rate', '135');
  await type('Breathing rate', '22');
  fireEvent.click(screen.getByRole('button', { name: 'Save vital signs' }));
  await waitFor(() => expect(clinic.count('observation')).toBe(2));
  const card = await screen.findByRole('region', { name: 'Early warning score' });
  expect(within(card).getByRole('status').textContent).toBe('at least 5 · urgent · 2 of 7 measured');
  expect(
    within(card).getByText(/Not measured: Oxygen saturation, Oxygen given, Systolic pressure, Consciousness, Temperature/),
  ).toBeTruthy();
  expect(within(within(card).getByRole('row', { name: /Heart rate/ })).getByText('+3')).toBeTruthy();
});

test('an infant of 32 kg: the facility asks, the screen shows the question, Yes saves', async () => {
  const { clinic } = await visitOf({ birthDate: '2026-08-20', sex: 'female' });
  await type('Weight', '32 kg');
  fireEvent.click(screen.getByRole('button', { name: 'Save vital signs' }));
  fireEvent.click(await screen.findByLabelText('Yes, it is right'));
  expect(clinic.count('observation')).toBe(0);
  fireEvent.click(screen.getByRole('button', { name: 'Save vital signs' }));
  await waitFor(() => expect(clinic.count('observation')).toBe(1));
});

test('an infant is measured lying, with head and arm', async () => {
  await visitOf({ birthDate: '2026-08-20', sex: 'female' });
  for (const label of ['Length (lying)', 'Head circumference', 'Upper arm (MUAC)', 'Capillary refill', 'Swelling of both feet that pits'])
    expect(await screen.findByLabelText(label)).toBeTruthy();
  expect(screen.queryByLabelText('Height')).toBeNull();
});

test('a grown-up is measured as ever', async () => {
  await visitOf();
  expect(await screen.findByLabelText('Height')).toBeTruthy();
  expect(screen.queryAllByLabelText('Head circumference')).toHaveLength(0);
});

test('growth: curves, the points in a table, arrow keys read them one by one', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { sex: 'female', birthDate: '2025-11-21' });
  for (const [day, kg] of [['2026-02-20', 5.8], ['2026-11-21', 6.2]] as const) {
    clinic.clock.now = `${day}T08:00:00.000Z`;
    const encounterId = await anOpenEncounter(clinic, patientId);
    await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: kg }] });
    await clinic.call('doctor', 'encounters.finish', { encounterId });
  }
  showOnClinic(clinic, 'doctor', `/growth/${patientId}`, <Route path="/growth/:patientId"><GrowthScreen /></Route>);
  const plot = await screen.findByRole('group', { name: /Weight for age, 2 measurements/ });
  expect(plot.querySelectorAll('.mv-growth-line path')).toHaveLength(7);
  expect(plot.querySelectorAll('circle')).toHaveLength(2);
  const rows = within(screen.getByRole('region', { name: 'Measurements' })).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual(['DateAgeValueSDMeaning', expect.stringMatching(/^21 Nov 202612 m6.2 kg-3.*Severely underweight$/), expect.stringMatching(/^20 Feb 202613 w5.8 kg/)]);
  fireEvent.keyDown(plot, { key: 'End' });
  expect(screen.getByText(/^12 m: 6.2 kg, -3.* SD$/)).toBeTruthy();
  fireEvent.keyDown(plot, { key: 'ArrowLeft' });
  expect(screen.getByText(/^13 w: 5.8 kg/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Nearer (+)' }));
  expect(screen.getByText('1 of 2 values shown')).toBeTruthy();
  expect(plot.querySelectorAll('circle')).toHaveLength(1);
  fireEvent.keyDown(plot, { key: '0' });
  expect(plot.querySelectorAll('circle')).toHaveLength(2);
}); // prettier-ignore

test('growth of somebody grown up says why there is none', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  showOnClinic(clinic, 'doctor', `/growth/${patientId}`, <Route path="/growth/:patientId"><GrowthScreen /></Route>);
  expect(await screen.findByText('WHO’s growth reference ends at 19 years.')).toBeTruthy();
}); // prettier-ignore

test('axes: even steps, and the span a child is looked at in', () => {
  expect(ticks(2.1, 16.8, 9)).toEqual([4, 6, 8, 10, 12, 14, 16]);
  expect(ticks(45, 110, 11)).toEqual([50, 60, 70, 80, 90, 100, 110]);
  expect(ageTicks('birth-to-2').map(({ text }) => text)).toEqual(['0', '2', '4', '6', '8', '10', '12', '14', '16', '18', '20', '22', '24']);
  expect([null, 0, 730, 731, 1826, 1827].map((days) => usualSpan(days))).toEqual([
    'birth-to-2', 'birth-to-2', 'birth-to-2', 'birth-to-5', 'birth-to-5', '5-to-19',
  ]); // prettier-ignore
  const score = { indicator: 'weight-for-length', x: 80, value: 10, unit: 'kg', z: 0, isImplausible: false, class: 'expected' } as const;
  const visit = { at: '2026-11-21T08:00:00Z', ageDays: 731, hasOedema: false, arm: null, scores: [score] };
  expect(pointsOn([visit], 'weight-for-length', 'birth-to-2')).toHaveLength(0);
  expect(pointsOn([visit], 'weight-for-length', 'birth-to-5')).toHaveLength(1);
});
