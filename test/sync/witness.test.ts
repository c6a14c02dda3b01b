import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { onTestFinished, expect, test } from 'vitest';
import { emptyChain, hashLine, signHead } from '../../db/audit.ts';
import { type StoredAuditLine, toLine, verifyAudit } from '../../db/verifyAudit.ts';
import { signAuditHead } from '../../main/facility/openFacility.ts';
import { enrolFacility } from '../../main/network/enrol.ts';
import { checkAudit } from '../../main/security/checkAudit.ts';
import { headVerifier } from '../../main/security/auditKey.ts';
import { aPatient } from '../support/factories.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { aChange, greetAs } from '../support/sync/rawClient.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

const online = (clinic: TestClinic) =>
  until(
    'the clinic is online and the hub has all of it',
    () => clinic.facility.network.status().link === 'online' && clinic.count('outbox') === 0,
  );

/** A clinic that the hub has witnessed at two heads, and that then lost its line. */
async function witnessedClinic() {
  const hub = await aHub();
  const clinic = await testClinic();
  await enrolFacility(clinic.facility, hub.url, await hub.createEnrolmentCode());
  for (const person of [{ familyName: 'Tettebi' }, { familyName: 'Okonkwo', givenNames: 'Ada', birthDate: '1961-02-03' }]) {
    await aPatient(clinic, person);
    await signAuditHead(clinic.facility, 1);
    await online(clinic);
  }
  const last = clinic.facility.raw.prepare('SELECT max(seq) FROM audit_head').pluck().get() as number;
  return { hub, clinic, last };
}

/** Has the database's key and the audit's: what he leaves looks whole to whoever has only this computer. */
function forge(clinic: TestClinic, change: string): void {
  const { raw, signer, dataDir } = clinic.facility;
  for (const trigger of raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[])
    raw.exec(`DROP TRIGGER ${trigger}`);
  raw.exec(`DELETE FROM audit_head; DELETE FROM peer_state; ${change}`);
  let previous = emptyChain.hash;
  for (const row of raw.prepare('SELECT * FROM audit_event ORDER BY seq').all() as StoredAuditLine[]) {
    previous = hashLine(previous, row.seq, row.format, toLine(row));
    raw.prepare('UPDATE audit_event SET hash = ? WHERE seq = ?').run(previous, row.seq);
  }
  signHead(raw, signer, clinic.clock.now);
  expect(verifyAudit(raw, headVerifier(dataDir)).ok).toBe(true);
}

test('whole and witnessed: the verdict says what was compared, and offline when the hub last answered', async () => {
  const { clinic, last } = await witnessedClinic();
  const verdict = await clinic.call('auditor', 'audit.verify', {});
  expect(verdict).toMatchObject({ ok: true, firstBad: null, witness: { compared: 2, newestSeq: last, isLive: true, lostInRestore: null } });
  await clinic.facility.network.stop();
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  const offline = await clinic.call('auditor', 'audit.verify', {});
  expect(offline).toMatchObject({ ok: true, witness: { compared: 2, isLive: false, askedAt: '2026-11-21T08:00:00.000Z' } });
});

test('a forger with both keys who cuts the tail and signs again is found once connected', async () => {
  const { clinic, last } = await witnessedClinic();
  await clinic.facility.network.stop();
  forge(clinic, `DELETE FROM audit_event WHERE seq >= ${last}`);
  expect(checkAudit(clinic.facility.raw, clinic.facility.dataDir, false)).toMatchObject({ ok: true, witness: null }); // not before
  clinic.facility.network.start();
  await online(clinic);
  expect(await clinic.call('auditor', 'audit.verify', {})).toMatchObject({
    ok: false,
    firstBad: { seq: last, table: 'audit_event', why: 'witnessed-cut' },
  });
});

test('a forger with both keys who rewrites an old line and lets the chain grow on is found once connected, and stays found', async () => {
  const { clinic, hub } = await witnessedClinic();
  await clinic.facility.network.stop();
  const first = clinic.facility.raw.prepare('SELECT min(seq) FROM audit_head').pluck().get() as number;
  forge(clinic, `UPDATE audit_event SET actor_id = 'somebody else' WHERE seq = ${first - 1}`);
  await aPatient(clinic, { familyName: 'Nakamura', givenNames: 'Hiro', birthDate: '1999-01-01' });
  await aPatient(clinic, { familyName: 'Diallo', givenNames: 'Fatou', sex: 'female', birthDate: '2003-07-09' });
  await signAuditHead(clinic.facility, 1);
  clinic.facility.network.start();
  await online(clinic);
  const found = { ok: false, firstBad: { seq: first, table: 'audit_event', why: 'witnessed-otherwise' } };
  expect(await clinic.call('auditor', 'audit.verify', {})).toMatchObject(found);
  await signAuditHead(clinic.facility, 1); // the hub takes the longer chain's heads, and forgets nothing
  await online(clinic);
  expect(await clinic.call('auditor', 'audit.verify', {})).toMatchObject(found);
  expect(hub.metrics.read('rows_total')).toBeGreaterThan(0);
});

test('the hub does not let a witnessed head be covered by a shorter one, and hands heads to nobody', async () => {
  const hub = await aHub();
  const [a, b] = [aFacility('A'), aFacility('B')];
  for (const each of [a, b]) await each.enrol(hub.url, await hub.createEnrolmentCode());
  const head = (seq: number, digit: string) =>
    JSON.stringify({ seq, hash: digit.repeat(64), keyId: 'k', signature: 's', at: '2026-11-22T08:00:00.000Z' });
  const { client } = await greetAs(hub.url, a, { protocol: 3, floor: 3 });
  const push = (number: number, payload: string, key = a.facility.id) =>
    client.ask({ t: 'push', changes: [aChange(number, payload, key, 'audit.head')] });
  expect(await push(1, head(10, 'a'))).not.toHaveProperty('refused');
  expect(await push(2, head(9, 'a'))).toMatchObject({ through: 2, refused: [{ number: 2, code: 'hub.audit_rewritten' }] });
  expect(await push(3, head(10, 'b'))).toMatchObject({ refused: [{ number: 3, code: 'hub.audit_rewritten' }] });
  expect(await push(4, head(11, 'c'), b.facility.id)).toMatchObject({ refused: [{ number: 4, code: 'hub.not_owner' }] });
  expect(await push(5, '{"seq":"eleven"}')).toMatchObject({ refused: [{ number: 5, code: 'hub.row_unreadable' }] });
  expect(await push(6, head(12, 'd'))).not.toHaveProperty('refused');
  expect(await client.ask({ t: 'recall' })).toMatchObject({
    t: 'witnessed',
    heads: [
      { epoch: a.facility.epoch, seq: 10, hash: 'a'.repeat(64) },
      { epoch: a.facility.epoch, seq: 12, hash: 'd'.repeat(64) },
    ],
  });
  const other = await greetAs(hub.url, b, { protocol: 3, floor: 3 });
  expect(await other.client.ask({ t: 'pull', cursor: 0, limit: 100 })).toMatchObject({ rows: [] });
  expect(await other.client.ask({ t: 'recall' })).toMatchObject({ heads: [] });
  for (const each of [client, other.client]) each.end();
});

test('a hub of version 1 is too old: the facility says so, tells it nothing, and works on', async () => {
  const hub = await aHub();
  const asked: string[] = [];
  const former = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => former.close());
  former.on('connection', (socket) => {
    const onward = new WebSocket(`${hub.url.replace('http', 'ws')}/link`);
    const early: string[] = [];
    onward.on('open', () => early.splice(0).forEach((text) => onward.send(text)));
    socket.on('message', (bytes: Buffer) => {
      const text = bytes.toString();
      asked.push((JSON.parse(text) as { t: string }).t);
      if (onward.readyState === WebSocket.OPEN) onward.send(text);
      else early.push(text);
    });
    onward.on('message', (bytes: Buffer) => {
      const frame = JSON.parse(bytes.toString()) as { t: string };
      socket.send(JSON.stringify(frame.t === 'challenge' ? { ...frame, protocol: 1, floor: 1 } : frame));
    });
    onward.on('close', () => socket.close());
    socket.on('close', () => onward.close());
  });
  await once(former, 'listening');
  const { port } = former.address() as { port: number };
  const clinic = await testClinic();
  await enrolFacility(clinic.facility, hub.url, await hub.createEnrolmentCode());
  await online(clinic);
  await clinic.facility.network.moveTo(`http://127.0.0.1:${port}`);
  await aPatient(clinic);
  await signAuditHead(clinic.facility, 1);
  await until('it says so', () => {
    const { link, lastError } = clinic.facility.network.status();
    return link === 'refused' && lastError?.code === 'hub.version_too_old'; // between two tries
  });
  expect(new Set(asked)).toEqual(new Set(['hello']));
  expect(clinic.count('outbox')).toBeGreaterThan(0);
});
