import { randomUUID } from 'node:crypto';
import type { Database as SqliteFile } from 'better-sqlite3';
import type { HubIdentity, Progress } from './store.ts';

/** Read in the transaction that it goes with. */
export function progressOf(file: SqliteFile): () => Progress {
  const read = file.prepare<[], Progress>('SELECT epoch, run.id AS run, head FROM run, identity ORDER BY no DESC LIMIT 1');
  return () => read.get()!;
}

/** Who this hub is, and how far it has come. */
export function identityPart(file: SqliteFile) {
  const read = file.prepare<[], HubIdentity>('SELECT name, epoch, public_key AS publicKey, private_key AS privateKey FROM identity');
  const endEpoch = file.prepare('INSERT INTO ended_hub_epoch SELECT epoch FROM identity');
  const hasEnded = file.prepare<[string], number>('SELECT count(*) FROM ended_hub_epoch WHERE epoch = ?').pluck();
  const setEpoch = file.prepare('UPDATE identity SET epoch = ?');
  const progress = progressOf(file);
  const endOfRun = file.prepare<[string], { end: number }>(
    `SELECT coalesce((SELECT started_head FROM run AS next WHERE next.no = run.no + 1), (SELECT head FROM identity)) AS end FROM run WHERE run.id = ?`,
  );
  return {
    identity: async () => read.get()!,
    renewEpoch: async (ended: string) => {
      const epoch = randomUUID();
      const running = read.get()!.epoch;
      if (running !== ended) return running;
      file.transaction(() => {
        endEpoch.run();
        setEpoch.run(epoch);
        // Every facility will count from 1 again.
        file.exec('DELETE FROM kept; UPDATE facility SET acknowledged_through = 0, session = session + 1; UPDATE state SET number = 0;');
      })();
      return epoch;
    },
    progress: async () => progress(),
    isBehind: async (seen: Progress) => {
      if (seen.epoch !== read.get()!.epoch) return hasEnded.get(seen.epoch) === 0;
      const run = endOfRun.get(seen.run);
      return run === undefined || seen.head > run.end;
    },
  };
}
