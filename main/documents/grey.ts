/** One byte a pixel, 0 black to 255 white, row after row. */
export type Grey = { pixels: Uint8Array; width: number; height: number };

/** Up to this value a pixel is ink. Where there is little ink, the best split would run through the grain of the paper: ink has to be darker than that. */
export function inkThreshold(picture: Grey): number {
  const counts = new Float64Array(256);
  for (const value of picture.pixels) counts[value]! += 1;
  const split = bestSplit(counts, picture.pixels.length);
  const paper = middle(counts, picture.pixels.length);
  if (paper <= split) return split;
  const distances = new Float64Array(256);
  counts.forEach((count, value) => (distances[Math.abs(value - paper)]! += count));
  const grain = 1.48 * middle(distances, picture.pixels.length);
  return Math.min(split, paper - Math.max(25, 3 * grain));
}

function middle(counts: Float64Array, total: number): number {
  let seen = 0;
  return counts.findIndex((count) => (seen += count) >= total / 2);
}

/** Otsu 1979. */
function bestSplit(counts: Float64Array, total: number): number {
  let sum = 0;
  for (let value = 0; value < 256; value++) sum += value * counts[value]!;
  let best = 127;
  let bestSpread = -1;
  let darkCount = 0;
  let darkSum = 0;
  for (let value = 0; value < 256; value++) {
    darkCount += counts[value]!;
    darkSum += value * counts[value]!;
    const lightCount = total - darkCount;
    if (darkCount === 0 || lightCount === 0) continue;
    const difference = darkSum / darkCount - (sum - darkSum) / lightCount;
    const spread = darkCount * lightCount * difference * difference;
    if (spread > bestSpread) {
      bestSpread = spread;
      best = value;
    }
  }
  return best;
}

/** Averages blocks of `step` by `step` pixels; what is left over at the right and lower edge joins the last block. */
export function shrink(picture: Grey, step: number): Grey {
  const width = Math.max(1, Math.floor(picture.width / step));
  const height = Math.max(1, Math.floor(picture.height / step));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const bottom = y === height - 1 ? picture.height : (y + 1) * step;
    for (let x = 0; x < width; x++) {
      const right = x === width - 1 ? picture.width : (x + 1) * step;
      let sum = 0;
      for (let v = y * step; v < bottom; v++) for (let u = x * step; u < right; u++) sum += picture.pixels[v * picture.width + u]!;
      pixels[y * width + x] = sum / ((bottom - y * step) * (right - x * step));
    }
  }
  return { pixels, width, height };
}
