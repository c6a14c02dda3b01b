import { appOrigin } from './shippedFile.ts';

/** `origin` as Chromium gives it, with or without the final slash; `media` what would be captured. */
export type PermissionQuestion = { permission: string; origin: string; media: readonly string[] };

/** The camera's picture for our own pages, to read a barcode or photograph paper. Sound, place, notifications, USB and the rest: never. */
export function isPermitted({ permission, origin, media }: PermissionQuestion): boolean {
  const isOurs = origin === appOrigin || origin === `${appOrigin}/`;
  return isOurs && permission === 'media' && media.length > 0 && media.every((kind) => kind === 'video');
}

/** What a window may load at all: its own files and bytes it already holds. No address on a network, whatever a page asks. */
export function isOwnAddress(address: string): boolean {
  return /^(app|blob|data|devtools):/.test(address);
}
