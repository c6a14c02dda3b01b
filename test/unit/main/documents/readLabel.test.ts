import { describe, expect, test } from 'vitest';
import { readLabel } from '../../../../main/documents/readLabel.ts';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import { labelDraft } from '../../../../preload/contract/ocr.ts';
import type { LabelDraft, MedicineLine, ReadValue } from '../../../../preload/contract/ocr.ts';
import { aReading } from '../../../support/picture.ts';

const read = (...lines: string[]): LabelDraft => readLabel(aReading(lines.join('\n')), loadKnowledge());
const said = ({ medicine, strength, form, quantity, directions }: MedicineLine) =>
  [medicine, strength, form, quantity, directions].map((value) => value?.value ?? null);

const prescription = [
  'Umoja Health Centre',
  'Patient: Amina Okello Age: 34 Sex: F',
  'Date: 21/11/2026',
  'Allergies: Penicillin',
  'Rx',
  '1. Amoxicillin 500 mg capsules',
  'Take 1 capsule three times a day for 7 days',
  'Qty: 21',
  '2. Paracetamol 500mg tablets (20)',
  'Take 1-2 tablets every 6 hours as needed for fever',
  'do not exceed 8 tablets a day',
  '3. Salbutamol inhaler 100 mcg/dose 2 puffs prn',
  '4) Co-trimoxazole 960 mg tab 1 bd x 5 days #10',
  'Dr J. Mwangi',
  'Reg No 1234',
];

describe('a printed prescription', () => {
  test('each medicine comes with its strength, form, quantity and directions', () => {
    expect(read(...prescription).lines.map(said)).toEqual([
      ['Amoxicillin', '500 mg', 'capsules', '21', 'Take 1 capsule three times a day for 7 days'],
      ['Paracetamol', '500mg', 'tablets', '20', 'Take 1-2 tablets every 6 hours as needed for fever do not exceed 8 tablets a day'],
      ['Salbutamol', '100 mcg/dose', 'inhaler', null, '2 puffs prn'],
      ['Co-trimoxazole', '960 mg', 'tab', '10', '1 bd x 5 days'],
    ]);
  });

  test('people and dates are named only where the paper names them', () => {
    const { fields } = read(...prescription);
    expect(fields).toMatchObject({
      patient: { value: 'Amina Okello' },
      prescriber: { value: 'Dr J. Mwangi' },
      date: { value: '21/11/2026' },
      lot: null,
      expiry: null,
    });
  });

  test('French, with combinations and glued letters', () => {
    const draft = read(
      'Amoxicilline + acide clavulanique 1 g/125 mg sachet',
      '1 sachet 3 fois par jour pendant 7 jours',
      'Boite de 21',
      'Paracétamol 1 g comprimé',
      'Prendre 1 cp toutes les 6 heures si douleur',
      'Metronidazole500mg 1 cp x 3/j',
    );
    expect(draft.lines.map(said)).toEqual([
      ['Amoxicilline + acide clavulanique', '1 g/125 mg', 'sachet', '21', '1 sachet 3 fois par jour pendant 7 jours'],
      ['Paracétamol', '1 g', 'comprimé', null, 'Prendre 1 cp toutes les 6 heures si douleur'],
      ['Metronidazole', '500mg', 'cp', null, '1 cp x 3/j'],
    ]);
    expect(draft.lines[0]!.medicine!.match!.ingredients.map((one) => one.name)).toHaveLength(2);
  });

  test('the dose of a medicine that could not be read never becomes that of the one above', () => {
    const [first] = read('1. Amoxicillin 500 mg capsules', '2. Xqzwv 20 mg', 'Take 4 tablets now', 'Qty: 99').lines;
    expect(said(first!)).toEqual(['Amoxicillin', '500 mg', 'capsules', null, null]);
    const [quinine] = read('Quinine 300 mg tabs 2 tabs tds', 'Xqzwv sachets 1 after each loose stool').lines;
    expect(quinine!.directions!.value).toBe('2 tabs tds');
  });

  test('a name on no list is handed on without a match and with little confidence', () => {
    const [line] = read('Zentravaxol 20 mg tablets').lines;
    expect(line).toMatchObject({ medicine: { value: 'Zentravaxol', match: null }, strength: { value: '20 mg' } });
    expect(line!.medicine!.confidence).toBeLessThan(0.5);
  });
});

describe('a label', () => {
  test('brand and content are one medicine; lot and expiry stand in the fields', () => {
    const draft = read(
      'LOXEN LP 50mg',
      'Nicardipine chlorhydrate',
      'Boite/ 60 gelules',
      'PPA : 672,94DA',
      'LOT :HK1760',
      'FAB :04/2017',
      'PER :04/2020',
    );
    expect(draft.lines.map(said)).toEqual([['LOXEN', '50mg', 'gelules', '60 gelules', null]]);
    expect(draft.fields).toMatchObject({ lot: { value: 'HK1760' }, expiry: { value: '04/2020' } });
  });

  test('a pharmacy label counts first and names the patient last', () => {
    const draft = read(
      '28 Ibuprofen 400mg Tablets',
      'Take ONE tablet THREE times a day',
      'with or after food',
      'Mr Tom Atieno 14 Nov 2026',
      'Keep out of the reach of children',
    );
    expect(draft.lines.map(said)).toEqual([
      ['Ibuprofen', '400mg', 'Tablets', '28', 'Take ONE tablet THREE times a day with or after food'],
    ]);
  });
});

describe('what is not there', () => {
  test('shopping, laboratory values and plain sentences hold no medicine, but keep their text', () => {
    const lines = [
      'CAFFEINE FREE COLA 500ML 2.50',
      'VITAMIN C 1.20',
      'Potassium 4.5 mmol/L',
      'Glucose 95 mg/dL',
      'The patient takes paracetamol when needed.',
      'TOTAL 3.70',
    ];
    const draft = read(...lines);
    expect(draft.lines).toEqual([]);
    expect(draft.text).toBe(lines.join('\n'));
  });

  test('an empty picture gives an empty draft', () => {
    expect(readLabel({ text: '', words: [], width: 10, height: 10, ms: 1 }, loadKnowledge())).toMatchObject({
      text: '',
      lines: [],
      fields: { patient: null },
    });
  });
});

test('every value stands in the words that its box encloses, and the draft keeps the contract', () => {
  const reading = aReading(prescription.join('\n'));
  const draft = labelDraft.parse(readLabel(reading, loadKnowledge()));
  const values = [...Object.values(draft.fields), ...draft.lines.flatMap((line) => Object.values(line))].filter(
    (value): value is ReadValue => value !== null,
  );
  expect(values.length).toBeGreaterThan(15);
  for (const { value, box } of values) {
    const inside = reading.words.filter(
      (word) => word.box[0] >= box[0] && word.box[1] >= box[1] && word.box[2] <= box[2] && word.box[3] <= box[3],
    );
    for (const part of value.split(' ')) expect(inside.map((word) => word.text).join(' ')).toContain(part);
  }
});

test('badly read letters lower the confidence of a medicine as much as a doubtful name does', () => {
  const clear = readLabel(aReading('Amoxicillin 500 mg', 0.95), loadKnowledge()).lines[0]!.medicine!;
  const blurred = readLabel(aReading('Amoxicillin 500 mg', 0.5), loadKnowledge()).lines[0]!.medicine!;
  const misspelt = readLabel(aReading('Amoxicilkin 500 mg', 0.95), loadKnowledge()).lines[0]!.medicine!;
  expect(blurred.confidence).toBeLessThan(clear.confidence);
  expect(misspelt.confidence).toBeLessThan(clear.confidence);
  expect(misspelt.value).toBe('Amoxicilkin');
});
