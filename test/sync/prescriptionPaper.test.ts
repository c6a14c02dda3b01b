import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerFor, refusalOf } from '../../main/demo/caller.ts';
import { seatFor } from '../../main/demo/makeDemoFacility.ts';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { enrolFacility } from '../../main/network/enrol.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { decodeQr, pdfPageImage } from '../support/pdf.ts';
import { type RunningHub, startHub } from '../../sync/hub/start.ts';
import { findLeaks, until } from '../support/sync/hub.ts';
import { cheapHashes, doctorsPassword } from '../support/testContext.ts';

const roles = ['doctor', 'pharmacist', 'front-desk', 'administrator'] as const;

/** A whole facility on a real file, with somebody who may do everything, enrolled at a real hub. */
async function aClinic(hub: RunningHub, name: string, clock: { now: string }) {
  const dataDir = await aFolder();
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), hashCosts: cheapHashes, now: () => clock.now });
  closings.push(() => host.close());
  await host.start();
  const passwordHash = await hashPassword(doctorsPassword, cheapHashes.password);
  const account = { username: 'everybody', displayName: `Everybody of ${name}`, passwordHash, roles: [...roles] };
  const self = { name, type: 'clinic', timeZone: 'Africa/Accra', latitude: 7, longitude: -1, currency: 'GHS', locale: 'en' } as const;
  const { opened } = await makeFacility(host, self, [account]);
  await enrolFacility(opened, hub.url, await hub.createEnrolmentCode());
  const call = callerFor(host, seatFor(opened, 'everybody'));
  const people = new Map<string, string>();
  let shelf: string | undefined;
  const clinic = {
    name,
    opened,
    host,
    call,
    link: async (isOn: boolean) => {
      if (isOn) return opened.network.start();
      await opened.network.stop();
    },
    patient: async (familyName: string) => {
      const known = people.get(familyName);
      if (known !== undefined) return known;
      const answer = await call('patients.register', { familyName, givenNames: 'Kofi', sex: 'male', birthDate: '1980-05-17' });
      if (answer.outcome !== 'registered') throw new Error('resembles another');
      people.set(familyName, answer.patientId);
      return answer.patientId;
    },
    item: async () => {
      if (shelf !== undefined) return shelf;
      const product = {
        ingredients: [{ inn: 'amoxicillin', strength: 500, unit: 'mg' }],
        form: 'capsule',
        unit: 'capsule',
        atc: 'J01CA04',
      };
      const { itemId } = await call('inventory.addItem', { name: `Amoxil of ${name}`, product, packSize: 100 });
      await call('inventory.receive', { itemId, lotNumber: `L-${name}`, expiry: '2028-01-31', quantity: 500, unitCost: 7 });
      shelf = itemId;
      return itemId;
    },
    prescribe: async (patientId: string, itemId: string, quantity = 21) => {
      const { medicationRequestId } = await call('prescriptions.prescribe', {
        patientId,
        itemId,
        medicine: 'Amoxicillin 500 mg capsule',
        directions: '1 capsule three times a day',
        quantity,
        unit: 'capsule',
      });
      const { lines } = await call('prescriptions.ofPatient', { patientId });
      const version = lines.find((line) => line.medicationRequestId === medicationRequestId)?.version ?? 0;
      await call('prescriptions.sign', { patientId, lines: [{ medicationRequestId, version }], secret: { password: doctorsPassword } });
      return medicationRequestId;
    },
    /** What a scanner reads from the printed paper. */
    paper: async (medicationRequestId: string, paper: 'A5' | 'A4' = 'A5') => {
      const { blobId } = await call('prescriptions.print', { medicationRequestId, paper });
      const { base64 } = await call('blobs.read', { blobId, offset: 0 });
      const [code] = await decodeQr(await pdfPageImage(Buffer.from(base64, 'base64'), 1));
      if (code === undefined) throw new Error('no code on the paper');
      return code;
    },
    verify: (code: string) => call('prescriptionSeals.verify', { code }),
    keyCount: () =>
      opened.raw
        .prepare(`SELECT count(*) FROM peer_state WHERE payload LIKE '%"publicKey"%' AND kind = 'facility.profile'`)
        .pluck()
        .get() as number,
    claims: () =>
      opened.raw
        .prepare<[], { quantity: number; told_at: string | null; released_at: string | null; others: string }>(
          'SELECT quantity, told_at, released_at, others FROM prescription_claim ORDER BY claimed_at, id',
        )
        .all(),
  };
  return clinic;
}
type Clinic = Awaited<ReturnType<typeof aClinic>>;

const closings: (() => Promise<unknown>)[] = [];
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'medvault-paper-'));
  closings.unshift(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const clock = { now: '2026-11-21T08:00:00.000Z' };
let hub: RunningHub;
let hubDir: string;
let a: Clinic;
let b: Clinic;
let c: Clinic;
beforeAll(async () => {
  hubDir = await aFolder();
  hub = await startHub({ dataDir: hubDir, name: 'District hub', now: () => clock.now });
  closings.push(() => hub.stop());
  [a, b, c] = [await aClinic(hub, 'Adidome', clock), await aClinic(hub, 'Battor', clock), await aClinic(hub, 'Cape', clock)];
  await until('everybody has everybody’s key', () => [a, b, c].every((clinic) => clinic.keyCount() === 2));
}, 60_000);
afterAll(async () => {
  for (const close of closings.toReversed()) await close();
});

test('a paper from one facility at another: genuine offline, taken on, claimed, dispensed, used; a third learns where', async () => {
  const requestId = await a.prescribe(await a.patient('Tettebi'), await a.item());
  const code = await a.paper(requestId);

  await b.link(false);
  const seen = await b.verify(code);
  expect(seen).toMatchObject({
    verdict: 'genuine',
    validity: 'in-date',
    facility: { name: 'Adidome', isOwn: false },
    lines: [{ line: 1, medicine: 'Amoxicillin 500 mg capsule', quantity: 21, unit: 'capsule', item: null, usedHere: 0, requests: [] }],
  });
  expect(await b.call('prescriptionSeals.ask', { code })).toEqual({ isKnown: false, lines: [] }); // use elsewhere is unknown
  const itemId = await b.item();
  expect((await b.verify(code)).lines[0]?.item).toMatchObject({ itemId, name: 'Amoxil of Battor' }); // found by product, not by name

  await b.link(true);
  await until('B is online', async () => (await b.call('prescriptionSeals.ask', { code })).isKnown);
  expect(await b.call('prescriptionSeals.ask', { code })).toMatchObject({ lines: [{ line: 1, claims: [], left: 21 }] });
  const accepted = await b.call('prescriptionSeals.accept', { code, line: 1, quantity: 21, patientId: await b.patient('Mensah'), itemId });
  expect(accepted.claim).toBe('kept');
  await b.call('dispensing.dispense', { lines: [{ medicationRequestId: accepted.medicationRequestId, quantity: 21 }] });
  expect((await b.verify(code)).lines[0]).toMatchObject({ usedHere: 21, requests: [{ number: accepted.number }] });
  const again = b.call('prescriptionSeals.accept', { code, line: 1, quantity: 1, patientId: await b.patient('Addo'), itemId });
  expect(await refusalOf(again)).toMatchObject({ code: 'prescription.used_here', data: { left: 0 } });

  const asked = await c.call('prescriptionSeals.ask', { code });
  expect(asked).toMatchObject({ isKnown: true, lines: [{ left: 0, claims: [{ name: 'Battor', quantity: 21, isOwn: false }] }] });
  const third = c.call('prescriptionSeals.accept', {
    code,
    line: 1,
    quantity: 21,
    patientId: await c.patient('Owusu'),
    itemId: await c.item(),
  });
  expect(await refusalOf(third)).toMatchObject({ code: 'prescription.used_elsewhere', data: { left: 0, facility: b.opened.self.code } });

  // the issuer hands it out too, without asking: it is told to both
  await a.call('dispensing.dispense', { lines: [{ medicationRequestId: requestId, quantity: 21 }] });
  await until('A is warned', async () => (await a.call('prescriptionSeals.doubles', {})).doubles.length === 1);
  await until('B is warned', async () => (await b.call('prescriptionSeals.doubles', {})).doubles.length === 1);
  const [warned] = (await b.call('prescriptionSeals.doubles', {})).doubles;
  expect(warned).toMatchObject({ number: accepted.number, quantity: 21, isSeen: false, others: [{ name: 'Adidome', quantity: 21 }] });
  await b.call('prescriptionSeals.acknowledgeDouble', { claimId: warned!.claimId });
  expect((await b.call('prescriptionSeals.doubles', {})).doubles).toMatchObject([{ isSeen: true }]);

  const persons = ['Tettebi', 'Mensah', 'Kofi', 'Amoxicillin 500 mg capsule', 'three times a day', accepted.number, seen.number!];
  expect(findLeaks([hubDir], persons)).toEqual([]);
});

test('two pharmacies take the same paper on at the same moment: one has it, the other is told where; released, the other may', async () => {
  const code = await a.paper(await a.prescribe(await a.patient('Tettebi'), await a.item()), 'A4');
  const wanted = [];
  for (const at of [b, c])
    wanted.push({ at, input: { code, line: 1, quantity: 21, patientId: await at.patient('Mensah'), itemId: await at.item() } });
  const answers = await Promise.allSettled(wanted.map(({ at, input }) => at.call('prescriptionSeals.accept', input)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const first = answers.findIndex(({ status }) => status === 'fulfilled');
  const [winner, loser] = [wanted[first]!, wanted[1 - first]!];
  expect((answers[1 - first] as PromiseRejectedResult).reason).toMatchObject({
    code: 'prescription.used_elsewhere',
    data: { facility: winner.at.opened.self.code },
  });
  const { medicationRequestId } = (answers[first] as PromiseFulfilledResult<{ medicationRequestId: string }>).value;
  await winner.at.call('prescriptionSeals.giveBack', { medicationRequestId, reason: 'we have none left' });
  await until('it is released', () => winner.at.claims().every(({ told_at: told }) => told !== null));
  expect(await loser.at.call('prescriptionSeals.accept', loser.input)).toMatchObject({ claim: 'kept' });
});

test('our own paper: what is handed out is claimed, what is taken back is released, what is stopped is used up', async () => {
  const [patientId, itemId] = [await a.patient('Tettebi'), await a.item()];
  const requestId = await a.prescribe(patientId, itemId, 30);
  const before = a.claims();
  await a.call('dispensing.dispense', { lines: [{ medicationRequestId: requestId, quantity: 5 }] });
  expect(a.claims()).toEqual(before); // no paper, nothing to claim
  const code = await a.paper(requestId);
  const left = async () => (await b.call('prescriptionSeals.ask', { code })).lines[0]?.left;
  await until('the five are claimed', async () => (await left()) === 25);
  const dispensed = await a.call('dispensing.dispense', { lines: [{ medicationRequestId: requestId, quantity: 10 }] });
  await until('the ten are claimed', async () => (await left()) === 15);
  await a.call('dispensing.reverse', { medicationDispenseId: dispensed.lines[0]!.medicationDispenseId, reason: 'wrong person' });
  await until('the ten are released', async () => (await left()) === 25);
  expect(await refusalOf(a.call('prescriptionSeals.accept', { code, line: 1, quantity: 1, patientId, itemId }))).toMatchObject({
    code: 'prescription.seal_own',
  });
  await a.call('prescriptions.stop', { medicationRequestId: requestId, reason: 'a rash' });
  await until('nobody elsewhere may hand it out', async () => (await left()) === 0);
});

test('a new key: old papers stay genuine; a lost key: they are withdrawn; a clock that is wrong is said, never believed', async () => {
  const [patientId, itemId] = [await a.patient('Tettebi'), await a.item()];
  const requestId = await a.prescribe(patientId, itemId);
  const first = await a.paper(requestId);
  const heard = () =>
    b.opened.raw
      .prepare(`SELECT payload FROM peer_state WHERE kind = 'facility.profile' AND facility_id = ?`)
      .pluck()
      .get(a.opened.self.id);
  const renew = async (isLost: boolean) => {
    const before = heard();
    await a.call('prescriptionSeals.renewKey', { isLost, reason: 'every second year' });
    await until('B has the new key', () => heard() !== before);
  };
  clock.now = '2026-11-24T08:00:00.000Z';
  await renew(false);
  expect((await b.verify(first)).verdict).toBe('genuine');
  const second = await a.paper(requestId);
  expect(second).not.toBe(first);
  expect((await b.verify(second)).verdict).toBe('genuine');
  clock.now = '2026-11-25T08:00:00.000Z';
  await renew(true);
  expect((await b.verify(second)).verdict).toBe('withdrawn-key');
  expect((await b.verify(first)).verdict).toBe('genuine');
  expect(a.opened.raw.prepare('SELECT count(*) FROM prescription_key WHERE private_key IS NOT NULL').pluck().get()).toBe(1);

  clock.now = '2026-11-18T08:00:00.000Z';
  expect((await b.verify(first)).validity).toBe('issued-later');
  clock.now = '2027-01-05T08:00:00.000Z';
  expect((await b.verify(first)).validity).toBe('expired');
  const late = b.call('prescriptionSeals.accept', {
    code: first,
    line: 1,
    quantity: 1,
    patientId: await b.patient('Mensah'),
    itemId: await b.item(),
  });
  expect(await refusalOf(late)).toMatchObject({ code: 'prescription.seal_expired' });
});
