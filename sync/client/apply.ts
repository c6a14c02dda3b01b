import type { Database as SqliteFile } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import { itemHash, placeOf, topicOf } from '../protocol/interest.ts';
import type { Place } from '../protocol/interest.ts';
import { isKnownKind, readParsed } from '../protocol/kinds.ts';
import type { PayloadOf } from '../protocol/kinds.ts';
import { isTooDeep } from '../protocol/limits.ts';
import type { HubFrameOf, Row } from '../protocol/messages.ts';
import { speaksForAnother } from '../protocol/ownership.ts';
import { productKey } from '../protocol/productKey.ts';
import { LinkFailure } from './failure.ts';
import { dropUnwanted, wantedNow } from './interest.ts';
import { putAside, release } from './quarantine.ts';
import type { OurselvesAt } from './quarantine.ts';

/**
 * Keeps a page of others' rows together with the cursor it ends at, or nothing. Writes no outbox, so nothing echoes.
 * A row that cannot be understood is put aside with its reason and the rest goes on; an unknown kind is kept as it came. A row that only its
 * owner's place speaks against is kept until everything is read: the hub chose it by where the owner is now, which may be told further on.
 * @returns the tables that changed
 * @throws LinkFailure 'hub.nonsense' when the page's cursors go backwards
 */
export function applyPage(raw: SqliteFile, asked: number, page: HubFrameOf<'page'>, at: OurselvesAt): string[] {
  requireOrder(asked, page);
  return raw.transaction(() => {
    const write = writer(raw, at.now);
    const sieve = createSieve(raw, at.facilityId);
    let isAnyAside = prepared(raw, 'SELECT 1 FROM quarantine LIMIT 1').get() !== undefined;
    const changed = new Set<string>();
    const lastOf = new Map<string, Row>();
    for (const row of page.rows) {
      if (row.facility === at.facilityId) continue; // we own it: what the hub holds of us is only a copy
      lastOf.set(row.facility, row);
      const read = readRow(row);
      if (typeof read === 'string') {
        putAside(raw, row, read, at);
        changed.add('quarantine');
        isAnyAside = true;
        continue;
      }
      if (isAnyAside) release(raw, row);
      if (read.profile !== null) {
        write.profile(row.facility, read.profile);
        changed.add('peer_facility');
        sieve?.moved(row.facility);
      }
      changed.add('peer_state');
      if (sieve === null || sieve.keeps(row, read)) write.state(row, read.productKey);
      else sieve.drop(row);
    }
    for (const row of lastOf.values()) write.seen(row);
    if (!page.more) sieve?.settle();
    prepared(raw, 'UPDATE hub_link SET cursor = ?, hub_witness = ?, last_contact_at = ?').run(page.cursor, page.witness, at.now);
    return [...changed];
  })();
}

/**
 * Keeps what the hub sent unasked, all of it together.
 * @returns the tables that changed, and up to where there is everything; `isMissing`: what came next stood behind a gap
 * @throws LinkFailure 'hub.nonsense'
 */
export function applyLive(
  raw: SqliteFile,
  sent: readonly HubFrameOf<'live'>[],
  at: OurselvesAt,
): { tables: string[]; cursor: number; isMissing: boolean } {
  return raw.transaction(() => {
    let cursor = prepared(raw, 'SELECT cursor FROM hub_link').pluck().get() as number;
    const tables = new Set<string>();
    for (const live of sent) {
      if (live.from > cursor) return { tables: [...tables], cursor, isMissing: true };
      if (live.cursor <= cursor) continue; // read before it came
      const rows = live.rows.filter((row) => row.cursor > cursor);
      for (const table of applyPage(raw, cursor, { ...live, t: 'page', rows, more: false }, at)) tables.add(table);
      cursor = live.cursor;
    }
    return { tables: [...tables], cursor, isMissing: false };
  })();
}

function requireOrder(asked: number, page: HubFrameOf<'page'>): void {
  let cursor = asked;
  for (const row of page.rows) {
    if (row.cursor <= cursor) throw new LinkFailure('hub.nonsense');
    cursor = row.cursor;
  }
  if (page.cursor < cursor || (page.more && page.cursor === asked)) throw new LinkFailure('hub.nonsense');
}

type Read = { payload: unknown; productKey: string | null; profile: PayloadOf<'facility.profile'> | null };

/** What of a page this facility wants; null: all of it. A hub may give more than it was asked for, and an older one gives everything. */
function createSieve(raw: SqliteFile, reader: string) {
  const wanted = wantedNow(raw, reader);
  if (wanted === null) return null;
  const places = new Map<string, Place>();
  const doubtful = new Set<string>();
  const find = prepared(raw, 'SELECT latitude, longitude FROM peer_facility WHERE facility_id = ?');
  const drop = prepared(raw, 'DELETE FROM peer_state WHERE facility_id = ? AND kind = ? AND key = ?');
  const dropLeft = prepared(raw, `DELETE FROM peer_state WHERE facility_id = ? AND kind = 'stock.level' AND cursor = 0`);
  function placeHere(facility: string): Place {
    const known = places.get(facility);
    if (known !== undefined) return known;
    const place = placeOf((find.get(facility) as { latitude: number | null; longitude: number | null } | undefined) ?? null);
    places.set(facility, place);
    return place;
  }
  return {
    keeps({ facility, kind }: Row, { payload, productKey: product }: Read): boolean {
      const topic = kind === 'stock.level' ? product && itemHash(product) : topicOf(kind, payload);
      if (wanted({ kind, topic, place: placeHere(facility) })) return true;
      if (!wanted({ kind, topic, place: null })) return false;
      doubtful.add(facility);
      return true;
    },
    /** Everything is read, so it is known where everybody is. */
    settle(): void {
      for (const facility of doubtful) dropUnwanted(raw, reader, wanted, facility);
    },
    /** What is about something else by now. */
    drop: ({ facility, kind, key }: Row) => void drop.run(facility, kind, key),
    /**
     * Its rows come again, if they are wanted where it is now. Those of before another hub, or before this one was put back, are about what
     * they were then: what is about another product by now would never come.
     */
    moved(facility: string): void {
      dropLeft.run(facility);
      places.delete(facility);
      dropUnwanted(raw, reader, wanted, facility);
    },
  };
}

/** Why it is put aside, or what stands in it that we look up by. */
function readRow(row: Row): Read | string {
  if (isTooDeep(row.payload)) return 'unreadable';
  let payload: unknown;
  try {
    payload = JSON.parse(row.payload);
  } catch {
    return 'unreadable';
  }
  const nothingKnown = { payload, productKey: null, profile: null };
  if (speaksForAnother(row.facility, row, payload)) return 'not_owner';
  if (!isKnownKind(row.kind)) return nothingKnown;
  if (row.kind === 'stock.level') {
    const level = readParsed('stock.level', payload);
    return level === null ? 'unreadable' : { ...nothingKnown, productKey: productKey(level.product) };
  }
  if (row.kind === 'facility.profile') {
    const profile = readParsed('facility.profile', payload);
    return profile === null ? 'unreadable' : { ...nothingKnown, profile };
  }
  return readParsed(row.kind, payload) === null ? 'unreadable' : nothingKnown;
}

function writer(raw: SqliteFile, now: string) {
  const state = prepared(
    raw,
    `INSERT INTO peer_state (facility_id, kind, key, payload, product_key, cursor, published_at, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET payload = excluded.payload, product_key = excluded.product_key, cursor = excluded.cursor,
       published_at = excluded.published_at, received_at = excluded.received_at
     WHERE excluded.cursor > peer_state.cursor`,
  );
  const profile = prepared(
    raw,
    `INSERT INTO peer_facility (facility_id, name, code, type, latitude, longitude, phone) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, code = excluded.code, type = excluded.type,
       latitude = excluded.latitude, longitude = excluded.longitude, phone = excluded.phone`,
  );
  const seen = prepared(raw, 'UPDATE peer_facility SET last_seen_at = ?, clock_suspect = ? WHERE facility_id = ?');
  return {
    state: (row: Row, product: string | null) => state.run(row.facility, row.kind, row.key, row.payload, product, row.cursor, row.at, now),
    profile: (facility: string, at: PayloadOf<'facility.profile'>) =>
      profile.run(facility, at.name, at.code, at.type, at.latitude, at.longitude, at.phone),
    seen: (row: Row) => seen.run(row.at, row.clockSuspect ? 1 : 0, row.facility),
  };
}
