import sharp, { type Metadata } from 'sharp';
import { AppError } from '../../preload/contract/errors.ts';
import type { Grey } from './grey.ts';
import { limits } from './limits.ts';

/** What a page is unpacked to at most, longer side in pixels: A4 at 300 dots an inch. */
const workingSide = 3508;

export type DecodedPicture = { grey: Grey; /** Upright size of the original in pixels. */ width: number; height: number; format: string };

/** @throws 'file.not_an_image' | 'file.damaged' | 'file.too_large' */
export async function decodePicture(bytes: Uint8Array): Promise<DecodedPicture> {
  const { format, head } = await assertPicture(bytes);
  try {
    const { data, info } = await sharp(bytes, options)
      .autoOrient()
      .resize(workingSide, workingSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const upright = { width: head.autoOrient.width, height: head.autoOrient.height };
    return { grey: { pixels: new Uint8Array(data), width: info.width, height: info.height }, ...upright, format };
  } catch {
    throw new AppError('file.damaged', { format });
  }
}

const options = { failOn: 'warning', limitInputPixels: false } as const;

/** That these are a picture of a size that can be unpacked. @throws 'file.not_an_image' | 'file.damaged' | 'file.too_large' */
export async function assertPicture(bytes: Uint8Array): Promise<{ format: string; head: Metadata }> {
  if (bytes.length > limits.bytes) throw new AppError('file.too_large', { bytes: bytes.length, limit: limits.bytes });
  const format = pictureFormat(bytes);
  if (!format) throw new AppError('file.not_an_image');
  const head = await sharp(bytes, options)
    .metadata()
    .catch(() => null);
  if (!head) throw new AppError('file.damaged', { format });
  if (head.width * head.height > limits.pixels || Math.max(head.width, head.height) > limits.side)
    throw new AppError('file.too_large', { width: head.width, height: head.height, limit: limits.pixels });
  return { format, head };
}

/** By its first bytes, as a file's name proves nothing. Only what cameras and scanners make and sharp can unpack. */
function pictureFormat(bytes: Uint8Array): string | null {
  const starts = (...signature: number[]) => signature.every((byte, i) => bytes[i] === byte);
  const ascii = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (starts(0x49, 0x49, 0x2a, 0) || starts(0x4d, 0x4d, 0, 0x2a)) return 'tiff';
  if (ascii(0, 4) === 'GIF8') return 'gif';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  return null;
}
