import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startNeighbourhood } from '../demo/neighbourhood.ts';
import { Host } from '../facility/host.ts';
import { startJobs } from '../facility/jobs.ts';
import { openLog } from '../facility/log.ts';
import { serveSeats } from '../facility/seats.ts';
import { screensDir } from '../resources.ts';
import { followSharing } from '../seats/followSharing.ts';
import { assertGoodPassphrase, newArgon2Facts, passphraseKey, type PassphraseKey } from '../security/passphrase.ts';
import { findKeys } from '../security/keysFile.ts';
import { isOnSameDisk } from '../security/keyFile.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { SecretLines } from './secretLines.ts';
import { sentenceFor } from './sentences.ts';
import { say } from './say.ts';

const help = `Usage: medvault serve --data DIR [--port N] [--passphrase | --key-file FILE] [--json]

Serves the facility in DIR to a browser on this computer (127.0.0.1) and, where an administrator has switched that on, to paired computers on
the local network. Answers one line of JSON when it is ready:
{ "url", "pid", "signInUrl" }. The sign-in link works once, for two minutes; press Enter for another one. Ctrl+C ends it.

--passphrase     the first line of standard input opens the data (for a new folder: will open it from now on, beside the recovery key)
--key-file FILE  a key in FILE, on a stick or another disk; it is made for a new folder
Without either a key file lies beside the data, which protects against nobody who takes the disk. \`medvault key\` adds and removes these.
`;
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      passphrase: { type: 'boolean' },
      'key-file': { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  const port = Number(values.port ?? 0);
  if (values.data === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) return say(process.stderr, help, 2);

  const passphrase = values.passphrase ? await readPassphrase(values.data) : undefined;
  const keyFile = values['key-file'] === undefined ? undefined : resolve(values['key-file']);
  const host = new Host({
    dataDir: values.data,
    log: openLog(values.data),
    startNeighbours: startNeighbourhood,
    ...(passphrase && { passphrase }),
    ...(keyFile !== undefined && { keyFile }),
  });
  await host.start();
  if (host.problem?.code === 'storage.in_use' || host.problem?.code === 'storage.not_writable') throw host.problem;
  if (host.problem) process.stderr.write(`${sentenceFor(host.problem)}\n`);
  if (keyFile !== undefined && isOnSameDisk(keyFile, values.data)) process.stderr.write(`${sameDisk}\n`);
  const jobs = startJobs(host);
  const seats = await serveSeats(host, { port, pages: screensDir() });
  const stopSharing = followSharing(host, screensDir());
  process.stdout.write(`${JSON.stringify({ url: seats.url, pid: process.pid, signInUrl: seats.newSignInLink() })}\n`);
  process.stdin.on('data', () => process.stderr.write(`${seats.newSignInLink()}\n`));

  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await seats.close();
  await stopSharing();
  await jobs.stop();
  await host.close();
  return 0;
}

const sameDisk = 'Warning: the key file lies on the same disk as the data. This does not protect against theft of the computer.';

/** The first line; what comes later asks for new sign-in links. @throws 'key.weak_passphrase' for a new folder, 'storage.key_missing' when none opens it */
async function readPassphrase(dataDir: string): Promise<PassphraseKey> {
  const keys = findKeys(dataDir);
  const argon2 = keys ? keys.wraps.find((wrap) => wrap.kind === 'passphrase')?.argon2 : newArgon2Facts();
  if (!argon2) throw new AppError('storage.key_missing', { file: 'passphrase' });
  const lines = new SecretLines(process.stdin);
  try {
    const passphrase = await lines.next(keys ? 'Passphrase' : 'New passphrase');
    if (!keys) assertGoodPassphrase(passphrase);
    return await passphraseKey(passphrase, argon2);
  } finally {
    lines.close();
  }
}
