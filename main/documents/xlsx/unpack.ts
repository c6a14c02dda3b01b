import { unzipSync } from 'fflate';
import { AppError } from '../../../preload/contract/errors.ts';
import { limits, tooLarge } from './limits.ts';

export type Parts = (name: string) => Uint8Array | undefined;

/**
 * The named parts of the package, unpacked one at a time. What a part says of its size is checked before it is unpacked, and never
 * more than that is written, so a small file that unpacks to gigabytes is refused.
 * @throws 'spreadsheet.not_xlsx', 'spreadsheet.damaged', 'spreadsheet.too_large'
 */
export function unpack(bytes: Uint8Array): Parts {
  if (bytes.length > limits.fileBytes) throw tooLarge();
  // an older workbook, or a new one with a password, lies in an OLE container
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new AppError('spreadsheet.not_xlsx');
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new AppError('spreadsheet.not_xlsx');
  let budget = limits.unpackedBytes;
  return (name) => {
    const wanted = name.replace(/^\//, '').toLowerCase();
    let seen = false;
    const found = readZip(bytes, ({ name: here, originalSize, size }) => {
      if (seen || here.toLowerCase() !== wanted) return false;
      seen = true;
      budget -= Math.max(originalSize, size);
      if (budget < 0) throw tooLarge();
      return true;
    });
    return Object.values(found)[0];
  };
}

function readZip(bytes: Uint8Array, filter: (file: { name: string; originalSize: number; size: number }) => boolean) {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('spreadsheet.damaged');
  }
}
