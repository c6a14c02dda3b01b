import { inkThreshold, shrink } from './grey.ts';
import type { Grey } from './grey.ts';

const widest = 10;

/**
 * By how many degrees the lines of text fall to the right (clockwise positive), at most 10; 0 where nothing speaks for a tilt.
 * Ink is summed along slanted rows: at the right slant, rows of text and gaps between them differ most.
 */
export function estimateTilt(picture: Grey): number {
  const small = shrink(picture, Math.max(1, Math.round(Math.max(picture.width, picture.height) / 900)));
  const ink = lowerEdges(small);
  if (ink.length < 200) return 0;

  const score = (degrees: number) => sharpness(ink, small, degrees);
  const straight = score(0);
  let best = argMax(-widest, widest, 0.5, score);
  best = argMax(best - 0.4, best + 0.4, 0.1, score);
  return Math.abs(best) >= 0.2 && score(best) > straight * 1.03 ? best : 0;
}

/** Pixels of ink with paper right under them: the feet of letters lie on the line of writing, which a grey patch has not. Pairs x, y. */
function lowerEdges(picture: Grey): Int32Array {
  const threshold = inkThreshold(picture);
  const { pixels, width, height } = picture;
  const found: number[] = [];
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! <= threshold && pixels[(y + 1) * width + x]! > threshold) found.push(x, y);
    }
  }
  return Int32Array.from(found);
}

function sharpness(ink: Int32Array, picture: Grey, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const offset = Math.ceil(picture.width * Math.abs(slope)) + 1;
  const rows = new Float64Array(picture.height + 2 * offset + 2);
  for (let i = 0; i < ink.length; i += 2) rows[Math.round(ink[i + 1]! - ink[i]! * slope) + offset]! += 1;
  let sum = 0;
  for (const count of rows) sum += count * count;
  return sum;
}

function argMax(from: number, to: number, step: number, score: (at: number) => number): number {
  let best = from;
  let bestScore = -1;
  for (let at = from; at <= to + step / 2; at += step) {
    const value = score(at);
    if (value > bestScore) {
      bestScore = value;
      best = at;
    }
  }
  return best;
}
