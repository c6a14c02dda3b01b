import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../../preload/contract/errors.ts';
import { newEnrolmentCode } from '../enrol.ts';
import { lockDataFolder } from '../lock.ts';
import { keepOperatorToken } from '../operatorToken.ts';
import { openPostgresStore } from '../store/postgres.ts';
import { hubFileName, openHubFile, partsOn } from '../store/sqlite.ts';
import type { HubStore } from '../store/store.ts';
import type { Wanted } from './arguments.ts';

/** Work on a hub that may be running: no run begins, nothing is created. @throws 'not_found' when there is no hub in that place yet */
export async function besideHub<T>(wanted: Wanted, work: (store: BesideStore) => Promise<T>): Promise<T> {
  const { place } = wanted;
  if ('databaseUrl' in place) {
    const store = await openPostgresStore({ url: place.databaseUrl, connections: 2, isNode: false });
    return noted(wanted, store, work).finally(() => store.close());
  }
  const { dataDir } = place;
  requireFile(dataDir);
  const file = openHubFile(dataDir);
  try {
    if (file.prepare('SELECT count(*) FROM identity').pluck().get() !== 1)
      throw new AppError('not_found', { resource: 'Hub', folder: dataDir });
    return await noted(wanted, { ...partsOn(file), operatorToken: async () => keepOperatorToken(dataDir) }, work);
  } finally {
    file.close();
  }
}

type BesideStore = HubStore & { operatorToken(): Promise<string> };

/** What changed something, or showed a secret, stands among the operators' acts. */
async function noted<T>(wanted: Wanted, store: BesideStore, work: (store: BesideStore) => Promise<T>): Promise<T> {
  const value = await work(store);
  const verb = wanted.operator?.verb ?? wanted.key ?? wanted.pack?.verb;
  if (verb === 'list' || verb === 'acts' || verb === 'show') return value;
  const name = wanted.operator !== null && 'name' in wanted.operator ? wanted.operator.name : null;
  const operand = wanted.pack !== null && 'operand' in wanted.pack ? basename(wanted.pack.operand) : null;
  const about = name ?? operand ?? wanted.replaces ?? '';
  await store.operators.note({
    at: new Date().toISOString(),
    operator: 'command',
    act: [wanted.act, verb].filter(Boolean).join(' '),
    about,
  });
  return value;
}

/** Written into the hub's database directly: a running hub finds it there. */
export function printCode(wanted: Wanted): Promise<number> {
  return besideHub(wanted, async (store) => {
    const { text, stored } = newEnrolmentCode((await store.identity()).publicKey, new Date().toISOString(), wanted.replaces);
    await store.addCode(stored);
    process.stdout.write(wanted.json ? `${JSON.stringify({ code: text, expiresAt: stored.expiresAt })}\n` : `${text}\n`);
    return 0;
  });
}

export function printToken(wanted: Wanted): Promise<number> {
  return besideHub(wanted, async (store) => {
    process.stdout.write(`${await store.operatorToken()}\n`);
    return 0;
  });
}

/** A new epoch begins; nodes on PostgreSQL may be running, a hub on a file may not. */
export async function tellRestored(wanted: Wanted): Promise<number> {
  if ('dataDir' in wanted.place) requireFile(wanted.place.dataDir);
  const lock = 'dataDir' in wanted.place ? lockDataFolder(wanted.place.dataDir) : undefined;
  try {
    return await besideHub(wanted, async (store) => {
      const epoch = await store.renewEpoch((await store.identity()).epoch);
      const { facilities } = await store.counts();
      process.stdout.write(
        wanted.json
          ? `${JSON.stringify({ ok: true, epoch, facilities })}\n`
          : `A new epoch began: ${facilities} facilities will send and read everything again as they connect.\n`,
      );
      return 0;
    });
  } finally {
    lock?.release();
  }
}

function requireFile(dataDir: string): void {
  if (!existsSync(join(dataDir, hubFileName))) throw new AppError('not_found', { resource: 'Hub', folder: dataDir });
}
