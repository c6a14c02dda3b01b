// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { packPort } from '../../../main/knowledge/arriving/port.ts';
import { ArrivedNotice } from '../../../renderer/features/knowledge/ArrivedNotice.tsx';
import KnowledgeScreen from '../../../renderer/features/knowledge/KnowledgeScreen.tsx';
import { inTallMan, MedicineFlags } from '../../../renderer/features/knowledge/MedicineFlags.tsx';
import { SuggestControlled } from '../../../renderer/features/knowledge/SuggestControlled.tsx';
import { sha256Hex } from '../../../sync/security/tokens.ts';
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

test('an edition from the hub is on its way, arrives, is loaded or set aside; a refused one says why; Today names it', async () => {
  const clinic = await testClinic();
  const publisher = aPublisher();
  publisher.trust(clinic);
  const port = packPort(clinic.facility);
  const bytes = await aPack(publisher, oneInteraction(), { edition: 'spring 2026' });
  const kilobytes = Math.ceil(bytes.length / 1024);
  const about = {
    id: 'country-list',
    sequence: 1,
    title: 'Country list',
    edition: 'spring 2026',
    publisher: 'MedVault',
    date: '2026-11-01',
  };
  const offered = { ...about, bytes: bytes.length, sha256: sha256Hex(bytes) };
  clinic.facility.raw.exec('UPDATE link_setting SET is_metered = 1');
  await port.heard([offered]);
  showOnClinic(
    clinic,
    'pharmacist',
    '/',
    <>
      <ArrivedNotice />
      <KnowledgeScreen />
    </>,
  );
  const coming = await screen.findByRole('region', { name: 'A new edition is on its way from the hub' });
  expect(within(coming).getByText(`0 of ${kilobytes} KB`)).toBeTruthy();
  expect(await port.next()).toBeNull();
  fireEvent.click(within(coming).getByRole('button', { name: `Fetch it now (${kilobytes} KB)` }));
  await waitFor(async () => expect(await port.next()).toEqual({ sha256: offered.sha256, have: 0 }));
  await port.keep(offered.sha256, 0, bytes.subarray(0, 600));
  expect(await port.next()).toEqual({ sha256: offered.sha256, have: 600 });
  await port.keep(offered.sha256, 600, bytes.subarray(600));

  const arrived = await screen.findByRole('region', { name: 'A new edition arrived from the hub' });
  await within(arrived).findByText('Signed by the publisher, MedVault');
  await screen.findByText(/A new edition of the medicine knowledge arrived from the hub: Country list, spring 2026/);
  fireEvent.click(within(arrived).getByRole('button', { name: 'Set it aside' }));
  const aside = await screen.findByRole('region', { name: 'Set aside: a new edition from the hub' });
  expect(screen.queryByText(/A new edition of the medicine knowledge arrived/)).toBeNull();
  fireEvent.click(within(aside).getByRole('button', { name: 'Look at it' }));
  fireEvent.click(await within(aside).findByRole('button', { name: 'Load this pack' }));
  await screen.findByRole('region', { name: 'Country list' });
  expect(clinic.count('knowledge_pack')).toBe(1);

  const bad = Buffer.from('not a pack at all');
  await port.heard([{ ...about, sequence: 2, edition: 'autumn 2026', bytes: bad.length, sha256: sha256Hex(bad) }]);
  clinic.facility.raw.exec('UPDATE link_setting SET is_metered = 0');
  await port.next();
  await port.keep(sha256Hex(bad), 0, bad);
  const refused = await screen.findByRole('region', { name: 'A new edition from the hub was refused' });
  expect(within(refused).getByText('Nothing was changed: the checks go on with what they had.')).toBeTruthy();
  await screen.findByText(/from the hub was refused: Country list, autumn 2026/);
  fireEvent.click(within(refused).getByRole('button', { name: 'Put this away' }));
  await waitFor(() => expect(screen.queryByText('A new edition from the hub was refused')).toBeNull());
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
