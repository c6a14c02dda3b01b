import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type BagLabelInput, bagLabelPdf } from '../../../../main/documents/pdf/bagLabel.ts';
import { type Pictogram, pictograms } from '../../../../main/documents/pdf/pictograms.ts';
import { prescriptionPdf } from '../../../../main/documents/pdf/prescription.ts';
import { writeSeal } from '../../../../main/prescriptionSeals/code.ts';
import { labelSigns } from '../../../../main/prescriptionSeals/labelSigns.ts';
import { dosage } from '../../../../preload/contract/dosage.ts';
import { newEd25519 } from '../../../../sync/security/keys.ts';
import { decodeQr, pdfPageImage, pdfPageSize, pdfPieces, pdfText } from '../../../support/pdf.ts';

const key = newEd25519();
const medicines = [
  ['Amoxicillin 500 mg capsule', 'capsule', 'Take 1 capsule by mouth 3 times a day, for 7 days.'],
  ['Artemether/lumefantrine 20/120 mg tablet', 'tablet', 'Take 4 tablets by mouth twice a day, after food, for 3 days.'],
  ['Hydrocortisone 1 % cream', 'g', 'Apply 1 application to the skin twice a day, for 10 days, then once a day for 10 days.'],
] as const;

function aCode(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const [medicine, unit, directions] = medicines[index % medicines.length]!;
    return { line: index + 1, quantity: 21, product: randomBytes(6), secret: randomBytes(16), medicine, unit, directions };
  });
  const facilityId = '0190d3f2-7c5b-7000-8000-00000000abcd';
  return writeSeal(
    { facilityId, number: 'R-K7M2QX-A00042-45', issuedAt: '2026-11-22T08:00:00.000Z', validUntil: '2026-12-22', lines },
    key,
  );
}

function aLabel(more: Partial<BagLabelInput> = {}): BagLabelInput {
  return {
    person: 'Akello Nyamutale',
    medicine: 'Amoxicillin 500 mg capsule',
    directions: 'Take 1 capsule by mouth 3 times a day, in the morning, at midday and in the evening, after food, for 7 days.',
    quantity: '21 capsules',
    lots: [{ lotNumber: 'AMX2207', expiry: '2027-11-30' }],
    facility: { name: 'Kabale Road Health Centre', phone: '+256 700 123 456' },
    handedOverOn: '2026-11-22',
    number: 'R-K7M2QX-A00042-45',
    code: aCode(1),
    signs: [
      { sign: 'morning', text: '1' },
      { sign: 'noon', text: '1' },
      { sign: 'evening', text: '1' },
      { sign: 'after-food' },
      { sign: 'keep-from-children' },
    ],
    isFallback: false,
    printed: { at: '2026-11-22T10:00:00Z', timeZone: 'Africa/Kampala' },
    ...more,
  };
}

const spaced = (text: string) => text.replaceAll(/\s+/g, ' ');
const atDots = (perInch: number) => perInch / 72;

test('a label of 60 x 40 mm from a printer with 203 dots an inch: its code is read, and it says everything', async () => {
  const input = aLabel();
  const pdf = await bagLabelPdf(input, { locale: 'en' });
  const { width, height } = await pdfPageSize(pdf);
  expect([width, height].map((points) => Math.round((points * 25.4) / 72))).toEqual([60, 40]);
  const image = await pdfPageImage(pdf, 1, atDots(203));
  expect(await decodeQr(image)).toEqual([input.code]);
  const [text = '', ...more] = (await pdfText(pdf)).map(spaced);
  expect(more).toEqual([]);
  for (const words of [
    input.person,
    input.medicine,
    input.directions,
    '21 capsules',
    'AMX2207',
    '30 Nov 2027',
    input.facility.name,
    '22 Nov 2026',
  ])
    expect(text.replaceAll('\u00A0', ' ')).toContain(words);
});

test('the longest names, directions and lots stay on the label, off its code, and the code is still read', async () => {
  const input = aLabel({
    person: 'Ousmane Abdoulaye Traoré-Coulibaly dit Le Grand, አበበ ቢቂላ',
    medicine: 'Amoxicilline + acide clavulanique 250 mg/62,5 mg par 5 ml poudre pour suspension buvable',
    directions:
      'Prendre 5 ml par la bouche 3 fois par jour, le matin, à midi et le soir, avant le repas, pendant 7 jours, puis 2,5 ml 2 fois par jour pendant 5 jours. Bien agiter le flacon avant chaque prise et le garder au frais.',
    lots: [
      { lotNumber: 'LOT-778812-XJ-2026', expiry: '2027-03-31' },
      { lotNumber: 'B22', expiry: '2027-05-31' },
      { lotNumber: 'C7', expiry: null },
    ],
    signs: [
      { sign: 'swallow', text: '5 ml' },
      { sign: 'before-food' },
      { sign: 'shake' },
      { sign: 'fridge' },
      { sign: 'keep-from-children' },
    ],
    isFallback: true,
  });
  const pdf = await bagLabelPdf(input, { locale: 'fr' });
  expect(await pdfText(pdf)).toHaveLength(1);
  const { width, height } = await pdfPageSize(pdf);
  const pieces = await pdfPieces(pdf, 1);
  const text = spaced(pieces.map((piece) => piece.text).join(' '));
  for (const word of `${input.directions} ${input.medicine}`.replaceAll(',5', '').split(' '))
    expect(text).toContain(word.replaceAll(/^2$|^5$/g, ''));
  for (const piece of pieces) expect([piece.x >= 0, piece.x + piece.width <= width, piece.y <= height]).toEqual([true, true, true]);
  expect(await decodeQr(await pdfPageImage(pdf, 1, atDots(203)))).toEqual([input.code]); // nothing is written into it
});

test.each(['A5', 'A4'] as const)('ten lines on %s: the code is read from what a telephone or a 1280 x 720 camera sees', async (size) => {
  const code = aCode(10);
  const pdf = await prescriptionPdf(
    {
      facility: { name: 'Kabale Road Health Centre', lines: ['Plot 14'], code: 'K7M2QX' },
      printed: { at: '2026-11-22T10:00:00Z', timeZone: 'Africa/Kampala' },
      size,
      prescription: {
        number: 'R-K7M2QX-A00042-45',
        code,
        issuedOn: '2026-11-22',
        validUntil: '2026-12-22',
        prescriber: { name: 'Dr Grace Atuhaire' },
        patient: { displayName: 'Akello', sex: 'female', ageText: '34 y', birthDate: null, number: 'P-1', allergies: 'none known' },
        lines: Array.from({ length: 10 }, (_, index) => {
          const [medicine, unit, directions] = medicines[index % medicines.length]!;
          return { medicine, directions, quantity: 21, unit };
        }),
      },
    },
    { locale: 'en' },
  );
  const { width } = await pdfPageSize(pdf);
  // the upper half of the page, held so that it fills the picture's width
  expect(await decodeQr(await pdfPageImage(pdf, 1, 1280 / width))).toEqual([code]);
});

test('pictograms follow the directions and the medicine; keeping it from children is never left out', () => {
  const signsOf = (value: object, medicine: Parameters<typeof labelSigns>[1] = null) =>
    labelSigns(dosage.parse(value), medicine, 'en').map(({ sign, text }) => (text === undefined ? sign : `${sign} ${text}`));
  const timing = { frequency: 3, period: 1, periodUnit: 'd' };
  expect(signsOf({ route: 'oral', steps: [{ dose: 1.5, unit: '{tablet}', timing, when: ['MORN', 'EVE', 'PC'] }] })).toEqual([
    'morning 1½',
    'evening 1½',
    'swallow',
    'after-food',
    'keep-from-children',
  ]);
  expect(signsOf({ route: 'ophthalmic', steps: [{ dose: 2, unit: '{drop}', timing }] })).toEqual(['eye 2', 'keep-from-children']);
  const syrup = { atc: 'J01CA04', form: 'suspension', isColdChain: true };
  expect(signsOf({ route: 'oral', steps: [{ dose: 5, unit: 'mL', timing }] }, syrup)).toEqual([
    'swallow 5 mL',
    'shake',
    'fridge',
    'keep-from-children',
  ]);
  expect(labelSigns(null, null, 'fr')).toEqual([{ sign: 'keep-from-children' }]);
});

test('every pictogram stays in its square', () => {
  for (const name of Object.keys(pictograms) as Pictogram[])
    for (const { path } of pictograms[name])
      for (const [, figure] of path.matchAll(/(\d+(?:\.\d+)?)/g)) expect(Number(figure)).toBeLessThanOrEqual(24);
});
