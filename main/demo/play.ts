import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import { demoPicture, demoPrescription } from '../documents/demoPicture.ts';
import { signAuditHead } from '../facility/openFacility.ts';
import { headVerifier } from '../security/keys.ts';
import { type Call, refusalOf } from './caller.ts';
import { hubDesk } from './hubDesk.ts';
import { startHubProcess } from './hubProcess.ts';
import { type Scene, setScene } from './scene.ts';
import { must, runSteps, type Step, until } from './step.ts';

export type Play = { folder: string; out: string; log: Logger; image?: Buffer; tell: (step: Step) => void };

/** The main job from beginning to end; each step claims what it shows, and fails where the claim does not hold. */
export async function playDemo({ folder, out, log, image, tell }: Play): Promise<Step[]> {
  let scene: Scene | undefined;
  const stage = (): Scene => {
    if (!scene) throw new Error('the scene is not set');
    return scene;
  };
  const memory: Memory = {};
  try {
    return await runSteps(
      [
        { name: 'hub', run: async () => hubStep((scene = await setScene(folder, log))) },
        { name: 'register', run: () => registerStep(stage(), memory) },
        { name: 'visit', run: () => visitStep(stage(), memory) },
        { name: 'ocr', run: () => ocrStep(stage(), image) },
        { name: 'safety', run: () => safetyStep(stage(), memory) },
        { name: 'dispense', run: () => dispenseStep(stage(), memory) },
        { name: 'share', run: () => shareStep(stage(), memory) },
        { name: 'alert', run: () => alertStep(stage(), memory) },
        { name: 'offline', run: () => offlineStep(stage(), memory) },
        { name: 'reports', run: () => reportsStep(stage(), memory, out) },
        { name: 'audit', run: () => auditStep(stage()) },
      ],
      tell,
    );
  } finally {
    await scene?.close();
  }
}

/** What later steps need of earlier ones. */
type Memory = { patientId?: string; encounterId?: string; itemId?: string; requestId?: string; handedOverAt?: number };

const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('an earlier step left nothing');
  return value;
};

async function hubStep({ a, b, c, hub }: Scene): Promise<unknown> {
  const facilities = [];
  for (const place of [a, b, c]) {
    const { items } = await place.manager('inventory.items', {});
    must(items.length >= 40, `${place.demo.key} stocks at least 40 items`);
    const lots = place.facility.raw
      .prepare('SELECT count(*) FROM (SELECT 1 FROM stock_balance GROUP BY item_id HAVING count(*) > 1)')
      .pluck()
      .get();
    must(Number(lots) > 0, `${place.demo.key} has items in two lots`);
    facilities.push({ name: place.facility.self.name, code: place.facility.self.code, items: items.length, itemsInTwoLots: Number(lots) });
  }
  const peers = await until('the neighbours see each other', 20, async () => {
    const { peers: found } = await b.manager('network.peers', {});
    return found.length === 2 && found.every((peer) => peer.items >= 40) && found;
  });
  const km = (name: string) => peers.find((peer) => peer.name === name)?.km ?? 0;
  must(km(a.facility.self.name) >= 10 && km(a.facility.self.name) <= 20, 'B lies 10 to 20 km from A');
  must(km(c.facility.self.name) > km(a.facility.self.name), 'C lies farther away');
  return { hub: hub.url, facilities, kmFromB: peers.map(({ name, km: far }) => ({ name, km: far })) };
}

const newPatient = {
  familyName: 'Owusu-Mensa',
  givenNames: 'Abena Serwaa',
  sex: 'female',
  birthDate: '1988-03-14',
  phone: '+233 24 555 0199',
  village: 'Ankora',
} as const;

async function registerStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const first = await a.desk('patients.register', newPatient);
  must(first.outcome === 'registered', 'the patient is registered');
  if (first.outcome !== 'registered') return undefined;
  memory.patientId = first.patientId;
  const again = await a.desk('patients.register', { ...newPatient, familyName: 'Owuso Mensah', givenNames: 'Abina Serwa' });
  must(again.outcome === 'likely-duplicate', 'the misspelt second registration is answered with a warning');
  const [found] = again.outcome === 'likely-duplicate' ? again.candidates : [];
  must(found?.patientId === first.patientId, 'the warning names the first');
  must((found?.reasons.length ?? 0) > 0, 'the warning says why');
  return { number: first.number, warning: { names: found?.number, score: found?.score, reasons: found?.reasons } };
}

async function visitStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const patientId = given(memory.patientId);
  const day = await a.desk('appointments.forDay', {});
  const doctor = given(day.practitioners[0]);
  const startAt = new Date(Math.ceil(Date.now() / 900_000) * 900_000).toISOString();
  const { appointmentId } = await a.desk('appointments.book', {
    patientId,
    practitionerId: doctor.practitionerId,
    startAt,
    reason: 'Cough and fever',
  });
  const { encounterId } = await a.desk('appointments.checkIn', { appointmentId });
  memory.encounterId = encounterId;
  const waiting = await a.doctor('encounters.queue', {});
  must(
    waiting.queue.some((entry) => entry.encounterId === encounterId),
    'the patient stands in the queue',
  );
  await a.doctor('encounters.recordVitals', {
    encounterId,
    values: [
      { sign: 'body-temperature', value: 38.9 },
      { sign: 'heart-rate', value: 104 },
      { sign: 'body-weight', value: 61.5 },
    ],
  });
  const slip = await refusalOf(a.doctor('encounters.recordVitals', { encounterId, values: [{ sign: 'body-weight', value: 6150 }] }));
  must(slip.code === 'observation.implausible', 'an impossible weight is refused');
  const { codings } = await a.doctor('codes.searchConditions', { text: 'pneumonia' });
  const coding = given(codings.find((row) => row.code.startsWith('J18')) ?? codings[0]);
  await a.doctor('encounters.recordDiagnosis', { encounterId, coding });
  const allergy = await a.doctor('allergies.record', {
    patientId,
    substance: 'penicillin',
    reaction: 'Rash and swelling of the face',
    criticality: 'high',
  });
  must(allergy.recognised.length > 0, 'the checks understand the allergy');
  const chart = await a.doctor('patients.chart', { patientId });
  must(
    chart.allergies.status === 'recorded' && chart.observations.length === 3 && chart.conditions.length === 1,
    'the chart shows all of it',
  );
  return {
    diagnosis: coding,
    vitals: chart.observations.length,
    allergies: chart.allergies.list.map((row) => row.substance),
    understoodAs: allergy.recognised,
  };
}

/** As a window does it: begin, pieces of 256 KiB, commit. */
export async function upload(call: Call, bytes: Buffer, about: { name: string; mediaType: string; patientId?: string }): Promise<string> {
  const { uploadId, received } = await call('blobs.begin', { ...about, size: bytes.length, sha256: sha256Hex(bytes) });
  for (let offset = received; offset < bytes.length; offset += chunkBytes) {
    await call('blobs.chunk', { uploadId, offset, base64: bytes.subarray(offset, offset + chunkBytes).toString('base64') });
  }
  return (await call('blobs.commit', { uploadId })).blobId;
}

async function ocrStep({ a }: Scene, image: Buffer | undefined): Promise<unknown> {
  const bytes = image ?? (await demoPicture({ lines: demoPrescription, seed: 7 }));
  const blobId = await upload(a.doctor, bytes, { name: 'prescription.jpg', mediaType: 'image/jpeg' });
  if (image) {
    // somebody else's picture: whatever is on it is told as it is, a damaged one as damaged
    const answer = a.doctor('documents.readPrescription', { blobId });
    const draft = await answer.catch(() => undefined);
    if (!draft) return { refused: (await refusalOf(answer)).code, lines: [] };
    return { text: draft.text, lines: draft.lines };
  }
  const draft = await a.doctor('documents.readPrescription', { blobId });
  const names = draft.lines.map((line) => line.medicine?.match?.matched ?? line.medicine?.value ?? '');
  must(
    names.some((name) => /amoxicillin/i.test(name)),
    'the medicine is read',
  );
  const line = given(draft.lines.find((row) => /amoxicillin/i.test(row.medicine?.match?.matched ?? row.medicine?.value ?? '')));
  for (const field of ['medicine', 'strength', 'form', 'quantity', 'directions'] as const) {
    const read = line[field];
    must(read !== null && read.confidence > 0 && read.box[2] > read.box[0], `${field} is read, with its confidence and place`);
  }
  const blank = await upload(
    a.doctor,
    await demoPicture({ lines: ['Umoja Health Centre', 'Opening hours', 'Monday to Friday'], seed: 8 }),
    {
      name: 'poster.jpg',
      mediaType: 'image/jpeg',
    },
  );
  const empty = await a.doctor('documents.readPrescription', { blobId: blank });
  must(empty.lines.length === 0 && empty.text.length > 0, 'a picture without a medicine gives an empty draft with its text');
  return { lines: draft.lines, withoutMedicine: { lines: empty.lines.length, text: empty.text } };
}

async function safetyStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const patientId = given(memory.patientId);
  const encounterId = given(memory.encounterId);
  const allergy = await a.doctor('prescriptions.check', { patientId, medicine: 'Amoxicillin 500 mg capsule' });
  const forbidden = given(allergy.findings.find((finding) => finding.kind === 'allergy'));
  must(forbidden.severity === 'stop' && forbidden.source.length > 0, 'the allergy stops the prescription, with its source');
  const order = {
    patientId,
    encounterId,
    medicine: 'Amoxicillin 500 mg capsule',
    directions: '1 capsule three times a day for 7 days',
    quantity: 21,
  };
  const refused = await refusalOf(a.doctor('prescriptions.prescribe', order));
  must(refused.code === 'prescription.reason_needed', 'going on needs a reason');
  await a.doctor('prescriptions.prescribe', {
    patientId,
    encounterId,
    medicine: 'Warfarin 5 mg tablet',
    directions: '1 tablet once a day',
    quantity: 14,
    unit: 'tablet',
  });
  const clash = await a.doctor('prescriptions.check', { patientId, medicine: 'Ibuprofen 400 mg tablet' });
  const interaction = given(clash.findings.find((finding) => finding.kind === 'interaction'));
  must(
    interaction.severity !== 'information' && interaction.between.length === 2 && interaction.source.length > 0,
    'the interaction names both medicines and its source',
  );
  must(clash.coverage.unchecked.length > 0, 'what could not be checked is listed');
  const show = ({ kind, severity, between, text, source }: typeof forbidden) => ({ kind, severity, between, text, source });
  return {
    allergy: show(forbidden),
    interaction: show(interaction),
    checked: clash.coverage.checked.length,
    unchecked: clash.coverage.unchecked.map(({ name, against, why }) => ({ name, against, why })),
  };
}

async function dispenseStep({ a }: Scene, memory: Memory): Promise<unknown> {
  const today = (await a.clerk('facility.profile', {})).today;
  const found = await a.clerk('inventory.items', { filter: 'azithromycin' });
  const itemId = given(found.items[0]).itemId;
  const before = await a.clerk('inventory.item', { itemId });
  const early = given(before.lots.find((lot) => lot.onHand > 0 && (lot.expiry ?? '') >= today));
  const late = await a.clerk('inventory.receive', { itemId, lotNumber: 'DEMO-LATE', expiry: addDays(today, 900), quantity: 300 });
  const expired = await a.clerk('inventory.receive', { itemId, lotNumber: 'DEMO-OLD', expiry: addDays(today, -1), quantity: 10 });
  const others = before.lots.filter((lot) => lot.lotId !== early.lotId && lot.onHand > 0 && (lot.expiry ?? '') >= today);
  for (const lot of others)
    await a.clerk('inventory.adjust', {
      lotId: lot.lotId,
      locationId: lot.locationId,
      quantity: -lot.onHand,
      reason: 'adjustment',
      note: 'moved to the ward',
    });
  const quantity = early.onHand + 6;
  const name = before.item.name;
  const patientId = given(memory.patientId);
  const request = await a.doctor('prescriptions.prescribe', {
    patientId,
    medicine: name,
    itemId,
    directions: '1 tablet once a day',
    quantity: quantity + 5,
  });
  const refused = await refusalOf(
    a.clerk('prescriptions.dispense', { medicationRequestId: request.medicationRequestId, quantity: 5, lotId: expired.lotId }),
  );
  must(refused.code === 'stock.lot_expired', 'an expired lot is refused');
  const done = await a.clerk('prescriptions.dispense', { medicationRequestId: request.medicationRequestId, quantity });
  memory.handedOverAt = performance.now();
  memory.itemId = itemId;
  memory.requestId = request.medicationRequestId;
  must(done.picks.length === 2, 'two lots are needed');
  must(done.picks[0]?.lotId === early.lotId && done.picks[0].quantity === early.onHand, 'the first to expire goes first, all of it');
  must(done.picks[1]?.lotId === late.lotId && done.picks[1].quantity === 6, 'the rest comes from the next');
  const ledger = verifyLedger(a.facility.raw);
  must(ledger.ok, 'the ledger balances');
  return { medicine: name, picks: done.picks, expiredLot: refused.code, ledger };
}

async function shareStep({ a, b }: Scene, memory: Memory): Promise<unknown> {
  const expected = (await a.clerk('inventory.item', { itemId: given(memory.itemId) })).item;
  const ours = given((await b.clerk('inventory.items', { filter: 'azithromycin' })).items[0]);
  const answer = await until('B knows the new figure', 2, async () => {
    const found = await b.clerk('network.nearby', { itemId: ours.itemId });
    return found.rows.find((row) => row.facilityId === a.facility.self.id)?.onHand === expected.usable && found;
  });
  const ms = Math.round(performance.now() - given(memory.handedOverAt));
  must(ms <= 2000, 'within 2 s of the dispense');
  const rows = answer.rows.map(({ facilityName, km, onHand, unit, ageSeconds, itemName }) => ({
    facilityName,
    km,
    onHand,
    unit,
    ageSeconds,
    itemName,
  }));
  const at = (name: string) => rows.findIndex((row) => row.facilityName === name);
  must(at(a.facility.self.name) === 0 && at('Lakeside District Hospital') === 1, 'A comes first, C after it');
  return { msAfterDispense: ms, asked: answer.asked, rows };
}

async function alertStep({ a, b, hub, hubFolder }: Scene, memory: Memory): Promise<unknown> {
  const itemId = given(memory.itemId);
  const { item } = await a.clerk('inventory.item', { itemId });
  await a.clerk('inventory.setReorderLevel', { itemId, reorderLevel: item.usable });
  must(
    !(await a.clerk('network.alerts', {})).alerts.some((alert) => alert.isOurs && alert.subject === item.name),
    'at the level there is no alert yet',
  );
  await a.clerk('prescriptions.dispense', { medicationRequestId: given(memory.requestId), quantity: 1 });
  const seen = await until('B sees the alert', 5, async () =>
    (await b.clerk('network.alerts', {})).alerts.find((alert) => !alert.isOurs && alert.subject === item.name && alert.kind === 'shortage'),
  );
  const rows = await hubDesk(hub.url, hubFolder).rows('alert');
  const atHub = given(rows.find((row) => row.facility === a.facility.self.id && row.payload['subject'] === item.name));
  return { atB: seen, atHub: atHub.payload };
}

async function offlineStep(scene: Scene, memory: Memory): Promise<unknown> {
  const { a, b, hubFolder } = scene;
  const itemId = given(memory.itemId);
  const port = scene.hub.port;
  await scene.hub.kill();
  await until('A notices that the hub is away', 10, async () => (await a.clerk('network.status', {})).link !== 'online');
  await a.clerk('inventory.receive', { itemId, lotNumber: 'DEMO-NEXT', expiry: '2031-01-31', quantity: 400 });
  const patientId = given(memory.patientId);
  const { item } = await a.clerk('inventory.item', { itemId });
  const request = await a.doctor('prescriptions.prescribe', {
    patientId,
    medicine: item.name,
    itemId,
    directions: '1 tablet once a day',
    quantity: 40,
  });
  for (let n = 0; n < 20; n++) await a.clerk('prescriptions.dispense', { medicationRequestId: request.medicationRequestId, quantity: 2 });
  const waiting = (await a.clerk('network.status', {})).waiting;
  must(waiting > 0, 'rows wait for the hub');
  const expected = (await a.clerk('inventory.item', { itemId })).item.usable;
  scene.hub = await startHubProcess(hubFolder, port);
  const ours = given((await b.clerk('inventory.items', { filter: 'azithromycin' })).items[0]);
  await until('B has the right figure again', 30, async () => {
    const { rows } = await b.clerk('network.nearby', { itemId: ours.itemId });
    return rows.find((row) => row.facilityId === a.facility.self.id)?.onHand === expected;
  });
  const rows = await hubDesk(scene.hub.url, hubFolder).rows('stock.level');
  const keys = rows.map((row) => `${row.facility} ${row.key}`);
  must(new Set(keys).size === keys.length, 'the hub holds no row twice');
  const counts = await hubDesk(scene.hub.url, hubFolder).counts();
  return { dispenses: 20, waitedInOutbox: waiting, figureAtB: expected, hubRows: rows.length, hubCounts: counts };
}

async function reportsStep({ a }: Scene, memory: Memory, out: string): Promise<unknown> {
  const { number } = (await a.clerk('prescriptions.get', { medicationRequestId: given(memory.requestId) })).request;
  const month = (await a.clerk('facility.profile', {})).today.slice(0, 7);
  const prescription = await a.clerk('prescriptions.print', { medicationRequestId: given(memory.requestId) });
  const stock = await a.clerk('reports.stockMonth', { month });
  const files = [];
  for (const [name, blob] of [
    ['prescription.pdf', prescription],
    ['stock-report.pdf', stock],
  ] as const) {
    const bytes = await download(a.clerk, blob.blobId, blob.size);
    must(bytes.subarray(0, 5).toString('latin1') === '%PDF-', `${name} is a PDF`);
    writeFileSync(join(out, name), bytes);
    files.push({ file: join(out, name), bytes: bytes.length });
  }
  return { files, qr: number };
}

async function download(call: Call, blobId: string, size: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let offset = 0; offset < size;) {
    const piece = Buffer.from((await call('blobs.read', { blobId, offset })).base64, 'base64');
    must(piece.length > 0, 'the file is whole');
    pieces.push(piece);
    offset += piece.length;
  }
  return Buffer.concat(pieces);
}

async function auditStep({ a, b, c }: Scene): Promise<unknown> {
  const verdicts = [];
  for (const { facility, host } of [a, b, c]) {
    await facility.settled.flush();
    await signAuditHead(facility, 1);
    const verdict = await facility.exclusive(() => verifyAudit(facility.raw, headVerifier(host.options.dataDir)));
    must(verdict.ok && verdict.signed === verdict.rows, `the audit of ${facility.self.name} is whole and its head signed`);
    verdicts.push({ facility: facility.self.name, ...verdict });
  }
  return verdicts;
}
