import { inkThreshold } from './grey.ts';
import type { Grey } from './grey.ts';

/** The usual height in pixels of a connected piece of ink that may be a letter; null when there are too few to tell. */
export function letterHeight(picture: Grey): number | null {
  const heights = pieces(picture)
    .filter(
      (piece) =>
        piece.height >= 6 &&
        piece.width >= 2 &&
        piece.height <= picture.height / 4 &&
        piece.width < piece.height * 4 &&
        piece.ink > piece.width * piece.height * 0.1,
    )
    .map((piece) => piece.height)
    .sort((a, b) => a - b);
  if (heights.length < 8) return null;
  return heights[Math.floor(heights.length * 0.6)]!;
}

type Piece = { width: number; height: number; ink: number };

/** Connected ink, found by joining the runs of each row with the runs they touch in the row above. */
function pieces(picture: Grey): Piece[] {
  const threshold = inkThreshold(picture);
  const { pixels, width, height } = picture;
  const parent: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const top: number[] = [];
  const bottom: number[] = [];
  const ink: number[] = [];
  const root = (piece: number): number => {
    let at = piece;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };

  let above: [start: number, end: number, piece: number][] = [];
  for (let y = 0; y < height; y++) {
    const runs: typeof above = [];
    let next = 0;
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! > threshold) continue;
      const start = x;
      while (x < width && pixels[y * width + x]! <= threshold) x++;
      let piece = parent.length;
      parent.push(piece);
      left.push(start);
      right.push(x);
      top.push(y);
      bottom.push(y + 1);
      ink.push(x - start);
      while (next < above.length && above[next]![1] < start) next++;
      for (let i = next; i < above.length && above[i]![0] <= x; i++) {
        const older = root(above[i]![2]);
        const newer = root(piece);
        if (older === newer) continue;
        parent[newer] = older;
        left[older] = Math.min(left[older]!, left[newer]!);
        right[older] = Math.max(right[older]!, right[newer]!);
        top[older] = Math.min(top[older]!, top[newer]!);
        bottom[older] = Math.max(bottom[older]!, bottom[newer]!);
        ink[older]! += ink[newer]!;
        piece = older;
      }
      runs.push([start, x, piece]);
    }
    above = runs;
  }
  return parent.flatMap((of, piece) =>
    of === piece ? [{ width: right[piece]! - left[piece]!, height: bottom[piece]! - top[piece]!, ink: ink[piece]! }] : [],
  );
}
