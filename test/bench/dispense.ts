import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { seedPatients } from '../../db/seed/patients.ts';
import { callerFor } from '../../main/demo/caller.ts';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { inTransaction, makeContext } from '../../main/facility/context.ts';
import { Host } from '../../main/facility/host.ts';
import { describePerson } from '../../main/patients/searchWords.ts';
import { quantiles } from './quantiles.ts';
import { underSignature } from '../support/underSignature.ts';

const rounds = 500;

/** Milliseconds of `dispensing.dispense` through the real dispatcher, committed with synchronous=FULL, on an encrypted file of 100,000 patients. */
export async function run(args: { patients?: number } = {}): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const host = new Host({ dataDir: folder, log: pino({ level: 'error' }), isAlone: true });
  try {
    await host.start();
    const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
    const seed = { patients: args.patients ?? 100_000, seed: 7, today: '2026-11-21', issuer: facility.self, describe: describePerson };
    process.stderr.write(`Making ${seed.patients} invented patients ...\n`);
    const ids = await inTransaction(makeContext(facility, seatFor(facility, 'admin')), (ctx) => seedPatients(ctx, seed));
    const [doctor, clerk] = [callerFor(host, seatFor(facility, 'joseph')), callerFor(host, seatFor(facility, 'grace'))];
    const { items } = await clerk('inventory.items', {});
    const item = items.find((each) => each.onHand > 0 && /paracetamol.*tab/i.test(each.name)) ?? items[0];
    if (!item) throw new Error('the shelves are empty');
    await clerk('inventory.receive', { itemId: item.itemId, lotNumber: 'BENCH', expiry: '2029-11-30', quantity: rounds * 10 });

    // a child's dose of this tablet is another one: the check would rightly stop it
    const adult = facility.raw.prepare(`SELECT id FROM patient WHERE birth_date BETWEEN '1961-01-01' AND '2000-12-31' ORDER BY id`).pluck();
    const adults = adult.all() as string[];
    const milliseconds: number[] = [];
    const prescribing: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const patientId = adults[(round * 197) % adults.length]!;
      const before = performance.now();
      const { medicationRequestId } = await doctor('prescriptions.prescribe', {
        patientId,
        itemId: item.itemId,
        medicine: item.name,
        directions: '1 tablet three times a day',
        quantity: 10,
      });
      const written = performance.now();
      await underSignature(facility, patientId, medicationRequestId);
      const start = performance.now();
      await clerk('dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
      milliseconds.push(performance.now() - start);
      prescribing.push(written - before);
    }
    return { patients: ids.length, encrypted: true, dispenseMs: quantiles(milliseconds), prescribeMs: quantiles(prescribing) };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
