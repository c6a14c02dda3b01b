import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { Host } from '../facility/host.ts';
import { answerSeedRequest, type SeedRequest } from '../network/seedCommand.ts';
import { askRunning } from './askRunning.ts';
import { keyHelp, keyOptions, readGivenKey } from './keyFor.ts';
import { say } from './say.ts';
import { SecretLines } from './secretLines.ts';
import { settleFolder } from './settleFolder.ts';
import { watchOnStderr } from './watching.ts';

export const seedFileHelp = `Usage: medvault seed write --data DIR --to FOLDER
       medvault seed load --data DIR --from FILE
       medvault seed join --data DIR --to FOLDER

The exchange with a hub by a file on a stick, for a facility without a line; \`medvault hub seed\` answers it.
write   everything that the hub has not acknowledged, into a new file in FOLDER
load    the hub's answer
join    asks a hub to take this facility in; the operator's code is read from standard input
${keyHelp}
`;

export async function exchangeByFile(verb: string, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      to: { type: 'string' },
      from: { type: 'string' },
      ...keyOptions,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, seedFileHelp, 0);
  if (values.data === undefined || (verb === 'load' ? values.from : values.to) === undefined) return say(process.stderr, seedFileHelp, 2);
  const dataDir = resolve(values.data);
  const lines = new SecretLines(process.stdin);
  try {
    const given = await readGivenKey(values, dataDir, lines);
    const request: SeedRequest =
      verb === 'load'
        ? { t: 'seed-load', path: resolve(values.from ?? '') }
        : verb === 'join'
          ? { t: 'seed-join', folder: resolve(values.to ?? ''), code: await lines.next('Code of the hub') }
          : { t: 'seed-write', folder: resolve(values.to ?? '') };
    const asked = given.isExplicit ? undefined : await askRunning(dataDir, request, watchOnStderr());
    const value = asked ? (asked.value as object) : await alone(dataDir, given.unlock, request);
    return say(process.stdout, `${JSON.stringify({ ok: true, ...value })}\n`, 0);
  } finally {
    lines.close();
  }
}

/** No facility runs on the folder: it is opened for as long as that takes. */
async function alone(dataDir: string, unlock: Awaited<ReturnType<typeof readGivenKey>>['unlock'], request: SeedRequest): Promise<object> {
  settleFolder(dataDir);
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true, ...unlock });
  await host.start();
  try {
    return await answerSeedRequest(host.open(), request);
  } finally {
    await host.close();
  }
}
