import type { Database as SqliteFile } from 'better-sqlite3';
import { eventsOf, markOf, shipmentsOf } from '../../main/requisitions/half.ts';
import { owedOf, statusOf, transferHeard, transferNext } from '../../main/requisitions/transferNext.ts';
import type { Transfer, TransferEvent } from '../../main/requisitions/transferNext.ts';
import { readPayload, toPayload } from '../../sync/protocol/kinds.ts';
import type { Random } from './random.ts';
import type { Computer } from './parts.ts';

export type Transfers = {
  /** Somebody at this facility does the next thing about one of its transfers, or asks for something new. */
  act(computer: Computer, partners: readonly string[]): void;
  /** What others said of transfers with us, played into our own copies: as main/requisitions/hear.ts does. */
  hear(computer: Computer): void;
  /** @returns what is wrong between facilities of which none was ever put back */
  compare(file: SqliteFile, ofPartner: (id: string) => SqliteFile | undefined): string | null;
  /** On hand everywhere, on the way, and lost on the way: together what there was in the beginning. */
  total(files: readonly SqliteFile[]): { found: number; expected: number };
};

type TransferRow = { key: string; side: 'asking' | 'giving'; partner: string; document: string; heard: number };
const beginning = 1000;

/** Requests for stock between facilities: the real machine of main/requisitions, its document and the stock in one transaction with the outbox. */
export function createTransfers(random: Random, now: string): Transfers {
  const all = (file: SqliteFile) => file.prepare<[], TransferRow>('SELECT * FROM transfer ORDER BY key').all();
  const partnersHalf = (file: SqliteFile, partner: string, key: string) => {
    const row = file
      .prepare<[string, string], { payload: string; cursor: number }>(
        `SELECT payload, cursor FROM peer_state WHERE facility_id = ? AND kind = 'transfer' AND key = ?`,
      )
      .get(partner, key);
    return row === undefined ? null : readPayload('transfer', row.payload);
  };

  function say(computer: Computer, row: Pick<TransferRow, 'key' | 'side' | 'partner'>, transfer: Transfer): void {
    const theirs = partnersHalf(computer.disk.file(), row.partner, row.key);
    const isKnown = (key: string) => theirs?.shipments.some((one) => one.key === key && one.status === 'received') ?? false;
    const payload = toPayload('transfer', {
      side: row.side,
      partner: row.partner,
      number: row.key.slice(0, 8),
      note: computer.nextStamp(),
      end: transfer.end,
      lines: transfer.lines.map((line) => ({ ...line, item: 'item', name: 'item' })),
      shipments: shipmentsOf(transfer, isKnown),
      asOf: now,
    });
    computer.publish('transfer', row.key, payload);
  }

  function keep(
    file: SqliteFile,
    { key, side, partner }: Pick<TransferRow, 'key' | 'side' | 'partner'>,
    transfer: Transfer,
    heard?: number,
  ): void {
    file
      .prepare(
        `INSERT INTO transfer VALUES (?, ?, ?, ?, coalesce(?, 0))
         ON CONFLICT DO UPDATE SET document = excluded.document, heard = coalesce(?, heard)`,
      )
      .run(key, side, partner, JSON.stringify(transfer), heard ?? null, heard ?? null);
  }

  /** Goods leave when they are shipped and are there when they are received. */
  function moveStock(file: SqliteFile, before: Transfer, after: Transfer): void {
    let change = 0;
    for (const one of after.shipments) {
      const was = before.shipments.find(({ key }) => key === one.key)?.status;
      if (was === one.status) continue;
      if (one.status === 'shipped') change -= one.lots.reduce((sum, lot) => sum + lot.quantity, 0);
      if (one.status === 'received') change += one.lots.reduce((sum, lot) => sum + (lot.received ?? 0), 0);
    }
    file.prepare('UPDATE stock SET on_hand = on_hand + ?').run(change);
  }

  function eventFor(transfer: Transfer, side: TransferRow['side']): TransferEvent {
    const part = (most: number) => random.integer(1, Math.max(1, most));
    const someShipment = (status: string) => {
      const some = transfer.shipments.filter((one) => one.status === status);
      return some.length === 0 ? undefined : random.pick(some);
    };
    if (side === 'asking') {
      const shipped = someShipment('shipped');
      if (shipped === undefined || random.chance(0.1)) return { t: random.chance(0.3) ? 'cancel' : 'close' };
      return {
        t: 'receive',
        shipment: shipped.key,
        lots: shipped.lots.map((lot) => ({ ...lot, quantity: random.integer(0, lot.quantity) })),
      };
    }
    if (statusOf(transfer) === 'requested')
      return random.chance(0.15)
        ? { t: 'reject' }
        : { t: 'approve', lines: transfer.lines.map(({ position, asked }) => ({ position, quantity: part(asked) })) };
    const picked = someShipment('picked');
    if (picked !== undefined) return { t: random.chance(0.85) ? 'ship' : 'put-back', shipment: picked.key };
    if (random.chance(0.1)) return { t: 'close' };
    const lots = transfer.lines.flatMap((line) => {
      const owed = owedOf(transfer, line);
      return owed > 0 ? [{ position: line.position, lotNumber: 'L1', expiry: null, unitCost: null, quantity: part(owed) }] : [];
    });
    return { t: 'pick', shipment: random.uuid(), lots };
  }

  return {
    act(computer: Computer, partners: readonly string[]): void {
      computer.write(() => {
        const file = computer.disk.file();
        const rows = all(file);
        if (partners.length > 0 && (rows.length === 0 || random.chance(0.25))) {
          const row = { key: random.uuid(), side: 'asking' as const, partner: random.pick(partners) };
          const lines = Array.from({ length: random.integer(1, 3) }, (_, at) => ({
            position: at + 1,
            asked: random.integer(1, 50),
            approved: null,
          }));
          const transfer: Transfer = { lines, shipments: [], end: null };
          keep(file, row, transfer);
          say(computer, row, transfer);
          return;
        }
        if (rows.length === 0) return;
        const row = random.pick(rows);
        const before = JSON.parse(row.document) as Transfer;
        const event = eventFor(before, row.side);
        if (event.t === 'close' && row.side === 'asking') return;
        const after = transferNext(before, event);
        if (after === null || after === before) return;
        moveStock(file, before, after);
        keep(file, row, after);
        say(computer, row, after);
      });
    },

    hear(computer: Computer): void {
      computer.write(() => {
        const file = computer.disk.file();
        const rows = file
          .prepare<[string], { facility_id: string; key: string; payload: string; cursor: number }>(
            `SELECT facility_id, key, payload, cursor FROM peer_state WHERE kind = 'transfer' AND facility_id <> ? ORDER BY facility_id, key`,
          )
          .all(computer.identity.id);
        for (const heard of rows) {
          const { facility_id: partner, key, payload } = heard;
          const mark = markOf(heard);
          const half = readPayload('transfer', payload);
          if (half === null || half.partner !== computer.identity.id || half.side === 'unknown') continue;
          const side = half.side === 'asking' ? 'giving' : 'asking';
          const ours = file.prepare<[string, string], TransferRow>('SELECT * FROM transfer WHERE key = ? AND side = ?').get(key, side);
          if (ours === undefined && (side === 'asking' || half.end !== null || half.lines.length === 0)) continue;
          if (ours?.heard === mark) continue;
          const row = { key, side, partner } as const;
          const before: Transfer = ours
            ? (JSON.parse(ours.document) as Transfer)
            : { lines: half.lines.map(({ position, asked }) => ({ position, asked, approved: null })), shipments: [], end: null };
          let transfer = before;
          for (const event of eventsOf(half)) transfer = transferHeard(transfer, event) ?? transfer;
          keep(file, row, transfer, mark);
          if (transfer !== before || ours === undefined) say(computer, row, transfer);
        }
      });
    },

    compare(file: SqliteFile, ofPartner: (id: string) => SqliteFile | undefined): string | null {
      for (const row of all(file)) {
        const other = ofPartner(row.partner);
        if (other === undefined) continue;
        const theirs = other.prepare<[string], TransferRow>('SELECT * FROM transfer WHERE key = ?').get(row.key);
        if (theirs === undefined) {
          if (row.side === 'asking' && (JSON.parse(row.document) as Transfer).end === null) return `nobody heard of ${row.key.slice(0, 8)}`;
          continue;
        }
        const [mine, yours] = [row, theirs].map(({ document }) => seen(JSON.parse(document) as Transfer));
        if (mine !== yours) return `the two sides of ${row.key.slice(0, 8)} differ: ${mine} / ${yours}`;
      }
      return null;
    },

    total(files: readonly SqliteFile[]): { found: number; expected: number } {
      let found = 0;
      for (const file of files) {
        found += file.prepare<[], number>('SELECT on_hand FROM stock').pluck().get()!;
        for (const { side, document } of all(file)) {
          if (side === 'asking') continue;
          for (const { status, lots } of (JSON.parse(document) as Transfer).shipments) {
            for (const lot of lots) {
              if (status === 'shipped') found += lot.quantity;
              if (status === 'received') found += lot.quantity - (lot.received ?? 0);
            }
          }
        }
      }
      return { found, expected: files.length * beginning };
    },
  };
}

/** A shipment that was put back before the other side heard of it is known to one side only; nothing of it ever moved. */
const seen = (transfer: Transfer) =>
  JSON.stringify([
    statusOf(transfer),
    transfer.lines.map(({ asked, approved }) => [asked, approved]),
    transfer.shipments
      .filter(({ status }) => status !== 'returned')
      .map(({ key, status, lots }) => [
        key.slice(0, 8),
        status,
        lots.map(({ position, quantity, received }) => [position, quantity, received]),
      ]),
  ]);

export const factTables = `
  CREATE TABLE said (kind TEXT NOT NULL, key TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT;
  CREATE TABLE audit (seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  INSERT INTO audit VALUES (0, '');
  CREATE TABLE transfer (
    key TEXT NOT NULL PRIMARY KEY, side TEXT NOT NULL, partner TEXT NOT NULL, document TEXT NOT NULL, heard INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE stock (on_hand INTEGER NOT NULL) STRICT;
  INSERT INTO stock VALUES (${beginning});`;
