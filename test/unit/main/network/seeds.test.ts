import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readHubLink } from '../../../../sync/client/hubLink.ts';
import { answerSeedRequest } from '../../../../main/network/seedCommand.ts';
import { exchangeSeed } from '../../../../sync/hub/seed.ts';
import { openSqliteStore } from '../../../../sync/hub/store/sqlite.ts';
import { readSeedFile, unwatched } from '../../../../sync/seedFile.ts';
import { aLot, anItem, aPatient } from '../../../support/factories.ts';
import { medvault } from '../../../support/medvault.ts';
import { aStick } from '../../../support/sync/seed.ts';
import { testClinic } from '../../../support/testContext.ts';
import type { TestClinic } from '../../../support/testContext.ts';

const now = () => '2026-11-21T09:00:00.000Z';

async function aWorld() {
  const clinic = await testClinic();
  const folder = mkdtempSync(join(tmpdir(), 'medvault-stick-'));
  const store = openSqliteStore(mkdtempSync(join(folder, 'hub-')), 'District hub');
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const status = () => clinic.call('administrator', 'seeds.status', { folder });
  const settled = async () => {
    for (let tries = 0; tries < 500 && (await status()).running !== null; tries++) await new Promise((done) => void setTimeout(done, 10));
    return status();
  };
  let answers = 0;
  return {
    clinic,
    folder,
    store,
    status,
    settled,
    code: () => aStick(folder, now).codeOf(store),
    exchange: (path: string) => exchangeSeed(store, path, join(folder, `answer-${++answers}.mvseed`), now, unwatched),
  };
}

async function joined(world: Awaited<ReturnType<typeof aWorld>>): Promise<TestClinic> {
  const { clinic, folder, settled, exchange } = world;
  const { path } = await clinic.call('administrator', 'seeds.ask', { folder, code: await world.code() });
  await settled();
  await exchange(path);
  const [{ path: answer } = { path: '' }] = (await settled()).found;
  await clinic.call('administrator', 'seeds.load', { path: answer });
  await settled();
  return clinic;
}

test('a clinic without a line joins, sends and reads by stick, and the screen says what became of each file', async () => {
  const world = await aWorld();
  const { clinic, folder, store, settled } = world;
  await aPatient(clinic, { familyName: 'Zyxwvutsrq' });
  await aLot(clinic, { itemId: await anItem(clinic), expiry: '2027-12-31', onHand: 40 });
  expect(await settled()).toMatchObject({ isJoined: false, askedAt: null, files: [] });
  expect(await clinic.ask('administrator', 'seeds.write', { folder })).toMatchObject({ error: { code: 'hub.not_enrolled' } });
  await joined(world);
  expect(await settled()).toMatchObject({ isJoined: true, hasAddress: false, askedAt: null });
  expect((await clinic.call('administrator', 'network.status', {})).hubName).toBe('District hub');

  const { path } = await clinic.call('administrator', 'seeds.write', { folder });
  const written = await settled();
  expect(written.files[0]).toMatchObject({ act: 'write', isAnswered: false, failure: null });
  expect(written.files[0]!.changes).toBeGreaterThan(1);
  const seed = await readSeedFile(path, unwatched);
  let text = JSON.stringify(seed.head);
  for await (const { frame } of seed.frames()) text += JSON.stringify(frame);
  seed.close();
  expect(text).toContain('facility.profile');
  expect(text).not.toContain('Zyxwvutsrq');

  await world.exchange(path);
  expect((await store.rowsOfKind('stock.level')).length).toBe(1);
  const [newest] = (await settled()).found.filter(({ isLoaded }) => !isLoaded);
  await clinic.call('administrator', 'seeds.load', { path: newest!.path });
  const after = await settled();
  expect(after.waiting).toBe(0);
  expect(after.files.map(({ act, isAnswered, failure }) => [act, isAnswered, failure])).toEqual([
    ['load', false, null],
    ['write', true, null],
    ['load', false, null],
    ['enrol', true, null],
  ]);
  expect(clinic.changed.flat()).toContain('seed_file');
  const audited = clinic.facility.raw.prepare(`SELECT action FROM audit_event WHERE resource = 'seed_file' ORDER BY seq`).pluck().all();
  expect(audited).toEqual(['enrol', 'load', 'write', 'load']);
});

test('what is wrong with a file is kept with it and said; nobody but an administrator carries files', async () => {
  const world = await aWorld();
  const { clinic, folder, settled } = world;
  expect(await clinic.ask('pharmacist', 'seeds.status', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await clinic.ask('administrator', 'seeds.ask', { folder, code: 'ABCD' })).toMatchObject({ error: { code: 'hub.code_invalid' } });
  expect(await clinic.ask('administrator', 'seeds.load', { path: 'answer.mvseed' })).toMatchObject({
    error: { code: 'ipc.invalid_input' },
  });
  await joined(world);
  const nowhere = join(folder, 'gone');
  await clinic.call('administrator', 'seeds.write', { folder: nowhere });
  expect((await settled()).files[0]).toMatchObject({ act: 'write', failure: 'storage.not_writable' });
  writeFileSync(join(folder, 'other.mvseed'), 'something else');
  await expect(answerSeedRequest(clinic.facility, { t: 'seed-load', path: join(folder, 'other.mvseed') })).rejects.toMatchObject({
    code: 'seed.not_a_seed',
  });
  expect((await settled()).running).toBeNull();
});

test('a file that is stopped leaves nothing behind, and a second one at the same time is refused', async () => {
  const world = await aWorld();
  const clinic = await joined(world);
  const folder = join(world.folder, 'to');
  mkdirSync(folder);
  const desk = clinic.facility.seeds;
  const { done } = desk.write(clinic.ctx('administrator'), folder);
  const ended = Promise.all([desk.cancel(), expect(done).rejects.toMatchObject({ code: 'seed.cancelled' })]);
  expect(await clinic.ask('administrator', 'seeds.write', { folder })).toMatchObject({ error: { code: 'seed.busy' } });
  await ended;
  expect((await world.settled()).files[0]).toMatchObject({ failure: 'seed.cancelled' });
  expect(readdirSync(folder)).toEqual([]);
});

test('when a line comes, the address is given and the numbers go on', async () => {
  const world = await aWorld();
  const clinic = await joined(world);
  const before = readHubLink(clinic.facility.raw)!;
  expect(await clinic.ask('administrator', 'network.moveTo', { hubUrl: 'ws://hub.example.org' })).toMatchObject({
    error: { code: 'hub.needs_tls' },
  });
  await clinic.call('administrator', 'network.moveTo', { hubUrl: 'wss://hub.example.org' });
  const after = readHubLink(clinic.facility.raw)!;
  expect(after).toMatchObject({ hub_url: 'wss://hub.example.org/link', next_number: before.next_number, cursor: before.cursor });
});

test('the command has the running clinic do it: join, load, write; a wrong file is said in words', async () => {
  const { clinic, folder, code, exchange, store } = await aWorld();
  const data = clinic.facility.dataDir;
  const asked = await medvault(['seed', 'join', '--data', data, '--to', folder], `${await code()}\n`);
  expect(asked).toMatchObject({ code: 0, json: { ok: true } });
  await exchange(asked.json['file'] as string);
  const loaded = await medvault(['seed', 'load', '--data', data, '--from', join(folder, 'answer-1.mvseed')]);
  expect(loaded).toMatchObject({ code: 0, json: { ok: true, hubName: 'District hub', hasJoined: true } });
  const written = await medvault(['seed', 'write', '--data', data, '--to', folder]);
  expect(written).toMatchObject({ code: 0, json: { ok: true } });
  await exchange(written.json['file'] as string);
  expect(await store.rowsOfKind('facility.profile')).toHaveLength(1);
  const wrong = await medvault(['seed', 'load', '--data', data, '--from', written.json['file'] as string]);
  expect(wrong).toMatchObject({ code: 1, json: { ok: false, error: { code: 'seed.wrong_way' } } });
  expect(wrong.stderr).toContain('Load the answer that the hub wrote');
}, 60_000);
