import { expect, test } from 'vitest';
import { purchaseOrderPdf, type PurchaseOrderInput } from '../../../../main/documents/pdf/purchaseOrder.ts';
import { pdfText } from '../../../support/pdf.ts';

const order: PurchaseOrderInput = {
  facility: { name: 'Ankora Community Clinic', code: 'K7M2QX', lines: ['+233 00 000 0101'] },
  isRequisition: false,
  isDraft: false,
  number: 'B-K7M2QX-A00042-45',
  day: '2026-11-21',
  supplier: { name: 'Northern Pharma Wholesale', lines: ['Yaw Damoah'], accountNumber: 'C-20418', paymentTerms: '30 days' },
  expectedOn: '2026-12-02',
  note: 'Before noon, please.',
  currency: 'GHS',
  rows: Array.from({ length: 60 }, (_, at) => ({
    code: `NP${at}`,
    name: 'Amoxicillin 500 mg capsule',
    pack: '100 capsule',
    packs: 10,
    price: 1250,
  })),
  approvedBy: 'Samuel Darfor',
  writtenBy: 'Grace Abanyo',
  printed: { at: '2026-11-21T08:00:00.000Z', timeZone: 'Africa/Accra' },
};

test('the order on paper names both sides, each line with its sum, and the total; every page its number', async () => {
  const pages = (await pdfText(await purchaseOrderPdf(order, { locale: 'en' }))).map((text) => text.replaceAll('\u00a0', ' '));
  const whole = pages.join('\n');
  for (const words of [
    'Purchase order',
    'Northern Pharma Wholesale',
    'C-20418',
    '30 days',
    'Samuel Darfor',
    'Before noon, please.',
    '125.00',
    '7,500.00 GHS',
  ])
    expect(whole).toContain(words);
  expect(pages.length).toBeGreaterThan(1);
  for (const text of pages) expect(text).toContain('B-K7M2QX-A00042-45');
  expect(whole).not.toContain('DRAFT');
});

test('a depot gets a requisition; a draft says so; a price that is not known is left open', async () => {
  const rows = [{ ...order.rows[0]!, price: null }];
  const pages = (
    await pdfText(await purchaseOrderPdf({ ...order, rows, isRequisition: true, isDraft: true, approvedBy: null }, { locale: 'fr' }))
  ).map((text) => text.replaceAll('\u00a0', ' '));
  const whole = pages.join('\n');
  for (const words of ['Bon de réquisition', 'BROUILLON', 'Total des prix connus']) expect(whole).toContain(words);
});
