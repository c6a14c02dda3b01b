import { beforeAll, describe, expect, test } from 'vitest';
import { prescriptionPdf, type PrescriptionInput, type PrescriptionLine } from '../../../../main/documents/pdf/prescription.ts';
import { decodeQr, pdfPageImage, pdfPageSize, pdfPieces, pdfText } from '../../../support/pdf.ts';

const amoxicillin: PrescriptionLine = {
  medicine: 'Amoxicillin',
  strength: '500mg',
  form: 'capsule',
  directions: 'Take 1 capsule by mouth three times a day',
  quantity: 21,
  unit: 'capsules',
  duration: '7 days',
};

type Prescription = PrescriptionInput['prescription'];
function aPrescription(over: Partial<Prescription> = {}, patient: Partial<Prescription['patient']> = {}): PrescriptionInput {
  return {
    facility: { name: 'Kabale Road Health Centre', lines: ['Plot 14, Kabale Road, Mbarara'], code: 'K7M2QX' },
    printed: { at: '2026-11-21T11:05:00Z', timeZone: 'Africa/Kampala' },
    prescription: {
      number: 'R-K7M2QX-A00042-45',
      code: 'R-K7M2QX-A00042-45',
      issuedOn: '2026-11-21',
      validUntil: '2026-12-21',
      prescriber: { name: 'Dr Grace Atuhaire', registration: 'REG 10422' },
      patient: {
        displayName: 'Akello Nyamutale',
        sex: 'female',
        ageText: '34 y',
        birthDate: '1992-02-03',
        number: 'P-K7M2QX-A00107-62',
        weightKg: 54.2,
        allergies: ['Penicillin', 'Ibuprofen'],
        ...patient,
      },
      lines: [amoxicillin],
      ...over,
    },
  };
}

const spaced = (text: string) => text.replaceAll(/\s+/g, ' ');
const textOf = async (input: PrescriptionInput, locale: 'en' | 'fr' = 'en') =>
  (await pdfText(await prescriptionPdf(input, { locale }))).map(spaced);

describe('a prescription', () => {
  let pdf: Buffer;
  beforeAll(async () => {
    pdf = await prescriptionPdf(aPrescription(), { locale: 'en' });
  });

  test('is one A5 page with everything that the pharmacy needs', async () => {
    const [page = '', ...more] = (await pdfText(pdf)).map(spaced);
    expect(more).toEqual([]);
    expect(await pdfPageSize(pdf)).toEqual({ width: 419.53, height: 595.28 });
    for (const words of [
      'Kabale Road Health Centre',
      'Plot 14, Kabale Road, Mbarara',
      'R-K7M2QX-A00042-45',
      'Issued 21 Nov 2026 Valid until 21 Dec 2026',
      'Akello Nyamutale',
      'Female, 34 y, born 3 Feb 1992',
      'P-K7M2QX-A00107-62',
      'Weight 54.2 kg',
      'Penicillin, Ibuprofen',
      'Amoxicillin 500 mg capsule',
      'Take 1 capsule by mouth three times a day',
      '21 capsules',
      'Duration: 7 days',
      'End of prescription: 1 medicine',
      'Dr Grace Atuhaire',
      'REG 10422',
      'Printed 21 Nov 2026, 14:05',
      'Page 1 of 1',
    ]) {
      expect(page).toContain(words);
    }
  });

  test('has a QR code that holds its number and nothing else', async () => {
    expect(await decodeQr(await pdfPageImage(pdf, 1))).toEqual(['R-K7M2QX-A00042-45']);
  });

  test('is the same file when printed twice at the same time', async () => {
    expect((await prescriptionPdf(aPrescription(), { locale: 'en' })).equals(pdf)).toBe(true);
  });
});

test('in French all words are French', async () => {
  const [page = ''] = await textOf(aPrescription({}, { allergies: 'none known' }), 'fr');
  for (const words of [
    'Ordonnance',
    'Établie le 21 nov. 2026',
    'né(e) le 3 févr. 1992',
    'Poids 54,2 kg',
    'Aucune allergie connue',
    'Page 1 sur 1',
  ]) {
    expect(page).toContain(words);
  }
  expect(page).not.toMatch(/Prescription|Issued|Patient number|Weight|Quantity|Signature and/);
});

test('allergies that nobody asked about are not shown as none', async () => {
  const [page = ''] = await textOf(aPrescription({}, { allergies: 'not asked' }));
  expect(page).toContain('Not asked: check with the patient');
  expect(page).not.toContain('No known');
  expect((await textOf(aPrescription({}, { allergies: 'none known' })))[0]).toContain('No known allergies');
});

test('many medicines go over several pages, each of which names prescription, patient and page', async () => {
  const lines = Array.from({ length: 14 }, (_, index) => ({ ...amoxicillin, medicine: `Medicine${index + 1}x` }));
  const pages = await textOf(aPrescription({ lines }));
  expect(pages.length).toBeGreaterThan(2);
  pages.forEach((page, index) => {
    expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    expect(page).toContain('R-K7M2QX-A00042-45');
    expect(page).toContain('Akello Nyamutale');
  });
  const all = pages.join(' ');
  for (const { medicine } of lines) expect(all.split(medicine)).toHaveLength(2);
  expect(pages.at(-1)).toContain('Signature and stamp');
});

test('a long medicine name, even without spaces, is wrapped and never cut off', async () => {
  const medicine = `Lamivudine/zidovudine ${'x'.repeat(90)}END dispersible paediatric combination`;
  const directions = `Give ${'very carefully '.repeat(400)}STOP`;
  const pdf = await prescriptionPdf(aPrescription({ lines: [{ ...amoxicillin, medicine, directions }] }), { locale: 'en' });
  const pages = await pdfText(pdf);
  expect(pages.join('').replaceAll(/\s/g, '')).toContain(`${'x'.repeat(90)}END`);
  expect(pages.join('')).toContain('STOP');
  const { width, height } = await pdfPageSize(pdf);
  for (let page = 1; page <= pages.length; page++) {
    for (const piece of await pdfPieces(pdf, page)) {
      expect(piece.x).toBeGreaterThanOrEqual(33);
      expect(piece.x + piece.width).toBeLessThanOrEqual(width - 33);
      expect(piece.y).toBeLessThanOrEqual(height - 8);
    }
  }
});

test('nothing is written over anything else', async () => {
  const input = aPrescription(
    { prescriber: { name: 'Dr Bartholomew Ndyanabo-Kyomuhendo Tumwesigye', registration: 'REG 10422' }, notes: 'Come back. '.repeat(30) },
    {
      displayName: 'Nakimuli Kyomuhangi Tumuhimbise Ainembabazi Birungi',
      allergies: Array.from({ length: 14 }, (_, index) => `Substance ${index}`),
    },
  );
  const pdf = await prescriptionPdf(input, { locale: 'fr' });
  for (let page = 1; page <= (await pdfText(pdf)).length; page++) {
    const pieces = await pdfPieces(pdf, page);
    for (const a of pieces) {
      // a piece is as tall as its letters: compare the lower four fifths
      const over = pieces.filter(
        (b) =>
          a !== b && a.x + 0.5 < b.x + b.width && b.x + 0.5 < a.x + a.width && Math.abs(a.y - b.y) < 0.7 * Math.min(a.height, b.height),
      );
      expect(over.map((b) => `${a.text} / ${b.text}`)).toEqual([]);
    }
  }
});

test('Ethiopic and Vietnamese names are printed; what no face holds becomes a box that the foot explains', async () => {
  const [page = ''] = await textOf(aPrescription({}, { displayName: 'አበበ Nguyễn 王🙂 Zoe\u0301\u202E' }));
  expect(page).toContain('አበበ Nguyễn ▯▯ Zoé');
  expect(page).toContain('U+738B, U+1F642');
  const [plain = ''] = await textOf(aPrescription());
  expect(plain).not.toContain('U+');
});

test('signs that clinicians write are printed', async () => {
  const [page = ''] = await textOf(aPrescription({ notes: 'If temp ≥ 38 °C, or SpO₂ ≤ 92 % → come back ± 1 day' }));
  expect(page).toContain('≥ 38 °C');
  expect(page).toContain('≤ 92 % → come back ± 1 day');
});
