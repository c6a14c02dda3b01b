import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type { Database as SqliteFile } from 'better-sqlite3';
import { migrations } from '../../../db/migrations/index.ts';
import { facilityCodeOf } from '../../../preload/contract/readableNumber.ts';
import { enrol } from '../../../sync/client/enrol.ts';
import type { Enrolment } from '../../../sync/client/enrol.ts';
import { startLink } from '../../../sync/client/link.ts';
import type { Link, LinkDeps } from '../../../sync/client/link.ts';
import { isState, toPayload } from '../../../sync/protocol/kinds.ts';
import type { Kind } from '../../../sync/protocol/kinds.ts';

/** The tables of a facility as the migrations make them; nothing but sync touches them here, so nobody has to queue. */
export function openFacilityFile(path?: string): SqliteFile {
  return path === undefined ? setUp(new Sqlite((template ??= setUp(new Sqlite(':memory:')).serialize()))) : setUp(new Sqlite(path));
}

let template: Buffer | undefined;

function setUp(raw: SqliteFile): SqliteFile {
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  for (const { version, up } of migrations) {
    if ((raw.pragma('user_version', { simple: true }) as number) >= version) continue;
    raw.transaction(() => up(raw))();
    raw.pragma(`user_version = ${version}`);
  }
  return raw;
}

/** What db/write.ts does when a use case publishes. */
export function publishText(raw: SqliteFile, kind: string, key: string, payload: string, isStateKind: boolean): void {
  raw
    .prepare(
      `INSERT INTO outbox (kind, key, is_state, payload, created_at) VALUES (?, ?, ?, ?, '2026-11-22T08:00:00.000Z')
       ON CONFLICT (kind, key) WHERE number IS NULL AND is_state = 1 DO UPDATE SET payload = excluded.payload, created_at = excluded.created_at`,
    )
    .run(kind, key, isStateKind ? 1 : 0, payload);
}

export function aStockLevel(onHand: number, inn = 'amoxicillin') {
  return toPayload('stock.level', {
    product: { ingredients: [{ inn, strength: 250, unit: 'mg' }], form: 'capsule', unit: 'capsule', atc: 'J01CA04' },
    name: `${inn} 250`,
    packSize: 100,
    onHand,
    status: onHand === 0 ? 'out' : 'ok',
    asOf: '2026-11-22T08:00:00.000Z',
  });
}

export type TestFacility = ReturnType<typeof aFacility>;

/** A facility as far as sync sees it: its tables, its stock, and a link when one is started. */
export function aFacility(
  name: string,
  options: { id?: string; epoch?: string; path?: string; raw?: SqliteFile; now?: () => string } = {},
) {
  const id = options.id ?? randomUUID();
  const facility = { id, code: facilityCodeOf(id), name, epoch: options.epoch ?? randomUUID() };
  const raw = options.raw ?? openFacilityFile(options.path);
  const now = options.now ?? (() => new Date().toISOString());
  const exclusive = async <T>(work: () => T): Promise<T> => work();
  const stock = new Map<string, number>();
  const applied: string[][] = [];
  let link: Link | undefined;

  const self = {
    facility,
    raw,
    applied,
    stock,
    profile: () =>
      toPayload('facility.profile', {
        name,
        code: facility.code,
        type: 'clinic',
        latitude: 1.5,
        longitude: 32.5,
        phone: '+256 700 000 000',
      }),
    publish(kind: Kind, key: string, payload: string): void {
      publishText(raw, kind, key, payload, isState(kind));
      link?.poke();
    },
    setStock(item: string, onHand: number): void {
      stock.set(item, onHand);
      self.publish('stock.level', item, aStockLevel(onHand));
    },
    republish: async () => {
      publishText(raw, 'facility.profile', id, self.profile(), true);
      for (const [item, onHand] of stock) publishText(raw, 'stock.level', item, aStockLevel(onHand), true);
    },
    enrol: (hubUrl: string, code: string, more: Partial<Enrolment> = {}) =>
      enrol({ raw, exclusive, facility, hubUrl, code, now, answerMs: 3000, ...more }),
    start(more: Partial<LinkDeps> = {}): Link {
      link = startLink({
        raw,
        exclusive,
        facility,
        republish: self.republish,
        now,
        newId: randomUUID,
        onApplied: (tables) => void applied.push(tables),
        ...more,
        timing: { backoffStartMs: 20, backoffMostMs: 100, leastRetryMs: 20, refusedMs: 200, answerMs: 3000, ...more.timing },
      });
      return link;
    },
    stop: async () => link?.stop(),
    link: () => link!,
    /** What this facility holds of another: key -> on hand. */
    sees(other: { facility: { id: string } }): Record<string, number> {
      const rows = raw
        .prepare<[string], { key: string; payload: string }>(
          `SELECT key, payload FROM peer_state WHERE kind = 'stock.level' AND facility_id = ? ORDER BY key`,
        )
        .all(other.facility.id);
      return Object.fromEntries(rows.map(({ key, payload }) => [key, (JSON.parse(payload) as { onHand: number }).onHand]));
    },
    peerCount: () => raw.prepare('SELECT count(*) FROM peer_state').pluck().get() as number,
    outbox: () =>
      raw
        .prepare<[], { kind: string; key: string; number: number | null; payload: string }>(
          'SELECT kind, key, number, payload FROM outbox ORDER BY id',
        )
        .all(),
    quarantine: () =>
      raw.prepare<[], { kind: string; key: string; reason: string }>('SELECT kind, key, reason FROM quarantine ORDER BY key').all(),
  };
  return self;
}
