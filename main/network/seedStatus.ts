import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { listAnsweredSeeds, listSeedFiles } from '../../db/queries/seedFiles.ts';
import type { SeedFileRow } from '../../preload/contract/seeds.ts';
import { countWaiting, readHubLink } from '../../sync/client/hubLink.ts';
import { peekSeedHead } from '../../sync/seedFile.ts';
import { connectedPlaces } from '../backup/places.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';

const mostFiles = 20;

export const seedStatus: QueryHandler<'seeds.status'> = async (ctx, { folder }) => {
  const { facility } = ctx;
  const link = readHubLink(ctx.raw);
  const asked = ctx.raw.prepare('SELECT asked_at FROM hub_enrolment').pluck().get() as string | undefined;
  const places = connectedPlaces();
  const answered = await listAnsweredSeeds(ctx.db);
  const folders = new Set([...places, ...(folder !== undefined && isAbsolute(folder) ? [folder] : [])]);
  const rows = await listSeedFiles(ctx.db, mostFiles);
  return {
    isJoined: link !== undefined,
    hasAddress: (link?.hub_url ?? '') !== '',
    askedAt: asked ?? null,
    waiting: countWaiting(ctx.raw),
    running: facility.seeds.progress,
    places,
    found: [...folders].flatMap((each) => findAnswers(ctx, each, answered)),
    files: rows.map((row) => ({
      id: row.id,
      act: row.act as SeedFileRow['act'],
      fileName: row.file_name,
      begunAt: row.begun_at,
      endedAt: row.ended_at,
      changes: row.changes,
      rows: row.rows,
      bytes: row.bytes,
      isOlder: row.is_older === 1,
      isAnswered: answered.has(row.id),
      failure: row.failure,
    })),
  };
};

/** Only those that name this facility; whether they are whole is seen when one is loaded. Newest first. */
function findAnswers({ facility }: Context, folder: string, answered: ReadonlySet<string>) {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.mvseed'))
      .slice(0, 200)
      .flatMap((name) => {
        const path = join(folder, name);
        const head = peekSeedHead(path);
        if (head?.t !== 'from hub' || head.facility !== facility.self.id) return [];
        return [{ path, name, hubName: head.hubName, writtenAt: head.clock, isLoaded: answered.has(head.answers) }];
      })
      .sort((one, other) => other.writtenAt.localeCompare(one.writtenAt));
  } catch {
    return []; // the stick was pulled out
  }
}
