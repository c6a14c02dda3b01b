// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { PregnancyCard } from '../../../../renderer/features/pregnancies/PregnancyCard.tsx';
import { anOpenEncounter, aPatient } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

async function visitOf(sex: 'female' | 'male', birthDate: string) {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { familyName: 'Asante', givenNames: 'Efua', sex, birthDate });
  const encounterId = await anOpenEncounter(clinic, patientId);
  showOnClinic(clinic, 'nurse', '/queue', <PregnancyCard encounterId={encounterId} patient={{ patientId, sex, birthDate }} />);
  return clinic;
}
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('dates give weeks, due date and the eight contacts; a contact is recorded once a visit', async () => {
  const clinic = await visitOf('female', '1998-02-14');
  fireEvent.click(await screen.findByRole('button', { name: 'Record a pregnancy' }));
  fireEvent.submit(screen.getByRole('form', { name: 'What dates the pregnancy' }));
  expect(await screen.findByText('Give the last period, or the scan with its weeks.')).toBeTruthy();
  type('First day of the last period', '2026-05-23');
  fireEvent.submit(screen.getByRole('form', { name: 'What dates the pregnancy' }));
  expect(await screen.findByText('26+0 weeks')).toBeTruthy();
  expect(screen.getByText('second trimester · due 27 Feb 2027 · by the last period')).toBeTruthy();
  const contacts = within(screen.getByRole('list', { name: 'Antenatal contacts (WHO 2016)' })).getAllByRole('listitem');
  expect(contacts.map((item) => item.textContent?.replace(/\d+ \w+ \d{4}/, 'day'))).toEqual(['12 wmissed', '20 wmissed', '26 wdue now', '30 wday', '34 wday', '36 wday', '38 wday', '40 wday']);
  fireEvent.click(screen.getByRole('button', { name: 'Antenatal contact' }));
  type(/^Fundal height/, '25,5');
  type(/^Fetal heart rate/, '9999');
  fireEvent.submit(screen.getByRole('form', { name: 'Antenatal contact' }));
  expect(await screen.findByText('Type a number, or leave it empty.')).toBeTruthy();
  type(/^Fetal heart rate/, '172');
  fireEvent.submit(screen.getByRole('form', { name: 'Antenatal contact' }));
  await waitFor(() => expect(clinic.count('antenatal_contact')).toBe(1));
  expect(await screen.findByText('outside 110 to 160')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Antenatal contact' })).toBeNull();
}); // prettier-ignore

test.each([['male', '1998-02-14'], ['female', '2018-01-01'], ['female', '1950-01-01']] as const)('not shown for %s born %s', async (sex, birthDate) => {
  await visitOf(sex, birthDate);
  expect(screen.queryByRole('region', { name: 'Pregnancy' })).toBeNull();
}); // prettier-ignore
