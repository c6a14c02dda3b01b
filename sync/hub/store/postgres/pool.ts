import pg from 'pg';
import type { ClientBase, Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { StoreUnavailable } from '../store.ts';

/** PostgreSQL's bigint: ours stay far below 2^53. */
const bigint = 20;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === bigint ? Number : (pg.types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format)) as never,
};

/** A frame is answered within the 15 s that a facility waits, and a node that vanished in the middle lets go of its locks soon. */
const session = `SET synchronous_commit = on; SET jit = off; SET statement_timeout = '8s'; SET idle_in_transaction_session_timeout = '10s';
  SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;`;

export type Db = {
  /** One prepared statement, in a transaction of its own. @throws StoreUnavailable */
  query<R extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<QueryResult<R>>;
  /** @throws StoreUnavailable */
  transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** A connection for one piece of work that minds its own transactions; it is closed afterwards. @throws StoreUnavailable */
  alone<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** `onConnect` runs on each new connection before anything else. */
export function openPool(url: string, connections: number, onConnect: (client: ClientBase) => Promise<void>): Db {
  const pool: Pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 4000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'medvault hub',
    types,
    onConnect: (async (client: ClientBase) => {
      await client.query(session);
      await onConnect(client);
    }) as (client: ClientBase) => void,
  });
  pool.on('error', () => undefined); // an idle connection ended; the next question opens another
  pool.on('connect', (client) => void client.on('error', () => undefined)); // one in use: what is asked on it fails with the same error

  return {
    async query(name, text, values) {
      try {
        return await pool.query({ name, text, values: [...values] });
      } catch (error) {
        throw sort(error);
      }
    },
    async transaction(work) {
      let client: PoolClient | undefined;
      let isBroken = false;
      try {
        client = await pool.connect();
        await client.query('BEGIN');
        const value = await work(client);
        await client.query('COMMIT');
        return value;
      } catch (error) {
        await client?.query('ROLLBACK').catch(() => (isBroken = true));
        throw sort(error);
      } finally {
        client?.release(isBroken);
      }
    },
    async alone(work) {
      let client: PoolClient | undefined;
      try {
        client = await pool.connect();
        return await work(client);
      } catch (error) {
        throw sort(error);
      } finally {
        client?.release(true);
      }
    },
    close: () => pool.end(),
  };
}

/**
 * Not reachable, starting, stopping, out of room or connections, a standby, a lock that was not to be had: all of them end by themselves.
 * Classes: https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
const passing = /^(08|53|55P03|57|58|25006|40|3D000|42P01|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT)/;

function sort(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'AppError') return error;
  const code = 'code' in error ? String(error.code) : '';
  const isLost =
    code === '' && /timeout|Connection terminated|Client has encountered a connection error|not queryable/i.test(error.message);
  return passing.test(code) || isLost ? new StoreUnavailable(`${code} ${error.message}`.trim(), { cause: error }) : error;
}
