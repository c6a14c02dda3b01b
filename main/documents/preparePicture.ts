import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Box } from '../../preload/contract/ocr.ts';
import type { DecodedPicture } from './decodePicture.ts';
import { estimateTilt } from './estimateTilt.ts';
import { flattenLight } from './flattenLight.ts';
import type { Grey } from './grey.ts';
import { letterHeight } from './letterHeight.ts';

/** The recogniser was trained on letters about this high, in pixels. */
const bestLetterHeight = 28;
const readableLetterHeights = { from: 18, to: 48 };
const largestSide = 4000;

export type PreparedPicture = {
  grey: Grey;
  /** From a box in the prepared picture to one in the upright original, in whole pixels inside of it. */
  toOriginal(box: readonly [number, number, number, number]): Box;
};

/** Even light, straight lines, letters of a readable size. */
export async function preparePicture(picture: DecodedPicture): Promise<PreparedPicture> {
  const even = flattenLight(picture.grey);
  const scale = scaleFor(even);
  const degrees = estimateTilt(even);
  const scaled = scale === 1 ? even : await resize(even, scale);
  const straight = degrees === 0 ? scaled : await turn(scaled, -degrees);

  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const toOriginalPoint = (x: number, y: number): [number, number] => {
    const dx = x - straight.width / 2;
    const dy = y - straight.height / 2;
    return [
      ((cos * dx - sin * dy + scaled.width / 2) * picture.width) / scaled.width,
      ((sin * dx + cos * dy + scaled.height / 2) * picture.height) / scaled.height,
    ];
  };
  return {
    grey: straight,
    toOriginal([left, top, right, bottom]) {
      return around(
        [toOriginalPoint(left, top), toOriginalPoint(right, top), toOriginalPoint(left, bottom), toOriginalPoint(right, bottom)],
        picture,
      );
    },
  };
}

/** The box around points, in whole pixels inside of the picture. */
export function around(points: readonly (readonly [x: number, y: number])[], { width, height }: { width: number; height: number }): Box {
  const xs = points.map(([x]) => Math.min(width, Math.max(0, Math.round(x))));
  const ys = points.map(([, y]) => Math.min(height, Math.max(0, Math.round(y))));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function scaleFor(picture: Grey): number {
  const letters = letterHeight(picture);
  const side = Math.max(picture.width, picture.height);
  if (letters === null || (letters >= readableLetterHeights.from && letters <= readableLetterHeights.to)) return 1;
  return Math.min(4, largestSide / side, Math.max(0.25, bestLetterHeight / letters));
}

async function resize(picture: Grey, scale: number): Promise<Grey> {
  return toGrey(
    raw(picture).resize(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)), { fit: 'fill' }),
  );
}

/** Clockwise about the centre, on a larger sheet of white paper. */
async function turn(picture: Grey, degrees: number): Promise<Grey> {
  return toGrey(raw(picture).rotate(degrees, { background: '#ffffff' }));
}

function raw(picture: Grey): Sharp {
  return sharp(picture.pixels, { raw: { width: picture.width, height: picture.height, channels: 1 } });
}

async function toGrey(image: Sharp): Promise<Grey> {
  const { data, info } = await image.greyscale().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}
