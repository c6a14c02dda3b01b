import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPicture, demoPrescription } from '../../../../main/documents/demoPicture.ts';
import { startEngine } from '../../../../main/documents/engine.ts';
import { limits } from '../../../../main/documents/limits.ts';
import { readImage, stopReading } from '../../../../main/documents/readImage.ts';
import { tidyLine } from '../../../../main/documents/tidyLine.ts';
import type { Box, OcrText, OcrWord } from '../../../../preload/contract/ocr.ts';
import { aPage } from '../../../support/picture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'medvault-ocr-'));
});
afterAll(async () => {
  await stopReading();
  await rm(folder, { recursive: true, force: true });
});

const boxOf = (read: OcrText, text: string): Box => read.words.find((word) => word.text === text)!.box;
const centre = ([left, top, right, bottom]: Box) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });
const refusal = (code: string) => expect.objectContaining({ code });

describe('reading', () => {
  test('a tilted, shadowed, noisy photograph of a page is read line by line', async () => {
    const read = await readImage(await demoPicture({ lines: demoPrescription, seed: 7 }));
    expect(read.text).toContain('Amoxicillin 500 mg capsules\nTake 1 capsule three times a day for 7 days');
    expect(read.words.map((word) => word.text).join(' ')).toBe(read.text.replaceAll('\n', ' '));
    expect(read.words.every((word) => word.confidence > 0 && word.confidence <= 1)).toBe(true);
  });

  test('boxes are in the pixels of the picture that came in, whatever was done to read it', async () => {
    const words = [
      { text: 'Paracetamol', left: 300, top: 200 },
      { text: 'Ibuprofen', left: 900, top: 700 },
      { text: 'Metronidazole', left: 200, top: 1100 },
    ];
    const straight = await aPage({ width: 1400, height: 1400 }, words);
    const straightBox = boxOf(await readImage(straight), 'Ibuprofen');
    expect(straightBox[0]).toBeGreaterThan(890);
    expect(straightBox[0]).toBeLessThan(915);
    expect(straightBox[1]).toBeGreaterThan(690);
    expect(straightBox[3]).toBeLessThan(755);

    const tilted = await sharp(straight).rotate(4, { background: '#ffffff' }).png().toBuffer();
    const read = await readImage(tilted);
    const found = centre(boxOf(read, 'Ibuprofen'));
    const turned = turnAboutCentre(centre(straightBox), 1400, read, 4);
    expect(Math.hypot(found.x - turned.x, found.y - turned.y)).toBeLessThan(8);

    const small = await sharp(straight).resize(500).png().toBuffer();
    const inSmall = centre(boxOf(await readImage(small), 'Ibuprofen'));
    expect(Math.abs(inSmall.x - (centre(straightBox).x * 500) / 1400)).toBeLessThan(5);
  });

  test('a picture marked as lying on its side is read upright, and measured upright', async () => {
    const upright = await aPage({ width: 900, height: 500 }, [{ text: 'Paracetamol 500 mg', left: 100, top: 100 }]);
    const lying = await sharp(upright).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const read = await readImage(lying);
    expect(read).toMatchObject({ text: 'Paracetamol 500 mg', width: 900, height: 500 });
    expect(boxOf(read, 'Paracetamol')[0]).toBeGreaterThan(85);
    expect(boxOf(read, 'Paracetamol')[0]).toBeLessThan(120);
  });

  test('French is read with its accents', async () => {
    const page = await aPage({ width: 1200, height: 300 }, [{ text: 'Prendre 1 gélule après le repas', left: 60, top: 100 }]);
    expect((await readImage(page)).text).toBe('Prendre 1 gélule après le repas');
  });

  test('a lot in dots, as a printer stamps it on a box, is read', async () => {
    const line = await aPage({ width: 900, height: 200 }, [{ text: 'LOT 18053 EXP 07/2028', left: 90, top: 70 }]);
    const read = await readImage(await asDots(line));
    expect(read.text).toMatch(/LOT 18053 EXP 07\/2028/);
    const [left, top, right, bottom] = boxOf(read, '18053');
    expect(left).toBeGreaterThan(90);
    expect(right).toBeLessThan(500);
    expect(top).toBeGreaterThan(50);
    expect(bottom).toBeLessThan(130);
  });

  test('an empty page gives an empty text, not an error', async () => {
    expect(await readImage(await aPage({ width: 600, height: 400 }, []))).toMatchObject({ text: '', words: [], width: 600, height: 400 });
  });

  test('the process goes on with its own work meanwhile', async () => {
    const picture = await demoPicture({ lines: demoPrescription, seed: 8 });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await readImage(picture);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });
});

test('guesses and strokes are left out, figures taken apart at their point are joined', () => {
  const word = (text: string, left: number, right: number, confidence = 0.9): OcrWord => ({ text, confidence, box: [left, 0, right, 20] });
  const words = [
    word('|', 0, 2),
    word('Total', 10, 60),
    word('200.', 80, 115),
    word('00', 118, 135, 0.7),
    word('20', 160, 180),
    word('xq', 190, 200, 0.1),
  ];
  expect(tidyLine(words)).toEqual([word('Total', 10, 60), word('200.00', 80, 135, 0.7), word('20', 160, 180)]);
});

describe('what cannot be read', () => {
  test('a file that is not there, a folder, a text', async () => {
    await writeFile(join(folder, 'note.jpg'), 'Amoxicillin 500 mg');
    await expect(readImage(join(folder, 'nothing.jpg'))).rejects.toEqual(refusal('file.missing'));
    await expect(readImage(folder)).rejects.toEqual(refusal('file.not_an_image'));
    await expect(readImage(join(folder, 'note.jpg'))).rejects.toEqual(refusal('file.not_an_image'));
    await expect(readImage(new Uint8Array())).rejects.toEqual(refusal('file.not_an_image'));
  });

  test('a damaged picture is refused, and the next one is read', async () => {
    const whole = await demoPicture({ lines: ['Paracetamol 500 mg'], seed: 1 });
    await expect(readImage(whole.subarray(0, whole.length / 2))).rejects.toEqual(refusal('file.damaged'));
    await expect(readImage(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]))).rejects.toEqual(refusal('file.damaged'));
    expect((await readImage(whole)).text).toContain('Paracetamol 500 mg');
  });

  test('the second decoder sees a broken file, and its engine stays usable', async () => {
    const engine = await startEngine();
    const whole = await demoPicture({ lines: ['Paracetamol 500 mg'], seed: 1 });
    expect(await engine.canDecode(whole)).toBe(true);
    expect(await engine.canDecode(Buffer.concat([whole.subarray(0, 20), Buffer.alloc(500, 0x41)]))).toBe(false);
    expect(await engine.canDecode(whole)).toBe(true);
    await engine.end();
  });

  test('more bytes or pixels than the memory of a small computer bears are refused before they are unpacked', async () => {
    await expect(readImage(new Uint8Array(limits.bytes + 1))).rejects.toEqual(refusal('file.too_large'));
    await expect(readImage(withClaimedSize(await aPage({ width: 10, height: 10 }, []), 20_000, 20_000))).rejects.toEqual(
      refusal('file.too_large'),
    );
  });

  test('cancelled or too slow, the reading ends at once and the next one works', async () => {
    const picture = await demoPicture({ lines: demoPrescription, seed: 9 });
    await expect(readImage(picture, { signal: AbortSignal.abort() })).rejects.toEqual(refusal('ocr.cancelled'));
    const cancel = new AbortController();
    const cancelled = readImage(picture, { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 100);
    await expect(cancelled).rejects.toEqual(refusal('ocr.cancelled'));
    await expect(readImage(picture, { timeoutMs: 50 })).rejects.toEqual(refusal('ocr.timed_out'));
    expect((await readImage(picture)).text).toContain('Paracetamol');
  });
});

describe('the demo picture', () => {
  test('is the same for the same seed, and another for another', async () => {
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => demoPicture({ lines: demoPrescription, seed })));
    expect(first!.equals(again!)).toBe(true);
    expect(first!.equals(other!)).toBe(false);
  });

  test('needs no font of the machine', async () => {
    await writeFile(join(folder, 'fonts.conf'), '<?xml version="1.0"?><fontconfig></fontconfig>');
    const script = `import { demoPicture } from ${JSON.stringify(join(import.meta.dirname, '../../../../main/documents/demoPicture.ts'))};
      import { writeFileSync } from 'node:fs';
      writeFileSync(process.argv[1], await demoPicture({ lines: ['Amoxicillin 500 mg capsules'], seed: 1 }));`;
    const file = join(folder, 'bare.jpg');
    const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, file], { env });
    expect((await readImage(file)).text).toContain('Amoxicillin 500 mg capsules');
  });
});

/** The same print, made of round dots. */
async function asDots(page: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(page).greyscale().resize({ width: 300 }).raw().toBuffer({ resolveWithObject: true });
  const dots: string[] = [];
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++)
      if (data[y * info.width + x]! < 140) dots.push(`<circle cx="${x * 6 + 3}" cy="${y * 6 + 3}" r="2.6"/>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${info.width * 6}" height="${info.height * 6}"><rect width="100%" height="100%" fill="white"/>${dots.join('')}</svg>`;
  return sharp(Buffer.from(svg)).resize({ width: 900 }).png().toBuffer();
}

/** Where a point of a square picture lies after it was turned clockwise about its centre onto a larger sheet. */
function turnAboutCentre(point: { x: number; y: number }, side: number, sheet: { width: number; height: number }, degrees: number) {
  const angle = (degrees * Math.PI) / 180;
  const [dx, dy] = [point.x - side / 2, point.y - side / 2];
  return {
    x: sheet.width / 2 + dx * Math.cos(angle) - dy * Math.sin(angle),
    y: sheet.height / 2 + dx * Math.sin(angle) + dy * Math.cos(angle),
  };
}

/** A small PNG whose head claims another size: what a bomb looks like before it is unpacked. */
function withClaimedSize(png: Buffer, width: number, height: number): Buffer {
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(width, 16);
  bomb.writeUInt32BE(height, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  return bomb;
}
