import { AppError } from '../../preload/contract/errors.ts';
import type { ErrorCode, WireError } from '../../preload/contract/errors.ts';

const sentences: Partial<Record<ErrorCode, string>> = {
  'file.missing': 'There is no such file. Check the name and try again.',
  'file.not_an_image': 'This is not a picture that can be read. Use JPEG, PNG, WebP, TIFF or GIF.',
  'file.damaged': 'The picture is damaged and cannot be read to its end. Photograph or scan the page again.',
  'file.too_large': 'The picture is too large. Use at most 50 MB and 60 million pixels.',
  'file.not_readable': 'The file cannot be opened. Check that you may read it.',
  'ocr.timed_out': 'Reading took too long and was stopped. Try a smaller part of the page.',
  'ocr.failed': 'The text recognition stopped on this picture. Photograph the page again, or type its text.',
};

export function sayError({ code }: WireError): string {
  return sentences[code] ?? code;
}

/** @throws the error itself where it is a bug, not a refusal. */
export function toFileError(error: unknown): WireError {
  if (error instanceof AppError) return { code: error.code, data: error.data };
  throw error;
}
