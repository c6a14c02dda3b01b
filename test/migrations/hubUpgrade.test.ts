import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase } from '../../sync/hub/store/postgres/schema.ts';
import { migrateHub } from '../../sync/hub/store/sqliteSchema.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';

// A hub that was filled before rows had a topic and facilities a place: who reads by area afterwards misses nobody.

/** The step before the one with topics and places. */
const before = { sqlite: 6, postgres: 4 };

const profiles = {
  placed: '{"name":"A","latitude":0.5,"longitude":34}',
  unplaced: '{"name":"B","latitude":null,"longitude":null}',
  'off the globe': '{"name":"C","latitude":95,"longitude":34}',
  'in words': '{"name":"D","latitude":"north","longitude":"east"}',
  'no JSON': '{"name":',
  'a list': '[1,2]',
};
const names = Object.keys(profiles);
const facilities = names.map(
  (id, index) => `INSERT INTO facility (id, code, name, epoch, public_key, enrolled_at) VALUES ('${id}', 'C${index}', 'x', 'e', 'k', 't');`,
);
const rows = Object.entries(profiles).flatMap(([id, payload], index) => [
  `INSERT INTO state (facility_no, kind, key, payload, number, cursor, kept_at) SELECT no, 'facility.profile', id, '${payload}', 1, ${2 * index + 1}, 't' FROM facility WHERE id = '${id}';`,
  `INSERT INTO state (facility_no, kind, key, payload, number, cursor, kept_at) SELECT no, 'stock.level', 'item', '{}', 2, ${2 * index + 2}, 't' FROM facility WHERE id = '${id}';`,
]);
const filled = [...facilities, ...rows].join('\n');

const places = 'SELECT id, latitude, longitude FROM facility ORDER BY no';
const expectedPlaces = names.map((id) => ({ id, latitude: id === 'placed' ? 0.5 : null, longitude: id === 'placed' ? 34 : null }));
const topics = 'SELECT DISTINCT kind, topic FROM state ORDER BY kind';
const expectedTopics = [
  { kind: 'facility.profile', topic: '*' },
  { kind: 'stock.level', topic: null },
];

let server: PostgresServer;
beforeAll(async () => void (server = await startPostgres()));
afterAll(() => server.stop());

test('on SQLite places are read from the profiles that can be read', () => {
  const file = new Sqlite(':memory:');
  migrateHub(file, before.sqlite);
  expect(file.prepare('SELECT name FROM pragma_table_info(?)').pluck().all('state')).not.toContain('topic');
  file.exec(filled);
  expect(migrateHub(file)).toBe(true);
  expect(file.prepare(places).all()).toEqual(expectedPlaces);
  expect(file.prepare(topics).all()).toEqual(expectedTopics);
  file.close();
});

test('and on PostgreSQL', async () => {
  const pool = new pg.Pool({ connectionString: await server.database(), max: 1 });
  const client = await pool.connect();
  await migrateDatabase(client, before.postgres);
  await expect(client.query('SELECT topic FROM state')).rejects.toThrow(/topic/);
  await client.query(filled);
  await migrateDatabase(client);
  expect((await client.query(places)).rows).toEqual(expectedPlaces);
  expect((await client.query(topics)).rows).toEqual(expectedTopics);
  client.release();
  await pool.end();
});
