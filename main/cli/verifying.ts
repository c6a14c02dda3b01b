import { parseArgs } from 'node:util';
import type { Database as Raw } from 'better-sqlite3';
import { Host } from '../facility/host.ts';
import { openLog } from '../facility/log.ts';
import { say } from './say.ts';

/** `medvault NAME verify --data DIR [--json]`: opens the folder, looks, and answers the verdict; exit 1 when something is wrong. */
export async function verifyCommand(args: string[], help: string, look: (raw: Raw, dataDir: string) => { ok: boolean }): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return say(process.stdout, help, 0);
  if (positionals[0] !== 'verify' || values.data === undefined) return say(process.stderr, help, 2);
  const host = new Host({ dataDir: values.data, log: openLog(values.data), isAlone: true });
  await host.start();
  try {
    const verdict = look(host.open().raw, values.data);
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return verdict.ok ? 0 : 1;
  } finally {
    await host.close();
  }
}
