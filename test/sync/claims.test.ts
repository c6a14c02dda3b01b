import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { ClaimAsked } from '../../sync/protocol/messages.ts';
import { aFacility, aStockLevel, openFacilityFile } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, findLeaks, until } from '../support/sync/hub.ts';
import { greetAs } from '../support/sync/rawClient.ts';
import type { RunningHub } from '../../sync/hub/start.ts';

const aToken = (of: string) => createHash('sha256').update(of).digest('hex');
const secretDirections = 'Take 1 capsule for the fever of Okello Grace';

/** A person with a prescription, as far as the tables ask for it; nothing of it may ever leave. */
function withPrescription(facility: TestFacility): TestFacility {
  facility.raw.exec(`
    INSERT INTO user_account (id, username, password_hash, display_name, created_at) VALUES ('u', 'u', 'x', 'Dr Ada', '2026-11-22T08:00:00.000Z');
    INSERT INTO practitioner (id, user_id, display_name, registration_number) VALUES ('d', 'u', 'Dr Ada', '');
    INSERT INTO patient (id, number, family_name, given_names, sex, birth_date, birth_date_precision, phone, village, sort_name, created_at)
      VALUES ('p', 'P-1', 'Okello', 'Grace', 'female', '1990-01-01', 'day', '', '', 'okello grace', '2026-11-22T08:00:00.000Z');
    INSERT INTO medication_request (id, number, patient_id, medicine, directions, quantity, unit, status, authored_at, valid_until, prescriber_id, safety, overrides)
      VALUES ('r', 'R-1', 'p', 'Amoxicillin 500 mg', '${secretDirections}', 30, 'capsule', 'active', '2026-11-22T08:00:00.000Z', '2026-12-22', 'd', '{}', '[]');`);
  return facility;
}

function used(facility: TestFacility, quantity = 30, token = aToken('line')): string {
  const id = randomUUID();
  facility.raw
    .prepare(
      `INSERT INTO prescription_claim (id, token, medication_request_id, patient_id, quantity, allowed, claimed_at) VALUES (?, ?, 'r', 'p', ?, 30, '2026-11-22T08:00:00.000Z')`,
    )
    .run(id, token, quantity);
  facility.link().poke();
  return id;
}

type ClaimRow = { told_at: string | null; outcome: string; others: string };
const claimOf = (facility: TestFacility, id: string) =>
  facility.raw.prepare<[string], ClaimRow>('SELECT told_at, outcome, others FROM prescription_claim WHERE id = ?').get(id)!;

async function linked(hub: RunningHub, name: string, facility = withPrescription(aFacility(name))): Promise<TestFacility> {
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  facility.start();
  onTestFinished(() => facility.stop());
  await until(`${name} is online`, () => facility.link().status().state === 'online');
  return facility;
}

const aClaim = (more: Partial<ClaimAsked> = {}): ClaimAsked => ({
  id: randomUUID(),
  act: 'claim',
  token: aToken('line'),
  quantity: 30,
  of: 30,
  ...more,
});

test('two facilities claim one prescription at the same moment: exactly one is first, the other learns where and when', async () => {
  const hub = await aHub();
  const [a, b] = [await linked(hub, 'Clinic A'), await linked(hub, 'Pharmacy B')];
  for (let round = 0; round < 10; round++) {
    const token = aToken(`line ${round}`);
    const answers = await Promise.all([a, b].map((facility) => facility.link().claim([aClaim({ token })])));
    expect(answers.map((answer) => answer![0]!.outcome).toSorted()).toEqual(['exceeds', 'kept']);
    const first = answers[0]![0]!.outcome === 'kept' ? a : b;
    const told = answers.find((answer) => answer![0]!.outcome === 'exceeds')![0]!;
    expect(told.before).toMatchObject([{ facility: first.facility.code, isOwn: false, quantity: 30 }]);
  }
  expect(hub.metrics.read('claims_total')).toBe(20);
});

test('used offline at both: sent when the network is back, kept, and shown as a warning on both sides until one gives it back', async () => {
  const hub = await aHub();
  const [a, b] = [await linked(hub, 'Clinic A'), await linked(hub, 'Pharmacy B')];
  b.link().pause();
  await until('B is offline', () => b.link().status().state === 'offline');
  expect(await b.link().claim([aClaim()])).toBeNull();
  const [ours, theirs] = [used(a), used(b)];
  await until('A’s use is told', () => claimOf(a, ours).told_at !== null);
  expect(claimOf(a, ours)).toMatchObject({ outcome: 'kept', others: '[]' });
  b.link().resume();
  await until('B’s use is told', () => claimOf(b, theirs).told_at !== null);
  expect(JSON.parse(claimOf(b, theirs).others)).toMatchObject([{ facility: a.facility.code, quantity: 30 }]);
  await until('A hears of it', () => claimOf(a, ours).others !== '[]');
  expect(JSON.parse(claimOf(a, ours).others)).toMatchObject([{ facility: b.facility.code, quantity: 30 }]);

  b.raw.prepare(`UPDATE prescription_claim SET released_at = '2026-11-22T09:00:00.000Z', told_at = NULL WHERE id = ?`).run(theirs);
  b.link().poke();
  await until('B’s release is told', () => claimOf(b, theirs).outcome === 'released');
  a.link().reconnect();
  await until('A’s warning is gone', () => claimOf(a, ours).others === '[]');
});

test('nothing about a person or a medicine is on the wire or in the hub, and its policy may name nobody', async () => {
  const frames: string[] = [];
  const hub = await aHub({
    policy: { claimantsAreNamed: false },
    wrapStore: (store) => ({
      ...store,
      claim: (facility, claims, at) => {
        frames.push(JSON.stringify(claims));
        return store.claim(facility, claims, at);
      },
    }),
  });
  const [a, b] = [await linked(hub, 'Clinic A'), await linked(hub, 'Pharmacy B')];
  const id = used(a);
  await until('it is told', () => claimOf(a, id).told_at !== null);
  const [asked] = (await b.link().claim([aClaim({ act: 'ask' })]))!;
  expect(asked).toMatchObject({ outcome: 'told', before: [{ facility: null, isOwn: false, quantity: 30 }] });
  expect(Object.keys(JSON.parse(frames[0]!)[0] as object).toSorted()).toEqual(['act', 'id', 'of', 'quantity', 'token']);
  const words = ['Okello', 'Grace', 'Amoxicillin', 'capsule', secretDirections, 'R-1', 'P-1'];
  expect(words.filter((word) => frames.some((frame) => frame.includes(word)))).toEqual([]);
  await hub.stop();
  expect(findLeaks([hub.dataDir], words)).toEqual([]);
});

test('a facility of two versions ago is welcome and never asked to understand a claim', async () => {
  const hub = await aHub();
  const [a, b] = [await linked(hub, 'Clinic A'), await linked(hub, 'Pharmacy B')];
  const id = used(a);
  await until('it is told', () => claimOf(a, id).told_at !== null);
  await a.stop();
  const { hub_epoch: hubEpoch, next_number: next } = a.raw
    .prepare<[], { hub_epoch: string; next_number: number }>('SELECT * FROM hub_link')
    .get()!;
  const { client, answer } = await greetAs(hub.url, a, { protocol: 3, floor: 1, hubEpoch, numbered: next - 1 });
  expect(answer?.t).toBe('welcome');
  const second = used(b); // A has to hear of it, as a poke whose new field it does not know
  await until('B’s use is told', () => claimOf(b, second).told_at !== null);
  expect(await client.ask({ t: 'ping', clock: new Date().toISOString() })).toMatchObject({ t: 'pong' });
  client.end();
});

test('a hub that was put back from an older backup is told again what was used', async () => {
  const [dataDir, copy] = [aFolder(), aFolder()];
  const first = await aHub({ dataDir });
  const a = await linked(first, 'Clinic A');
  await until('A has published', () => a.outbox().length === 0);
  await first.stop();
  cpSync(dataDir, copy, { recursive: true });
  const second = await aHub({ dataDir, port: first.port });
  await until('A is back', () => a.link().status().state === 'online');
  const id = used(a);
  await until('it is told', () => claimOf(a, id).told_at !== null);
  expect(second.metrics.read('claims_total')).toBe(1);
  a.publish('stock.level', 'item', aStockLevel(3)); // the hub's seal moves with its rows
  await until('A has published', () => a.outbox().length === 0);
  await second.stop();
  const restored = await aHub({ dataDir: copy, port: first.port });
  await until('it is told again', () => restored.metrics.read('claims_total') === 1);
  await until('the answer is kept', () => claimOf(a, id).told_at !== null);
  expect(claimOf(a, id).outcome).toBe('kept');
});

test('a facility that was restored from a backup tells its claims again: a hub that had lost one has it, and none counts twice', async () => {
  const [dataDir, copy, folder] = [aFolder(), aFolder(), aFolder()];
  const hub = await aHub({ dataDir });
  const path = join(folder, 'a.sqlite');
  const a = await linked(hub, 'Clinic A', withPrescription(aFacility('Clinic A', { path })));
  const b = await linked(hub, 'Pharmacy B');
  await until('all is published', () => a.outbox().length === 0 && b.outbox().length === 0);
  const file = new Sqlite(join(dataDir, 'hub.sqlite'), { readonly: true });
  await file.backup(join(copy, 'hub.sqlite')); // while it runs
  file.close();
  const id = used(a, 20);
  await until('it is told', () => claimOf(a, id).told_at !== null);
  await a.stop();
  await hub.stop();
  a.raw.pragma('wal_checkpoint(TRUNCATE)');

  // Put back to before the claim; no row has moved since, so the hub itself notices nothing.
  let told = 0;
  const putBack = await aHub({
    dataDir: copy,
    port: hub.port,
    wrapStore: (store) => ({
      ...store,
      claim: (...given) => {
        told += given[1].filter(({ act }) => act === 'done').length;
        return store.claim(...given);
      },
    }),
  });
  const standing = async () => (await b.link().claim([aClaim({ act: 'ask' })]))?.[0]?.before;
  await until('B is back', () => b.link().status().state === 'online');
  expect(await standing()).toEqual([]);
  expect(putBack.metrics.read('restores_total')).toBe(0);
  for (const round of [1, 2]) {
    const backup = join(folder, `backup-${round}.sqlite`);
    copyFileSync(path, backup);
    const restored = aFacility('Clinic A', { id: a.facility.id, epoch: randomUUID(), raw: openFacilityFile(backup) });
    onTestFinished(() => restored.stop());
    expect(claimOf(restored, id).told_at).not.toBeNull(); // as it stands in the backup
    restored.start();
    await until('it is told again', () => told === round);
    await until('the answer is kept', () => claimOf(restored, id).told_at !== null);
    expect(claimOf(restored, id)).toMatchObject({ outcome: 'kept', others: '[]' });
    expect(await standing()).toMatchObject([{ facility: a.facility.code, quantity: 20 }]);
    await restored.stop();
  }
  expect((await b.link().claim([aClaim({ quantity: 11 })]))![0]!.outcome).toBe('exceeds');
  expect((await b.link().claim([aClaim({ quantity: 10 })]))![0]!.outcome).toBe('kept');
});

test('an id that stands for another claim is answered once and for good: neither claim is lost, and what comes after is told', async () => {
  let asked = 0;
  const hub = await aHub({
    wrapStore: (store) => ({
      ...store,
      claim: (...given) => {
        asked += given[1].length;
        return store.claim(...given);
      },
    }),
  });
  const [a, b] = [await linked(hub, 'Clinic A'), await linked(hub, 'Pharmacy B')];
  const ours = used(a);
  await until('A’s use is told', () => claimOf(a, ours).told_at !== null);
  const [theirs, next] = [used(b, 5, aToken('another line')), used(b, 7, aToken('third line'))];
  await until('B’s uses are told', () => claimOf(b, next).told_at !== null);
  expect(asked).toBe(3);
  b.raw.prepare(`UPDATE prescription_claim SET id = ?, told_at = NULL, outcome = '' WHERE id = ?`).run(ours, theirs);
  b.link().poke();
  await until('it is answered', () => claimOf(b, ours).told_at !== null);
  expect(claimOf(b, ours)).toMatchObject({ outcome: 'differs', others: '[]' }); // kept here, and nothing is told of A's paper
  const last = used(b, 3, aToken('fourth line'));
  await until('the next is told', () => claimOf(b, last).told_at !== null);
  expect(claimOf(b, last).outcome).toBe('kept');
  await b.stop();
  b.start();
  await until('it is back', () => b.link().status().state === 'online');
  expect(claimOf(a, ours)).toMatchObject({ outcome: 'kept', others: '[]' });
  const [there] = (await b.link().claim([aClaim({ act: 'ask' })]))!;
  expect(there!.before).toMatchObject([{ facility: a.facility.code, isOwn: false, quantity: 30 }]);
  expect(asked).toBe(6); // this question was the only one since
});

test('an answer to another claim is no answer: nothing is handed out on it, and it is asked again on another connection', async () => {
  let isConfused = true;
  const hub = await aHub({
    wrapStore: (store) => ({
      ...store,
      claim: async (...given) => {
        const claimed = await store.claim(...given);
        return isConfused ? { ...claimed, answers: claimed.answers.map((answer) => ({ ...answer, id: randomUUID() })) } : claimed;
      },
    }),
  });
  const b = await linked(hub, 'Pharmacy B');
  expect(await b.link().claim([aClaim({ act: 'ask' })])).toBeNull();
  expect(hub.metrics.read('claims_total')).toBe(1);
  isConfused = false;
  b.link().reconnect();
  await until('it is answered', async () => (await b.link().claim([aClaim({ act: 'ask' })]))?.[0]?.outcome === 'told');
});
