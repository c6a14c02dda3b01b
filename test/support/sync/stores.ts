import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { openPostgresStore } from '../../../sync/hub/store/postgres.ts';
import { openSqliteStore } from '../../../sync/hub/store/sqlite.ts';
import type { HubStore } from '../../../sync/hub/store/store.ts';
import { sha256Hex } from '../../../sync/security/tokens.ts';
import type { PostgresServer } from '../postgres.ts';
import { aFolder } from './hub.ts';

/** A hub's place, empty; it can be opened again and copied, as a backup does while it runs. */
export type StorePlace = { open(name?: string): Promise<HubStore>; copy(): Promise<StorePlace> };

export function sqlitePlace(folder = aFolder()): StorePlace {
  return {
    open: async (name = 'Hub') => closedLater(openSqliteStore(folder, name)),
    async copy() {
      const to = aFolder();
      const reader = new Sqlite(join(folder, 'hub.sqlite'));
      reader.exec(`VACUUM INTO '${join(to, 'copy.sqlite')}'`);
      reader.close();
      copyFileSync(join(to, 'copy.sqlite'), join(to, 'hub.sqlite'));
      return sqlitePlace(to);
    },
  };
}

export async function postgresPlace(server: PostgresServer): Promise<StorePlace & { url: string }> {
  const url = await server.database();
  return {
    url,
    open: async (name = 'Hub') => closedLater(await openPostgresStore({ url, name })),
    async copy() {
      const to = await postgresPlace(server);
      const dump = execFileSync('pg_dump', ['--no-owner', url], { maxBuffer: 1 << 28 });
      execFileSync('psql', ['--quiet', '--set', 'ON_ERROR_STOP=1', '--output', '/dev/null', to.url], { input: dump });
      return to;
    },
  };
}

function closedLater<S extends HubStore>(store: S): S {
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= store.close());
  onTestFinished(close);
  return { ...store, close };
}

export const at = '2026-11-22T08:00:00.000Z';

/** What each of them promises is tested on both: for `describe.each`. @param server started by then */
export const storeKinds = (server: () => PostgresServer): readonly [string, () => Promise<StorePlace>][] => [
  ['SQLite', async () => sqlitePlace()],
  ['PostgreSQL', () => postgresPlace(server())],
];

export async function aCode(store: HubStore, replaces: string | null = null): Promise<string> {
  const id = randomUUID();
  await store.addCode({ id, proofKey: '', createdAt: at, expiresAt: at, usedAt: null, replaces });
  return id;
}

export async function aMember(store: HubStore, code: string, more: { id?: string; epoch?: string } = {}) {
  const member = { id: randomUUID(), code, name: `Clinic ${code}`, epoch: randomUUID(), publicKey: 'key', ...more };
  await store.enrol(member, await aCode(store), at);
  return member;
}

export const aLevel = (number: number, key: string, payload = `{"n":${number}}`) => ({
  number,
  kind: 'stock.level',
  key,
  payload,
  sha256: sha256Hex(payload),
});

/** Everything a reader finds from a cursor on, page by page. */
export async function readAll(store: HubStore, facility: string, cursor = 0, limit = 100) {
  const rows = [];
  for (let from = cursor; ;) {
    const page = await store.page(facility, from, limit, 1_000_000);
    rows.push(...page.rows);
    from = page.cursor;
    if (!page.more) return { rows, cursor: from };
  }
}
