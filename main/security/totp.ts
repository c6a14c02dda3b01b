import bwip from 'bwip-js/node';

/** A QR code (ISO/IEC 18004, error correction M) with its quiet zone of four cells, as SVG path data over `side` x `side`. */
export function qrPath(text: string): { side: number; path: string } {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new Error('The code has no cells');
  const { pixs, pixx } = symbol;
  const cells = [...pixs].flatMap((isDark, at) => (isDark ? [`M${(at % pixx) + 4} ${Math.floor(at / pixx) + 4}h1v1h-1z`] : []));
  return { side: pixx + 8, path: cells.join('') };
}
