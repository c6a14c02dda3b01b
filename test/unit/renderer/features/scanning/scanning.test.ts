import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import bwip from 'bwip-js/node';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { readBarcode } from '../../../../../preload/contract/gs1/readBarcode.ts';
import { formatNumber, parseNumber } from '../../../../../preload/contract/readableNumber.ts';
import { decodePicture, plainText, prepareDecoder } from '../../../../../renderer/features/scanning/decode.ts';
import { type KeyPress, wedgeReader } from '../../../../../renderer/features/scanning/wedge.ts';

beforeAll(async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareDecoder({ wasmBinary: wasm.buffer as ArrayBuffer });
});

const today = '2026-11-21';
const card = formatNumber({ kind: 'P', code: 'K7M2QX', epoch: 'A', counter: 42 });

/** The code as a camera sees it on a pack: printed small, turned, in grey light and out of focus; through a real PNG. */
async function photographed(bcid: string, text: string): Promise<ImageData> {
  const turn = bcid === 'gs1-128' ? 2 : 7; // long bars are held straighter by whoever scans them
  const printed = await bwip.toBuffer({ bcid, text, scale: 3, paddingwidth: 8, paddingheight: 8, backgroundcolor: 'FFFFFF' });
  const png = await sharp(printed).rotate(turn, { background: '#b8b0a4' }).linear(0.7, 40).blur(0.7).png().toBuffer();
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' } as ImageData;
}

test.each(['gs1datamatrix', 'gs1-128', 'gs1qrcode'])('the camera reads a pack with %s, separators included', async (bcid) => {
  const [code] = await decodePicture(await photographed(bcid, '(01)09501101530003(10)ABC-21(17)271130(21)S-9'));
  expect(readBarcode(code ?? '', { today, sendsSeparators: true })).toMatchObject({
    ok: true,
    content: { gtin: '09501101530003', lot: 'ABC-21', expiry: '2027-11-30', serial: 'S-9' },
  });
});

test.each([
  ['ean13', '4006381333931', '04006381333931'],
  ['upca', '036000291452', '00036000291452'],
  ['itf14', '15400141288763', '15400141288763'],
])('the camera reads %s as an item number', async (bcid, text, gtin) => {
  const [code] = await decodePicture(await photographed(bcid, text));
  expect(readBarcode(code ?? '', { today })).toMatchObject({ ok: true, content: { gtin } });
});

test.each(['qrcode', 'code128'])("the camera reads a patient's card with %s", async (bcid) => {
  const [code] = await decodePicture(await photographed(bcid, card));
  expect(parseNumber(plainText(code ?? ''))).toMatchObject({ kind: 'P', counter: 42 });
});

test('a picture without a code gives none', async () => {
  const blank = { data: new Uint8ClampedArray(64 * 64 * 4).fill(128), width: 64, height: 64, colorSpace: 'srgb' } as ImageData;
  expect(await decodePicture(blank)).toEqual([]);
});

const key = (name: string, more: Partial<KeyPress> = {}): KeyPress => ({ key: name, ctrlKey: false, altKey: false, ...more });
function typed(presses: readonly KeyPress[], gap: number): { scanned: string | null; bursts: number } {
  const feed = wedgeReader();
  let scanned: string | null = null;
  let bursts = 0;
  presses.forEach((press, at) => {
    const answer = feed(press, 1000 + at * gap);
    scanned = answer.scanned ?? scanned;
    bursts += answer.isBurst ? 1 : 0;
  });
  return { scanned, bursts };
}
const letters = (text: string) => Array.from(text, (sign) => key(sign));

test('keys that come faster than a hand are a scan, a hand is not', () => {
  expect(typed([...letters('0109501101530003'), key('Enter')], 8).scanned).toBe('0109501101530003');
  expect(typed([...letters('0109501101530003'), key('Enter')], 120)).toEqual({ scanned: null, bursts: 0 });
  expect(typed([...letters('ab'), key('Enter')], 8).scanned).toBeNull();
});

test.each([
  ['Ctrl+]', [key('Control', { ctrlKey: true }), key(']', { ctrlKey: true })]],
  ['F8', [key('F8')]],
  ['the control character', [key('\u001d')]],
  ['Alt+029', [key('Alt', { altKey: true }), ...['0', '2', '9'].map((digit) => key(digit, { altKey: true }))]],
])('a separator sent as %s arrives as one', (_, presses) => {
  expect(typed([...letters('10AB'), key('Shift'), ...presses, ...letters('21S'), key('Enter')], 5).scanned).toBe('10AB\u001d21S');
});
