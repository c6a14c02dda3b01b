import { createHash } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyChain, hashLine, signHead } from '../../../db/audit.ts';
import { type StoredAuditLine, toLine, verifyAudit } from '../../../db/verifyAudit.ts';
import { headVerifier } from '../../../main/security/auditKey.ts';
import { aLot, anItem, aPatient, aPrescription } from '../../support/factories.ts';
import { testClinic, type TestClinic } from '../../support/testContext.ts';

/** Somebody with the database key and another SQLite client: triggers and constraints are no hindrance. */
async function tampered(change: (raw: Raw) => void, signed = true): Promise<ReturnType<typeof verifyAudit>> {
  const clinic = await lived();
  const { raw, signer, dataDir } = clinic.facility;
  if (signed) signHead(raw, signer, clinic.clock.now);
  expect(verifyAudit(raw, headVerifier(dataDir)).ok).toBe(true);
  for (const trigger of raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[])
    raw.exec(`DROP TRIGGER ${trigger}`);
  raw.pragma('foreign_keys = OFF');
  change(raw);
  return verifyAudit(raw, headVerifier(dataDir));
}

async function lived(): Promise<TestClinic> {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const medicationRequestId = await aPrescription(clinic, { itemId, patientId: await aPatient(clinic) });
  await clinic.call('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 5 }] });
  return clinic;
}

const lastSeq = (raw: Raw) => raw.prepare('SELECT max(seq) FROM audit_event').pluck().get() as number;

test('a changed line is named', async () => {
  const verdict = await tampered((raw) => raw.exec(`UPDATE audit_event SET actor_id = 'somebody else' WHERE seq = 12`));
  expect(verdict.firstBad).toEqual({ seq: 12, table: 'audit_event', why: 'changed' });
});

test('a removed line is named', async () => {
  const verdict = await tampered((raw) => raw.exec('DELETE FROM audit_event WHERE seq = 9'));
  expect(verdict.firstBad).toEqual({ seq: 9, table: 'audit_event', why: 'removed' });
});

test('two lines that changed places are found', async () => {
  const verdict = await tampered((raw) =>
    raw.exec(
      'UPDATE audit_event SET seq = -1 WHERE seq = 5; UPDATE audit_event SET seq = 5 WHERE seq = 6; UPDATE audit_event SET seq = 6 WHERE seq = -1',
    ),
  );
  expect(verdict.firstBad).toMatchObject({ seq: 5, table: 'audit_event' });
});

test('an inserted line is found', async () => {
  const verdict = await tampered((raw) => {
    raw.exec('UPDATE audit_event SET seq = -seq WHERE seq >= 7; UPDATE audit_event SET seq = 1 - seq WHERE seq < 0');
    raw.exec(
      `INSERT INTO audit_event SELECT 7, at, actor_kind, actor_id, seat_id, action, resource, resource_id, patient_id, reason, is_sealed, body, format, hash FROM audit_event WHERE seq = 8`,
    );
  });
  expect(verdict.firstBad).toMatchObject({ seq: 8, table: 'audit_event' }); // 7 is a copy of what stood there, so 8 is the stranger
});

test('a forger who recomputes every hash after his change is found by the signed head', async () => {
  const verdict = await tampered((raw) => {
    raw.exec(`UPDATE audit_event SET actor_id = 'forged' WHERE seq = 12`);
    let previous = emptyChain.hash;
    for (const row of raw.prepare('SELECT * FROM audit_event ORDER BY seq').all() as StoredAuditLine[]) {
      previous = hashLine(previous, row.seq, row.format, toLine(row));
      raw.prepare('UPDATE audit_event SET hash = ? WHERE seq = ?').run(previous, row.seq);
    }
  });
  expect(verdict.firstBad).toMatchObject({ table: 'audit_head', why: 'rewritten' });
});

test('a cut tail is found while a signed head stands beyond it', async () => {
  const verdict = await tampered((raw) => raw.exec(`DELETE FROM audit_event WHERE seq > ${lastSeq(raw) - 3}`));
  expect(verdict.firstBad).toMatchObject({ table: 'audit_event', why: 'removed' });
});

test('a movement that was changed, removed or slipped in is found by its hash in the audit', async () => {
  const changed = await tampered((raw) => raw.exec(`UPDATE stock_movement SET quantity = 49 WHERE reason = 'receipt'`));
  expect(changed.firstBad).toMatchObject({ table: 'stock_movement', why: 'changed' });
  const removed = await tampered((raw) => raw.exec(`DELETE FROM stock_movement WHERE reason = 'dispense'`));
  expect(removed.firstBad).toMatchObject({ table: 'stock_movement', why: 'removed' });
  const inserted = await tampered((raw) =>
    raw.exec(
      `INSERT INTO stock_movement SELECT 'x', item_id, lot_id, location_id, 1, reason, ref_id, NULL, note, moved_at, recorded_at, local_date, recorded_by, NULL FROM stock_movement LIMIT 1`,
    ),
  );
  expect(inserted.firstBad).toMatchObject({ table: 'stock_movement', why: 'inserted' });
});

test('what the audit keeps of a person is sealed with their key', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { familyName: 'Sealedname' });
  const rows = clinic.facility.raw.prepare('SELECT is_sealed, body FROM audit_event WHERE patient_id = ?').all(patientId) as {
    is_sealed: number;
    body: Buffer;
  }[];
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(row.is_sealed).toBe(1);
    expect(row.body.includes('Sealedname')).toBe(false);
  }
  const outcomes = clinic.facility.raw.prepare('SELECT patient_id, outcome FROM request_outcome WHERE patient_id = ?').all(patientId) as {
    outcome: Buffer;
  }[];
  expect(outcomes[0]?.outcome.includes('outcome')).toBe(false);
});

test('the hash is over exactly what is stored: lengths before values leave no two readings', () => {
  const line = {
    at: 'a',
    actorKind: 'user',
    actorId: 'b',
    seatId: null,
    action: 'c',
    resource: 'd',
    resourceId: 'e',
    patientId: null,
    reason: '',
    isSealed: 0,
    body: null,
  } as const;
  const moved = { ...line, actorId: 'bc', action: '' };
  expect(hashLine(emptyChain.hash, 1, 1, line).equals(hashLine(emptyChain.hash, 1, 1, moved))).toBe(false);
  expect(hashLine(emptyChain.hash, 1, 1, line)).toHaveLength(createHash('sha256').digest().length);
});
