import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

const largest = 5 * 1024 * 1024;

/** DIR/facility.log: methods and failures, never an input. Two files of 5 MB at most. */
export function openLog(dataDir: string): Logger {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const path = join(dataDir, 'facility.log');
    if (existsSync(path) && statSync(path).size > largest) renameSync(path, `${path}.1`);
    return pino({ level: 'info' }, pino.destination({ dest: path, sync: true, mode: 0o600 }));
  } catch {
    return pino({ level: 'info' }, pino.destination(2)); // a folder that cannot be written is told by the host
  }
}
