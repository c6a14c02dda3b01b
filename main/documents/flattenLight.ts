import { shrink } from './grey.ts';
import type { Grey } from './grey.ts';

/** Below this the division would only make noise loud. */
const darkestPaper = 40;

/**
 * Divides the picture by its own paper, so that a shadow or an uneven lamp no longer hides the ink.
 * The paper is the brightest value nearby on a coarse grid, smoothed. An evenly lit picture is handed back untouched.
 */
export function flattenLight(picture: Grey): Grey {
  const step = Math.max(2, Math.round(Math.max(picture.width, picture.height) / 250));
  const coarse = shrink(picture, step);
  const reach = Math.max(3, Math.round(Math.min(coarse.width, coarse.height) / 25));
  const paper = blur(blur(brightest(coarse, reach), reach), reach);
  if (isEven(paper)) return picture;

  const { width, height } = picture;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const v = clamp((y + 0.5) / step - 0.5, 0, paper.height - 1);
    const top = Math.floor(v);
    const below = Math.min(top + 1, paper.height - 1);
    for (let x = 0; x < width; x++) {
      const u = clamp((x + 0.5) / step - 0.5, 0, paper.width - 1);
      const left = Math.floor(u);
      const right = Math.min(left + 1, paper.width - 1);
      const upper = mix(paper.pixels[top * paper.width + left]!, paper.pixels[top * paper.width + right]!, u - left);
      const lower = mix(paper.pixels[below * paper.width + left]!, paper.pixels[below * paper.width + right]!, u - left);
      const light = Math.max(darkestPaper, mix(upper, lower, v - top));
      pixels[y * width + x] = Math.min(255, (picture.pixels[y * width + x]! * 250) / light);
    }
  }
  return { pixels, width, height };
}

function isEven(paper: Grey): boolean {
  const sorted = paper.pixels.toSorted();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return at(0.95) - at(0.05) < 16 && at(0.5) > 200;
}

function brightest(picture: Grey, reach: number): Grey {
  return alongBoth(picture, (read, length, at) => {
    let best = 0;
    for (let i = Math.max(0, at - reach); i <= Math.min(length - 1, at + reach); i++) best = Math.max(best, read(i));
    return best;
  });
}

function blur(picture: Grey, reach: number): Grey {
  return alongBoth(picture, (read, length, at) => {
    let sum = 0;
    let count = 0;
    for (let i = Math.max(0, at - reach); i <= Math.min(length - 1, at + reach); i++) {
      sum += read(i);
      count += 1;
    }
    return sum / count;
  });
}

/** Applies a one-dimensional filter along the rows and then along the columns. */
function alongBoth(picture: Grey, filter: (read: (i: number) => number, length: number, at: number) => number): Grey {
  const { width, height } = picture;
  const rows = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const read = (i: number) => picture.pixels[y * width + i]!;
    for (let x = 0; x < width; x++) rows[y * width + x] = filter(read, width, x);
  }
  const pixels = new Uint8Array(width * height);
  for (let x = 0; x < width; x++) {
    const read = (i: number) => rows[i * width + x]!;
    for (let y = 0; y < height; y++) pixels[y * width + x] = filter(read, height, y);
  }
  return { pixels, width, height };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const mix = (a: number, b: number, share: number) => a + (b - a) * share;
