import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { HubPlace } from '../start.ts';

export const usage = `Usage: medvault hub PLACE [--port N] [--name NAME] [--history-days N] [--drain-ms N] [--hide-claimants] [--json]
       medvault hub code PLACE [--replaces FACILITY] [--json]
       medvault hub token PLACE
       medvault hub backup --data DIR --out FILE [--json]
       medvault hub restore --data DIR --from FILE [--json]
       medvault hub restored PLACE [--json]
       medvault hub seed PLACE --from FILE --out FILE [--json]
       medvault hub pack add FILE | list | remove ID  PLACE [--json]

Runs the hub that facilities share stock and alerts through, on 127.0.0.1. It ends on Ctrl+C or SIGTERM.
With --json its first line is { "url", "pid" } once it is ready.
PLACE is one of
  --data DIR                    one process, which keeps its file there; made when it is not there
  --database-url URL [--redis URL]   one of any number of nodes on one PostgreSQL database; they hear each other over Redis
    URL may be @FILE, a file that holds it, or stand in MEDVAULT_DATABASE_URL and MEDVAULT_REDIS_URL; the password also in
    PGPASSWORD or ~/.pgpass. What stands on the command line itself can be read by everybody on this computer.

  code              prints a one-time enrolment code, valid for 7 days; the hub may be running
  token             prints what the HTTP desk under /admin/ asks for
  backup            copies the file of a hub, which may be running; of PostgreSQL pg_dump makes one
  restore           puts such a copy in place while no hub runs there; the former file is kept beside it
  restored          says that the database was put back from a backup: every facility sends and reads everything again
  pack add FILE     puts a knowledge pack of the publisher where every facility fetches it; a higher edition takes the place of a lower one
  pack list         what facilities find there
  pack remove ID    takes it down; whoever has loaded it keeps it
  seed              takes the file that a facility without a line wrote on a stick, and writes its answer; the hub may be running
  --port N          8787 unless given; 0 takes any free one
  --name NAME       what facilities see
  --history-days N  how long the state of each row at the end of a day is kept for statistics; 761 unless given
  --drain-ms N      at the end /readyz says no for so long before connections are closed, so that a balancer sees it; 0 unless given
  --hide-claimants  who scans a prescription learns that it was used elsewhere, not where
  --replaces ID     the code is for a facility whose computer was lost or replaced
`;

const acts = ['serve', 'code', 'token', 'backup', 'restore', 'restored', 'pack', 'seed'] as const;
export type Act = (typeof acts)[number];

export type Wanted = {
  act: Act;
  place: HubPlace;
  port: number;
  name: string | undefined;
  historyDays: number | undefined;
  drainMs: number;
  replaces: string | null;
  out: string | undefined;
  from: string | undefined;
  hidesClaimants: boolean;
  pack: PackAct | null;
  json: boolean;
  /** for the person at the terminal, before anything is done */
  warning: string | null;
};

/** `operand`: of `add` a file, of `remove` a pack's id. */
export type PackAct = { verb: 'add' | 'remove'; operand: string } | { verb: 'list' };

type WrongOrHelp = { code: 0 | 2; text: string };

export function readArguments(args: string[], env: NodeJS.ProcessEnv): Wanted | WrongOrHelp {
  let parsed;
  try {
    parsed = parse(args);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { code: 0, text: usage };
  const [first = 'serve', ...more] = positionals;
  const act = acts.find((each) => each === first);
  const pack = act === 'pack' ? readPackAct(more) : null;
  if (act === undefined || (act === 'pack' ? pack === null : more.length > 0) || positionals[0] === 'serve')
    return wrong(`"${positionals.join(' ')}" is not understood.`);
  const place = readPlace(values, env);
  if ('text' in place) return place;
  if ((act === 'backup' || act === 'restore') && !('dataDir' in place))
    return wrong(`${act} takes --data DIR; of PostgreSQL pg_dump makes a backup.`);
  if (act === 'backup' && !values.out) return wrong('--out FILE is needed.');
  if (act === 'restore' && !values.from) return wrong('--from FILE is needed.');
  const [port, drainMs] = [Number(values.port), Number(values['drain-ms'])];
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return wrong('--port takes a number from 0 to 65535.');
  if (!Number.isInteger(drainMs) || drainMs < 0 || drainMs > 60_000) return wrong('--drain-ms takes a number from 0 to 60000.');
  const historyDays = values['history-days'] === undefined ? undefined : Number(values['history-days']);
  if (historyDays !== undefined && !(Number.isInteger(historyDays) && historyDays >= 1))
    return wrong('--history-days takes a number from 1.');
  return {
    act,
    place,
    port,
    name: values.name,
    historyDays,
    drainMs,
    replaces: values.replaces ?? null,
    out: values.out,
    from: values.from,
    hidesClaimants: values['hide-claimants'],
    json: values.json,
    pack,
    warning: [values['database-url'], values.redis].some((url) => url !== undefined && /:\/\/[^/]*:[^/]*@/.test(url))
      ? 'A password on the command line can be read by everybody on this computer: give @FILE, or put it into the environment.'
      : null,
  };
}

const parse = (args: string[]) =>
function readPackAct([verb, operand, ...more]: readonly string[]): PackAct | null {
  if (verb === 'list' && operand === undefined) return { verb };
  return (verb === 'add' || verb === 'remove') && operand !== undefined && more.length === 0 ? { verb, operand } : null;
}

  parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      'database-url': { type: 'string' },
      redis: { type: 'string' },
      port: { type: 'string', default: '8787' },
      name: { type: 'string' },
      'history-days': { type: 'string' },
      'drain-ms': { type: 'string', default: '0' },
      replaces: { type: 'string' },
      out: { type: 'string' },
      from: { type: 'string' },
      'hide-claimants': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });

const wrong = (why: string): WrongOrHelp => ({ code: 2, text: `${why}\n\n${usage}` });

function readPlace(
  values: { data?: string | undefined; 'database-url'?: string | undefined; redis?: string | undefined },
  env: NodeJS.ProcessEnv,
): HubPlace | WrongOrHelp {
  if (values.data !== undefined && (values['database-url'] ?? values.redis) !== undefined) return wrong('--data DIR stands alone.');
  if (values.data) return { dataDir: values.data };
  const databaseUrl = readUrl(values['database-url'] ?? env['MEDVAULT_DATABASE_URL']);
  const redisUrl = readUrl(values.redis ?? env['MEDVAULT_REDIS_URL']);
  if (databaseUrl === undefined) return wrong('--data DIR or --database-url URL is needed.');
  if (databaseUrl === null || !/^postgres(ql)?:\/\//.test(databaseUrl))
    return wrong('--database-url takes postgres://… or @FILE, a file with it.');
  if (redisUrl === undefined) return { databaseUrl };
  if (redisUrl === null || !/^rediss?:\/\//.test(redisUrl)) return wrong('--redis takes redis://… or @FILE, a file with it.');
  return { databaseUrl, redisUrl };
}

/** Null when the file that it names cannot be read. */
function readUrl(given: string | undefined): string | null | undefined {
  if (given === undefined || given === '') return undefined;
  if (!given.startsWith('@')) return given;
  try {
    return readFileSync(given.slice(1), 'utf8').trim();
  } catch {
    return null;
  }
}
