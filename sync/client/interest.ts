import type { Database as SqliteFile } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import { everything, interest as schema, interestFilter, isWithin, itemHash, placeOf, topicOf } from '../protocol/interest.ts';
import type { About, Interest } from '../protocol/interest.ts';

/** Which rows of others are kept; null = all that come. */
export type Wanted = ((about: About) => boolean) | null;
type Stored = { wanted: string | null; held: string | null };

const textOf = (interest: Interest): string | null => (interest.area === null && interest.items === null ? null : JSON.stringify(interest));
let lastParsed: { text: string; interest: Interest } | undefined;
function parse(text: string | null): Interest {
  if (text === null) return everything;
  if (lastParsed?.text !== text) lastParsed = { text, interest: schema.parse(JSON.parse(text)) };
  return lastParsed.interest;
}
const read = (raw: SqliteFile): Stored => prepared(raw, 'SELECT wanted, held FROM link_interest').get() as Stored;

/** From the next page on. @returns whether it is another one */
export function setInterest(raw: SqliteFile, interest: Interest): boolean {
  const { wanted } = read(raw);
  const text = textOf(interest);
  if (text !== wanted) prepared(raw, 'UPDATE link_interest SET wanted = ?').run(text);
  return text !== wanted;
}

/** Whether what was read under that one goes on from the cursor. */
export const isHeld = (raw: SqliteFile, interest: Interest): boolean => read(raw).held === textOf(interest);

let lastFilter: { text: string; reader: string; wanted: Wanted } | undefined;

/** What is kept of others now. */
export function wantedNow(raw: SqliteFile, reader: string): Wanted {
  const { held } = read(raw);
  if (held === null) return null;
  if (lastFilter?.text !== held || lastFilter.reader !== reader) {
    lastFilter = { text: held, reader, wanted: interestFilter(parse(held), reader) };
  }
  return lastFilter.wanted;
}

export type Reading = { cursor: number; interest: Interest; wanted: Wanted; hasDropped: boolean };

/**
 * Where to read on, and under which interest. All that it wants up to the cursor is here: for a wider one, or one elsewhere, everything is
 * read from the beginning, and what is not wanted any more goes.
 */
export function takeInterest(raw: SqliteFile, reader: string): Reading {
  return raw.transaction(() => {
    const { wanted: text, held } = read(raw);
    const interest = parse(text);
    let hasDropped = false;
    if (text !== held) {
      if (!isWithin(interest, parse(held))) prepared(raw, 'UPDATE hub_link SET cursor = 0').run();
      prepared(raw, 'UPDATE link_interest SET held = wanted').run();
      hasDropped = dropUnwanted(raw, reader, wantedNow(raw, reader), null);
    }
    const cursor = prepared(raw, 'SELECT cursor FROM hub_link').pluck().get() as number;
    return { cursor, interest, wanted: wantedNow(raw, reader), hasDropped };
  })();
}

/** Everything is read. What was kept although its owner might be outside goes, when the owner is. @returns whether anything went */
export const settleInterest = (raw: SqliteFile, reader: string): boolean =>
  raw.transaction(() => dropUnwanted(raw, reader, wantedNow(raw, reader), null))();

type Held = { facility: string; kind: string; key: string; payload: string; productKey: string | null } & Where;
type Where = { latitude: number | null; longitude: number | null };

const heldRows = (of: '=' | '<>') =>
  `SELECT s.facility_id AS facility, s.kind, s.key, CASE WHEN s.kind = 'stock.level' THEN '' ELSE s.payload END AS payload,
     s.product_key AS productKey, f.latitude, f.longitude
   FROM peer_state AS s LEFT JOIN peer_facility AS f ON f.facility_id = s.facility_id WHERE s.facility_id ${of} ?`;

/** @param only that facility's rows: it is somewhere else now @returns whether anything went */
export function dropUnwanted(raw: SqliteFile, reader: string, wanted: Wanted, only: string | null): boolean {
  if (wanted === null) return false;
  const rows = (only === null ? prepared(raw, heldRows('<>')).all(reader) : prepared(raw, heldRows('=')).all(only)) as Held[];
  const drop = prepared(raw, 'DELETE FROM peer_state WHERE facility_id = ? AND kind = ? AND key = ?');
  let dropped = 0;
  for (const { facility, kind, key, payload, productKey, latitude, longitude } of rows) {
    const topic = kind === 'stock.level' ? (productKey === null ? null : itemHash(productKey)) : topicOf(kind, JSON.parse(payload));
    if (!wanted({ kind, topic, place: placeOf({ latitude, longitude }) })) dropped += drop.run(facility, kind, key).changes;
  }
  return dropped > 0;
}
