import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { host, query } from './method.ts';

const path = z.string().trim().min(1).max(1000);

export const seedFileRow = z.object({
  id,
  /** write: for the hub. enrol: asks the hub to take this facility in. load: the hub's answer */
  act: z.enum(['write', 'enrol', 'load']),
  fileName: z.string(),
  begunAt: instant,
  /** null = under way, or the program was ended */
  endedAt: instant.nullable(),
  /** written: ours in it; loaded: ours that the hub has by now */
  changes: z.int(),
  /** loaded: others' */
  rows: z.int(),
  bytes: z.int(),
  isOlder: z.boolean(),
  /** of one that was written: an answer to it was loaded */
  isAnswered: z.boolean(),
  failure: z.string().nullable(),
});
export type SeedFileRow = z.infer<typeof seedFileRow>;

const started = z.object({ path: z.string() });

/** The exchange with the hub by a file on a stick. */
export const seeds = {
  'seeds.status': query({
    permission: 'Organization.update',
    /** another folder to look in, beside the sticks */
    input: z.object({ folder: z.string().trim().max(1000).optional() }),
    output: z.object({
      isJoined: z.boolean(),
      /** there is a line to the hub, or one was tried */
      hasAddress: z.boolean(),
      /** asked for by file and not answered yet */
      askedAt: instant.nullable(),
      waiting: z.int(),
      running: z.object({ act: seedFileRow.shape.act, share: z.number() }).nullable(),
      /** folders of sticks that are connected now */
      places: z.array(z.string()),
      /** answers of a hub for this facility that lie there */
      found: z.array(z.object({ path: z.string(), name: z.string(), hubName: shortText, writtenAt: z.string(), isLoaded: z.boolean() })),
      files: z.array(seedFileRow),
    }),
  }),
  /** Begins and answers; seeds.status tells how far it is. @throws 'seed.busy', 'hub.not_enrolled' */
  'seeds.write': host({ permission: 'Organization.update', input: z.object({ folder: path }), output: started }),
  /** @throws 'seed.busy', 'hub.code_invalid' */
  'seeds.ask': host({ permission: 'Organization.update', input: z.object({ folder: path, code: z.string().max(100) }), output: started }),
  'seeds.load': host({ permission: 'Organization.update', input: z.object({ path }), output: started }),
  'seeds.cancel': host({ permission: 'Organization.update', input: z.object({}), output: z.object({}) }),
};
