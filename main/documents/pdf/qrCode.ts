import bwip from 'bwip-js/node';
import type { Paper } from './paper.ts';

type Correction = 'L' | 'M';

/** Cells on each side of the code (ISO/IEC 18004), its quiet zone of four at each edge included. */
export function qrCells(text: string, correction: Correction = 'M'): number {
  return matrixOf(text, correction).pixx + 8;
}

/** Draws a QR code of `side` points, its quiet zone included. L: where there is little room and the paper is new. */
export function drawQrCode(paper: Paper, text: string, x: number, y: number, side: number, correction: Correction = 'M'): void {
  const { pixs, pixx, pixy } = matrixOf(text, correction);
  const cell = side / (pixx + 8);
  const rects: [number, number, number, number][] = [];
  for (let row = 0; row < pixy; row++) {
    for (let column = 0; column < pixx; column++) {
      if (!pixs[row * pixx + column]) continue;
      const from = column;
      while (column + 1 < pixx && pixs[row * pixx + column + 1]) column++;
      rects.push([x + (from + 4) * cell, y + (row + 4) * cell, (column + 1 - from) * cell, cell]);
    }
  }
  paper.cells(rects);
}

function matrixOf(text: string, correction: Correction) {
  const [symbol] = bwip.raw('qrcode', text, `eclevel=${correction}`);
  if (!symbol || !('pixs' in symbol)) throw new Error('The code has no cells');
  return symbol;
}
