import { join, normalize, sep } from 'node:path';

export const appOrigin = 'app://medvault';

/** The file in `folder` that an app:// address names; undefined for another host or a way out of the folder. */
export function shippedFile(folder: string, address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'app:' || url.host !== 'medvault') return undefined;
  const path = decoded(url.pathname);
  if (path === undefined || path.includes('\0')) return undefined;
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(normalize(folder) + sep) ? file : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
