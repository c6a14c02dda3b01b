import { createServer } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { openLine, sharedClinic } from '../../../support/sharedClinic.ts';
import { testClinic } from '../../../support/testContext.ts';

test('off at first: no certificate, no listener, no code', async () => {
  const clinic = await testClinic();
  expect(await clinic.call('administrator', 'seats.sharing', {})).toMatchObject({
    isOn: false,
    port: 8443,
    isListening: false,
    problem: null,
    certificateSha256: null,
  });
  expect(await clinic.ask('administrator', 'seats.makeCode', {})).toMatchObject({ ok: false, error: { code: 'seat.not_shared' } });
});

test('switched off, seats are out; switched on again, the key is the same and they are back', async () => {
  const { clinic, port, pairHere } = await sharedClinic();
  const seat = openLine(await pairHere('Ward'));
  await seat.isIn('online');
  const on = await clinic.call('administrator', 'seats.sharing', {});
  const off = await clinic.call('administrator', 'seats.setSharing', { isOn: false, port, hostName: '', version: on.version });
  await seat.isIn('offline');
  expect(await clinic.call('administrator', 'seats.sharing', {})).toMatchObject({ isOn: false, isListening: false });
  await clinic.call('administrator', 'seats.setSharing', { isOn: true, port, hostName: '', version: off.version });
  await seat.isIn('online');
  const again = await clinic.call('administrator', 'seats.sharing', {});
  expect(again.certificateSha256).toBe(on.certificateSha256);
});

test('two administrators: the second is told that somebody was faster', async () => {
  const { clinic, port } = await sharedClinic();
  const asked = clinic.ask('administrator', 'seats.setSharing', { isOn: false, port, hostName: '', version: 1 });
  expect(await asked).toMatchObject({ ok: false, error: { code: 'version.conflict' } });
});

test('a port that is taken is said', async () => {
  const { clinic } = await sharedClinic();
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '::', () => resolve()));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const { version } = await clinic.call('administrator', 'seats.sharing', {});
  await clinic.call('administrator', 'seats.setSharing', { isOn: true, port, hostName: '', version });
  await expect
    .poll(() => clinic.call('administrator', 'seats.sharing', {}))
    .toMatchObject({ isOn: true, isListening: false, problem: 'port.in_use' });
});

test('the certificate is P-256, for the facility’s code, for decades; neither key nor cookie stands in the audit', async () => {
  const { clinic, pairHere } = await sharedClinic();
  await pairHere('Ward');
  const { certificate, private_key: key } = clinic.facility.raw.prepare('SELECT certificate, private_key FROM seat_sharing').get() as {
    certificate: Buffer;
    private_key: Buffer;
  };
  const own = new X509Certificate(certificate);
  expect(own.subject).toBe(`CN=MedVault ${clinic.facility.self.code}`);
  expect(own.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  expect(Date.parse(own.validTo) - Date.parse(clinic.clock.now)).toBeGreaterThan(25 * 365 * 86_400_000);
  const audit = clinic.facility.raw.prepare('SELECT body FROM audit_event WHERE body IS NOT NULL').pluck().all() as Buffer[];
  const text = audit.map((body) => body.toString('utf8')).join('\n');
  expect(text).toContain('"is_on":1');
  for (const secret of ['private_key', 'token_hash', 'certificate', key.toString('base64').slice(0, 30)])
    expect(text).not.toContain(secret);
  const actions = clinic.facility.raw.prepare("SELECT action, actor_id FROM audit_event WHERE resource = 'seat' ORDER BY seq").all();
  expect(actions).toMatchObject([{ action: 'pairing-code' }, { action: 'create', actor_id: clinic.seat('administrator').user?.userId }]);
});

test('a seat is renamed; the seat that asks is not revoked by itself; what is no paired seat is not found', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const paired = await pairHere('Ward');
  const { version } = await clinic.call('administrator', 'seats.rename', { seatId: paired.seatId, name: 'Maternity', version: 1 });
  expect(version).toBe(2);
  const stale = await clinic.ask('administrator', 'seats.rename', { seatId: paired.seatId, name: 'Other', version: 1 });
  expect(stale).toMatchObject({ ok: false, error: { code: 'version.conflict' } });
  const seat = openLine(paired);
  await seat.isIn('online');
  expect(await seat.signIn('administrator')).toMatchObject({ ok: true });
  expect(await seat.ask('seats.list')).toMatchObject({ ok: true, value: { seats: [{ name: 'Maternity', isThis: true }] } });
  expect(await seat.ask('seats.revoke', { seatId: paired.seatId }, 'revoke-itself')).toMatchObject({ error: { code: 'seat.own' } });
  const none = await clinic.ask('administrator', 'seats.revoke', { seatId: clinic.facility.newId() });
  expect(none).toMatchObject({ ok: false, error: { code: 'not_found' } });
});
