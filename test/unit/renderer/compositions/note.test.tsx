// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { emptyNote } from '../../../../preload/contract/compositions.ts';
import { NoteCard } from '../../../../renderer/features/compositions/NoteCard.tsx';
import { SignedNoteCard } from '../../../../renderer/features/compositions/SignedNoteCard.tsx';
import { useNote } from '../../../../renderer/features/compositions/useNote.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { prepareScreen } from '../../../support/screenEnvironment.ts';
import { showOnClinic } from '../../../support/screenOnClinic.tsx';
import { testClinic } from '../../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

function Visit(props: { encounterId: string; patientId: string }) {
  return <NoteCard note={useNote(props.encounterId, props.patientId)} />;
}
async function visit() {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  const encounterId = await anOpenEncounter(clinic, patientId);
  return { clinic, patientId, encounterId };
}
const field = (name: string) => screen.findByLabelText(name) as Promise<HTMLTextAreaElement>;
const type = (at: HTMLElement, value: string) => fireEvent.change(at, { target: { value } });
const draftOf = (raw: { prepare: (sql: string) => { get: () => unknown } }) => raw.prepare('SELECT form FROM draft').get();

test('typed words are kept within two seconds, come back when the visit is opened again, and go into the note with Ctrl+Enter', async () => {
  const { clinic, patientId, encounterId } = await visit();
  showOnClinic(clinic, 'doctor', '/queue', <Visit encounterId={encounterId} patientId={patientId} />);
  type(await field('Plan'), 'Rest');
  await waitFor(() => expect(draftOf(clinic.facility.raw)).toBeTruthy(), { timeout: 2000 });
  expect(clinic.count('composition')).toBe(0);
  showOnClinic(clinic, 'doctor', '/queue', <Visit encounterId={encounterId} patientId={patientId} />);
  const plans = await screen.findAllByLabelText('Plan');
  const plan = plans.at(-1) as HTMLTextAreaElement;
  await waitFor(() => expect(plan.value).toBe('Rest'));
  fireEvent.keyDown(plan, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(clinic.count('composition')).toBe(1));
  await waitFor(() => expect(draftOf(clinic.facility.raw)).toBeUndefined());
});

test('.name and Tab puts a phrase in; another Tab is a Tab', async () => {
  const { clinic, patientId, encounterId } = await visit();
  await clinic.call('doctor', 'phrases.save', { shortcut: 'fever', sections: { ...emptyNote, plan: 'Malaria test' } });
  showOnClinic(clinic, 'doctor', '/queue', <Visit encounterId={encounterId} patientId={patientId} />);
  const plan = await field('Plan');
  await waitFor(() => {
    type(plan, '.fever');
    plan.setSelectionRange(6, 6);
    expect(fireEvent.keyDown(plan, { key: 'Tab' })).toBe(false);
  });
  await waitFor(() => expect(plan.value).toBe('Malaria test'));
  expect(fireEvent.keyDown(plan, { key: 'Tab' })).toBe(true);
});

test('what another desk saved meanwhile is shown; both are kept, nothing typed is lost', async () => {
  const { clinic, patientId, encounterId } = await visit();
  showOnClinic(clinic, 'doctor', '/queue', <Visit encounterId={encounterId} patientId={patientId} />);
  type(await field('Plan'), 'Amoxicillin');
  await clinic.call('nurse', 'compositions.saveNote', { encounterId, sections: { ...emptyNote, plan: 'Weigh again' }, version: null });
  fireEvent.keyDown(await field('Plan'), { key: 'Enter', ctrlKey: true });
  await screen.findByText(/Test nurse changed this note/);
  expect((await field('Plan')).value).toBe('Amoxicillin');
  fireEvent.click(screen.getByRole('button', { name: 'Keep both, mine below theirs' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save note' }));
  await waitFor(async () => {
    const { note } = await clinic.call('doctor', 'compositions.ofEncounter', { encounterId });
    expect(note?.sections.plan).toBe('Weigh again\nAmoxicillin');
  });
});

test('a closed visit shows the signed note, and takes an addendum', async () => {
  const { clinic, patientId, encounterId } = await visit();
  await clinic.call('doctor', 'compositions.saveNote', { encounterId, sections: { ...emptyNote, plan: 'Rest' }, version: null });
  await clinic.call('doctor', 'encounters.finish', { encounterId });
  showOnClinic(clinic, 'nurse', '/queue', <SignedNoteCard encounterId={encounterId} patientId={patientId} />);
  await screen.findByText('signed by Test doctor, 21 Nov 2026, 08:00');
  type(await field('Add to this note'), 'Called: is better');
  fireEvent.click(await screen.findByRole('button', { name: 'Sign the addendum' }));
  await screen.findByText('signed by Test nurse, 21 Nov 2026, 08:00');
  expect(screen.getByText('Called: is better')).toBeTruthy();
});
