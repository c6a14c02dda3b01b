import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { underSignature } from '../support/underSignature.ts';

/** One of the two processes of `bench safe`: a facility that dispenses and registers when its parent says so, and answers how long it took. */
const folder = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const host = new Host({ dataDir: folder, log: pino({ level: 'error' }), isAlone: true });
await host.start();
const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
const seed = { patients: Number(process.argv[2]), seed: 7, today: '2026-11-21', issuer: facility.self, describe: describePerson };
const ids = await inTransaction(makeContext(facility, seatFor(facility, 'admin')), (ctx) => seedPatients(ctx, seed));
const as = (username: string) => callerFor(host, seatFor(facility, username));
const [doctor, clerk, desk] = [as('joseph'), as('grace'), as('amina')];
const { items } = await clerk('inventory.items', {});
const item = items.find((each) => each.onHand > 0 && /paracetamol.*tab/i.test(each.name)) ?? items[0];
if (!item) throw new Error('the shelves are empty');
await clerk('inventory.receive', { itemId: item.itemId, lotNumber: 'BENCH', expiry: '2029-11-30', quantity: 1_000_000 });

const syllables = ['ba', 'ko', 'ri', 'mu', 'ne', 'sa', 'to', 'lu', 'fe', 'gi'];
const invent = (n: number) => {
  const word = (digits: string) => [...digits].map((digit) => syllables[Number(digit)]).join('');
  return { familyName: word(String(100_000 + n * 7919)), givenNames: word(String(900_000 - n * 6007)) };
};

type Cost = { ms: number; cpuMs: number };
export type Round = { dispense: Cost; register: Cost };

/** Wall time, and what this process itself computed: the latter hardly feels what else the computer does. */
async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 };
}

async function round(n: number): Promise<Round> {
  const order = { itemId: item!.itemId, medicine: item!.name, directions: '1 tablet three times a day', quantity: 10 };
  const patientId = ids[(n * 197) % ids.length]!;
  const { medicationRequestId } = await doctor('prescriptions.prescribe', { ...order, patientId });
  await underSignature(facility, patientId, medicationRequestId);
  const person = { ...invent(n), sex: 'female', birthDate: `19${10 + (n % 90)}-0${1 + (n % 9)}-1${n % 10}` } as const;
  const dispense = await costOf(() => clerk('dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] }));
  return { dispense, register: await costOf(() => desk('patients.register', person)) };
}

async function block(from: number, rounds: number): Promise<Round[]> {
  const took: Round[] = [];
  for (let n = from; n < from + rounds; n++) took.push(await round(n));
  return took;
}

process.on('message', (message: { from: number; rounds: number } | 'end') => {
  if (message === 'end') return void host.close().then(() => process.exit(0));
  void block(message.from, message.rounds).then((took) => process.send!(took));
});
const count = (table: string) => facility.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
const isPlain = readFileSync(join(folder, 'facility.db')).subarray(0, 15).toString('latin1') === 'SQLite format 3';
process.send!({ isPlain, auditRows: count('audit_event'), patients: count('patient') });
