import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../../preload/contract/errors.ts';
import { newEnrolmentCode } from './enrol.ts';
import { startHub } from './start.ts';
import { hubFileName, openHubFile } from './store/sqlite.ts';

const usage = `Usage: medvault hub --data DIR [--port N] [--name NAME] [--hide-claimants] [--json]
       medvault hub code --data DIR [--replaces FACILITY] [--json]

Runs the hub that facilities share stock and alerts through, on 127.0.0.1. It ends on Ctrl+C or SIGTERM.
With --json its first line is { "url", "pid" } once it is ready.

  code              prints a one-time enrolment code, valid for 7 days; the hub may be running
  --data DIR        where the hub keeps its file; made when it is not there
  --port N          8787 unless given; 0 takes any free one
  --name NAME       what facilities see
  --hide-claimants  who scans a prescription learns that it was used elsewhere, not where
  --replaces ID     the code is for a facility whose computer was lost or replaced
`;

/** @returns 0 done, 1 refused or failed, 2 wrong use */
export async function runHubCommand(args: string[]): Promise<number> {
  const read = readArguments(args);
  if ('code' in read) {
    (read.code === 0 ? process.stdout : process.stderr).write(read.text);
    return read.code;
  }
  try {
    return read.wantsCode ? printCode(read) : await serve(read);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (read.json) process.stdout.write(`${JSON.stringify({ ok: false, error: { code: error.code, data: error.data } })}\n`);
    process.stderr.write(`${sentence(error)}\n`);
    return 1;
  }
}

type Wanted = {
  wantsCode: boolean;
  data: string;
  port: number;
  name?: string;
  replaces: string | null;
  hidesClaimants: boolean;
  json: boolean;
};

function readArguments(args: string[]): Wanted | { code: 0 | 2; text: string } {
  const wrong = (why: string) => ({ code: 2 as const, text: `${why}\n\n${usage}` });
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: '8787' },
        name: { type: 'string' },
        replaces: { type: 'string' },
        'hide-claimants': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { code: 0, text: usage };
  if (positionals.length > 1 || (positionals[0] !== undefined && positionals[0] !== 'code'))
    return wrong(`"${positionals.join(' ')}" is not understood.`);
  if (!values.data) return wrong('--data DIR is needed.');
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return wrong('--port takes a number from 0 to 65535.');
  return {
    wantsCode: positionals[0] === 'code',
    data: values.data,
    port,
    ...(values.name === undefined ? {} : { name: values.name }),
    replaces: values.replaces ?? null,
    hidesClaimants: values['hide-claimants'],
    json: values.json,
  };
}

async function serve({ data, port, name, hidesClaimants, json }: Wanted): Promise<number> {
  const hub = await startHub({
    dataDir: data,
    port,
    ...(name === undefined ? {} : { name }),
    policy: { claimantsAreNamed: !hidesClaimants },
    log: (event, detail) => process.stderr.write(`${new Date().toISOString()} ${event}${detail ? ` ${JSON.stringify(detail)}` : ''}\n`),
  });
  process.stdout.write(json ? `${JSON.stringify({ url: hub.url, pid: process.pid })}\n` : `The hub is ready at ${hub.url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await hub.stop();
  return 0;
}

/** Written into the hub's file directly: a running hub finds it there. */
function printCode({ data, replaces, json }: Wanted): number {
  if (!existsSync(join(data, hubFileName))) throw new AppError('not_found', { resource: 'Hub', folder: data });
  const file = openHubFile(data);
  try {
    const publicKey = file.prepare<[], string>('SELECT public_key FROM identity').pluck().get();
    if (publicKey === undefined) throw new AppError('not_found', { resource: 'Hub', folder: data });
    const { text, stored } = newEnrolmentCode(publicKey, new Date().toISOString(), replaces);
    file
      .prepare('INSERT INTO enrolment_code (id, proof_key, created_at, expires_at, used_at, replaces) VALUES (?, ?, ?, ?, NULL, ?)')
      .run(stored.id, stored.proofKey, stored.createdAt, stored.expiresAt, replaces);
    process.stdout.write(json ? `${JSON.stringify({ code: text, expiresAt: stored.expiresAt })}\n` : `${text}\n`);
    return 0;
  } finally {
    file.close();
  }
}

/** For the person at the terminal; screens translate the code themselves. */
function sentence({ code, data }: AppError): string {
  const folder = String(data['folder'] ?? '');
  switch (code) {
    case 'port.in_use':
      return `Port ${String(data['port'])} is in use by another program. Give another one with --port, or --port 0 for any free one.`;
    case 'storage.in_use':
      return `Another hub is running on ${folder}. Stop it first, or give another folder with --data.`;
    case 'storage.not_writable':
      return `The folder ${folder} cannot be written. Give one with --data that this user may write to.`;
    case 'storage.damaged':
      return `The hub's file in ${folder} is damaged. Put a backup of hub.sqlite in its place and start again: facilities notice and send everything anew.`;
    case 'storage.newer_version':
      return 'The hub’s file was written by a newer version of this program. Update the program; nothing was changed.';
    case 'storage.full':
      return `The disk that holds ${folder} is full. Make room and start again; nothing acknowledged is lost.`;
    case 'not_found':
      return `There is no hub in ${folder} yet. Start it first: medvault hub --data ${folder}`;
    default:
      return `The hub could not do that (${code}).`;
  }
}
