import { expect, test } from 'vitest';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { aLot, anItem, aPatient, aPrescription } from '../../../support/factories.ts';
import { decodeQr, pdfPageImage, pdfText } from '../../../support/pdf.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const capsules = (strength: number) => ({
  ingredients: [{ inn: 'amoxicillin', strength, unit: 'mg' }],
  form: 'capsule',
  unit: 'capsule',
  atc: 'J01CA04',
});
const code = (answer: { ok: boolean; error?: { code: string } }) => (answer.ok ? 'ok' : answer.error?.code);
const give = (clinic: TestClinic, ...lines: { medicationRequestId: string; quantity: number; [more: string]: unknown }[]) =>
  clinic.ask('pharmacist', 'dispensing.dispense', { lines });

async function aDesk(quantity = 20) {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { product: capsules(500), price: 12 });
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 100 });
  const patientId = await aPatient(clinic);
  const medicationRequestId = await aPrescription(clinic, { itemId, patientId, quantity });
  return { clinic, itemId, patientId, medicationRequestId };
}

test('a prescription is claimed, put aside and collected; what is kept for one is offered to nobody else', async () => {
  const { clinic, itemId, medicationRequestId } = await aDesk(90);
  await clinic.call('pharmacist', 'dispensing.claim', { medicationRequestId });
  const stateOf = async (role: 'pharmacist' | 'pharmacy-clerk') => (await clinic.call(role, 'dispensing.queue', {})).rows[0]?.task;
  expect(await stateOf('pharmacist')).toMatchObject({ status: 'preparing', by: 'Test pharmacist', isMine: true });
  expect(await stateOf('pharmacy-clerk')).toMatchObject({ status: 'preparing', isMine: false });
  expect(code(await clinic.ask('pharmacy-clerk', 'dispensing.claim', { medicationRequestId }))).toBe('dispensing.claimed');
  expect(code(await clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 1 }] }))).toBe(
    'dispensing.claimed',
  );
  expect(code(await clinic.ask('pharmacy-clerk', 'dispensing.claim', { medicationRequestId, isTakenOver: true }))).toBe('ok');
  await clinic.call('pharmacy-clerk', 'dispensing.setReady', { medicationRequestId, quantity: 90 });
  const other = await aPrescription(clinic, {
    itemId,
    patientId: await aPatient(clinic, { familyName: 'Sow', givenNames: 'Awa', sex: 'female' }),
  });
  expect(await give(clinic, { medicationRequestId: other, quantity: 11 })).toMatchObject({
    error: { code: 'stock.insufficient', data: { available: 10, reserved: 90 } },
  });
  const { lines } = await clinic.call('pharmacist', 'dispensing.open', { medicationRequestId });
  expect(lines[0]).toMatchObject({
    task: { status: 'ready', setAside: 90 },
    proposal: { available: 100 },
    counselling: ['as-long-as-written'],
    price: 12,
  });
  expect(await give(clinic, { medicationRequestId, quantity: 90 })).toMatchObject({
    ok: true,
    value: { lines: [{ stillOwed: 0, handed: 90 }] },
  });
  expect(clinic.facility.raw.prepare('SELECT count(*) FROM stock_reservation WHERE released_at IS NULL').pluck().get()).toBe(0);
});

test('the second who saw the same state is told, and nothing goes out twice', async () => {
  const { clinic, medicationRequestId } = await aDesk(20);
  const answers = await Promise.all([1, 2].map(() => give(clinic, { medicationRequestId, quantity: 10, dispensedBefore: 0 })));
  expect(new Set(answers.map(code))).toEqual(new Set(['ok', 'version.conflict']));
  expect(clinic.count('medication_dispense')).toBe(1);
});

test('several lines of one person are all handed over or none; of two people never', async () => {
  const { clinic, patientId, medicationRequestId } = await aDesk(20);
  const zinc = await anItem(clinic, {
    name: 'Zinc 20 mg tablet',
    product: { ...capsules(20), ingredients: [{ inn: 'zinc', strength: 20, unit: 'mg' }] },
  });
  await aLot(clinic, { itemId: zinc, expiry: '2028-01-31', onHand: 5 });
  const second = await aPrescription(clinic, { itemId: zinc, patientId, medicine: 'Zinc 20 mg tablet', quantity: 10 });
  const both = (quantity: number) => give(clinic, { medicationRequestId, quantity: 20 }, { medicationRequestId: second, quantity });
  expect(await both(6)).toMatchObject({ error: { code: 'stock.insufficient', data: { line: 1, available: 5 } } });
  expect(clinic.count('medication_dispense')).toBe(0);
  const done = await both(5);
  expect(done).toMatchObject({ ok: true, value: { lines: [{ stillOwed: 0 }, { stillOwed: 5 }] } });
  expect(clinic.facility.raw.prepare('SELECT count(DISTINCT handover_id) FROM medication_dispense').pluck().get()).toBe(1);
  const stranger = await aPatient(clinic, { familyName: 'Sow', givenNames: 'Awa', sex: 'female' });
  const theirs = await aPrescription(clinic, { itemId: zinc, patientId: stranger, medicine: 'Zinc 20 mg tablet' });
  expect(code(await give(clinic, { medicationRequestId: second, quantity: 1 }, { medicationRequestId: theirs, quantity: 1 }))).toBe(
    'dispensing.other_person',
  );
});

test('what is owed waits for its stock, is said at the receipt, oldest first, and can be let go', async () => {
  const { clinic, itemId, medicationRequestId } = await aDesk(120);
  expect(await give(clinic, { medicationRequestId, quantity: 100, owe: true })).toMatchObject({
    ok: true,
    value: { lines: [{ stillOwed: 20 }] },
  });
  const second = await aPrescription(clinic, {
    itemId,
    patientId: await aPatient(clinic, { familyName: 'Sow', givenNames: 'Awa', sex: 'female' }),
    quantity: 30,
  });
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  await clinic.call('pharmacist', 'dispensing.owe', { medicationRequestId: second, note: 'has some at home' });
  const owings = async () =>
    (await clinic.call('pharmacist', 'dispensing.queue', { show: 'owing' })).rows.map((row) => [
      row.quantity - row.dispensed,
      row.canGiveNow,
    ]);
  expect(await owings()).toEqual([
    [20, 0],
    [30, 0],
  ]);
  await aLot(clinic, { itemId, expiry: '2028-06-30', onHand: 35 });
  expect(await owings()).toEqual([
    [20, 20],
    [30, 15],
  ]);
  expect(await clinic.call('pharmacist', 'dispensing.waitingFor', { itemIds: [itemId] })).toMatchObject({
    people: 2,
    medicines: [{ owed: 50, people: 2 }],
  });
  expect((await clinic.call('pharmacist', 'dispensing.queue', {})).counts).toEqual({ work: 0, ready: 0, owing: 2, canGive: 2 });
  await give(clinic, { medicationRequestId, quantity: 20 });
  expect(await owings()).toEqual([[30, 15]]);
  await clinic.call('pharmacist', 'dispensing.endOwing', { medicationRequestId: second, reason: 'bought elsewhere' });
  expect(await owings()).toEqual([]);
  expect(clinic.facility.raw.prepare('SELECT status FROM medication_request WHERE id = ?').pluck().get(second)).toBe('cancelled');
});

test('another strength goes out in whole units with its reason, the prescriber is told; another ingredient does not', async () => {
  const { clinic, itemId, medicationRequestId } = await aDesk(21);
  const half = await anItem(clinic, { name: 'Amoxicillin 250 mg capsule', product: capsules(250) });
  const double = await anItem(clinic, {
    name: 'Amoxicillin 1000 mg tablet',
    product: { ...capsules(1000), form: 'tablet', unit: 'tablet' },
  });
  const other = await anItem(clinic, {
    name: 'Ampicillin 250 mg capsule',
    product: { ...capsules(250), ingredients: [{ inn: 'ampicillin', strength: 250, unit: 'mg' }] },
  });
  for (const each of [half, double, other]) await aLot(clinic, { itemId: each, expiry: '2028-01-31', onHand: 200 });
  const { items } = await clinic.call('pharmacist', 'dispensing.substitutes', { medicationRequestId });
  expect(new Map(items.map((item) => [item.itemId, [item.units, item.per]]))).toEqual(
    new Map([
      [half, [2, 1]],
      [double, [1, 2]],
    ]),
  );
  const instead = (to: string, quantity: number) =>
    give(clinic, {
      medicationRequestId,
      quantity,
      substitute: { itemId: to, reason: 'only these are here', directions: '2 capsules three times a day' },
    });
  expect(code(await instead(double, 21))).toBe('dispensing.not_exact');
  expect(code(await instead(other, 21))).toBe('dispensing.other_ingredient');
  const noWords = { medicationRequestId, quantity: 21, substitute: { itemId: half, reason: 'only these are here' } };
  expect(code(await give(clinic, noWords))).toBe('dispensing.directions_needed');
  expect(await instead(half, 21)).toMatchObject({ ok: true, value: { lines: [{ handed: 42, stillOwed: 0 }] } });
  expect(verifyLedger(clinic.facility.raw).ok).toBe(true);
  expect(clinic.facility.raw.prepare('SELECT sum(on_hand) FROM stock_balance WHERE item_id = ?').pluck().get(half)).toBe(158);
  expect(clinic.facility.raw.prepare('SELECT sum(on_hand) FROM stock_balance WHERE item_id = ?').pluck().get(itemId)).toBe(100);
  const { notices } = await clinic.call('doctor', 'dispensing.notices', {});
  expect(notices).toMatchObject([{ kind: 'substituted', handedOut: 'Amoxicillin 250 mg capsule', text: 'only these are here' }]);
  await clinic.call('doctor', 'dispensing.seen', { noticeId: notices[0]!.noticeId });
  expect((await clinic.call('doctor', 'dispensing.notices', {})).notices).toEqual([]);
});

test('a mistake is taken back in part and in whole and opens the prescription again; what came home goes into quarantine', async () => {
  const { clinic, itemId, medicationRequestId } = await aDesk(20);
  const done = await give(clinic, { medicationRequestId, quantity: 20, payment: { mark: 'owed', amount: 240 } });
  if (!done.ok) throw new Error(done.error.code);
  const { medicationDispenseId } = done.value.lines[0]!;
  const { raw } = clinic.facility;
  await clinic.call('pharmacist', 'dispensing.takeBack', { medicationDispenseId, quantity: 4, reason: 'did not tolerate it' });
  expect(
    raw
      .prepare(`SELECT p.kind, b.on_hand FROM stock_balance b JOIN location p ON p.id = b.location_id WHERE b.item_id = ? ORDER BY 1`)
      .all(itemId),
  ).toEqual([
    { kind: 'quarantine', on_hand: 4 },
    { kind: 'store', on_hand: 80 },
  ]);
  const back = (quantity?: number) =>
    clinic.ask('pharmacist', 'dispensing.reverse', {
      medicationDispenseId,
      reason: 'wrong bag',
      ...(quantity === undefined ? {} : { quantity }),
    });
  expect(await back(17)).toMatchObject({ error: { code: 'dispensing.nothing_left', data: { left: 16 } } });
  expect(await back(6)).toMatchObject({ ok: true, value: { owed: 6 } });
  expect(raw.prepare('SELECT status FROM medication_request').pluck().get()).toBe('active');
  await clinic.call('pharmacist', 'dispensing.pay', { medicationDispenseId, mark: 'paid', amount: 168 });
  const { rows } = await clinic.call('pharmacist', 'dispensing.handedOut', {});
  expect(rows).toMatchObject([{ handed: 20, reversed: 6, returned: 4, payment: { mark: 'paid', amount: 168 } }]);
  expect(await back()).toMatchObject({ ok: true, value: { owed: 16 } });
  expect(code(await back())).toBe('dispensing.nothing_left');
  expect(raw.prepare('SELECT sum(on_hand) FROM stock_balance WHERE item_id = ?').pluck().get(itemId)).toBe(100);
  expect(verifyLedger(raw).ok).toBe(true);
  expect(raw.prepare(`SELECT count(*) FROM audit_event WHERE resource = 'medication_dispense' AND action = 'create'`).pluck().get()).toBe(
    3,
  );
});

test('a controlled medicine taken back gets its counter entry, with a second signature', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, {
    name: 'Morphine 10 mg ampoule',
    isControlled: true,
    product: { ...capsules(10), ingredients: [{ inn: 'morphine', strength: 10, unit: 'mg' }] },
  });
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const medicationRequestId = await aPrescription(clinic, { itemId, medicine: 'Morphine 10 mg', quantity: 5 });
  const witnessed = (quantity: number) =>
    clinic.call('pharmacist', 'controlled.witness', { itemId, quantity, witness: { nobodyBecause: 'alone at night' } });
  await witnessed(5);
  const done = await give(clinic, { medicationRequestId, quantity: 5 });
  if (!done.ok) throw new Error(done.error.code);
  const reverse = () =>
    clinic.ask('pharmacist', 'dispensing.reverse', {
      medicationDispenseId: done.value.lines[0]!.medicationDispenseId,
      reason: 'wrong person',
    });
  expect(code(await reverse())).toBe('controlled.witness_needed');
  await witnessed(5);
  expect(code(await reverse())).toBe('ok');
  const { lines } = await clinic.call('manager', 'controlled.register', { itemId, limit: 10, offset: 0 });
  expect(lines.slice(-2).map((line) => [line.quantity, line.balance])).toEqual([
    [-5, 45],
    [5, 50],
  ]);
});

test('over the counter only where the rule allows it, with the same check; nobody needs a name for what goes to anybody', async () => {
  const { clinic, itemId, patientId } = await aDesk();
  const sell = (line: Record<string, unknown> = {}, to?: string) =>
    clinic.ask('pharmacist', 'dispensing.dispense', {
      ...(to === undefined ? {} : { patientId: to }),
      lines: [{ itemId, quantity: 4, directions: '1 when needed', ...line }],
    });
  expect(code(await sell())).toBe('dispensing.prescription_only');
  await clinic.call('pharmacist', 'dispensing.setCounterRule', { itemId, rule: 'named' });
  expect(code(await sell())).toBe('dispensing.person_needed');
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Amoxicillin', reaction: 'hives', criticality: 'high' });
  expect(code(await sell({}, patientId))).toBe('dispensing.stop_unanswered');
  const { safety } = await clinic.call('pharmacist', 'dispensing.counterItem', { itemId, patientId });
  expect(safety.findings[0]).toMatchObject({ kind: 'allergy', severity: 'stop' });
  expect(code(await sell({ safetyReason: 'it was another medicine, said the doctor' }, patientId))).toBe('ok');
  await clinic.call('pharmacist', 'dispensing.setCounterRule', { itemId, rule: 'anybody' });
  expect(code(await sell())).toBe('ok');
  const { rows } = await clinic.call('pharmacist', 'dispensing.handedOut', {});
  expect(rows.map((row) => [row.patient?.patientId ?? null, row.handed])).toEqual([
    [null, 4],
    [patientId, 4],
  ]);
  expect(verifyLedger(clinic.facility.raw).ok).toBe(true);
});

test('an allergy that was recorded since stops the hand-over until somebody has answered it', async () => {
  const { clinic, patientId, medicationRequestId } = await aDesk(20);
  await clinic.call('nurse', 'allergies.record', { patientId, substance: 'Amoxicillin', reaction: 'hives', criticality: 'high' });
  expect(code(await give(clinic, { medicationRequestId, quantity: 5 }))).toBe('dispensing.stop_unanswered');
  await clinic.call('pharmacist', 'dispensing.askPrescriber', { medicationRequestId, question: 'hives to amoxicillin: still this one?' });
  const [notice] = (await clinic.call('doctor', 'dispensing.notices', {})).notices;
  await clinic.call('doctor', 'dispensing.seen', { noticeId: notice!.noticeId, answer: 'yes, it was not hives' });
  const { lines } = await clinic.call('pharmacist', 'dispensing.open', { medicationRequestId });
  expect(lines[0]?.question).toMatchObject({ isSeen: true, answer: 'yes, it was not hives' });
  expect(code(await give(clinic, { medicationRequestId, quantity: 5, safetyReason: 'the doctor says it was not hives' }))).toBe('ok');
});

test('collected too early is said, by the days that earlier collections still last', async () => {
  const { clinic, itemId, patientId, medicationRequestId } = await aDesk(30);
  await give(clinic, { medicationRequestId, quantity: 30 }); // 1 capsule three times a day: ten days
  clinic.clock.now = '2026-11-24T08:00:00.000Z';
  const again = await aPrescription(clinic, {
    itemId,
    patientId,
    quantity: 30,
    overrides: [{ cause: 'duplicate', reason: 'goes on' }],
  }).catch(() => null);
  const next = again ?? medicationRequestId;
  const { lines } = await clinic.call('pharmacist', 'dispensing.open', { medicationRequestId: next });
  expect(lines[0]?.supply).toEqual({ daysLeft: 6, collectedOn: '2026-11-21', isEarly: true });
});

test('a scanned code is a prescription, a pack with its lot, or nothing of ours', async () => {
  const { clinic, medicationRequestId } = await aDesk();
  const gtin = '09501101530003';
  const itemId = await anItem(clinic, {
    name: 'Zinc 20 mg tablet',
    packs: [{ gtin, size: 10, isDefault: true }],
    packSize: 10,
    product: { ...capsules(20), ingredients: [{ inn: 'zinc', strength: 20, unit: 'mg' }] },
  });
  const lotId = await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 5, lotNumber: 'Z7' });
  const find = (scanned: string) => clinic.call('pharmacist', 'dispensing.find', { code: scanned });
  const { number } = (await clinic.call('pharmacist', 'dispensing.queue', {})).rows[0]!;
  expect(await find(number)).toEqual({ kind: 'request', medicationRequestId });
  expect(await find(number.toLowerCase().replaceAll('-', ' '))).toEqual({ kind: 'request', medicationRequestId });
  expect(await find(`]d201${gtin}1728013110Z7`)).toMatchObject({ kind: 'pack', itemId, lotId, lotNumber: 'Z7' });
  expect(await find(`]d201${gtin}1728013110ZZ`)).toMatchObject({ kind: 'pack', itemId, lotId: null, lotNumber: 'ZZ' });
  expect(await find('04006381333931')).toMatchObject({ kind: 'pack', itemId: null });
  expect(await find('hello')).toEqual({ kind: 'unknown' });
});

test('the chart tells what was really given: a mistake that was taken back is not in it, what was sold is', async () => {
  const { clinic, itemId, patientId, medicationRequestId } = await aDesk(20);
  const done = await give(clinic, { medicationRequestId, quantity: 20 });
  if (!done.ok) throw new Error(done.error.code);
  const { medicationDispenseId } = done.value.lines[0]!;
  await clinic.call('pharmacist', 'dispensing.setCounterRule', { itemId, rule: 'named' });
  await clinic.call('pharmacist', 'dispensing.dispense', {
    patientId,
    lines: [{ itemId, quantity: 4, directions: '1 when needed', safetyReason: 'goes on with the same' }],
  });
  const told = async () =>
    (await clinic.call('doctor', 'timeline.of', { patientId, kinds: ['dispense'] })).entries
      .flatMap((entry) => entry.lines)
      .toSorted((a, b) => a.localeCompare(b));
  expect(await told()).toEqual(['20 capsule', '4 capsule']);
  await clinic.call('pharmacist', 'dispensing.reverse', { medicationDispenseId, quantity: 5, reason: 'counted wrong' });
  expect(await told()).toEqual(['15 capsule', '4 capsule']);
  await clinic.call('pharmacist', 'dispensing.reverse', { medicationDispenseId, reason: 'wrong person' });
  expect(await told()).toEqual(['4 capsule']);
});

test('one print has the label of each medicine of the bag, with its lot and what was explained', async () => {
  const { clinic, patientId, medicationRequestId } = await aDesk(20);
  const zinc = await anItem(clinic, {
    name: 'Zinc 20 mg tablet',
    product: { ...capsules(20), ingredients: [{ inn: 'zinc', strength: 20, unit: 'mg' }] },
  });
  await aLot(clinic, { itemId: zinc, expiry: '2028-01-31', onHand: 50, lotNumber: 'ZN9' });
  const second = await aPrescription(clinic, { itemId: zinc, patientId, medicine: 'Zinc 20 mg tablet', quantity: 10 });
  const done = await give(
    clinic,
    { medicationRequestId, quantity: 20, counselled: ['as-long-as-written'] },
    { medicationRequestId: second, quantity: 10 },
  );
  if (!done.ok) throw new Error(done.error.code);
  const { blobId } = await clinic.call('pharmacist', 'dispensing.printLabels', { handoverId: done.value.handoverId });
  const { base64 } = await clinic.call('pharmacist', 'blobs.read', { blobId, offset: 0 });
  const pages = await pdfText(Buffer.from(base64, 'base64'));
  expect(pages).toHaveLength(2);
  expect(pages[0]?.replaceAll(/\s+/g, ' ')).toContain('Take it for as many days as written');
  expect(pages[1]?.replaceAll(/\s+/g, ' ')).toContain('ZN9');
});

test('what is sold over the counter gets the same label: with a name in the person’s language, without one in the facility’s, never with a code', async () => {
  const { clinic, itemId, patientId } = await aDesk(20);
  await clinic.call('pharmacist', 'dispensing.setCounterRule', { itemId, rule: 'anybody' });
  clinic.facility.raw.prepare("UPDATE patient SET language = 'français' WHERE id = ?").run(patientId);
  const labels = async (more: object) => {
    const line = { itemId, quantity: 4, directions: '1 cap bd 2d', counselled: ['with-food' as const] };
    const done = await clinic.call('pharmacist', 'dispensing.dispense', { ...more, lines: [line] });
    const { blobId } = await clinic.call('pharmacist', 'dispensing.printLabels', { handoverId: done.handoverId });
    const { base64 } = await clinic.call('pharmacist', 'blobs.read', { blobId, offset: 0 });
    const pdf = Buffer.from(base64, 'base64');
    expect(await decodeQr(await pdfPageImage(pdf, 1, 203 / 72))).toEqual([]);
    return (await pdfText(pdf)).map((page) => page.replaceAll(/\s+/g, ' '));
  };
  const [own] = await labels({ patientId });
  expect(own).toMatch(/Prendre 1 gélule.*4 gélules/);
  const [anybody] = await labels({});
  expect(anybody).toMatch(/Take 1 capsule.*twice a day, for 2 days.*4 capsules/);
  const told = clinic.facility.raw.prepare("SELECT patient_id FROM audit_event WHERE action = 'print' AND resource = 'medication_dispense' ORDER BY rowid");
  expect(told.pluck().all()).toEqual([patientId, null]);
}); // prettier-ignore
