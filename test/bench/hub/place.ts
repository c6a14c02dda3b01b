import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptPush } from '../../../sync/hub/accept.ts';
import { openHubFile, storeOn } from '../../../sync/hub/store/sqlite.ts';
import type { HubStore } from '../../../sync/hub/store/store.ts';
import { freePort } from '../../support/freePort.ts';
import { memoryOf, pause, startNode } from '../processes.ts';
import type { Running } from '../processes.ts';
import { aClinic, profileOf } from './clinic.ts';
import type { Clinic } from './clinic.ts';

export const hubEntry = join(import.meta.dirname, '../../../sync/hub/main.ts');
const collector = join(import.meta.dirname, 'collect.ts');
const at = '2026-11-22T08:00:00.000Z';

/** @param perArea how many of them lie together */
export function someClinics(count: number, perArea: number): Clinic[] {
  const byCode = new Map<string, Clinic>(); // of 10,000 drawn, two have the same code one time in twenty
  while (byCode.size < count) {
    const clinic = aClinic(Math.floor(byCode.size / perArea));
    if (!byCode.has(clinic.code)) byCode.set(clinic.code, clinic);
  }
  return [...byCode.values()];
}

/** Enrolled and with their profile at the hub, through its store: 10,000 enrolment codes typed in would show nothing. */
export async function seed(store: HubStore, clinics: readonly Clinic[]): Promise<void> {
  const { publicKey: hubKey, epoch: hubEpoch } = await store.identity();
  const enrolOne = async (clinic: Clinic) => {
    const codeId = randomUUID();
    await store.addCode({ id: codeId, proofKey: '', createdAt: at, expiresAt: at, usedAt: null, replaces: null });
    const { id, code, epoch, publicKey } = clinic;
    await store.enrol({ id, code, name: `Clinic ${code}`, epoch, publicKey }, codeId, at);
    await acceptPush(store, id, [profileOf(clinic)], at);
    clinic.link.hub_public_key = hubKey;
    clinic.link.hub_epoch = hubEpoch;
    clinic.link.next_number = 2;
  };
  for (let from = 0; from < clinics.length; from += 50) await Promise.all(clinics.slice(from, from + 50).map(enrolOne));
  const { head } = await store.progress();
  for (const { link } of clinics) link.cursor = head; // they have read one another's profiles long ago
}

export type HubPlace = {
  dataDir: string;
  port: number;
  start(args?: readonly string[]): Promise<HubProcess>;
  remove(): void;
};
export type HubProcess = Running<{ url: string }>;

/** A hub's folder with these facilities in it, and the command that runs it. */
export async function aHubPlace(clinics: readonly Clinic[]): Promise<HubPlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'medvault-bench-'));
  const file = openHubFile(dataDir);
  file.pragma('synchronous = OFF'); // of the seeding only
  const store = storeOn(file, 'District hub');
  await seed(store, clinics);
  await store.close();
  const port = await freePort();
  return {
    dataDir,
    port,
    start: (args = []) =>
      startNode<{ url: string }>(hubEntry, ['--data', dataDir, '--port', String(port), '--json', ...args], {
        options: ['--expose-gc', '--import', collector],
      }),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** Resident memory after what is not used any more was collected. */
export async function settledKb(process: Running<object>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn++) {
    process.child.kill('SIGUSR2');
    await pause(1500);
    least = Math.min(least, memoryOf(process.pid).nowKb);
  }
  return least;
}
