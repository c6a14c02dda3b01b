import bwip from 'bwip-js/node';
import type { Paper } from './paper.ts';

/** Draws a QR code (ISO/IEC 18004, error correction M) of `side` points, its quiet zone of four cells included. */
export function drawQrCode(paper: Paper, text: string, x: number, y: number, side: number): void {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new Error('The code has no cells');
  const { pixs, pixx, pixy } = symbol;
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
