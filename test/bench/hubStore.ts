import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../../sync/hub/store/postgres.ts';
import { openSqliteStore } from '../../sync/hub/store/sqlite.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import { startPostgres } from '../support/postgres.ts';
import { aStockLevel } from '../support/sync/facility.ts';
import { cpuOfGroup } from './processes.ts';

const at = '2026-11-22T08:00:00.000Z';
const batchRows = 50;
const facilities = 16;
const batchesEach = 100;

/** The hub's two stores alone: batches of 50 stock levels kept and read in pages of 500, on disk with every acknowledgement. */
export async function run(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const server = await startPostgres({ fsync: true });
  try {
    const sqlite = openSqliteStore(folder, 'Hub');
    const ofSqlite = await measure(sqlite, () => 0);
    await sqlite.close();
    const postgres = await openPostgresStore({ url: await server.database(), name: 'Hub' });
    const ofPostgres = await measure(postgres, () => cpuOfGroup(server.pid()));
    await postgres.close();
    return { batchRows, facilities, sqlite: ofSqlite, postgres: ofPostgres };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(store: HubStore, serverCpu: () => number): Promise<Record<string, unknown>> {
  const members: string[] = [];
  for (let each = 0; each < facilities; each++) members.push(await enrol(store, `F${String(each).padStart(5, '0')}`));
  const batches = members.map(() => Array.from({ length: batchesEach }, (_, batch) => levels(batch)));
  const keep = async (member: number) => {
    for (const batch of batches[member]!) await store.keepOnce(members[member]!, batch, at);
  };
  const rows = batchRows * batchesEach;
  const one = await timed(rows, serverCpu, () => keep(0));
  const many = await timed(rows * (facilities - 1), serverCpu, async () => {
    await Promise.all(members.slice(1).map((_, index) => keep(index + 1)));
  });
  const again = await timed(rows, serverCpu, () => keep(0));
  const reader = await enrol(store, 'READER');
  let read = 0;
  const pages = await timed(0, serverCpu, async () => {
    for (let cursor = 0; ;) {
      const page = await store.page(reader, cursor, 500, 248 * 1024);
      read += page.rows.length;
      cursor = page.cursor;
      if (!page.more) break;
    }
  });
  return {
    'keepOnce, one facility': one,
    [`keepOnce, ${facilities - 1} at once`]: many,
    'the same again': again,
    page: { ...pages, rows: read, rowsPerSecond: Math.round(read / pages.seconds) },
  };
}

async function timed(rows: number, serverCpu: () => number, work: () => Promise<void>) {
  const [cpu, server, began] = [process.cpuUsage(), serverCpu(), performance.now()];
  await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    rows,
    seconds: round(seconds),
    rowsPerSecond: Math.round(rows / seconds),
    nodeCpuSeconds: round((user + system) / 1e6),
    databaseCpuSeconds: round(serverCpu() - server),
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/** Twenty thousand changes of two thousand items would be one every few seconds: here each batch changes fifty of five hundred. */
function levels(batch: number) {
  return Array.from({ length: batchRows }, (_, index) => {
    const payload = aStockLevel(batch * 7 + index);
    return {
      number: batch * batchRows + index + 1,
      kind: 'stock.level',
      key: `item-${(batch % 10) * batchRows + index}`,
      payload,
      sha256: sha256Hex(payload),
    };
  });
}

async function enrol(store: HubStore, code: string): Promise<string> {
  const [id, codeId] = [randomUUID(), randomUUID()];
  await store.addCode({ id: codeId, proofKey: '', createdAt: at, expiresAt: at, usedAt: null, replaces: null });
  await store.enrol({ id, code, name: code, epoch: randomUUID(), publicKey: 'key' }, codeId, at);
  return id;
}
