import { expect, test } from 'vitest';
import { aLot, anItem, aPatient, aPrescription } from '../../../support/factories.ts';
import { pdfText } from '../../../support/pdf.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const why = { class: 'I' as const, reason: 'The capsules hold another medicine', source: 'Medicines authority 12/2026' };

/** Two lots; two people got 21 of the first, one person 10 of the second. */
async function given() {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const first = await aLot(clinic, { itemId, lotNumber: 'AX 01', expiry: '2027-01-31', onHand: 100 });
  const second = await aLot(clinic, { itemId, lotNumber: 'AX02', expiry: '2027-06-30', onHand: 50 });
  const dispense = async (patientId: string, quantity: number, lotId: string) =>
    clinic.call('pharmacist', 'dispensing.dispense', {
      lines: [
        {
          medicationRequestId: await aPrescription(clinic, { itemId, patientId, quantity }),
          quantity,
          lotId,
          overrideReason: 'asked for by the test',
        },
      ],
    });
  const awa = await aPatient(clinic, { familyName: 'Sow', givenNames: 'Awa', phone: '+999 70 11' });
  const kofi = await aPatient(clinic, { familyName: 'Mensah', givenNames: 'Kofi', birthDate: '1970-01-01' });
  const ama = await aPatient(clinic, { familyName: 'Boateng', givenNames: 'Ama', birthDate: '1999-01-01' });
  await dispense(awa, 21, first);
  await dispense(kofi, 21, first);
  await dispense(ama, 10, second);
  return { clinic, itemId, first, second, awa, kofi, ama, dispense };
}

const start = (clinic: TestClinic, itemId: string, lotNumbers: string[] | null) =>
  clinic.call('pharmacist', 'recalls.start', { itemId, lotNumbers, ...why });
const names = (found: { people: { patient: { patientId: string } }[] }) => found.people.map(({ patient }) => patient.patientId).sort();

test('one act: the lot is blocked and lies in quarantine, whoever got it is listed, other lots go on', async () => {
  const { clinic, itemId, first, awa, kofi, ama, dispense } = await given();
  const before = await clinic.call('pharmacist', 'recalls.preview', { itemId, lotNumbers: ['ax01'] });
  expect(before).toMatchObject({ people: 2, lots: [{ lotNumber: 'AX 01', received: 100, toPatients: 42, toWards: 0, elsewhere: 0, onHand: 58 }] });
  const { recallId, number, quarantined } = await start(clinic, itemId, ['AX01']);
  expect(number).toMatch(/^W-/);
  expect(quarantined).toBe(58);
  const found = await clinic.call('pharmacist', 'recalls.get', { recallId });
  expect(found).toMatchObject({ recall: { status: 'open' }, lots: [{ lotId: first, status: 'recalled', onHand: 58, places: [{ name: 'Quarantine', onHand: 58 }] }] });
  expect(names(await clinic.call('pharmacist', 'recalls.people', { recallId }))).toEqual([awa, kofi].sort());
  const refused = await clinic.ask('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId: await aPrescription(clinic, { itemId, patientId: ama }), quantity: 1, lotId: first, overrideReason: 'none' }] });
  expect(refused).toMatchObject({ error: { code: 'not_found', data: { resource: 'lot' } } });
  await dispense(ama, 2, (await clinic.call('pharmacist', 'inventory.item', { itemId })).lots.find((lot) => lot.lotNumber === 'AX02')!.lotId);
}); // prettier-ignore

test('a lot that comes while the recall is open is blocked on arrival', async () => {
  const { clinic, itemId } = await given();
  const { recallId } = await start(clinic, itemId, ['AX03']);
  expect(await clinic.call('pharmacist', 'recalls.get', { recallId })).toMatchObject({ lots: [], unknownLots: ['AX03'] });
  await aLot(clinic, { itemId, lotNumber: 'ax 03', expiry: '2028-01-31', onHand: 5 });
  expect(await clinic.call('pharmacist', 'recalls.get', { recallId })).toMatchObject({ lots: [{ status: 'recalled', onHand: 5 }], unknownLots: [] });
}); // prettier-ignore

test('a lot is recalled once; taking it back frees what nothing else holds', async () => {
  const { clinic, itemId, first } = await given();
  const one = await start(clinic, itemId, ['AX01']);
  expect(await clinic.ask('pharmacist', 'recalls.start', { itemId, lotNumbers: ['ax 01', 'AX09'], ...why })).toMatchObject({ error: { code: 'recall.already_open', data: { lots: 'ax 01' } } });
  await clinic.call('pharmacist', 'inventory.holdLot', { lotId: first, reason: 'stood in the sun' });
  const cancelled = { recallId: one.recallId, outcome: 'The authority took it back', version: 1 };
  expect(await clinic.ask('pharmacist', 'recalls.cancel', { ...cancelled, version: 7 })).toMatchObject({ error: { code: 'version.conflict' } });
  await clinic.call('pharmacist', 'recalls.cancel', cancelled);
  const lots = async () => (await clinic.call('pharmacist', 'recalls.get', { recallId: one.recallId })).lots;
  expect(await lots()).toMatchObject([{ status: 'on-hold' }]);
  await clinic.call('pharmacist', 'inventory.releaseLot', { lotId: first, reason: 'looked at' });
  expect(await lots()).toMatchObject([{ status: 'active', places: [{ name: 'Quarantine' }] }]);
  expect(await clinic.ask('pharmacist', 'recalls.close', { recallId: one.recallId, outcome: 'late', version: 2 })).toMatchObject({ error: { code: 'recall.not_open', data: { status: 'cancelled' } } });
}); // prettier-ignore

test('who was told is written down; letters go to those who were not, a page each', async () => {
  const { clinic, itemId, awa, ama, kofi } = await given();
  const { recallId } = await start(clinic, itemId, ['AX01']);
  await clinic.call('pharmacist', 'recalls.noteContact', { recallId, patientId: kofi, how: 'not-reached' });
  await clinic.call('pharmacist', 'recalls.noteContact', { recallId, patientId: awa, how: 'phone', broughtBack: 4 });
  expect(await clinic.ask('pharmacist', 'recalls.noteContact', { recallId, patientId: ama, how: 'phone' })).toMatchObject({ error: { code: 'recall.not_given' } });
  const { people } = await clinic.call('pharmacist', 'recalls.people', { recallId });
  expect(people).toMatchObject([
    { patient: { patientId: kofi }, quantity: 21, lotNumbers: ['AX 01'], contacts: [{ how: 'not-reached' }] },
    { patient: { patientId: awa }, contacts: [{ how: 'phone', broughtBack: 4, by: 'Test pharmacist' }] },
  ]);
  expect((await clinic.call('pharmacist', 'recalls.list', {})).recalls).toMatchObject([{ people: 2, told: 1, onHand: 58 }]);
  const letters = await clinic.call('pharmacist', 'recalls.letters', { recallId });
  const pages = await pdfText(Buffer.from(letters.base64, 'base64'));
  expect(letters.rows).toBe(1);
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain('Kofi');
  expect(pages[0]).toContain(why.reason);
  const all = await clinic.call('pharmacist', 'recalls.letters', { recallId, who: 'all', locale: 'fr' });
  expect(await pdfText(Buffer.from(all.base64, 'base64'))).toHaveLength(2);
  const list = Buffer.from((await clinic.call('pharmacist', 'recalls.letters', { recallId, who: 'all', format: 'csv' })).base64, 'base64').toString();
  expect(list.trim().split('\r\n')).toHaveLength(3);
  await clinic.call('pharmacist', 'recalls.noteContact', { recallId, patientId: kofi, how: 'visit' });
  expect(await clinic.ask('pharmacist', 'recalls.letters', { recallId })).toMatchObject({ error: { code: 'recall.nobody' } });
  const told = clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE resource = 'recalls.people' AND action IN ('print', 'export')`).pluck().get();
  expect(told).toBe(3);
}); // prettier-ignore

test('a dispense that was taken back names nobody; merged records are one person', async () => {
  const { clinic, itemId, awa, kofi } = await given();
  const { movements } = await clinic.call('pharmacist', 'inventory.item', { itemId });
  const ofAwa = movements.filter((row) => row.reason === 'dispense' && row.lotNumber === 'AX 01').at(-1)!;
  const onStockCard = await clinic.ask('pharmacist', 'inventory.reverse', { movementId: ofAwa.id, note: 'was not given' });
  expect(onStockCard).toMatchObject({ error: { code: 'dispensing.reverse_at_desk' } }); // the prescription would not know
  const medicationDispenseId = clinic.facility.raw
    .prepare('SELECT ref_id FROM stock_movement WHERE id = ?')
    .pluck()
    .get(ofAwa.id) as string;
  await clinic.call('pharmacist', 'dispensing.reverse', { medicationDispenseId, reason: 'was not given' });
  const { recallId } = await start(clinic, itemId, null);
  const { people } = await clinic.call('pharmacist', 'recalls.people', { recallId });
  expect(people).toHaveLength(2);
  expect(names({ people })).not.toEqual([awa, kofi].sort());
});

test('whose record is not for the eyes of who asks is counted, never named', async () => {
  const { clinic, itemId, awa, kofi, ama } = await given();
  await clinic.call('doctor', 'sensitivity.mark', {
    patientId: awa,
    departmentIds: [],
    roleCodes: ['doctor'],
    reason: 'staff of this clinic',
  });
  const { recallId } = await start(clinic, itemId, null);
  const found = await clinic.call('manager', 'recalls.people', { recallId });
  expect(found.hidden).toBe(1);
  expect(names(found)).toEqual([ama, kofi].sort());
  expect((await clinic.call('doctor', 'recalls.people', { recallId })).hidden).toBe(0);
});
