import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPage } from '../../sync/client/apply.ts';
import { takeWelcome } from '../../sync/client/greet.ts';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { markAcknowledged, numberBatch } from '../../sync/client/push.ts';
import { acceptPush } from '../../sync/hub/accept.ts';
import { openSqliteStore } from '../../sync/hub/store/sqlite.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import type { Change, HubFrameOf } from '../../sync/protocol/messages.ts';
import { aFacility, aStockLevel, publishText } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';

const now = '2026-11-22T08:00:00.000Z';
const names = ['A', 'B', 'C'] as const;

/** The real functions of facility and hub on real files; only the line between them is played: it loses, repeats and delays. */
async function aWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-world-'));
  let store: HubStore = openSqliteStore(folder, 'Hub');
  const facilities = names.map((name) => aFacility(name));
  const said = new Map<string, Map<string, string>>();
  const onTheWay: { facility: TestFacility; changes: Change[] }[] = [];
  let events = 0;

  for (const { facility, raw } of facilities) {
    const code = { id: facility.id, proofKey: '', createdAt: now, expiresAt: now, usedAt: null, replaces: null };
    await store.addCode(code);
    await store.enrol({ ...facility, publicKey: `key of ${facility.id}` }, code.id, now);
    raw
      .prepare(
        `INSERT INTO hub_link (id, hub_url, hub_name, hub_public_key, private_key, public_key, facility_epoch, enrolled_at) VALUES (1, '', 'Hub', '', '', '', ?, ?)`,
      )
      .run(facility.epoch, now);
    said.set(facility.id, new Map());
  }

  const at = ({ facility }: TestFacility) => ({ facilityId: facility.id, now, newId: randomUUID });
  async function deliver(facility: TestFacility, changes: Change[]): Promise<HubFrameOf<'ack'>> {
    const { through } = await acceptPush(store, facility.facility.id, changes, now);
    return { t: 'ack', through, witness: 'w' };
  }

  const world = {
    facilities,
    async greet(facility: TestFacility): Promise<void> {
      const { acknowledgedThrough } = (await store.findFacility(facility.facility.id))!;
      const { epoch, publicKey } = await store.identity();
      takeWelcome(
        facility.raw,
        { t: 'welcome', hubName: 'Hub', hubEpoch: epoch, acknowledgedThrough, head: 0, witness: 'w', clock: now },
        now,
        { present: publicKey, next: null },
      );
    },
    setStock(facility: TestFacility, key: string, onHand: number): void {
      const payload = aStockLevel(onHand);
      publishText(facility.raw, 'stock.level', key, payload, true);
      said.get(facility.facility.id)!.set(`stock.level ${key}`, payload);
    },
    acknowledge(facility: TestFacility): void {
      const key = `event-${events++}`;
      const payload = JSON.stringify({ at: now });
      publishText(facility.raw, 'ack', key, payload, false);
      said.get(facility.facility.id)!.set(`ack ${key}`, payload);
    },
    async push(facility: TestFacility, size: number, fate: 'delivered' | 'lost' | 'ack lost' | 'twice'): Promise<void> {
      const changes = numberBatch(facility.raw, size, at(facility));
      if (changes.length === 0) return;
      onTheWay.push({ facility, changes });
      if (fate === 'lost') return;
      let ack = await deliver(facility, changes);
      if (fate === 'twice') ack = await deliver(facility, changes);
      if (fate !== 'ack lost') markAcknowledged(facility.raw, changes, ack, at(facility));
    },
    /** Something sent long ago arrives, again or for the first time. */
    async arriveLate(which: number): Promise<void> {
      const late = onTheWay[which % Math.max(1, onTheWay.length)];
      if (late !== undefined) await deliver(late.facility, late.changes);
    },
    async pull(facility: TestFacility, limit: number, fate: 'delivered' | 'lost' | 'twice'): Promise<boolean> {
      const { cursor } = readHubLink(facility.raw)!;
      const read = await store.page(facility.facility.id, cursor, limit, 100_000);
      const rows = read.rows.map(({ clockSkewMs: _, ...row }) => row);
      const page: HubFrameOf<'page'> = { t: 'page', rows, cursor: read.cursor, more: read.more, witness: 'w' };
      if (fate === 'lost') return true;
      applyPage(facility.raw, cursor, page, at(facility));
      if (fate === 'twice') applyPage(facility.raw, cursor, page, at(facility));
      return read.more;
    },
    async restartHub(): Promise<void> {
      await store.close();
      store = openSqliteStore(folder);
    },
    async settle(): Promise<void> {
      for (const facility of facilities) {
        await world.greet(facility);
        while (facility.outbox().length > 0) await world.push(facility, 3, 'delivered');
      }
      for (const facility of facilities) while (await world.pull(facility, 4, 'delivered'));
    },
    said: ({ facility }: TestFacility) => Object.fromEntries([...said.get(facility.id)!].sort(([a], [b]) => (a < b ? -1 : 1))),
    holds(holder: TestFacility, owner: TestFacility): Record<string, string> {
      const rows = holder.raw
        .prepare<[string], { name: string; payload: string }>(
          `SELECT kind || ' ' || key AS name, payload FROM peer_state WHERE facility_id = ? ORDER BY name`,
        )
        .all(owner.facility.id);
      return Object.fromEntries(rows.map(({ name, payload }) => [name, payload]));
    },
    acknowledged: async ({ facility }: TestFacility) => (await store.findFacility(facility.id))!,
    counts: () => store.counts(),
    async end(): Promise<void> {
      await store.close();
      for (const { raw } of facilities) raw.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const facility of facilities) await world.greet(facility);
  return world;
}

type World = Awaited<ReturnType<typeof aWorld>>;
type Step = (world: World) => void | Promise<unknown>;

const who = fc.integer({ min: 0, max: names.length - 1 });
const size = fc.integer({ min: 1, max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(who, fc.integer({ min: 0, max: 3 }), fc.nat(500)).map(
      ([f, key, onHand]): Step =>
        (world) =>
          world.setStock(world.facilities[f]!, `item-${key}`, onHand),
    ),
  },
  {
    weight: 1,
    arbitrary: who.map(
      (f): Step =>
        (world) =>
          world.acknowledge(world.facilities[f]!),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(who, size, fc.constantFrom('delivered' as const, 'lost' as const, 'ack lost' as const, 'twice' as const)).map(
      ([f, most, fate]): Step =>
        (world) =>
          world.push(world.facilities[f]!, most, fate),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.nat(50).map(
      (which): Step =>
        (world) =>
          world.arriveLate(which),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(who, size, fc.constantFrom('delivered' as const, 'lost' as const, 'twice' as const)).map(
      ([f, limit, fate]): Step =>
        (world) =>
          world.pull(world.facilities[f]!, limit, fate),
    ),
  },
  {
    weight: 1,
    arbitrary: who.map(
      (f): Step =>
        (world) =>
          world.greet(world.facilities[f]!),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((world) => world.restartHub()) },
);

test('whatever the line loses, repeats or delays, all hold the same in the end, each change once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const world = await aWorld();
      try {
        for (const take of steps) await take(world);
        await world.settle();
        for (const holder of world.facilities) {
          expect(world.holds(holder, holder)).toEqual({});
          for (const owner of world.facilities) if (owner !== holder) expect(world.holds(holder, owner)).toEqual(world.said(owner));
          const { acknowledgedThrough, highestNumber } = await world.acknowledged(holder);
          expect(acknowledgedThrough).toBe(readHubLink(holder.raw)!.next_number - 1);
          expect(highestNumber).toBe(acknowledgedThrough);
          expect(holder.quarantine()).toEqual([]);
        }
        const rows = world.facilities.reduce((sum, facility) => sum + Object.keys(world.said(facility)).length, 0);
        expect(await world.counts()).toMatchObject({ rows, refused: 0 });
      } finally {
        await world.end();
      }
    }),
    { numRuns: 60 },
  );
});
