import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

type Place = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; home: string };

/** Where the clinic's data is kept unless `--data` says otherwise; the same for a window and for `npm start` without one. Source: XDG Base Directory 0.8. */
export function defaultDataDir({ platform, env, home }: Place = { platform: process.platform, env: process.env, home: homedir() }): string {
  if (platform === 'win32') return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'MedVault');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'MedVault');
  const xdg = env['XDG_DATA_HOME'];
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share'), 'medvault');
}
