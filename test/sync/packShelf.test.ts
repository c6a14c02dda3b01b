import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { packPort } from '../../main/knowledge/arriving/port.ts';
import { safetyCheck } from '../../main/prescriptions/safetyCheck.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Link } from '../../sync/client/link.ts';
import { putOnShelf } from '../../sync/hub/packs.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { packFrame, unpackFrame } from '../../sync/protocol/frame.ts';
import type { ShelfPack } from '../../sync/protocol/messages.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import { aPack, aPublisher, clinicSigner, oneInteraction, table } from '../support/knowledgePacks.ts';
import { smallDisk } from '../support/smallDisk.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { aBadLine } from '../support/sync/proxy.ts';
import { testClinic } from '../support/testContext.ts';
import type { TestClinic } from '../support/testContext.ts';

vi.setConfig({ testTimeout: 60_000 });

type Publisher = ReturnType<typeof aPublisher>;
const quick = { askMs: 3_600_000, spreadMs: 5, restMs: 1, lookMs: 50 };

/** A hub with its store in the hand, as the command beside it has it. */
async function aHubWithShelf() {
  let store: HubStore | undefined;
  const hub = await aHub({ shelfLookMs: 20, wrapStore: (opened) => (store = opened) });
  const put = (bytes: Buffer, publisher: Publisher) => putOnShelf(store!, bytes, '2026-11-22T08:00:00.000Z', [publisher.publicKey]);
  /** A hub that does not look at what it hands out, or lies. */
  const putBlindly = (bytes: Buffer, about: Partial<ShelfPack> = {}) =>
    store!.putPack({ id: 'country-list', sequence: 1, title: 'Country list', edition: '2026', publisher: 'MedVault', date: '2026-11-01', bytes: bytes.length, sha256: sha256Hex(bytes), ...about }, bytes, '2026-11-22T08:00:00.000Z'); // prettier-ignore
  return { hub, store: store!, put, putBlindly };
}

/** A clinic that trusts the publisher, and a line of its own to that hub; the clinic's own one is stopped. */
async function aClinicOn(hubUrl: string, code: string, publisher: Publisher, disk?: string) {
  const clinic = await testClinic(disk);
  publisher.trust(clinic);
  await clinic.facility.network.stop();
  const { facility } = clinic;
  const { raw, self, exclusive } = facility;
  const member = aFacility(self.name, { raw, id: self.id, epoch: self.epoch_id });
  await member.enrol(hubUrl, code);
  const connect = (timing: Partial<typeof quick> = {}): Link =>
    member.start({ exclusive, packs: { port: packPort(facility), timing: { ...quick, ...timing } } });
  onTestFinished(() => member.stop());
  const arriving = async () => (await clinic.call('pharmacist', 'knowledge.arriving', {})).packs;
  const is = (status: string) => until(`the pack is ${status}`, async () => (await arriving())[0]?.status === status);
  return { clinic, member, connect, arriving, is };
}

const editionOf = (publisher: Publisher, sequence: number, severity = 'stop') =>
  aPack(publisher, oneInteraction(severity), { sequence, edition: `edition ${sequence}` });

/** Of random names: what a line really carries is about as long as the file. */
const aLongPack = (publisher: Publisher, rows: number, sequence = 1) =>
  aPack(
    publisher,
    [table('names', ['text', 'kind', 'ingredients', 'source'], Array.from({ length: rows }, () => [`Name ${randomBytes(24).toString('hex')}`, 'brand', 'amoxicillin', 'invented']))],
    { sequence, edition: `edition ${sequence}` },
  ); // prettier-ignore

const partsIn = (clinic: TestClinic) => readdirSync(join(clinic.facility.dataDir, 'packs'));

test('the publisher’s pack on the hub’s shelf reaches a clinic, is looked at and loaded by a person, and the checks name its edition', async () => {
  const publisher = aPublisher();
  const { hub, put, store } = await aHubWithShelf();
  const { clinic, connect, arriving, is } = await aClinicOn(hub.url, await hub.createEnrolmentCode(), publisher);
  const link = connect();
  await until('it is online', () => link.status().state === 'online');
  await put(await editionOf(publisher, 1), publisher); // while it is connected: the hub pokes
  await is('arrived');
  expect(clinic.count('knowledge_pack')).toBe(0); // nothing is loaded by itself
  const [pack] = await arriving();
  expect(await clinic.ask('nurse', 'knowledge.arriving', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  const preview = await clinic.call('pharmacist', 'knowledge.previewArrived', { id: pack!.id });
  expect(preview).toMatchObject({ title: 'Country list', signer: 'publisher', replaces: null });
  expect(preview.tables).toContainEqual({ name: 'interactions', rows: 1, added: 1, changed: 0, known: 0, removed: 0, isReplaced: false });
  expect(await clinic.ask('pharmacist', 'knowledge.loadArrived', { id: pack!.id, sha256: '0'.repeat(64) })).toMatchObject({ error: { code: 'version.conflict' } });
  await clinic.call('pharmacist', 'knowledge.loadArrived', { id: pack!.id, sha256: preview.sha256 });
  const facts = { today: '2026-11-21', patient: null, allergies: null, conditions: null };
  const checked = safetyCheck(facts, ['zinc sulfate 20 mg'], 'Albendazole 400 mg', clinic.facility.catalogues.knowledge);
  expect(checked.findings).toMatchObject([{ severity: 'stop', source: expect.stringContaining('Country interactions') as string }]);
  expect(await arriving()).toEqual([]);

  await put(await editionOf(publisher, 2, 'warning'), publisher);
  await is('arrived');
  const [second] = await arriving();
  const next = await clinic.call('pharmacist', 'knowledge.previewArrived', { id: second!.id });
  expect(next.replaces).toMatchObject({ edition: 'edition 1', sequence: 1 });
  expect(next.tables).toContainEqual({ name: 'levels', rows: 1, added: 0, changed: 1, known: 0, removed: 0, isReplaced: false }); // against edition 1
  await clinic.call('pharmacist', 'knowledge.setAsideArrived', { id: second!.id, version: second!.version });
  expect(await arriving()).toMatchObject([{ status: 'set-aside' }]);
  await clinic.call('pharmacist', 'knowledge.loadArrived', { id: second!.id, sha256: next.sha256 });
  expect((await clinic.call('doctor', 'knowledge.loaded', {})).packs).toMatchObject([{ edition: 'edition 2', previous: { sequence: 1 } }]);
  await until('the files are gone', () => partsIn(clinic).length === 0);
  expect((await store.shelf()).map(({ sequence }) => sequence)).toEqual([2]);
}); // prettier-ignore

test('after a cut it goes on where it was, also in another process; a tail that a power cut scrambled is found, and the whole comes anew', async () => {
  const publisher = aPublisher();
  const { hub, put } = await aHubWithShelf();
  const line = await aBadLine(() => [hub.port]);
  const { clinic, member, connect, arriving, is } = await aClinicOn(`http://127.0.0.1:${line.port}`, await hub.createEnrolmentCode(), publisher);
  const { bytes, sha256 } = await put(await aLongPack(publisher, 12_000), publisher);
  expect(bytes).toBeGreaterThan(250_000);
  const handedOut = () => hub.metrics.read('pack_bytes_total');
  connect({ restMs: 20 });
  await until('some of it is here', async () => ((await arriving())[0]?.received ?? 0) > 50_000);
  line.reset();
  const before = (await arriving())[0]!.received;
  await until('it went on', async () => ((await arriving())[0]?.received ?? 0) > before);
  await member.stop();
  expect((await arriving())[0]).toMatchObject({ status: 'offered', problem: null });
  connect();
  await is('arrived');
  expect(handedOut()).toBeLessThan(bytes + 3 * 48 * 1024); // each cut costs the piece that was under way, and nothing else
  await clinic.call('pharmacist', 'knowledge.previewArrived', { id: (await arriving())[0]!.id });

  await member.stop();
  const folder = join(clinic.facility.dataDir, 'packs');
  rmSync(join(folder, `${sha256}.mvpack`)); // as after a restore: the database says that it is here
  writeFileSync(join(folder, `${sha256}.part`), Buffer.alloc(bytes - 10));
  connect();
  await until('it was found and fetched again', async () => (await arriving())[0]?.status === 'arrived' && partsIn(clinic).includes(`${sha256}.mvpack`));
  expect(sha256Hex(readFileSync(join(folder, `${sha256}.mvpack`)))).toBe(sha256);
}); // prettier-ignore

test('what fails the check is refused with its reason, and nothing changes: cut off, another’s signature, a clinic’s, an older one, another file', async () => {
  const publisher = aPublisher();
  const { hub, store, putBlindly } = await aHubWithShelf();
  const { clinic, connect, arriving, is } = await aClinicOn(hub.url, await hub.createEnrolmentCode(), publisher);
  const link = connect();
  const good = await editionOf(publisher, 3);
  const forged = Buffer.from(good.toString('latin1').replace('"sequence":3', '"sequence":9'), 'latin1');
  const tries: [Buffer, ErrorCode][] = [
    [good.subarray(0, good.length - 9), 'knowledge.truncated'],
    [forged, 'knowledge.bad_signature'],
    [await editionOf(aPublisher(), 4), 'knowledge.unknown_publisher'],
    [await aPack(clinicSigner(clinic), oneInteraction(), { publisher: 'Test Clinic', sequence: 5 }), 'knowledge.not_publishers'],
    [randomBytes(3000), 'knowledge.not_a_pack'],
  ];
  let sequence = 10;
  for (const [bytes, code] of tries) {
    await putBlindly(bytes, { sequence: ++sequence });
    await until(`it is refused: ${code}`, async () => (await arriving())[0]?.problem?.code === code);
    expect(await arriving()).toMatchObject([{ status: 'refused' }]);
  }
  expect(partsIn(clinic)).toEqual([]);
  const [refused] = await arriving();
  await clinic.call('pharmacist', 'knowledge.setAsideArrived', { id: refused!.id, version: refused!.version });
  expect(await arriving()).toEqual([]); // seen, and not offered anew every day
  link.fetchPacks();

  await putBlindly(good, { sequence: ++sequence, sha256: sha256Hex('another file') });
  await is('refused');
  expect((await arriving())[0]?.problem?.code).toBe('knowledge.damaged');
  expect(clinic.facility.raw.prepare(`SELECT damaged FROM arriving_pack WHERE status = 'refused'`).pluck().get()).toBe(3);

  await store.takePackDown('country-list');
  await until('it is withdrawn', async () => (await arriving()).length === 0);
  await putBlindly(good, { sequence: 3 });
  await is('arrived');
  const preview = await clinic.call('pharmacist', 'knowledge.previewArrived', { id: (await arriving())[0]!.id });
  await clinic.call('pharmacist', 'knowledge.loadArrived', { id: (await arriving())[0]!.id, sha256: preview.sha256 });

  await putBlindly(await editionOf(publisher, 2), { sequence: ++sequence }); // older than it says
  await is('refused');
  expect((await arriving())[0]?.problem).toEqual({ code: 'knowledge.older', data: { offered: 2, newest: 3 } });
  await store.takePackDown('country-list');
  await until('it is withdrawn', async () => (await arriving()).length === 0);
  const before = hub.metrics.read('pack_bytes_total');
  await putBlindly(await editionOf(publisher, 1), { sequence: 1 });
  await new Promise((resolve) => void setTimeout(resolve, 150));
  expect(await arriving()).toEqual([]);
  expect(hub.metrics.read('pack_bytes_total')).toBe(before); // of an older one not a byte is fetched
}); // prettier-ignore

test('where every byte is paid for nothing is fetched before a person asks', async () => {
  const publisher = aPublisher();
  const { hub, put } = await aHubWithShelf();
  const { clinic, connect, arriving, is } = await aClinicOn(hub.url, await hub.createEnrolmentCode(), publisher);
  clinic.facility.raw.exec('UPDATE link_setting SET is_metered = 1');
  await put(await editionOf(publisher, 1), publisher);
  const link = connect();
  await until('it is offered', async () => (await arriving())[0]?.isHeld === true);
  await new Promise((resolve) => void setTimeout(resolve, 150));
  expect(hub.metrics.read('pack_bytes_total')).toBe(0);
  const [held] = await arriving();
  expect(held).toMatchObject({ status: 'offered', received: 0 });
  await clinic.call('pharmacist', 'knowledge.fetchArriving', { id: held!.id, version: held!.version });
  link.fetchPacks();
  await is('arrived');
});

test('a hub of the version before is not asked, and a facility of that version is not bothered', async () => {
  const publisher = aPublisher();
  const { hub, put } = await aHubWithShelf();
  await put(await editionOf(publisher, 1), publisher);
  const between = await aHubThatSpeaks(4, hub.port);
  const { connect, arriving } = await aClinicOn(hub.url, await hub.createEnrolmentCode(), publisher);
  const old = aFacility('Old');
  await old.enrol(between.url, await hub.createEnrolmentCode());
  onTestFinished(() => old.stop());
  const isAsked = vi.fn(async () => null);
  const link = old.start({ packs: { port: { heard: isAsked, next: isAsked, keep: isAsked } as never, timing: quick } });
  connect();
  await until('it is online', () => link.status().state === 'online');
  await until('the newer one has it', async () => (await arriving())[0]?.status === 'arrived');
  await put(await editionOf(publisher, 2), publisher); // the poke reaches both
  await until('the newer one has that as well', async () => (await arriving())[0]?.sequence === 2 && (await arriving())[0]?.status === 'arrived');
  expect(link.status()).toMatchObject({ state: 'online', lastError: null });
  expect(between.asked).toContain('pull');
  expect(between.asked.filter((asked) => asked === 'shelf' || asked === 'piece')).toEqual([]);
  expect(isAsked).not.toHaveBeenCalled();
}); // prettier-ignore

test('a full disk breaks nothing and is said; with room again it goes on', async () => {
  const disk = smallDisk(24);
  const publisher = aPublisher();
  const { hub, put } = await aHubWithShelf();
  const { clinic, connect, arriving, is } = await aClinicOn(hub.url, await hub.createEnrolmentCode(), publisher, disk.path);
  const { bytes, sha256 } = await put(await aLongPack(publisher, 12_000), publisher);
  clinic.facility.raw.exec('UPDATE link_setting SET is_metered = 1');
  const link = connect();
  await until('it is offered', async () => (await arriving()).length === 1);
  clinic.facility.raw.exec('UPDATE link_setting SET is_metered = 0');
  disk.fill(250_000);
  link.fetchPacks();
  await until('the disk is full', async () => (await arriving())[0]?.problem?.code === 'storage.full');
  expect(link.status().state).toBe('online'); // this computer's own trouble never ends the line
  const { received } = (await arriving())[0]!;
  expect(received).toBeGreaterThan(0);
  disk.free();
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  link.fetchPacks();
  await is('arrived');
  expect((await arriving())[0]).toMatchObject({ problem: null, received: bytes });
  expect(sha256Hex(readFileSync(join(clinic.facility.dataDir, 'packs', `${sha256}.mvpack`)))).toBe(sha256);
});

/** Both sides learn that the other speaks no more than this, as if one of them had not been updated. @returns what the facility asked */
async function aHubThatSpeaks(version: number, port: number): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => {
    server.close();
  });
  const older = (bytes: Buffer, isBinary: boolean): { t: string; protocol?: number } => {
    const frame = JSON.parse(unpackFrame(bytes, isBinary) ?? '{}') as { t: string; protocol?: number };
    return frame.protocol === undefined ? frame : { ...frame, protocol: version };
  };
  server.on('connection', (near) => {
    const far = new WebSocket(`ws://127.0.0.1:${port}/link`);
    const opened = new Promise<void>((resolve) => void far.once('open', () => resolve()));
    near.on('message', (bytes: Buffer, isBinary) => {
      const frame = older(bytes, isBinary);
      asked.push(frame.t);
      void opened.then(() => far.send(packFrame(frame, version)));
    });
    far.on('message', (bytes: Buffer, isBinary) => near.send(packFrame(older(bytes, isBinary), version)));
    near.on('close', () => far.terminate());
    far.on('close', () => near.terminate());
    for (const socket of [near, far]) socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => void server.once('listening', () => resolve()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
