import { parseArgs } from 'node:util';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { Host } from '../facility/host.ts';
import { openLog } from '../facility/log.ts';
import { headVerifier } from '../security/keys.ts';
import { say } from './say.ts';

const help = `Usage: medvault audit verify --data DIR [--json]

Walks the whole audit chain of the facility in DIR and compares every append-only row with its hash.
{ "ok", "rows", "heads", "signed", "firstBad" }; exit 1 when something was changed, removed, reordered or inserted.
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return say(process.stdout, help, 0);
  if (positionals[0] !== 'verify' || values.data === undefined) return say(process.stderr, help, 2);
  const host = new Host({ dataDir: values.data, log: openLog(values.data) });
  await host.start();
  try {
    const facility = host.open();
    const verdict = verifyAudit(facility.raw, headVerifier(values.data));
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return verdict.ok ? 0 : 1;
  } finally {
    await host.close();
  }
}
