import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../sync/hub/store/sqlite.ts';
import { aFacility, openFacilityFile } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';

/** What a disk may hold after the power went: everything up to the last sync, and of what came after it any part, whole or torn or wrong. */
type Damage = { keep: number; scramble: boolean };
const damages = (seed: number): Damage[] => [
  { keep: 0, scramble: false },
  { keep: 1, scramble: false },
  ...fc.sample(fc.record({ keep: fc.double({ min: 0, max: 1, noNaN: true }), scramble: fc.boolean() }), { numRuns: 12, seed }),
];

/** Copies database and log; of the log beyond `synced` bytes only a part is there, or all of it with rubbish in it. */
function cutPower(file: string, into: string, synced: number, { keep, scramble }: Damage): void {
  const log = readFileSync(`${file}-wal`);
  copyFileSync(file, into);
  const end = synced + Math.floor((log.length - synced) * keep);
  const left = scramble ? log : log.subarray(0, end);
  if (scramble) for (let at = end; at < log.length; at++) left[at] = (at * 151) & 0xff;
  writeFileSync(`${into}-wal`, left);
}

test('the power goes at the hub: no change that it acknowledged is missing, and a facility that comes back goes on', async () => {
  const hub = await aHub();
  const a = aFacility('A');
  await a.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(a.stop);
  a.start();
  for (let item = 0; item < 40; item++) a.setStock(`item-${item}`, item);
  await until('all is acknowledged', () => a.outbox().length === 0 && a.link().status().state === 'online');
  const acknowledged = new Map(a.stock);
  const file = join(hub.dataDir, 'hub.sqlite');
  const synced = statSync(`${file}-wal`).size;
  for (let item = 20; item < 60; item++) a.setStock(`item-${item}`, 1000 + item); // on its way, or done, when the power goes
  await until('the log has grown', () => statSync(`${file}-wal`).size > synced);

  for (const damage of damages(1)) {
    const folder = aFolder();
    const copy = join(folder, 'hub.sqlite');
    cutPower(file, copy, synced, damage);
    const after = new Sqlite(copy);
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
    after.close();
    const store = openSqliteStore(folder);
    const rows = new Map(
      (await store.rowsOfKind('stock.level')).map(({ key, payload }) => [key, (JSON.parse(payload) as { onHand: number }).onHand]),
    );
    for (const [item, onHand] of acknowledged) expect([onHand, onHand + 1000], item).toContain(rows.get(item));
    expect((await store.findFacility(a.facility.id))!.acknowledgedThrough).toBeGreaterThanOrEqual(acknowledged.size);
    await store.close();
  }
});

test('the power goes at a facility: no fact that a person saw done is missing, and each still has its row for the hub', () => {
  const folder = aFolder();
  const file = join(folder, 'facility.sqlite');
  const raw = openFacilityFile(file);
  onTestFinished(() => void raw.close());
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.exec('CREATE TABLE said (key TEXT NOT NULL PRIMARY KEY) STRICT');
  const say = raw.transaction((key: string) => {
    raw.prepare('INSERT INTO said VALUES (?)').run(key);
    raw
      .prepare(`INSERT INTO outbox (kind, key, is_state, payload, created_at) VALUES ('ack', ?, 0, '{}', '2026-11-22T08:00:00.000Z')`)
      .run(key);
  });
  for (let done = 0; done < 30; done++) say(`done-${done}`);
  const synced = statSync(`${file}-wal`).size;
  for (let more = 0; more < 20; more++) say(`more-${more}`);
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(synced);

  for (const damage of damages(2)) {
    const copy = join(aFolder(), 'facility.sqlite');
    cutPower(file, copy, synced, damage);
    const after = openFacilityFile(copy);
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
    const said = after.prepare<[], string>('SELECT key FROM said ORDER BY rowid').pluck().all();
    expect(said.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, done) => `done-${done}`));
    expect(after.prepare<[], string>('SELECT key FROM outbox ORDER BY id').pluck().all()).toEqual(said); // both or none
    after.close();
  }
});
