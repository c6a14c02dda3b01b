import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { writeXlsx } from '../../../../main/documents/xlsx/writeXlsx.ts';
import type { ImportReading } from '../../../../preload/contract/items.ts';
import { aLot, anItem, aPatient } from '../../../support/factories.ts';
import { anUpload, importList } from '../../../support/lists.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

vi.setConfig({ testTimeout: 60_000 });

const itemsOf = async (clinic: TestClinic) => (await clinic.call('pharmacy-clerk', 'inventory.items', {})).items;
const textsOf = (problems: readonly { row: number; column: string; text: string }[]) => problems.map(({ row, column, text }) => `${row} ${column}: ${text.split('. ')[0]}`); // prettier-ignore

describe('a list is read whatever wrote it', () => {
  const plain = 'name;form;unit;pack size;unit cost\nParacétamol 500 mg;comprimé;;1 000;0,25\nSérum salé;solution;poche;1;12,50\n';
  const asUtf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

  test.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${plain}`)],
    ['UTF-16 with a mark', asUtf16(plain)],
    ['UTF-16 without', Buffer.from(plain, 'utf16le')],
    ['Windows-1252', Buffer.from(plain, 'latin1')],
    ['tabs', Buffer.from(plain.replaceAll(';', '\t'))],
    ['a separator that it names', Buffer.from(`sep=;\r\n${plain.replaceAll('\n', '\r\n')}`)],
    ['zeros between and behind', Buffer.from(plain.replace('comprimé', 'com\u0000primé') + '\u0000'.repeat(50))],
    ['a title and empty lines above', Buffer.from(`Liste du dépôt;;;;\n\n\n${plain}\n\n`)],
    ['a workbook', writeXlsx(['name', 'form', 'unit', 'pack size', 'unit cost'].map((head) => ({ head })), [['Paracétamol 500 mg', 'comprimé', null, 1000, '0,25'], ['Sérum salé', 'solution', 'poche', '1', '12,50']])], // prettier-ignore
  ])('%s', async (_, bytes) => {
    const clinic = await testClinic();
    const { last } = await importList(clinic, bytes);
    expect(last).toMatchObject({ status: 'done', rows: 2, done: 2, added: 2, bad: 0 });
    expect(await itemsOf(clinic)).toMatchObject([
      { name: 'Paracétamol 500 mg', form: 'tablet', unit: 'tablet', packSize: 1000 },
      { name: 'Sérum salé', form: 'solution', unit: 'bag', packSize: 1 },
    ]);
    expect((await clinic.call('pharmacy-clerk', 'inventory.item', { itemId: (await itemsOf(clinic))[0]!.itemId })).product.ingredients).toEqual([{ inn: 'Paracétamol', strength: 500, unit: 'mg' }]); // prettier-ignore
  });

  test('heads in French and English; the same head twice is one column; what is not known can be said', async () => {
    const clinic = await testClinic();
    const list =
      'Désignation,DCI,Dosage,Forme galénique,Unité,Nom,Colonne X\nCoartem,artéméther + luméfantrine,20 mg + 120 mg,comprimé,comprimé,zzz,Paludisme\n';
    const blobId = await anUpload(clinic, Buffer.from(list));
    const { columns, reading } = await clinic.call('pharmacy-clerk', 'items.previewImport', { blobId, locale: 'fr' });
    expect(columns.at(-1)).toEqual({ head: 'Colonne X', samples: ['Paludisme'] });
    expect(reading.fields.slice(1, 5)).toEqual(['ingredient', 'strength', 'form', 'unit']);
    const said = { ...reading, fields: ['name', 'ingredient', 'strength', 'form', 'unit', null, 'programme'] as const };
    await importList(clinic, list, { fields: [...said.fields] });
    const [item] = await itemsOf(clinic);
    const card = await clinic.call('pharmacy-clerk', 'items.get', { itemId: item!.itemId });
    expect(card).toMatchObject({ name: 'Coartem', programme: 'Paludisme', product: { ingredients: [{ inn: 'artéméther', strength: 20, unit: 'mg' }, { inn: 'luméfantrine', strength: 120, unit: 'mg' }] } }); // prettier-ignore
  });

  test('a file without rows, and one where nothing is called a name', async () => {
    const clinic = await testClinic();
    const refusal = async (content: string, reading?: 'none') => {
      const blobId = await anUpload(clinic, Buffer.from(content));
      const none: ImportReading = { fields: [null, null], decimal: '.', dayOrder: 'day-first', onMatch: 'update' };
      const fields = reading ? { reading: none } : {};
      return clinic.ask('pharmacy-clerk', 'items.previewImport', { blobId, ...fields });
    };
    expect(await refusal('name,form\n')).toMatchObject({ error: { code: 'import.empty' } });
    expect(await refusal('\n\n \n')).toMatchObject({ error: { code: 'import.empty' } });
    expect(await refusal('a,b\n1,2', 'none')).toMatchObject({ error: { code: 'import.no_name' } });
    expect(await refusal('PK this is no workbook')).toMatchObject({ error: { code: 'spreadsheet.damaged' } });
  });
});

describe('each wrong row is named, with its column and what to do; the rest is imported', () => {
  test('every kind of damage', async () => {
    const clinic = await testClinic();
    const rows = [
      'Paracetamol 500 mg tablet,tablet,100,9501101530003,1.50,yes,2028-01-31,LOT1,100,10,50',
      ',tablet,100,,,,,,,,',
      'Mystery,,,,,,,,,,',
      'Syrup A,syrup,,,,,,,,,',
      'Amoxicillin capsule,capsule,1.5,,,,,,,,',
      'Ibuprofen tablet,tablet,-3,,,,,,,,',
      'Quinine tablet,tablet,ten,,,,,,,,',
      'Zinc tablet,tablet,10,9501101530004,,,,,,,',
      'Iron tablet,tablet,10,9.5011E+12,,,,,,,',
      'Folate tablet,tablet,10,,0.001,,,,,,',
      'Aspirin tablet,tablet,10,,,maybe,,,,,',
      'Codeine tablet,tablet,10,,,,31/02/2028,L,5,,',
      'Digoxin tablet,tablet,10,,,,,,,20,10',
      'Bisacodyl tablet,tablet,99999999,,,,,,,,',
      'Paracetamol 500 mg tablet,tablet,100,,,,,,,,',
      'Metformin tablet,tablet,#REF!,,,,,,,,',
      'Enalapril tablet,tablet,=A1+1,,,,,,,,',
      `${'x'.repeat(300)},tablet,10,,,,,,,,`,
      'Lost \uFFFD letters,tablet,10,,,,,,,,',
      'Too,tablet,10,,,,,,,,,,more',
      'Fine tablet,tablet,30,,,no,01/2029,F1,7,,',
    ];
    const { preview, last, blobId, reading } = await importList(clinic, ['name,unit,pack size,gtin,price,cold chain,expiry,lot,quantity,min,max', ...rows].join('\n')); // prettier-ignore
    expect(textsOf(preview.problems)).toMatchInlineSnapshot(`
      [
        "3 name: The name is missing or a single letter",
        "4 : The form is not said",
        "5 unit: It is not said what is counted",
        "6 pack size: This must be a whole number above 0 of dispensing units",
        "7 pack size: This is below zero",
        "8 pack size: This is not a number",
        "9 gtin: This is no GTIN: it has 8, 12, 13 or 14 digits, and the last one fits the others",
        "10 gtin: The spreadsheet has shortened this number",
        "11 price: This is finer than the smallest coin",
        "12 cold chain: Type yes or no.",
        "13 expiry: This is no date, or too far away",
        "14 max: The maximum lies below the minimum",
        "15 pack size: This is larger than can be",
        "16 name: This item stands in row 2 already, with the same pack and lot",
        "17 pack size: The spreadsheet shows an error here",
        "18 pack size: This is a formula without a result",
        "19 name: This is too long",
        "20 name: Letters were lost when this file was saved",
        "21 : There are more values than columns",
      ]
    `);
    expect(preview).toMatchObject({ counts: { rows: 21, add: 2, lots: 2, bad: 19 } });
    expect(last).toMatchObject({ status: 'done', added: 2, lots: 2, bad: 19, done: 21 });
    expect(await itemsOf(clinic)).toMatchObject([{ name: 'Fine tablet', onHand: 7, nearestExpiry: '2029-01-31' }, { name: 'Paracetamol 500 mg tablet', onHand: 100, isColdChain: true }]); // prettier-ignore

    const wrong = await clinic.call('pharmacy-clerk', 'items.badRows', { blobId, reading });
    expect(wrong).toMatchObject({ rows: 19, name: 'items-to-correct.csv' });
    const text = Buffer.from(wrong.base64, 'base64').toString('utf8');
    expect(text.split('\r\n')[0]).toBe('\uFEFF"Row in the file","What is wrong","name","unit","pack size","gtin","price","cold chain","expiry","lot","quantity","min","max"'); // prettier-ignore
    const corrected = text.replace('"1.5"', '"15"').replace('"maybe"', '"yes"');
    expect((await importList(clinic, corrected)).last).toMatchObject({ added: 2, bad: 16 });
  });

  test('a quote that is never closed costs its own line only', async () => {
    const clinic = await testClinic();
    const { preview, last } = await importList(clinic, 'name,unit\nA "good" tablet,tablet\n"Broken tablet,tablet\nOther tablet,tablet\n"Right, quoted tablet",tablet\n'); // prettier-ignore
    expect(textsOf(preview.problems)).toEqual(['3 : A quotation mark is not closed in this line']);
    expect(last).toMatchObject({ added: 3, bad: 1 });
    expect((await itemsOf(clinic)).map(({ name }) => name)).toEqual(['A "good" tablet', 'Other tablet', 'Right, quoted tablet']);
  });

  test('a cell of five megabytes is said to be too long', async () => {
    const clinic = await testClinic();
    const { preview, last } = await importList(clinic, `name,unit\n"${'a'.repeat(5_000_000)}",tablet\nGood tablet,tablet\n`);
    expect(preview.problems).toMatchObject([{ row: 2, column: 'name' }]);
    expect(preview.problems[0]!.value.length).toBeLessThan(100);
    expect(last).toMatchObject({ added: 1, bad: 1 });
  });
});

describe('what is here already is known again', () => {
  const head = 'name,ingredient,strength,form,unit,pack size,gtin,category,quantity,lot,expiry,unit cost\n';
  const amoxicillin = 'Amoxicillin 500 mg capsule,amoxicillin,500 mg,capsule,capsule,100,9501101530003,Antibiotics,,,,\n';

  test('by GTIN, by product, by name: updated, or left as it is', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic);
    expect((await importList(clinic, head + amoxicillin, { onMatch: 'skip' })).last).toMatchObject({ added: 0, updated: 0, unchanged: 0 });
    expect((await importList(clinic, head + amoxicillin)).last).toMatchObject({ added: 0, updated: 1 });
    expect(await clinic.call('pharmacy-clerk', 'items.get', { itemId })).toMatchObject({
      category: 'Antibiotics',
      packs: [{ gtin: '09501101530003', size: 100 }],
    });
    // by GTIN alone, under another name
    expect((await importList(clinic, 'name,gtin,category\nAMOXY,9501101530003,Penicillins\n')).last).toMatchObject({ updated: 1 });
    // by product, by name
    expect((await importList(clinic, head + 'Amoxil,Amoxicillin,0.5 g,capsule,capsule,100,,Beta-lactams,,,,\n')).last).toMatchObject({
      updated: 1,
    });
    expect((await importList(clinic, 'name,category\namoxil,Antibiotics\n')).last).toMatchObject({ updated: 1 });
    expect(await clinic.call('pharmacy-clerk', 'items.get', { itemId })).toMatchObject({ name: 'amoxil', category: 'Antibiotics' });
    expect(clinic.count('item')).toBe(1);
  });

  test('the same list again changes nothing and counts no stock twice', async () => {
    const clinic = await testClinic();
    const list = head + amoxicillin.replace(',,,,', ',200,L1,2028-01,0.25') + amoxicillin.replace(',,,,', ',50,L2,2029-02-28,');
    expect((await importList(clinic, list)).last).toMatchObject({ added: 1, lots: 2 });
    const written = clinic.count('audit_event');
    expect((await importList(clinic, list)).last).toMatchObject({ added: 0, updated: 0, unchanged: 1, lots: 0 });
    const [item] = await itemsOf(clinic);
    expect(item).toMatchObject({ onHand: 250, nearestExpiry: '2028-01-31' });
    expect(clinic.count('stock_movement')).toBe(2);
    expect(clinic.count('audit_event') - written).toBeLessThan(6);
    expect(clinic.facility.raw.prepare('SELECT reason, quantity, value FROM stock_movement ORDER BY quantity').all()).toMatchObject([{ reason: 'opening', quantity: 50 }, { reason: 'opening', quantity: 200, value: 5000 }]); // prettier-ignore
  });

  test('two brands of one product stay two; a unit that was counted stays; a number of another item is named', async () => {
    const clinic = await testClinic();
    const one = await anItem(clinic, { name: 'Amoxil', packs: [{ gtin: '9501101530003', size: 100, isDefault: true }] });
    await anItem(clinic, { name: 'Moxatag' });
    await aLot(clinic, { itemId: one, expiry: '2028-01-31', onHand: 10 });
    const { preview } = await importList(
      clinic,
      head +
        'Amoxil,amoxicillin,500 mg,capsule,capsule,100,,,,,,\nMoxatag,amoxicillin,500 mg,capsule,capsule,100,,,,,,\nTrimox,amoxicillin,500 mg,capsule,capsule,100,,,,,,\n' +
        'Amoxil,amoxicillin,500 mg,capsule,box,1,9501101530003,,,,,\nOther tablet,other,1 mg,tablet,tablet,10,96385074,,,,,\nElse tablet,else,1 mg,tablet,tablet,10,96385074,,,,,\n',
    );
    expect(preview.counts).toMatchObject({ add: 2, update: 2, bad: 2 });
    expect(textsOf(preview.problems)).toEqual(['5 unit: The item is counted in “capsule” and stock of it exists, so its unit stays', '7 gtin: This GTIN belongs to “Other tablet”']); // prettier-ignore
    expect((await itemsOf(clinic)).map(({ name }) => name)).toEqual(['Amoxil', 'Moxatag', 'Other tablet', 'Trimox']);
  });
});

test('a paper of a patient is no list: it is not read', async () => {
  const clinic = await testClinic();
  const bytes = Buffer.from('name,unit\nSecret tablet,tablet\n');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const patientId = await aPatient(clinic);
  const { uploadId } = await clinic.call('doctor', 'blobs.begin', {
    name: 'a.csv',
    mediaType: 'text/csv',
    size: bytes.length,
    sha256,
    patientId,
  });
  await clinic.call('doctor', 'blobs.chunk', { uploadId, offset: 0, base64: bytes.toString('base64') });
  const { blobId } = await clinic.call('doctor', 'blobs.commit', { uploadId });
  const reading: ImportReading = { fields: ['name', 'unit'], decimal: '.', dayOrder: 'day-first', onMatch: 'update' };
  for (const method of ['items.previewImport', 'items.import', 'items.badRows'] as const) {
    expect(await clinic.ask('pharmacy-clerk', method, { blobId, reading }), method).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  }
});

test('what the stock itself refuses is named, and takes no other item with it', async () => {
  const clinic = await testClinic();
  const { last } = await importList(
    clinic,
    'name,unit,quantity,unit cost\nGold tablet,tablet,10000000,10000000.00\nGood tablet,tablet,5,1.00\n',
  );
  expect(last).toMatchObject({ added: 1, lots: 1, bad: 1, refused: [{ row: 2, name: 'Gold tablet', code: 'stock.too_much' }] });
  expect((await itemsOf(clinic)).map(({ name }) => name)).toEqual(['Good tablet']);
});

describe('an import on its way', () => {
  const long = ['name,unit,quantity,lot', ...Array.from({ length: 1500 }, (_, n) => `Item ${n} tablet,tablet,${n + 1},L${n}`)].join('\n');

  test('can be stopped, and the same file goes on from there', async () => {
    const clinic = await testClinic();
    const blobId = await anUpload(clinic, Buffer.from(long));
    const { reading } = await clinic.call('pharmacy-clerk', 'items.previewImport', { blobId });
    await clinic.call('pharmacy-clerk', 'items.import', { blobId, reading });
    expect(await clinic.ask('pharmacy-clerk', 'items.import', { blobId, reading })).toMatchObject({ error: { code: 'import.running' } });
    await clinic.call('pharmacy-clerk', 'items.cancelImport', {});
    const { last } = await clinic.call('pharmacy-clerk', 'items.imports', {});
    expect(last).toMatchObject({ status: 'cancelled' });
    const first = clinic.count('item');
    expect(first).toBeLessThan(1500);
    expect(last!.added).toBe(first);
    const again = await importList(clinic, long);
    expect(again.last).toMatchObject({ status: 'done', added: 1500 - first, unchanged: first, done: 1500 });
    expect(clinic.facility.raw.prepare('SELECT sum(on_hand) FROM stock_balance').pluck().get()).toBe((1500 * 1501) / 2);
  });

  test('others go on working meanwhile', async () => {
    const clinic = await testClinic();
    const longer = Array.from({ length: 5 }, (_, part) => long.replaceAll('Item', `Item of part ${part}`)).join('\n');
    const blobId = await anUpload(clinic, Buffer.from(longer));
    const { reading } = await clinic.call('pharmacy-clerk', 'items.previewImport', { blobId });
    await clinic.call('pharmacy-clerk', 'items.import', { blobId, reading });
    for (let at = 0; at < 10; at++) {
      await clinic.call('front-desk', 'patients.register', { familyName: `Person${'abcdefghij'[at]}`, givenNames: `Given${'qrstuvwxyz'[at]}`, sex: 'female', birthDate: `19${50 + at * 4}-0${(at % 9) + 1}-11` }); // prettier-ignore
    }
    const { last } = await clinic.call('pharmacy-clerk', 'items.imports', {});
    expect(last?.status).toBe('running');
    await clinic.call('pharmacy-clerk', 'items.cancelImport', {});
  });
});
