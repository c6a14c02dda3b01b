// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import KnowledgeScreen from '../../../renderer/features/knowledge/KnowledgeScreen.tsx';
import { inTallMan, MedicineFlags } from '../../../renderer/features/knowledge/MedicineFlags.tsx';
import { SuggestControlled } from '../../../renderer/features/knowledge/SuggestControlled.tsx';
import { aPack, aPublisher, clinicSigner, oneInteraction } from '../../support/knowledgePacks.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);

function choose(bytes: Buffer) {
  const input = document.querySelector('input[type=file]');
  if (!input) throw new Error('there is no field for a file');
  fireEvent.change(input, { target: { files: [new File([new Uint8Array(bytes)], 'country.mvpack')] } });
}

test('a pack is looked at and loaded; the screen says who made it and what it brought; an older one is refused with the next step', async () => {
  const clinic = await testClinic();
  showOnClinic(clinic, 'pharmacist', '/', <KnowledgeScreen />);
  await screen.findByText('No pack was loaded. The checks work with what came with the program.');
  choose(await aPack(clinicSigner(clinic), oneInteraction(), { publisher: 'Test Clinic', sequence: 2 }));
  await screen.findByText('Made here by Test Clinic, not checked by the publisher');
  expect(clinic.count('knowledge_pack')).toBe(0);
  fireEvent.click(screen.getByRole('button', { name: 'Load this pack' }));
  const card = await screen.findByRole('region', { name: 'Country list' });
  expect(within(card).getByText(/Interactions: 1/)).toBeTruthy();
  expect(within(await screen.findByRole('region', { name: 'Lists that are checked' })).getByText('Country interactions')).toBeTruthy();

  choose(await aPack(clinicSigner(clinic), oneInteraction(), { publisher: 'Test Clinic', sequence: 1 }));
  await screen.findByText(/This is edition 1 of the pack; edition 2 was here already/);
  choose(await aPack(aPublisher(), oneInteraction(), { sequence: 3 }));
  await screen.findByText(/not signed with a key that this program knows/);
  await waitFor(() => expect(clinic.count('knowledge_pack')).toBe(1));
});

test('a medicine says what is to be minded with it; an unsure name is named as such; tall-man letters stand in the name', async () => {
  const clinic = await testClinic();
  showOnClinic(
    clinic,
    'doctor',
    '/',
    <>
      <MedicineFlags text="Morphine 10 mg inj" />
      <MedicineFlags text="hydralizine" />
      <SuggestControlled names={['diazepam']} onMark={() => undefined} />
    </>,
  );
  await screen.findByText('Controlled, schedule I');
  expect(screen.getByText('High-alert').title).toContain('ISMP');
  await screen.findByText('Not sure which medicine this is: hydralazine, hydroxyzine?');
  await screen.findByText(/internationally controlled medicine \(diazepam: Convention on Psychotropic Substances, 1971, schedule IV\)/);
  expect(inTallMan('Hydroxyzine 25 mg tablet', 'hydrOXYzine')).toBe('hydrOXYzine 25 mg tablet');
  expect(inTallMan('Atarax 25 mg', 'hydrOXYzine')).toBe('Atarax 25 mg');
});
