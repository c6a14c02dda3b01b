import { createHash } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../preload/contract/errors.ts';
import { verify } from '../security/keys.ts';
import { publisherKeys } from './publisherKeys.ts';

/** The file is described in resources/knowledge/PACKS.md: three lines (what it is, manifest, signature), then the tables, packed. */

const magic = 'MEDVAULT-KNOWLEDGE-PACK';
const formatVersion = 1;
const mostManifestBytes = 64 * 1024;
/** Packed, and unpacked: the shipped tables are 0.2 and 0.8 MB. */
export const mostPackBytes = 16 * 1024 * 1024;
const mostTableBytes = 48 * 1024 * 1024;

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const packHead = z.object({
  /** the same for every edition of one pack */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,59}$/),
  title: line(120),
  /** grows with every edition; a lower one is refused */
  sequence: z.int().positive(),
  origin: line(300),
  edition: line(120),
  licence: line(300),
  date: z.iso.date(),
  publisher: line(120),
});
export type PackHead = z.infer<typeof packHead>;

const packManifest = packHead.extend({
  format: z.literal(formatVersion),
  signer: z.object({ kind: z.enum(['publisher', 'facility']), publicKey: z.string().max(200) }),
  tables: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/),
        /** `replace` takes the place of all rows of that name: the publisher's alone */
        mode: z.enum(['add', 'replace']),
        columns: z.array(z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/)).min(1).max(40),
        rows: z.int().nonnegative().max(500_000),
        bytes: z.int().positive().max(mostTableBytes),
        sha256,
      }),
    )
    .min(1)
    .max(60),
  body: z.object({ bytes: z.int().positive().max(mostPackBytes), sha256 }),
}); // prettier-ignore
export type PackManifest = z.infer<typeof packManifest>;

/** A named table of facts as a pack carries it. `replace` takes the place of all rows of that name, `add` stands beside them. */
export type PackTable = { name: string; mode: 'add' | 'replace'; columns: readonly string[]; rows: readonly (readonly string[])[] };

export type Pack = { manifest: PackManifest; tables: readonly PackTable[]; sha256: string };

/** `sign` answers the signature over `signedText(sha256)`, as base64. */
export type Signer = { kind: 'publisher' | 'facility'; publicKey: string; sign: (sha256: string) => Promise<string> | string };

export async function encodePack(head: PackHead, tables: readonly PackTable[], signer: Signer): Promise<Buffer> {
  const texts = tables.map((table) => Buffer.from(textOf(table)));
  const body = gzipSync(Buffer.concat(texts), { level: constants.Z_BEST_COMPRESSION });
  const manifest: PackManifest = packManifest.parse({
    ...head,
    format: formatVersion,
    signer: { kind: signer.kind, publicKey: signer.publicKey },
    tables: tables.map(({ name, mode, columns, rows }, at) => {
      const text = texts[at] ?? Buffer.alloc(0);
      return { name, mode, columns: [...columns], rows: rows.length, bytes: text.length, sha256: hashOf(text) };
    }),
    body: { bytes: body.length, sha256: hashOf(body) },
  });
  const said = inOrder(manifest);
  const signature = await signer.sign(hashOf(Buffer.from(said)));
  return Buffer.concat([Buffer.from(`${magic} ${formatVersion}\n${said}\n${signature}\n`), body]);
}

/**
 * Nothing is unpacked before the signature and the size of the whole are right.
 * @throws 'knowledge.not_a_pack', 'knowledge.newer_format', 'knowledge.too_large', 'knowledge.truncated', 'knowledge.damaged',
 * 'knowledge.bad_signature', 'knowledge.unknown_publisher'
 */
export function decodePack(bytes: Buffer, publishers: readonly string[] = publisherKeys): Pack {
  if (bytes.length > mostPackBytes + mostManifestBytes)
    throw new AppError('knowledge.too_large', { megabytes: mostPackBytes / 1024 / 1024 });
  const [first, said, signature, start] = readLines(bytes);
  const manifest = readManifest(first, said);
  if (manifest.signer.kind === 'publisher' && !publishers.includes(manifest.signer.publicKey))
    throw new AppError('knowledge.unknown_publisher', { publisher: manifest.publisher });
  const isCanonical = inOrder(manifest) === said && Buffer.from(signature, 'base64').toString('base64') === signature;
  if (!isCanonical || !verify(manifest.signer.publicKey, signedText(hashOf(Buffer.from(said))), signature))
    throw new AppError('knowledge.bad_signature', { publisher: manifest.publisher });
  const body = bytes.subarray(start);
  if (body.length < manifest.body.bytes) throw new AppError('knowledge.truncated', { missing: manifest.body.bytes - body.length });
  if (body.length > manifest.body.bytes || hashOf(body) !== manifest.body.sha256) throw new AppError('knowledge.damaged');
  return { manifest, tables: unpack(manifest, body), sha256: hashOf(bytes) };
}

function readLines(bytes: Buffer): [string, string, string, number] {
  const lines: string[] = [];
  let at = 0;
  for (const longest of [60, mostManifestBytes, 200]) {
    const end = bytes.subarray(at, at + longest + 1).indexOf(10);
    if (end < 0) {
      const isOurs = bytes.subarray(0, magic.length).toString('latin1') === magic;
      if (!isOurs) throw new AppError('knowledge.not_a_pack');
      throw bytes.length - at > longest ? new AppError('knowledge.damaged') : new AppError('knowledge.truncated', { missing: null });
    }
    lines.push(bytes.subarray(at, at + end).toString('utf8'));
    at += end + 1;
  }
  return [lines[0] ?? '', lines[1] ?? '', lines[2] ?? '', at];
}

function readManifest(first: string, said: string): PackManifest {
  const version = new RegExp(`^${magic} ([1-9]\\d{0,3})$`).exec(first)?.[1];
  if (version === undefined) throw new AppError('knowledge.not_a_pack');
  if (Number(version) > formatVersion) throw new AppError('knowledge.newer_format', { version: Number(version) });
  const parsed = packManifest.safeParse(parseJson(said));
  if (!parsed.success) throw new AppError('knowledge.damaged');
  if (parsed.data.tables.reduce((sum, table) => sum + table.bytes, 0) > mostTableBytes)
    throw new AppError('knowledge.too_large', { megabytes: mostTableBytes / 1024 / 1024 });
  return parsed.data;
}

function unpack(manifest: PackManifest, body: Buffer): PackTable[] {
  const whole = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
  const bytes = inflate(body, whole);
  let at = 0;
  return manifest.tables.map(({ name, mode, columns, rows, bytes: size, sha256: hash }) => {
    const text = bytes.subarray(at, at + size);
    at += size;
    if (hashOf(text) !== hash) throw new AppError('knowledge.damaged');
    const [head, ...lines] = text.toString('utf8').replace(/\n$/, '').split('\n');
    if (head !== columns.join('\t') || lines.length !== rows) throw new AppError('knowledge.damaged');
    return { name, mode, columns, rows: lines.map((row) => row.split('\t')) };
  });
}

/** Stops where the manifest ends: a small file never becomes a large one. */
function inflate(body: Buffer, size: number): Buffer {
  let bytes: Buffer;
  try {
    bytes = gunzipSync(body, { maxOutputLength: size });
  } catch {
    throw new AppError('knowledge.damaged');
  }
  if (bytes.length !== size) throw new AppError('knowledge.damaged');
  return bytes;
}

const textOf = ({ columns, rows }: PackTable) => `${[columns, ...rows].map((cells) => cells.join('\t')).join('\n')}\n`;

/** What the signature is made over: never mistaken for an audit head, which the same key of a facility signs. */
/** `sha256`: of the manifest's line. */
export const signedText = (sha256: string): string => `medvault knowledge pack ${formatVersion} ${sha256}`;

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
