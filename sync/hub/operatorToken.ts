import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newToken } from '../security/tokens.ts';

/** Who can read this file in the hub's data folder may ask and order the hub. */
export function keepOperatorToken(dataDir: string): string {
  const path = join(dataDir, 'operator.token');
  if (!existsSync(path)) writeFileSync(path, `${newToken()}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}
