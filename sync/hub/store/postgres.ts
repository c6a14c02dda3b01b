import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { AppError } from '../../../preload/contract/errors.ts';
import { newEd25519 } from '../../security/keys.ts';
import { newToken } from '../../security/tokens.ts';
import { claimPart } from './postgres/claims.ts';
import { enrolmentPart } from './postgres/enrolment.ts';
import { facilityPart, nodeGone } from './postgres/facilities.ts';
import { freshPart } from './postgres/fresh.ts';
import { keyPart } from './postgres/keys.ts';
import { operatorPart } from './postgres/operators.ts';
import { packPart } from './postgres/packs.ts';
import { pagePart } from './postgres/page.ts';
import { openPool } from './postgres/pool.ts';
import type { Db } from './postgres/pool.ts';
import { rowPart } from './postgres/rows.ts';
import { migrateDatabase } from './postgres/schema.ts';
import type { HubIdentity, HubStore, Progress } from './store.ts';

/** `operatorToken`: what an operator shows to the HTTP desk of any node. */
export type PostgresStore = HubStore & { operatorToken(): Promise<string> };

export type PostgresOptions = {
  url: string;
  /** of a new hub; an existing one keeps its own unless given */
  name?: string;
  connections?: number;
  /** A command beside running nodes begins no run. */
  isNode?: boolean;
};

/**
 * One hub in one PostgreSQL database, behind any number of nodes.
 *
 * Cursors commit in their order: `head` is one row, whoever gives cursors holds it until its commit is on disk, and a page reads rows and head
 * in one snapshot. Filtering by pg_snapshot_xmin would let commits run side by side, but then any long transaction in the whole server (a bulk
 * load, another program's) stops all delivery; the row costs one commit at a time, which a batch of 50 rows makes cheap.
 * @throws StoreUnavailable, 'storage.newer_version', 'not_found' beside a hub that is not there
 */
export async function openPostgresStore({ url, name, connections = 10, isNode = true }: PostgresOptions): Promise<PostgresStore> {
  let server: string | undefined;
  // A database that was started, restored or replaced under a running node begins a run, as a start of the node does.
  const db = openPool(url, connections, async (client) => {
    if (server === undefined) return;
    const now = await readServer(client);
    if (now === server) return;
    await beginRun(client, now);
    server = now;
  });
  try {
    if (!isNode) {
      await requireHub(db);
      return { ...partsOn(db), close: () => db.close() };
    }
    await db.alone(migrateDatabase);
    const { publicKey, privateKey } = newEd25519();
    await db.transaction(async (client) => {
      await client.query(
        `INSERT INTO identity (id, name, epoch, public_key, private_key, operator_token) VALUES (1, $1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [name ?? 'Hub', randomUUID(), publicKey, privateKey, newToken()],
      );
      if (name !== undefined) await client.query('UPDATE identity SET name = $1 WHERE name <> $1', [name]);
      const started = await readServer(client);
      await beginRun(client, started);
      server = started;
    });
  } catch (error) {
    await db.close();
    throw error;
  }
  return { ...partsOn(db), close: () => db.close() };
}

const partsOn = (db: Db, nodes = { count: 1 }) => ({
  ...identityPart(db, nodes),
  ...enrolmentPart(db),
  ...facilityPart(db),
  ...rowPart(db, nodes),
  ...pagePart(db),
  ...freshPart(db),
  ...claimPart(db),
  ...packPart(db),
  ...keyPart(db),
  operators: operatorPart(db),
});

async function requireHub(db: Db): Promise<void> {
  const { rows } = await db.query<{ isThere: boolean }>('isThere', `SELECT to_regclass('identity') IS NOT NULL AS "isThere"`, []);
  if (!rows[0]!.isThere) throw new AppError('not_found', { resource: 'Hub' });
}

/** Which start of which database. */
async function readServer(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ server: string }>(
    `SELECT concat_ws(' ', pg_postmaster_start_time(), (SELECT oid FROM pg_database WHERE datname = current_database())) AS server`,
  );
  return rows[0]!.server;
}

/** The head is held meanwhile: no run has a head above the one at which the next begins. */
async function beginRun(client: ClientBase, server: string): Promise<void> {
  await client.query('WITH h AS (SELECT head FROM head FOR UPDATE) INSERT INTO run (id, started_head, server) SELECT $1, head, $2 FROM h', [
    randomUUID(),
    server,
  ]);
}

/** @param nodes those that live, as last seen */
function identityPart(db: Db, nodes: { count: number }) {
  const identity = async (): Promise<HubIdentity> => {
    const { rows } = await db.query<HubIdentity>(
      'identity',
      'SELECT name, epoch, public_key AS "publicKey", private_key AS "privateKey" FROM identity',
      [],
    );
    return rows[0]!;
  };
  return {
    identity,
    operatorToken: async () => {
      const { rows } = await db.query<{ token: string }>('operatorToken', 'SELECT operator_token AS token FROM identity', []);
      return rows[0]!.token;
    },
    renewEpoch: (ended: string) =>
      db.transaction(async (client) => {
        await client.query('SET LOCAL statement_timeout = 0; LOCK TABLE facility IN EXCLUSIVE MODE'); // waits for whoever holds one of its rows
        const { rows } = await client.query<{ epoch: string }>('SELECT epoch FROM identity FOR UPDATE');
        if (rows[0]!.epoch !== ended) return rows[0]!.epoch;
        const epoch = randomUUID();
        await client.query('UPDATE facility SET acknowledged_through = 0, session = session + 1, node_id = NULL');
        await client.query('TRUNCATE kept');
        await client.query('UPDATE state SET number = 0 WHERE number <> 0');
        await client.query('INSERT INTO ended_hub_epoch (epoch) VALUES ($1) ON CONFLICT DO NOTHING', [ended]);
        await client.query('UPDATE identity SET epoch = $1', [epoch]);
        return epoch;
      }),
    progress: async (): Promise<Progress> => {
      const { rows } = await db.query<Progress>(
        'progress',
        'SELECT i.epoch, (SELECT r.id FROM run AS r ORDER BY r.no DESC LIMIT 1) AS run, h.head FROM identity AS i, head AS h',
        [],
      );
      return rows[0]!;
    },
    isBehind: async (seen: Progress): Promise<boolean> => {
      const { rows } = await db.query<{ isCurrent: boolean; hasEnded: boolean; end: number | null }>(
        'isBehind',
        `SELECT epoch = $1 AS "isCurrent", EXISTS (SELECT FROM ended_hub_epoch AS e WHERE e.epoch = $1) AS "hasEnded",
           (SELECT coalesce((SELECT next.started_head FROM run AS next WHERE next.no > r.no ORDER BY next.no LIMIT 1), (SELECT head FROM head))
            FROM run AS r WHERE r.id = $2) AS end
         FROM identity`,
        [seen.epoch, seen.run],
      );
      const { isCurrent, hasEnded, end } = rows[0]!;
      return isCurrent ? end === null || seen.head > end : !hasEnded;
    },
    nodeLives: async (node: string): Promise<void> => {
      const { rows } = await db.query<{ others: number }>(
        'nodeLives',
        `WITH lives AS (INSERT INTO node (id, seen_at) VALUES ($1, clock_timestamp()) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at)
         SELECT count(*) AS others FROM node WHERE id <> $1 AND seen_at > clock_timestamp() - ${nodeGone}`,
        [node],
      );
      nodes.count = 1 + rows[0]!.others;
    },
    nodeEnds: async (node: string): Promise<void> => {
      await db.query('nodeEnds', `DELETE FROM node WHERE id = $1 OR seen_at < clock_timestamp() - interval '1 day'`, [node]);
    },
  };
}
