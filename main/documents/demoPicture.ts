import { join } from 'node:path';
import sharp from 'sharp';
import { resourcesDir } from '../resources.ts';

/** An invented prescription for an invented person. The first line is printed as a heading. */
export const demoPrescription: readonly string[] = [
  'Umoja Health Centre',
  '12 Market Road, Kesho',
  'Patient: Amina Okello     Age: 34',
  'Date: 21/11/2026',
  'Rx',
  '1. Amoxicillin 500 mg capsules',
  'Take 1 capsule three times a day for 7 days',
  'Qty: 21',
  '2. Paracetamol 500 mg tablets',
  'Take 1 tablet every 6 hours as needed for fever',
  'Qty: 20',
  'Dr J. Mwangi',
];

const page = { width: 1240, margin: 90, lineHeight: 62, letter: 30, heading: 44 };
const desk = { r: 118, g: 104, b: 92 };

/**
 * A photograph of a printed page as a phone would take it: a little tilted, with a shadow across it and noise. Same seed, same bytes.
 * The letters come from the fonts that are shipped, so that it needs none of the machine's.
 */
export async function demoPicture({ lines, seed }: { lines: readonly string[]; seed: number }): Promise<Buffer> {
  const random = randomFrom(seed);
  const tilt = (1.6 + random() * 0.8) * (random() < 0.5 ? -1 : 1);
  const printed = await print(lines);
  const { data, info } = await sharp(printed)
    .rotate(tilt, { background: desk })
    .extend({ top: 40, bottom: 40, left: 40, right: 40, background: desk })
    .blur(0.6)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  lightUp(data, info, random);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

async function print(lines: readonly string[]): Promise<Buffer> {
  const texts = await Promise.all(
    lines.map(async (line, i) => ({
      input: await setText(line, i === 0),
      left: page.margin,
      top: page.margin + i * page.lineHeight + (i === 0 ? -10 : 0),
    })),
  );
  const height = 2 * page.margin + lines.length * page.lineHeight;
  return sharp({ create: { width: page.width, height, channels: 3, background: '#fbfaf6' } })
    .composite(texts)
    .png()
    .toBuffer();
}

function setText(line: string, isHeading: boolean): Promise<Buffer> {
  const face = isHeading ? 'Bold' : 'Regular';
  const escaped = line.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return sharp({
    text: {
      text: `<span foreground="#1c1c22">${escaped}</span>`,
      font: `Noto Sans ${face} ${isHeading ? page.heading : page.letter}px`,
      fontfile: join(resourcesDir(), 'fonts', `NotoSans-${face}.ttf`),
      rgba: true,
      dpi: 72,
    },
  })
    .png()
    .toBuffer();
}

/** Falls off from one corner to the opposite one, with the soft edge of a hand's shadow between, and adds the grain of a cheap sensor. */
function lightUp(
  pixels: Buffer,
  { width, height, channels }: { width: number; height: number; channels: number },
  random: () => number,
): void {
  const fromLeft = random() < 0.5;
  const edge = 0.45 + random() * 0.2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = (fromLeft ? x / width : 1 - x / width) * 0.7 + (y / height) * 0.3;
      const shadow = 1 / (1 + Math.exp(-(across - edge) * 14));
      const light = 1 - 0.15 * across - 0.3 * shadow;
      const grain = (random() + random() + random() - 1.5) * 18;
      const at = (y * width + x) * channels;
      for (let channel = 0; channel < 3; channel++)
        pixels[at + channel] = Math.min(255, Math.max(0, pixels[at + channel]! * light + grain));
    }
  }
}

/** mulberry32: small, seeded, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
