import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import pino from 'pino';
import { seededRandom } from '../../db/seed/random.ts';
import { seedPatients } from '../../db/seed/patients.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { callerFor } from '../../main/demo/caller.ts';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { inTransaction, makeContext } from '../../main/facility/context.ts';
import { Host } from '../../main/facility/host.ts';
import { newId } from '../../main/facility/ids.ts';
import { describePerson } from '../../main/patients/searchWords.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { quantiles } from './quantiles.ts';
import { measureStockTake } from './stockTake.ts';
import { underSignature } from '../support/underSignature.ts';

const items = 5000;
const movements = 1_000_000;
const years = 5;

/**
 * The store at full size, on an encrypted file: 5,000 items, 1,000,000 movements of five years (written straight into the ledger's table,
 * where its own triggers keep every sum). Milliseconds of what people do, through the real dispatcher.
 */
export async function run(args: { patients?: number } = {}): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const host = new Host({ dataDir: folder, log: pino({ level: 'error' }), isAlone: true });
  try {
    await host.start();
    const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
    const seed = { patients: args.patients ?? 100_000, seed: 7, today: facility.now().slice(0, 10), issuer: facility.self, describe: describePerson };
    process.stderr.write(`Making ${seed.patients} invented patients and ${movements} movements ...\n`);
    const people = await inTransaction(makeContext(facility, seatFor(facility, 'admin')), (ctx) => seedPatients(ctx, seed));
    const before = performance.now();
    fill(facility.raw, seed.today);
    const filledIn = performance.now() - before;
    const [doctor, clerk] = [callerFor(host, seatFor(facility, 'joseph')), callerFor(host, seatFor(facility, 'grace'))];
    const time = async (rounds: number, work: (round: number) => Promise<unknown>) => {
      const took: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const start = performance.now();
        await work(round);
        took.push(performance.now() - start);
      }
      return quantiles(took);
    };
    const { items: list } = await clerk('inventory.items', { limit: 10_000 });
    const busy = list.filter((row) => row.name.startsWith('Bench')).slice(0, 200);
    const asked: string[] = [];
    for (let round = 0; round < 200; round++) {
      const item = busy[round % busy.length]!;
      const order = { patientId: people[(round * 197) % people.length]!, itemId: item.itemId, medicine: item.name, directions: '1 a day', quantity: 10 };
      const { medicationRequestId } = await doctor('prescriptions.prescribe', order);
      await underSignature(facility, order.patientId, medicationRequestId);
      asked.push(medicationRequestId);
    }
    return {
      items: list.length,
      movements: facility.raw.prepare('SELECT count(*) FROM stock_movement').pluck().get(),
      filledSeconds: Math.round(filledIn / 1000),
      stockListMs: await time(20, () => clerk('inventory.items', { limit: 10_000 })),
      itemCardMs: await time(100, (round) => clerk('inventory.item', { itemId: busy[round % busy.length]!.itemId })),
      dispenseMs: await time(200, (round) => clerk('dispensing.dispense', { lines: [{ medicationRequestId: asked[round]!, quantity: 10 }] })),
      receiveMs: await time(100, (round) => clerk('inventory.receive', { itemId: busy[round]!.itemId, lotNumber: `B${round}`, expiry: '2031-01-31', quantity: 100, unitCost: 20 })),
      suggestedOrderMs: await time(5, () => clerk('replenishment.suggested', {})),
      expiryReportMs: await time(5, () => clerk('stockReports.of', { report: 'expiry' })),
      abcVenReportMs: await time(5, () => clerk('stockReports.of', { report: 'abc-ven' })),
      consumptionReportMs: await time(5, () => clerk('stockReports.of', { report: 'consumption' })),
      stockTake: await measureStockTake(host, clerk, callerFor(host, seatFor(facility, 'admin'))),
      ledgerVerify: verify(facility.raw),
    };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
} // prettier-ignore

function verify(raw: Raw): Record<string, unknown> {
  const start = performance.now();
  const { ok, movements: checked } = verifyLedger(raw);
  return { ok, checked, seconds: Math.round((performance.now() - start) / 100) / 10 };
}

/** Each item gets lots every few months and is handed out nearly every day; never under zero. */
function fill(raw: Raw, today: string): void {
  const random = seededRandom(11);
  const locationId = raw.prepare(`SELECT id FROM location WHERE kind = 'store' ORDER BY id LIMIT 1`).pluck().get() as string;
  const by = raw.prepare('SELECT id FROM practitioner LIMIT 1').pluck().get() as string;
  const addItem = raw.prepare(
    `INSERT INTO item (id, name, sort_name, form, unit, pack_size, product, product_key, reorder_level, created_at)
     VALUES (?, ?, ?, 'tablet', 'tablet', 100, '{"ingredients":[{"inn":"bench","strength":1,"unit":"mg"}],"form":"tablet","unit":"tablet","atc":null}', ?, 100, ?)`,
  );
  const addLot = raw.prepare('INSERT INTO lot (id, item_id, lot_number, expiry, unit_cost, created_at) VALUES (?, ?, ?, ?, ?, ?)');
  const addMovement = raw.prepare(
    `INSERT INTO stock_movement (id, item_id, lot_id, location_id, quantity, value, reason, moved_at, recorded_at, local_date, recorded_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const each = Math.floor(movements / items);
  const first = addDays(today, -365 * years);
  const step = Math.max(1, Math.floor((365 * years) / each));
  for (let from = 0; from < items; from += 250)
    raw.transaction(() => {
      for (let at = from; at < Math.min(items, from + 250); at++) {
        const itemId = newId();
        const name = `Bench medicine ${String(at).padStart(4, '0')}`;
        addItem.run(itemId, name, name.toLowerCase(), `bench ${at}`, `${first}T08:00:00.000Z`);
        let [lotId, left] = ['', 0];
        for (let nth = 0; nth < each; nth++) {
          const day = addDays(first, Math.min(365 * years - 1, nth * step));
          const moved = `${day}T09:00:00.000Z`;
          if (left < 40) {
            lotId = newId();
            addLot.run(lotId, itemId, `L${nth}`, addDays(day, random.whole(300, 900)), 12, moved);
            addMovement.run(newId(), itemId, lotId, locationId, 1000, 12_000, 'receipt', moved, moved, day, by);
            left = 1000; // what is left of the former lot stays on the shelf
            continue;
          }
          const quantity = random.whole(5, 40);
          left -= quantity;
          addMovement.run(newId(), itemId, lotId, locationId, -quantity, -quantity * 12, 'dispense', moved, moved, day, by);
        }
        const lot = newId(); // something to hand out today
        const moved = `${addDays(today, -1)}T09:00:00.000Z`;
        addLot.run(lot, itemId, 'NOW', addDays(today, random.whole(60, 700)), 12, moved);
        addMovement.run(newId(), itemId, lot, locationId, 800, 9600, 'receipt', moved, moved, addDays(today, -1), by);
      }
    })();
}
