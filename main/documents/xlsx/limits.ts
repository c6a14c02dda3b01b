import { AppError } from '../../../preload/contract/errors.ts';

/** Beyond these a workbook is refused, before it fills the memory: a list of 100,000 items with 25 columns stays far below. */
export const limits = {
  fileBytes: 50 * 1024 * 1024,
  unpackedBytes: 400 * 1024 * 1024,
  rows: 200_000,
  columns: 256,
  cells: 10_000_000,
} as const;

export const tooLarge = () => new AppError('spreadsheet.too_large', { rows: limits.rows, megabytes: limits.fileBytes / 1024 / 1024 });
