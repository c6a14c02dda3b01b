import { z } from 'zod';
import { day, id, instant, shortText } from './common.ts';
import { command, query } from './method.ts';

/** Who vouches for a pack: the publisher (a key in the program), this clinic, or another one whose key nobody here can check. */
export const packSigner = z.enum(['publisher', 'here', 'elsewhere']);
export type PackSigner = z.infer<typeof packSigner>;

const packFacts = z.object({
  packId: z.string(),
  title: z.string(),
  sequence: z.int(),
  origin: z.string(),
  edition: z.string(),
  licence: z.string(),
  madeOn: day,
  publisher: z.string(),
  signer: packSigner,
  /** of the signing key: four groups of four */
  fingerprint: z.string(),
  size: z.int(),
});

export const knowledgePack = packFacts.extend({
  id,
  version: z.int(),
  tables: z.array(z.object({ name: z.string(), rows: z.int() })),
  loadedAt: instant,
  loadedBy: z.string(),
  /** an older edition that was kept: going back to it is one step */
  previous: z.object({ sequence: z.int(), edition: z.string() }).nullable(),
  /** why it does not count although it is loaded: an error code; null = it counts */
  problem: z.string().nullable(),
});
export type KnowledgePack = z.infer<typeof knowledgePack>;

export const packPreview = packFacts.extend({
  /** hand it back when loading: what was seen is what is loaded */
  sha256: z.string(),
  /** `added`: new here; `changed`: take the place of what is here; `known`: here already, and it stays; `removed`: count no more */
  tables: z.array(
    z.object({
      name: z.string(),
      rows: z.int(),
      added: z.int(),
      changed: z.int(),
      known: z.int(),
      removed: z.int(),
      isReplaced: z.boolean(),
    }),
  ),
  replaces: z.object({ sequence: z.int(), edition: z.string() }).nullable(),
});
export type PackPreview = z.infer<typeof packPreview>;

/** An edition that the hub hands out. */
export const arrivingPack = z.object({
  id,
  version: z.int(),
  title: z.string(),
  sequence: z.int(),
  edition: z.string(),
  publisher: z.string(),
  madeOn: z.string(),
  /** bytes, and how many of them are here */
  size: z.int(),
  received: z.int(),
  /** offered: on its way; arrived: checked, and waits for a person */
  status: z.enum(['offered', 'arrived', 'refused', 'set-aside']),
  /** it is not fetched, because every byte of the line is paid for and nobody asked for it */
  isHeld: z.boolean(),
  /** an error: why it was refused, or does not get on */
  problem: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
  offeredAt: instant,
  arrivedAt: instant.nullable(),
});
export type ArrivingPackView = z.infer<typeof arrivingPack>;

export const flagKind = z.enum(['controlled', 'high-alert', 'look-alike']);
export type FlagKind = z.infer<typeof flagKind>;

export const medicineFlag = z.object({
  kind: flagKind,
  ingredient: z.string(),
  /** controlled: the schedule; high-alert: the group; look-alike: the names it is taken for */
  detail: z.string(),
  source: z.string(),
});
export type MedicineFlag = z.infer<typeof medicineFlag>;

export const readName = z.object({
  text: z.string(),
  ingredients: z.array(z.object({ id: z.string(), name: z.string() })),
  confidence: z.number(),
  /** names that are as near: the text is not read as any of them */
  candidates: z.array(z.string()),
  /** the name with tall-man letters, where a list writes it so */
  tallMan: z.string().nullable(),
  flags: z.array(medicineFlag),
  /** what only packs say: defined daily doses, pregnancy letters, classes */
  facts: z.array(z.object({ kind: z.string(), value: z.string(), note: z.string(), source: z.string() })),
});
export type ReadName = z.infer<typeof readName>;

export const knowledge = {
  /** What the checks work with: the shipped tables and lists, and the packs that were loaded. */
  'knowledge.loaded': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({
      tables: z.array(z.object({ name: z.string(), rows: z.int() })),
      /** `pack`: the title of the one that brings it; null: shipped */
      lists: z.array(z.object({ id: z.string(), name: z.string(), edition: z.string(), source: z.string(), rows: z.int(), licence: z.string(), pack: z.string().nullable() })),
      packs: z.array(knowledgePack),
    }),
  }),
  /** How names are understood, and what is to be said wherever they are picked or handed out. */
  'knowledge.readNames': query({
    permission: 'self',
    input: z.object({ texts: z.array(z.string().max(500)).max(300) }),
    output: z.object({ names: z.array(readName) }),
  }),
  /** What a pack would add; nothing is written. @throws 'knowledge.*' for each way in which a file is not a pack that may be loaded */
  'knowledge.previewPack': query({ permission: 'Knowledge.update', input: z.object({ blobId: id }), output: packPreview }),
  /** @throws as the preview; 'version.conflict' when the file is not the one that was seen */
  'knowledge.loadPack': command({
    permission: 'Knowledge.update',
    input: z.object({ blobId: id, sha256: z.string(), reason: shortText.default('') }),
    output: z.object({ id }),
  }),
  /** New editions that came, or are coming, from the hub. */
  'knowledge.arriving': query({ permission: 'Knowledge.update', input: z.object({}), output: z.object({ packs: z.array(arrivingPack) }) }),
  /** What it would bring; nothing is written. @throws as previewPack */
  'knowledge.previewArrived': query({ permission: 'Knowledge.update', input: z.object({ id }), output: packPreview }),
  /** @throws as loadPack */
  'knowledge.loadArrived': command({
    permission: 'Knowledge.update',
    input: z.object({ id, sha256: z.string(), reason: shortText.default('') }),
    output: z.object({ id }),
  }),
  /** Not now. It stays here, and can be loaded until a newer edition arrives. */
  'knowledge.setAsideArrived': command({
    permission: 'Knowledge.update',
    input: z.object({ id, version: z.int(), reason: shortText.default('') }),
    output: z.object({}),
  }),
  /** Now, although every byte is paid for; or once more, although it was refused. */
  'knowledge.fetchArriving': command({ permission: 'Knowledge.update', input: z.object({ id, version: z.int() }), output: z.object({}) }),
  /** Nothing of the pack counts any more; that it was here is remembered. */
  'knowledge.removePack': command({
    permission: 'Knowledge.update',
    input: z.object({ id, version: z.int(), reason: shortText.default('') }),
    output: z.object({}),
  }),
  /** The edition kept as fall-back takes the place of the present one, which is kept in turn. @throws 'knowledge.no_previous' */
  'knowledge.fallBack': command({
    permission: 'Knowledge.update',
    input: z.object({ id, version: z.int(), reason: shortText.default('') }),
    output: z.object({ id }),
  }),
}; // prettier-ignore
