import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema/index.ts';

const aliasOf = (itemId: string) => (db: Kysely<Database>) =>
  db.selectFrom('item_alias').select(['facility_id', 'foreign_key']).where('item_id', '=', itemId).execute();

export type PeerStock = Awaited<ReturnType<typeof listPeerStock>>[number];

function peerStock(db: Kysely<Database>) {
  return db
    .selectFrom('peer_state as s')
    .innerJoin('peer_facility as f', 'f.facility_id', 's.facility_id')
    .where('s.kind', '=', 'stock.level')
    .select([
      's.facility_id as facilityId',
      's.key',
      's.payload',
      's.received_at as receivedAt',
      'f.name',
      'f.type',
      'f.phone',
      'f.latitude',
      'f.longitude',
      'f.clock_suspect as clockSuspect',
    ]);
}

/** What others published about this product, and what was said to be the same as our item. */
export async function listPeerStock(db: Kysely<Database>, at: { productKey: string; itemId: string }) {
  const byProduct = await peerStock(db).where('s.product_key', '=', at.productKey).execute();
  const aliases = await aliasOf(at.itemId)(db);
  const seen = new Set(byProduct.map((row) => `${row.facilityId} ${row.key}`));
  for (const alias of aliases) {
    if (seen.has(`${alias.facility_id} ${alias.foreign_key}`)) continue;
    byProduct.push(
      ...(await peerStock(db).where('s.facility_id', '=', alias.facility_id).where('s.key', '=', alias.foreign_key).execute()),
    );
  }
  return byProduct;
}

/** What others published whose product has all the words. */
export async function searchPeerStock(db: Kysely<Database>, words: readonly string[], limit: number): Promise<PeerStock[]> {
  let rows = peerStock(db).limit(limit);
  for (const word of words) {
    const like = `%${word}%`;
    rows = rows.where((eb) => eb.or([eb('s.product_key', 'like', like), eb(sql<string>`lower(s.payload ->> 'name')`, 'like', like)]));
  }
  return rows.execute();
}

export function listPeers(db: Kysely<Database>) {
  return db
    .selectFrom('peer_facility as f')
    .select((eb) => [
      'f.facility_id as facilityId',
      'f.name',
      'f.type',
      'f.latitude',
      'f.longitude',
      'f.last_seen_at as lastSeenAt',
      eb
        .selectFrom('peer_state as s')
        .whereRef('s.facility_id', '=', 'f.facility_id')
        .where('s.kind', '=', 'stock.level')
        .select((e) => e.fn.countAll<number>().as('n'))
        .as('items'),
    ])
    .execute();
}

export function listPeerAlerts(db: Kysely<Database>) {
  return db
    .selectFrom('peer_state as s')
    .innerJoin('peer_facility as f', 'f.facility_id', 's.facility_id')
    .leftJoin('acknowledgement as a', 'a.alert_id', 's.key')
    .where('s.kind', '=', 'alert')
    .select(['s.key as alertId', 's.payload', 'f.name as facilityName', 'f.latitude', 'f.longitude', 'a.at as acknowledgedAt'])
    .execute();
}

export function listOwnAlerts(db: Kysely<Database>) {
  return db
    .selectFrom('alert as a')
    .leftJoin('acknowledgement as k', 'k.alert_id', 'a.id')
    .leftJoin('item as i', 'i.id', 'a.item_id')
    .select([
      'a.id as alertId',
      'a.kind',
      'a.severity',
      'a.subject',
      'a.on_hand as onHand',
      'i.unit',
      'i.reorder_level as reorderLevel',
      'a.raised_at as raisedAt',
      'a.ended_at as endedAt',
      'k.at as acknowledgedAt',
    ])
    .execute();
}
