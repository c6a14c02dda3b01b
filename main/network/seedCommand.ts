import { z } from 'zod';
import { type Facility, makeContext } from '../facility/context.ts';

const path = z.string().min(1).max(1000);
/** What `medvault seed write`, `join` and `load` ask of a facility. */
export const seedRequests = [
  z.object({ t: z.literal('seed-write'), folder: path }),
  z.object({ t: z.literal('seed-join'), folder: path, code: z.string().max(100) }),
  z.object({ t: z.literal('seed-load'), path }),
] as const;
export type SeedRequest = z.infer<(typeof seedRequests)[number]>;

export async function answerSeedRequest(facility: Facility, request: SeedRequest): Promise<object> {
  const desk = facility.seeds;
  const ctx = makeContext(facility, { id: 'command', kind: 'command', user: null }, 'seed');
  if (request.t === 'seed-load') {
    const { hubName, changes, rows, isOlder, hasJoined } = await desk.load(ctx, request.path).done;
    return { hubName, changes, rows, isOlder, hasJoined };
  }
  const begun = request.t === 'seed-write' ? desk.write(ctx, request.folder) : desk.ask(ctx, request.folder, request.code);
  return { file: begun.path, ...(await begun.done) };
}

export const isSeedRequest = (request: { t: string }): request is SeedRequest => request.t.startsWith('seed-');
