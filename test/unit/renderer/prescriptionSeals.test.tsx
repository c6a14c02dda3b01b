// @vitest-environment happy-dom
import { randomBytes } from 'node:crypto';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Seal, writeSeal } from '../../../main/prescriptionSeals/code.ts';
import { productTag } from '../../../main/prescriptionSeals/token.ts';
import PaperScreen from '../../../renderer/features/prescriptionSeals/PaperScreen.tsx';
import { useScannedPaper } from '../../../renderer/features/prescriptionSeals/scannedPaper.ts';
import { toPayload } from '../../../sync/protocol/kinds.ts';
import { newEd25519 } from '../../../sync/security/keys.ts';
import { aLot, anItem, aPatient } from '../../support/factories.ts';
import { prepareScreen } from '../../support/screenEnvironment.ts';
import { showOnClinic } from '../../support/screenOnClinic.tsx';
import { type TestClinic, testClinic } from '../../support/testContext.ts';

vi.hoisted(() => vi.useFakeTimers({ now: new Date('2026-11-21T08:00:00Z'), toFake: ['Date'] }));
beforeAll(prepareScreen);
beforeEach(() => useScannedPaper.setState({ code: '' }));

const key = newEd25519();
const neighbour = '0190d3f2-7c5b-7000-8000-00000000abcd';

/** A neighbour whose profile has arrived here. */
function aNeighbour(clinic: TestClinic): void {
  const profile = toPayload('facility.profile', {
    name: 'Battor Health Centre',
    code: '0005FD',
    type: 'clinic',
    latitude: null,
    longitude: null,
    prescriptionKeys: [{ publicKey: key.publicKey, from: '2026-01-01T00:00:00.000Z' }],
  });
  const { raw } = clinic.facility;
  raw
    .prepare(`INSERT INTO peer_state VALUES (?, 'facility.profile', ?, ?, NULL, 1, '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z')`)
    .run(neighbour, neighbour, profile);
  raw
    .prepare(`INSERT INTO peer_facility (facility_id, name, code, type) VALUES (?, 'Battor Health Centre', '0001AD', 'clinic')`)
    .run(neighbour);
}

function aPaper(clinic: TestClinic, more: Partial<Seal> = {}): string {
  const productKey = clinic.facility.raw.prepare('SELECT product_key FROM item LIMIT 1').pluck().get() as string | undefined;
  const line = {
    line: 1,
    quantity: 21,
    secret: randomBytes(16),
    medicine: 'Amoxicillin 500 mg capsule',
    unit: 'capsule',
    directions: 'Take 1 capsule by mouth 3 times a day.',
  };
  const product = productKey === undefined ? Buffer.alloc(6) : productTag(productKey);
  const seal = {
    facilityId: neighbour,
    number: 'R-0001AD-A00007-11',
    issuedAt: '2026-11-20T08:00:00.000Z',
    validUntil: '2026-12-20',
    lines: [{ ...line, product }],
  };
  return writeSeal({ ...seal, ...more }, key);
}

const scan = (code: string) => {
  const field = screen.getByRole('textbox', { name: /Scan the code on the paper/ });
  fireEvent.change(field, { target: { value: code } });
  fireEvent.click(screen.getByRole('button', { name: 'Check' }));
};

test('genuine is green and handed to the desk; forged is red, old is red, unknown is amber; use elsewhere is said to be unknown', async () => {
  const clinic = await testClinic();
  aNeighbour(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  await aPatient(clinic);
  const shown = showOnClinic(clinic, 'pharmacist', '/prescription-check', <PaperScreen />);
  const code = aPaper(clinic);

  scan(`${code.slice(0, 80)}${code[80] === 'A' ? 'B' : 'A'}${code.slice(81)}`);
  await screen.findByText('Do not dispense');
  expect(screen.queryByText('Amoxicillin 500 mg capsule')).toBeNull(); // nothing of a forged one is shown
  expect(screen.queryByRole('button', { name: 'Dispense from here' })).toBeNull();

  scan(aPaper(clinic, { validUntil: '2026-11-20' }));
  await screen.findByText('Genuine, but out of date');
  scan(aPaper(clinic, { facilityId: '0190d3f2-7c5b-7000-8000-00000000eeee' }));
  await screen.findByText('Cannot be told');
  scan('R-0001AD-A00007-11');
  await screen.findByText('Not a prescription');

  scan(code);
  await screen.findByText('Genuine');
  await screen.findByText('unknown: the hub cannot be reached');
  screen.getByText('On our shelf: Amoxicillin 500 mg capsule, 50 capsules');
  fireEvent.click(screen.getByRole('button', { name: 'Dispense from here' }));
  const person = await screen.findByPlaceholderText(/Name, number or phone/);
  fireEvent.change(person, { target: { value: 'Tettebi' } });
  fireEvent.click(await screen.findByRole('option', { name: /Tettebi/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Take on and open the desk' }));
  await waitFor(() => expect(shown.path()).toMatch(/^\/dispensing\/[0-9a-f-]{36}$/));
  expect(clinic.facility.raw.prepare('SELECT verdict, number FROM outside_prescription').all()).toEqual([
    { verdict: 'genuine', number: 'R-0001AD-A00007-11' },
  ]);
  expect(clinic.facility.raw.prepare('SELECT quantity, told_at FROM prescription_claim').all()).toEqual([{ quantity: 21, told_at: null }]); // queued
});
