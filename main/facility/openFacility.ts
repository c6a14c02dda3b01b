import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { signHead, unsignedLines } from '../../db/audit.ts';
import { migrate } from '../../db/migrate.ts';
import { type OpenDatabase, openDatabase } from '../../db/open.ts';
import { PersonKeys } from '../../db/personKeys.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { deskOf } from '../backup/desk.ts';
import { BlobStore } from '../documents/blobStore.ts';
import { setOrphansAside } from '../documents/orphans.ts';
import { makeCatalogues } from '../knowledge/catalogues.ts';
import { keepErasureList } from '../people/erasureList.ts';
import { NetworkDesk } from '../network/desk.ts';
import { publishAuditHead } from '../network/publishAuditHead.ts';
import { SeedDesk } from '../network/seedDesk.ts';
import { type FacilityKeys, type KeyProtection, makeKeys, readKeys } from '../security/keys.ts';
import { hasKeys } from '../security/keysFile.ts';
import { SettledReads } from '../security/settledReads.ts';
import { type Facility, makeContext, type Seat } from './context.ts';
import type { Host } from './host.ts';

export const databasePath = (dataDir: string): string => join(dataDir, 'facility.db');

/** The encrypted file, all steps taken, with the keys that opened it. */
export type OpenFile = OpenDatabase & { keys: FacilityKeys };

/** The file, if a facility lives in this folder. An interrupted set-up leaves none, and is begun again with the same keys. */
export function openIfSetUp(host: Host): OpenFile | undefined {
  const { dataDir } = host.options;
  if (!existsSync(databasePath(dataDir))) return undefined;
  if (!hasKeys(dataDir)) throw new AppError('storage.key_missing', { file: 'keys.json' });
  const file = openFile(host);
  if (file.raw.prepare('SELECT count(*) FROM facility').pluck().get() !== 0) return file;
  file.raw.close();
  return undefined;
}

export function openFile(host: Host): OpenFile {
  const { dataDir } = host.options;
  const keys = readKeys(dataDir, host.unlock);
  return { ...openWithKeys(dataDir, keys), keys };
}

/** A new, empty file. */
export function makeFile(host: Host): OpenFile {
  const { dataDir } = host.options;
  if (hasKeys(dataDir)) return openFile(host);
  const keys = makeKeys(dataDir, host.unlock);
  return { ...openWithKeys(dataDir, keys), keys };
}

export async function openFacility(host: Host, file: OpenFile): Promise<{ facility: Facility; protection: KeyProtection }> {
  const { dataDir } = host.options;
  try {
    keepErasureList(dataDir, file.raw);
    const orphans = setOrphansAside(dataDir, file.raw);
    if (orphans > 0) host.log.warn({ orphans }, 'files that belong to no document were set aside');
    return { facility: await assemble(host, file, file.keys, dataDir), protection: file.keys.protection };
  } catch (error) {
    file.raw.close();
    throw error;
  }
}

/** Everything a use case needs around an open database. */
export async function assemble(
  host: Pick<Host, 'log' | 'now' | 'newId' | 'tell' | 'hashCosts' | 'seats'>,
  { raw, db }: OpenDatabase,
  keys: Pick<FacilityKeys, 'databaseKey' | 'signer'>,
  dataDir: string,
): Promise<Facility> {
  const facility: Facility = {
    raw,
    db,
    dataDir,
    keys: new PersonKeys(keys.databaseKey),
    self: raw.prepare('SELECT * FROM facility').get() as Row<'facility'>,
    signer: keys.signer,
    blobs: new BlobStore(dataDir === '' ? '' : join(dataDir, 'blobs'), keys.databaseKey),
    catalogues: makeCatalogues(raw),
    network: new NetworkDesk(() => facility),
    seeds: new SeedDesk(),
    seats: host.seats,
    settled: new SettledReads(),
    log: host.log,
    now: host.now,
    newId: host.newId,
    hashCosts: host.hashCosts,
    announce: (tables) => {
      if (tables.has('outbox') || tables.has('prescription_claim')) facility.network.poke();
      if (tables.has('link_setting') || tables.has('facility')) facility.network.heed();
      if (tables.has('arriving_pack') || tables.has('link_setting')) facility.network.fetchPacks();
      if (tables.has('audit_event'))
        signAuditHead(facility, linesAHead).catch((error: unknown) => host.log.warn({ err: error }, 'the audit head is signed later'));
      host.tell({ tables: [...tables] });
    },
    exclusive: (work) => db.connection().execute(async () => work()),
  };
  return facility;
}

const linesAHead = 100;
const program: Seat = { id: 'audit', kind: 'command', user: null };

/** The head is signed every 100 lines or every minute, and at the end; the hub witnesses it. */
export async function signAuditHead(facility: Facility, atLeast: number): Promise<void> {
  if (unsignedLines(facility.raw) < atLeast) return; // asked after every command: without a turn at the connection
  await facility.exclusive(() => {
    if (unsignedLines(facility.raw) < atLeast) return;
    const ctx = makeContext(facility, program);
    facility.raw.transaction(() => {
      if (signHead(facility.raw, facility.signer, facility.now())) publishAuditHead(ctx, facility.self.id);
    })();
    if (ctx.touched.has('outbox')) facility.network.poke();
  });
}

export async function closeFacility(facility: Facility): Promise<void> {
  await deskOf(facility).cancel();
  await facility.seeds.cancel();
  await facility.network.stop();
  await facility.settled.flush();
  await signAuditHead(facility, 1);
  facility.raw.pragma('wal_checkpoint(TRUNCATE)');
  await facility.db.destroy();
}

function openWithKeys(dataDir: string, keys: FacilityKeys): OpenDatabase {
  mkdirSync(join(dataDir, 'blobs'), { recursive: true, mode: 0o700 });
  try {
    const database = openDatabase(databasePath(dataDir), keys.databaseKey);
    try {
      migrate(database.raw, { copyTo: (version) => join(dataDir, `before-step-${version}.db`) });
    } catch (error) {
      database.raw.close();
      throw error;
    }
    return database;
  } catch (error) {
    // keys.json vouches for the key by its fingerprint: what does not open with it is damaged
    if (error instanceof AppError && error.code === 'storage.wrong_key') throw new AppError('storage.damaged', { why: 'first page' });
    throw error;
  }
}
