import { expect, test } from 'vitest';
import { readDelivery } from '../../../../main/documents/readDelivery.ts';
import { readImage, stopReading } from '../../../../main/documents/readImage.ts';
import { demoPicture } from '../../../../main/documents/demoPicture.ts';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import type { OcrText } from '../../../../preload/contract/ocr.ts';

const names = loadKnowledge();
const items = [
  { itemId: '01930000-0000-7000-8000-000000000001', name: 'Amoxicillin 500 mg capsule' },
  { itemId: '01930000-0000-7000-8000-000000000002', name: 'Amoxicillin 250 mg capsule' },
  { itemId: '01930000-0000-7000-8000-000000000003', name: 'Oral rehydration salts sachet' },
];

/** As the recogniser answers for these lines, each word read with certainty 0.9. */
function asRead(lines: readonly string[]): OcrText {
  const words = lines.flatMap((line, row) =>
    line
      .split(' ')
      .filter(Boolean)
      .map((text, at) => ({
        text,
        confidence: 0.9,
        box: [at * 80, row * 30, at * 80 + 70, row * 30 + 20] as [number, number, number, number],
      })),
  );
  return { text: lines.join('\n'), words, width: 1000, height: 1000, ms: 1 };
}
const read = (...lines: string[]) => readDelivery(asRead(lines), { items, names });

test('head and lines of a delivery note, each value as it stands there', () => {
  const draft = read(
    'DELIVERY NOTE No. DN-2026/114',
    'Supplier: Central Medical Store',
    'Date: 21/11/2026',
    'Item Lot Expiry Packs Price',
    '1 Amoxicillin 500 mg capsules AX1203 11/2027 20 45.00',
    '2 Oral rehydration salts sachets Lot: B77-1 Exp: 31/12/2028 Qty: 12 8.50',
    '3 Ciprofloxacin 500 mg tablets CP88 NOV 2027 5 12.00',
    'Total 1,062.00',
    'Received by: Grace Wanjiru',
  );
  expect(draft.fields).toMatchObject({
    supplier: { value: 'Central Medical Store' },
    number: { value: 'DN-2026/114' },
    date: { value: '21/11/2026' },
  });
  const said = draft.lines.map(({ item, lot, expiry, quantity, price }) => [
    item.match?.name ?? item.value,
    lot?.value,
    expiry?.value,
    quantity?.value,
    price?.value,
  ]);
  expect(said).toEqual([
    ['Amoxicillin 500 mg capsule', 'AX1203', '11/2027', '20', '45.00'],
    ['Oral rehydration salts sachet', 'B77-1', '31/12/2028', '12', '8.50'],
    ['Ciprofloxacin 500 mg tablets', 'CP88', 'NOV 2027', '5', '12.00'],
  ]);
  expect(draft.lines[2]!.item.match).toBeNull();
});

test('another strength is another item; two that fit as well are left to a person', () => {
  const matchOf = (line: string) => read(line).lines[0]?.item.match?.name ?? null;
  expect(matchOf('Amoxicilin 250mg capsules AX1203 11/2027 20')).toBe('Amoxicillin 250 mg capsule');
  expect(matchOf('Amoxicillin 125 mg capsules AX1203 11/2027 20')).toBeNull();
  expect(matchOf('Amoxicillin capsules AX1203 11/2027 20')).toBeNull();
});

test('a paper without goods gives no line, and no text is too strange', () => {
  expect(read('Dear customer', 'our office moves to Market Road 12 on 21/11/2026', '').lines).toEqual([]);
  expect(read().lines).toEqual([]);
  expect(read('(((', '0', '....', 'ÄÖ 12/99 --- 1.1.1.1').lines).toEqual([]);
});

test('a photograph of a printed note is read into lines', async () => {
  const picture = await demoPicture({
    seed: 7,
    lines: [
      'Central Medical Store',
      'Delivery note: DN-114',
      'Date: 21/11/2026',
      'Amoxicillin 500 mg capsules Lot: AX1203 Exp: 11/2027 Qty: 20',
    ],
  });
  const draft = readDelivery(await readImage(picture), { items, names });
  await stopReading();
  expect(draft.lines).toMatchObject([
    {
      item: { match: { name: 'Amoxicillin 500 mg capsule' } },
      lot: { value: 'AX1203' },
      expiry: { value: '11/2027' },
      quantity: { value: '20' },
    },
  ]);
}, 120_000);
