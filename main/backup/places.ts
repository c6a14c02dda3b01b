import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../preload/contract/errors.ts';

/** One from where the program happens to have been started is nobody's wish. @throws 'ipc.invalid_input' { path } */
export function assertWholePath(folder: string): void {
  if (!isAbsolute(folder)) throw new AppError('ipc.invalid_input', { path: 'folder' });
}

/** Folders of sticks and disks that are connected and may be written, for a backup with one click. */
export function connectedPlaces(platform: NodeJS.Platform = process.platform): string[] {
  if (platform === 'win32') return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`).filter(isWritable);
  const roots = platform === 'darwin' ? ['/Volumes'] : [join('/media', userInfo().username), join('/run/media', userInfo().username)];
  return roots.flatMap((root) => (existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : [])).filter(isWritable);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
