import bwip from 'bwip-js/node';
import type { Paper } from './paper.ts';

/** Draws a Code 128 (ISO/IEC 15417) over `width` points, its quiet zones of ten modules included. */
export function drawCode128(paper: Paper, text: string, x: number, y: number, width: number, height: number): void {
  const [symbol] = bwip.raw('code128', text, '');
  if (!symbol || !('sbs' in symbol)) throw new Error('The code has no bars');
  const widths = symbol.sbs;
  const modules = widths.reduce((sum, one) => sum + one, 0) + 20;
  const module = width / modules;
  let at = x + 10 * module;
  const bars: [number, number, number, number][] = [];
  widths.forEach((wide, index) => {
    if (index % 2 === 0) bars.push([at, y, wide * module, height]); // bars and spaces in turn, a bar first
    at += wide * module;
  });
  paper.cells(bars);
}
