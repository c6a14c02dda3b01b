import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { type AuditSigner, emptyChain, hashLine, signHead } from '../../db/audit.ts';
import { openDatabase } from '../../db/open.ts';
import { type StoredAuditLine, toLine } from '../../db/verifyAudit.ts';
import { signAuditHead } from '../../main/facility/openFacility.ts';
import { enrolFacility } from '../../main/network/enrol.ts';
import { checkAudit } from '../../main/security/checkAudit.ts';
import { readKeys } from '../../main/security/keys.ts';
import { aLot, anItem, aPatient, aPrescription } from '../support/factories.ts';
import { medvault } from '../support/medvault.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

/** A clinic with a day's work behind it, whose head is signed and witnessed by its hub. */
async function witnessedClinic(): Promise<TestClinic> {
  const hub = await aHub();
  const clinic = await testClinic();
  await enrolFacility(clinic.facility, hub.url, await hub.createEnrolmentCode());
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const medicationRequestId = await aPrescription(clinic, { itemId, patientId: await aPatient(clinic) });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 5 }] });
  await signAuditHead(clinic.facility, 1);
  await online(clinic);
  return clinic;
}

const online = (clinic: TestClinic) =>
  until('the hub has all of it', () => clinic.facility.network.status().link === 'online' && clinic.count('outbox') === 0);

type Attack = { what: string; done: (raw: Raw, signer: AuditSigner) => void; expected: { table: string; why: string; seq?: number } };

/** Every hash anew, so that the chain fits again; with the audit's key also its heads. */
function recompute(raw: Raw, signer?: AuditSigner): void {
  let previous = emptyChain.hash;
  for (const row of raw.prepare('SELECT * FROM audit_event ORDER BY seq').all() as StoredAuditLine[]) {
    previous = hashLine(previous, row.seq, row.format, toLine(row));
    raw.prepare('UPDATE audit_event SET hash = ? WHERE seq = ?').run(previous, row.seq);
  }
  if (!signer) return;
  raw.exec('DELETE FROM audit_head; DELETE FROM peer_state');
  raw.transaction(() => signHead(raw, signer, '2026-11-21T09:00:00.000Z'))();
}

const columns = 'at, actor_kind, actor_id, seat_id, action, resource, resource_id, patient_id, reason, is_sealed, body, format, hash';
const movement = 'item_id, lot_id, location_id, quantity, reason, ref_id, NULL, note, moved_at, recorded_at, local_date, recorded_by';

/** By somebody with the database's key and another SQLite client: triggers and foreign keys are no hindrance. */
const attacks: Attack[] = [
  {
    what: 'a line changed: somebody else did it',
    done: (raw) => raw.exec(`UPDATE audit_event SET actor_id = 'somebody else' WHERE seq = 12`),
    expected: { table: 'audit_event', why: 'changed', seq: 12 },
  },
  {
    what: 'a line changed: another hour',
    done: (raw) => raw.exec(`UPDATE audit_event SET at = '2026-11-20T23:00:00.000Z' WHERE seq = 20`),
    expected: { table: 'audit_event', why: 'changed', seq: 20 },
  },
  {
    what: 'what a line says of a person replaced by that of another line',
    done: (raw) => {
      const [one, two] = raw.prepare('SELECT seq FROM audit_event WHERE is_sealed = 1 ORDER BY seq LIMIT 2').pluck().all() as number[];
      raw.prepare('UPDATE audit_event SET body = (SELECT body FROM audit_event WHERE seq = ?) WHERE seq = ?').run(two, one);
    },
    expected: { table: 'audit_event', why: 'changed' },
  },
  {
    what: 'a line removed',
    done: (raw) => raw.exec('DELETE FROM audit_event WHERE seq = 9'),
    expected: { table: 'audit_event', why: 'removed', seq: 9 },
  },
  {
    what: 'two lines changed places',
    done: (raw) =>
      raw.exec(
        'UPDATE audit_event SET seq = -1 WHERE seq = 5; UPDATE audit_event SET seq = 5 WHERE seq = 6; UPDATE audit_event SET seq = 6 WHERE seq = -1',
      ),
    expected: { table: 'audit_event', why: 'changed', seq: 5 },
  },
  {
    what: 'a line slipped in, the others moved on',
    done: (raw) =>
      raw.exec(
        `UPDATE audit_event SET seq = -seq WHERE seq >= 7; UPDATE audit_event SET seq = 1 - seq WHERE seq < 0;
         INSERT INTO audit_event (seq, ${columns}) SELECT 7, ${columns} FROM audit_event WHERE seq = 3`,
      ),
    expected: { table: 'audit_event', why: 'changed', seq: 7 },
  },
  {
    what: 'the newest lines cut off',
    done: (raw) => raw.exec('DELETE FROM audit_event WHERE seq > (SELECT max(seq) - 3 FROM audit_event)'),
    expected: { table: 'audit_event', why: 'removed' },
  },
  {
    what: 'a forger: a line changed, every hash computed anew',
    done: (raw) => {
      raw.exec(`UPDATE audit_event SET actor_id = 'forged' WHERE seq = 12`);
      recompute(raw);
    },
    expected: { table: 'audit_head', why: 'rewritten' },
  },
  {
    what: 'a movement of stock changed',
    done: (raw) => raw.exec(`UPDATE stock_movement SET quantity = 49 WHERE reason = 'receipt'`),
    expected: { table: 'stock_movement', why: 'changed' },
  },
  {
    what: 'a movement of stock removed',
    done: (raw) => raw.exec(`DELETE FROM stock_movement WHERE reason = 'dispense'`),
    expected: { table: 'stock_movement', why: 'removed' },
  },
  {
    what: 'a movement of stock slipped in',
    done: (raw) =>
      raw.exec(
        `INSERT INTO stock_movement (id, item_id, lot_id, location_id, quantity, reason, ref_id, reverses_id, note, moved_at, recorded_at, local_date, recorded_by)
         SELECT 'x', ${movement} FROM stock_movement LIMIT 1`,
      ),
    expected: { table: 'stock_movement', why: 'inserted' },
  },
  {
    what: 'a dispense changed: fewer handed over',
    done: (raw) => raw.exec('UPDATE medication_dispense SET quantity = 1'),
    expected: { table: 'medication_dispense', why: 'changed' },
  },
  {
    what: 'unmet demand removed',
    done: (raw) => raw.exec('DELETE FROM demand_event'),
    expected: { table: 'demand_event', why: 'removed' },
  },
];

function withoutGuards(raw: Raw): void {
  for (const trigger of raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[])
    raw.exec(`DROP TRIGGER ${trigger}`);
  raw.pragma('foreign_keys = OFF');
}

const rows: [what: string, found: string][] = [];
const told = (verdict: { ok: boolean; firstBad: { seq: number; table: string; why: string } | null }) =>
  verdict.firstBad ? `${verdict.firstBad.table}: ${verdict.firstBad.why}, entry ${verdict.firstBad.seq}` : 'whole';

function print(): void {
  const width = Math.max(...rows.map(([what]) => what.length));
  process.stdout.write(`\n${'what was done'.padEnd(width)}  what verifying says\n${'-'.repeat(width)}  ${'-'.repeat(40)}\n`);
  for (const [what, found] of rows) process.stdout.write(`${what.padEnd(width)}  ${found}\n`);
}

test('tamper table: changed, removed, reordered, inserted, forged and cut, each found and named', { timeout: 180_000 }, async () => {
  const clinic = await witnessedClinic();
  const { facility } = clinic;
  const folder = mkdtempSync(join(tmpdir(), 'medvault-tamper-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await facility.network.stop();
  await signAuditHead(facility, 1);
  facility.raw.pragma('wal_checkpoint(TRUNCATE)');
  const { databaseKey, signer } = readKeys(facility.dataDir);
  const copyOf = (name: string) => {
    const copy = join(folder, name);
    cpSync(facility.dataDir, copy, { recursive: true, filter: (path) => !/lock|\.sock$/.test(path.slice(facility.dataDir.length)) });
    return copy;
  };
  rows.push(['nothing', told(checkAudit(facility.raw, facility.dataDir, false))]);
  expect(rows[0]?.[1]).toBe('whole');

  for (const [at, attack] of attacks.entries()) {
    const copy = copyOf(`copy-${at}`);
    const { raw } = openDatabase(join(copy, 'facility.db'), databaseKey);
    withoutGuards(raw);
    attack.done(raw, signer);
    const verdict = checkAudit(raw, copy, false);
    raw.close();
    rows.push([attack.what, told(verdict)]);
    expect(verdict, attack.what).toMatchObject({ ok: false, firstBad: attack.expected });
  }

  // the command says the same, and its exit code tells a script
  const [whole, changed] = await Promise.all(
    [copyOf('whole'), join(folder, 'copy-0')].map((data) => medvault(['audit', 'verify', '--data', data, '--json'])),
  );
  expect(whole).toMatchObject({ code: 0, json: { ok: true, firstBad: null } });
  expect(changed).toMatchObject({ code: 1, json: { ok: false, firstBad: { seq: 12, table: 'audit_event', why: 'changed' } } });

  // whoever has both keys is found by nothing on this computer, and by the hub as soon as it is asked
  const last = facility.raw.prepare('SELECT max(seq) FROM audit_head').pluck().get() as number;
  withoutGuards(facility.raw);
  facility.raw.exec('DELETE FROM audit_head');
  facility.raw.exec(`DELETE FROM audit_event WHERE seq >= ${last - 4}`);
  facility.raw.exec(`DELETE FROM demand_event; DELETE FROM medication_dispense; DELETE FROM stock_movement WHERE reason = 'dispense'`);
  recompute(facility.raw, facility.signer);
  rows.push(['with both keys: the tail cut, all signed anew, no hub', told(checkAudit(facility.raw, facility.dataDir, false))]);
  facility.network.start();
  await online(clinic);
  const witnessed = await clinic.call('auditor', 'audit.verify', {});
  rows.push(['the same, once the hub is reached', told(witnessed)]);
  print();
  expect(witnessed).toMatchObject({ ok: false, firstBad: { table: 'audit_event', why: expect.stringMatching(/^witnessed-/) } });
});
