import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import type { ListenOptions } from '../server.ts';
import type { HubPlace } from '../start.ts';

export const usage = `Usage: medvault hub PLACE [--port N] [--name NAME] [--history-days N] [--drain-ms N] [--hide-claimants] [--json]
       medvault hub PLACE --listen ADDRESS (--tls-cert FILE --tls-key FILE | --tls-self | --behind-proxy) ...
       medvault hub code PLACE [--replaces FACILITY] [--json]
       medvault hub token PLACE
       medvault hub operator add NAME | password NAME | totp NAME | remove NAME | list | acts  PLACE [--json]
       medvault hub key announce | change | end | show  PLACE [--json]
       medvault hub backup --data DIR --out FILE [--json]
       medvault hub restore --data DIR --from FILE [--json]
       medvault hub restored PLACE [--json]
       medvault hub seed PLACE --from FILE --out FILE [--json]
       medvault hub pack add FILE | list | remove ID  PLACE [--json]

Runs the hub that facilities share stock and alerts through, on 127.0.0.1 unless told otherwise. It ends on Ctrl+C or SIGTERM.
With --json its first line is { "url", "pid" } once it is ready.
PLACE is one of
  --data DIR                    one process, which keeps its file there; made when it is not there
  --database-url URL [--redis URL]   one of any number of nodes on one PostgreSQL database; they hear each other over Redis
    URL may be @FILE, a file that holds it, or stand in MEDVAULT_DATABASE_URL and MEDVAULT_REDIS_URL; the password also in
    PGPASSWORD or ~/.pgpass. What stands on the command line itself can be read by everybody on this computer.

  code              prints a one-time enrolment code, valid for 7 days; the hub may be running
  token             prints what the HTTP desk under /admin/ takes from programs on this computer, in the place of a session
  operator add      somebody who may sign in to that desk, with a password that is made and printed, or with
                    --password-stdin one from standard input (12 characters)
  operator password another password; totp: one-time codes beside it, from now on; remove: out at once; acts: what operators did
  key announce      makes the hub's next identity key, signed by the present one; facilities hear of it as they connect
  key change        the announced key is the hub's from now on; facilities that were away follow the announcements
  key show          what facilities know this hub by, to be compared over the telephone
  key end           somebody else has the key: every facility has to enrol anew, with a code that is printed for each
  backup            copies the file of a hub, which may be running; of PostgreSQL pg_dump makes one
  restore           puts such a copy in place while no hub runs there; the former file is kept beside it
  restored          says that the database was put back from a backup: every facility sends and reads everything again
  pack add FILE     puts a knowledge pack of the publisher where every facility fetches it; a higher edition takes the place of a lower one
  pack list         what facilities find there
  pack remove ID    takes it down; whoever has loaded it keeps it
  seed              takes the file that a facility without a line wrote on a stick, and writes its answer; the hub may be running
  --listen ADDRESS  another address than 127.0.0.1, 0.0.0.0 or :: for all; only with one of the next three
  --tls-cert FILE --tls-key FILE   the hub's certificate with the authorities between, and its key, as PEM; read again when they are replaced
  --tls-self        a certificate of its own, kept in the data folder: facilities know the hub by its identity key, browsers will warn
  --behind-proxy    a proxy in front does TLS, and this port is not reached but through it
  --trust-proxy ADDRESS[,ADDRESS]   proxies whose X-Forwarded-For is believed
  --proxy-cert FILE the certificate that the proxy shows, so that facilities notice another one
  --public-name NAME[,NAME]   by which browsers reach the operators' desk, beside the certificate's names
  --port N          8787 unless given; 0 takes any free one
  --name NAME       what facilities see
  --history-days N  how long the state of each row at the end of a day is kept for statistics; 761 unless given
  --drain-ms N      at the end /readyz says no for so long before connections are closed, so that a balancer sees it; 0 unless given
  --hide-claimants  who scans a prescription learns that it was used elsewhere, not where
  --replaces ID     the code is for a facility whose computer was lost or replaced
`;

const acts = ['serve', 'code', 'token', 'operator', 'key', 'backup', 'restore', 'restored', 'pack', 'seed'] as const;
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
  operator: OperatorAct | null;
  readsPassword: boolean;
  key: KeyAct | null;
  listen: Omit<ListenOptions, 'port'>;
  json: boolean;
  /** for the person at the terminal, before anything is done */
  warning: string | null;
};

/** `operand`: of `add` a file, of `remove` a pack's id. */
export type PackAct = { verb: 'add' | 'remove'; operand: string } | { verb: 'list' };

export type OperatorAct = { verb: 'add' | 'password' | 'totp' | 'remove'; name: string } | { verb: 'list' | 'acts' };
export type KeyAct = 'announce' | 'change' | 'end' | 'show';

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
  const operator = act === 'operator' ? readOperatorAct(more) : null;
  const key = act === 'key' ? readKeyAct(more) : null;
  const isOfParts = act === 'pack' || act === 'operator' || act === 'key';
  if (act === undefined || (isOfParts ? (pack ?? operator ?? key) === null : more.length > 0) || positionals[0] === 'serve')
    return wrong(`"${positionals.join(' ')}" is not understood.`);
  const place = readPlace(values, env);
  if ('text' in place) return place;
  if ((act === 'backup' || act === 'restore') && !('dataDir' in place))
    return wrong(`${act} takes --data DIR; of PostgreSQL pg_dump makes a backup.`);
  if (act === 'backup' && !values.out) return wrong('--out FILE is needed.');
  if ((act === 'restore' || act === 'seed') && !values.from) return wrong('--from FILE is needed.');
  if (act === 'seed' && !values.out) return wrong('--out FILE is needed.');
  const [port, drainMs] = [Number(values.port), Number(values['drain-ms'])];
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return wrong('--port takes a number from 0 to 65535.');
  if (!Number.isInteger(drainMs) || drainMs < 0 || drainMs > 60_000) return wrong('--drain-ms takes a number from 0 to 60000.');
  const historyDays = values['history-days'] === undefined ? undefined : Number(values['history-days']);
  if (historyDays !== undefined && !(Number.isInteger(historyDays) && historyDays >= 1))
    return wrong('--history-days takes a number from 1.');
  const listen = readListen(values, place);
  if ('text' in listen) return listen;
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
    pack,
    operator,
    readsPassword: values['password-stdin'],
    key,
    listen,
    json: values.json,
    warning: [values['database-url'], values.redis].some((url) => url !== undefined && /:\/\/[^/]*:[^/]*@/.test(url))
      ? 'A password on the command line can be read by everybody on this computer: give @FILE, or put it into the environment.'
      : null,
  };
}

function readPackAct([verb, operand, ...more]: readonly string[]): PackAct | null {
  if (verb === 'list' && operand === undefined) return { verb };
  return (verb === 'add' || verb === 'remove') && operand !== undefined && more.length === 0 ? { verb, operand } : null;
}

function readOperatorAct([verb, name, ...more]: readonly string[]): OperatorAct | null {
  if ((verb === 'list' || verb === 'acts') && name === undefined) return { verb };
  const isOne = verb === 'add' || verb === 'password' || verb === 'totp' || verb === 'remove';
  return isOne && name !== undefined && /^[a-z0-9][a-z0-9._-]{1,39}$/.test(name) && more.length === 0 ? { verb, name } : null;
}

function readKeyAct([verb, ...more]: readonly string[]): KeyAct | null {
  const isOne = verb === 'announce' || verb === 'change' || verb === 'end' || verb === 'show';
  return isOne && more.length === 0 ? verb : null;
}

type Values = ReturnType<typeof parse>['values'];

function readListen(values: Values, place: HubPlace): Omit<ListenOptions, 'port'> | WrongOrHelp {
  const { listen: address, 'tls-cert': certFile, 'tls-key': keyFile, 'tls-self': isSelf, 'behind-proxy': isBehind } = values;
  if ((certFile === undefined) !== (keyFile === undefined)) return wrong('--tls-cert FILE and --tls-key FILE belong together.');
  if ([certFile !== undefined, isSelf, isBehind].filter(Boolean).length > 1)
    return wrong('Give one of --tls-cert with --tls-key, --tls-self and --behind-proxy.');
  if (isSelf && !('dataDir' in place)) return wrong('--tls-self keeps its certificate in --data DIR; give --tls-cert and --tls-key.');
  const [addresses, certificateFile] = [listOf(values['trust-proxy']), values['proxy-cert']];
  if (!isBehind && (addresses.length > 0 || certificateFile !== undefined))
    return wrong('--trust-proxy and --proxy-cert go with --behind-proxy.');
  if (addresses.some((each) => isIP(each) === 0)) return wrong('--trust-proxy takes addresses such as 10.0.0.2.');
  const tls =
    certFile !== undefined && keyFile !== undefined
      ? { certFile, keyFile }
      : isSelf && 'dataDir' in place
        ? { keptIn: place.dataDir }
        : undefined;
  return {
    ...(address === undefined ? {} : { address }),
    ...(tls === undefined ? {} : { tls }),
    ...(isBehind ? { behindProxy: { addresses, ...(certificateFile === undefined ? {} : { certificateFile }) } } : {}),
    names: listOf(values['public-name']),
  };
}

const listOf = (text: string | undefined) =>
  (text ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim().toLowerCase()]));

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      'database-url': { type: 'string' },
      redis: { type: 'string' },
      port: { type: 'string', default: '8787' },
      'password-stdin': { type: 'boolean', default: false },
      listen: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-self': { type: 'boolean', default: false },
      'behind-proxy': { type: 'boolean', default: false },
      'trust-proxy': { type: 'string' },
      'proxy-cert': { type: 'string' },
      'public-name': { type: 'string' },
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
