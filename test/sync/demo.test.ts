import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { readSeal } from '../../main/prescriptionSeals/code.ts';
import { playDemo } from '../../main/demo/play.ts';
import { stopReading } from '../../main/documents/readImage.ts';
import { decodeQr, pdfPageImage, pdfText } from '../support/pdf.ts';

test('the main job holds from the hub to the audit, and its PDF files say what they should', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'medvault-play-'));
  onTestFinished(async () => {
    await stopReading();
    await rm(folder, { recursive: true, force: true });
  });
  const steps = await playDemo({ folder, out: folder, log: pino({ level: 'silent' }), tell: () => undefined });
  expect(steps.filter((step) => !step.ok)).toEqual([]);
  expect(steps.map((step) => step.name)).toEqual([
    'hub',
    'register',
    'visit',
    'ocr',
    'safety',
    'dispense',
    'share',
    'alert',
    'offline',
    'reports',
    'audit',
  ]);

  const prescription = await readFile(join(folder, 'prescription.pdf'));
  const { prescription: number } = steps[9]!.detail as { prescription: string };
  const [code = ''] = await decodeQr(await pdfPageImage(prescription, 1));
  expect(readSeal(code)?.seal).toMatchObject({ number, lines: [{ medicine: expect.stringMatching(/azithromycin/i) as string }] });
  const text = (await pdfText(prescription)).join(' ');
  expect(text).toContain('Ankora Community Clinic');
  expect(text).toMatch(/Page 1 of \d/);
  const report = (await pdfText(await readFile(join(folder, 'stock-report.pdf')))).join(' ');
  expect(report).toContain('Ankora Community Clinic');
  expect(report).toMatch(/Page 2 of \d/);
  expect(report).toContain('Metformin 500 mg tablet');
}, 120_000);
