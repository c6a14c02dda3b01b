// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { Route } from 'wouter';
import { AllergyCard } from '../../../../renderer/features/allergies/AllergyCard.tsx';
import { HistoriesCard } from '../../../../renderer/features/histories/HistoriesCard.tsx';
import { PatientBanner } from '../../../../renderer/features/patients/PatientBanner.tsx';
import { ProblemsCard } from '../../../../renderer/features/problems/ProblemsCard.tsx';
import RegistersScreen from '../../../../renderer/features/registers/RegistersScreen.tsx';
import { Timeline } from '../../../../renderer/features/timeline/Timeline.tsx';
import { useQuery } from '../../../../renderer/lib/api.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

const hypertension = {
  system: 'http://hl7.org/fhir/sid/icd-10',
  edition: '2019',
  code: 'I10',
  display: 'Essential (primary) hypertension',
};

async function aVisit(familyName = 'Tettebi') {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { familyName, givenNames: 'Efua', sex: 'female' });
  const encounterId = await anOpenEncounter(clinic, patientId);
  return { clinic, patientId, encounterId };
}

function Banner({ patientId }: { patientId: string }) {
  const chart = useQuery('patients.chart', { patientId });
  return chart.data ? <PatientBanner chart={chart.data} /> : null;
}
function Allergies({ patientId }: { patientId: string }) {
  const chart = useQuery('patients.chart', { patientId });
  return chart.data ? <AllergyCard patientId={patientId} allergies={chart.data.allergies} /> : null;
}

test('the banner says allergies first, then what must be known', async () => {
  const { clinic, patientId, encounterId } = await aVisit();
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Penicillin', severity: 'severe' });
  const pregnant = { ...hypertension, code: 'Z34.9', display: 'Supervision of normal pregnancy, unspecified' };
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding: pregnant });
  clinic.facility.raw.prepare(`UPDATE patient SET deceased_on = '2026-11-20', is_unidentified = 1 WHERE id = ?`).run(patientId);
  showOnClinic(clinic, 'doctor', '/', <Banner patientId={patientId} />);
  const banner = await screen.findByRole('region', { name: 'Patient' });
  const text = banner.textContent ?? '';
  const order = ['Penicillin', 'severe', 'Died 20 Nov 2026', 'Identity not known', 'Pregnant', 'Z34.9', 'Tettebi'].map((word) => text.indexOf(word));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
}); // prettier-ignore

test('a critical result that nobody acknowledged stands in the banner until somebody does', async () => {
  const { clinic, patientId, encounterId } = await aVisit();
  const { serviceRequestId } = await clinic.call('doctor', 'laboratory.order', { encounterId, loincs: ['718-7'] });
  await clinic.call('laboratory', 'laboratory.enterResults', { serviceRequestId, version: 1, results: [{ loinc: '718-7', value: 40, unit: 'g/L' }], confirmed: ['718-7'] });
  showOnClinic(clinic, 'doctor', '/', <Banner patientId={patientId} />);
  await screen.findByText(/Critical result not acknowledged: Hemoglobin in Blood 40 g\/L/);
  const [open] = (await clinic.call('doctor', 'laboratory.criticals', {})).criticals;
  await clinic.call('doctor', 'laboratory.acknowledge', { criticalResultId: open?.criticalResultId ?? '', version: open?.version ?? 0, actionTaken: 'transfusion' });
  expect((await clinic.call('doctor', 'patients.chart', { patientId })).criticals).toEqual([]);
}); // prettier-ignore

test('an allergy is refuted with a reason and stays in sight', async () => {
  const { clinic, patientId } = await aVisit();
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Penicillin', reaction: 'rash' });
  showOnClinic(clinic, 'doctor', '/', <Allergies patientId={patientId} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Change allergy Penicillin' }));
  fireEvent.click(screen.getByRole('combobox', { name: 'Certainty' }));
  fireEvent.click(await screen.findByText('Refuted: not allergic'));
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await screen.findByText(/Say in a few words why it is refuted/);
  fireEvent.change(screen.getByLabelText(/Why has the certainty changed/), { target: { value: 'took it since' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await waitFor(() =>
    expect(clinic.facility.raw.prepare('SELECT verification_status FROM allergy_intolerance').pluck().get()).toBe('refuted'),
  );
  await screen.findByText('Refuted');
});

test('a diagnosis of a visit is taken over with its year, then resolved with a reason', async () => {
  const { clinic, patientId, encounterId } = await aVisit();
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding: hypertension });
  showOnClinic(clinic, 'doctor', '/', <ProblemsCard patientId={patientId} />);
  fireEvent.click(await screen.findByRole('button', { name: `Put ${hypertension.display} on the list` }));
  fireEvent.change(screen.getByLabelText('Since'), { target: { value: '2019' } });
  fireEvent.keyDown(screen.getByLabelText('Since'), { key: 'Enter', ctrlKey: true });
  fireEvent.click(await screen.findByRole('button', { name: `Change ${hypertension.display}` }));
  fireEvent.click(screen.getByRole('combobox', { name: 'Status' }));
  fireEvent.click(await screen.findByText('Resolved'));
  fireEvent.change(screen.getByLabelText(/Why does the status change/), { target: { value: 'normal for years' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('since 2019 · until 21 Nov 2026')).toBeTruthy();
});

test('tobacco is asked and said; family history in words', async () => {
  const { clinic, patientId } = await aVisit();
  showOnClinic(clinic, 'nurse', '/', <HistoriesCard patientId={patientId} />);
  expect(await screen.findAllByText('not asked')).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: 'Add tobacco or alcohol' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Never');
  fireEvent.click(await screen.findByRole('button', { name: 'Add family history' }));
  fireEvent.change(screen.getByLabelText(/Illness/), { target: { value: 'stroke' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('stroke');
});

test('the timeline is searched and walked by keyboard; Enter opens the visit', async () => {
  const { clinic, patientId, encounterId } = await aVisit();
  await clinic.call('nurse', 'encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 61 }] });
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding: hypertension });
  const { path } = showOnClinic(clinic, 'doctor', '/', <Timeline patientId={patientId} />);
  await screen.findByText('3 of 3 entries');
  const field = screen.getByRole('textbox', { name: 'Search this record' });
  fireEvent.change(field, { target: { value: 'hypertension' } });
  await screen.findByText('1 of 1 entry');
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  const line = screen.getByRole('button', { name: /Essential/ });
  expect(document.activeElement).toBe(line);
  fireEvent.keyDown(line, { key: 'Enter' });
  expect(path()).toBe(`/encounters/${encounterId}`);
});

test('a register shows who is late; a person opens beside it; another register by its name', async () => {
  const { clinic, patientId, encounterId } = await aVisit();
  await clinic.call('doctor', 'encounters.recordDiagnosis', { encounterId, coding: hypertension });
  clinic.facility.raw
    .prepare(`UPDATE encounter SET started_at = '2026-06-01T08:00:00.000Z', local_date = '2026-06-01' WHERE id = ?`)
    .run(encounterId);
  const { path } = showOnClinic(
    clinic,
    'doctor',
    '/registers/hypertension',
    <Route path="/registers/:register?/:patientId?">
      <RegistersScreen />
    </Route>,
  );
  await screen.findByText('1 overdue · expected again 90 days after the last visit');
  const grid = screen.getByRole('grid', { name: 'Register: Hypertension' });
  await within(grid).findByText('Tettebi, Efua');
  expect(within(grid).getByText('83 days')).toBeTruthy();
  expect(within(grid).getByText('30 Aug 2026')).toBeTruthy();
  fireEvent.keyDown(grid, { key: 'Enter' });
  expect(path()).toBe(`/registers/hypertension/${patientId}`);
  fireEvent.click(screen.getByRole('combobox', { name: 'Register' }));
  fireEvent.click(await screen.findByText('Tuberculosis'));
  await screen.findByText('Nobody stands on this register');
});
