import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AppError } from '../../preload/contract/errors.ts';
import { fingerprintOf, newEd25519, sign } from '../../sync/security/keys.ts';
import { checkTables } from '../knowledge/packs/checkTables.ts';
import {
  decodePack,
  encodePack,
  mostPackBytes,
  packHead,
  type Pack,
  type PackHead,
  type PackTable,
  signedText,
  type Signer,
} from '../../sync/packs/format.ts';
import { assertReadable } from '../knowledge/packs/installed.ts';
import { collectSource, packSources } from '../knowledge/packs/sources/index.ts';
import { shippedTables } from '../knowledge/shipped.ts';
import { resourcesDir } from '../resources.ts';
import { keyHelp, keyOptions, readGivenKey } from './keyFor.ts';
import { askFacility } from './packFacility.ts';
import { say } from './say.ts';

const sources = Object.entries(packSources)
  .map(
    ([name, { summary, files }]) =>
      `  ${name.padEnd(18)} ${summary}\n${' '.repeat(21)}FOLDER/${files.join(`\n${' '.repeat(21)}FOLDER/`)}\n`,
  )
  .join('');

const help = `Usage: medvault pack build FOLDER --out FILE.mvpack (--data DIR | --key KEYFILE) [--source NAME] [--sequence N]
       medvault pack verify FILE.mvpack
       medvault pack list --data DIR
       medvault pack key --out KEYFILE

build   makes a signed knowledge pack of FOLDER. Signed with the key of the facility in DIR it is shown as made there, not checked by the
        publisher; with KEYFILE it is the publisher's. FOLDER holds pack.json and NAME.tsv tables (resources/knowledge/PACKS.md), or with
        --source the files of one of the lists below, which may not be shipped with the program. A folder with ddi/ and drugs/ as
        resources/build/knowledge.ts reads it becomes the publisher's next edition of all shipped tables.
        --sequence N  a higher one for each edition; left out: the day, as 20261122
verify  reads the whole file as a facility does before it loads it
list    what is loaded in DIR
key     a new key pair of a publisher: the private half in KEYFILE, the public half, for sync/packs/publisherKeys.ts, as the answer

Sources:
${sources}
Tables: ${[...shippedTables().columns.keys()].join(', ')}
${keyHelp}
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      source: { type: 'string' },
      sequence: { type: 'string' },
      ...keyOptions,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(process.stdout, help, 0);
  const [verb, path] = positionals;
  const answer = (value: object) => say(process.stdout, `${JSON.stringify({ ok: true, ...value })}\n`, 0);
  if (verb === 'key' && values.out !== undefined) return answer(makeKey(values.out));
  if (verb === 'verify' && path !== undefined) return answer(describe(readPackFile(path)));
  if (verb === 'list' && values.data !== undefined) {
    const dataDir = resolve(values.data);
    return answer(await askFacility<{ packs: unknown }>(dataDir, await readGivenKey(values, dataDir), { t: 'packs' }));
  }
  const sequence = Number(values.sequence ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  const isBuild = verb === 'build' && path !== undefined && values.out !== undefined && (values.key === undefined) !== (values.data === undefined);
  if (!isBuild || !Number.isSafeInteger(sequence) || sequence < 1 || (values.source !== undefined && !Object.hasOwn(packSources, values.source)))
    return say(process.stderr, help, 2);

  const { head, tables, left } = collect(resolve(path), values.source, sequence);
  checkTables(tables, shippedTables(), values.key !== undefined);
  const signer = values.key === undefined ? await facilitySigner(resolve(values.data ?? ''), values) : publisherSigner(values.key, head.publisher);
  const bytes = await encodePack({ ...head, publisher: signer.name }, tables, signer);
  const pack = decodePack(bytes, [signer.publicKey]);
  assertReadable(pack);
  writeNew(values.out ?? '', bytes);
  return answer({ file: values.out, bytes: bytes.length, ...describe(pack), left });
} // prettier-ignore

/** In FOLDER: what the pack says of itself; `replace` names the tables whose shipped rows it takes the place of. */
const headFile = packHead.partial({ sequence: true, publisher: true }).extend({ replace: z.array(z.string()).default([]) });

function collect(folder: string, source: string | undefined, sequence: number): { head: PackHead; tables: PackTable[]; left: number } {
  if (source !== undefined) {
    const { head, tables, left } = collectSource(packSources[source]!, folder);
    return { head: { ...head, sequence, publisher: '-' }, tables: tables.filter(({ rows }) => rows.length > 0), left };
  }
  if (existsSync(join(folder, 'ddi')) && existsSync(join(folder, 'drugs'))) return collectWhole(folder, sequence);
  const path = join(folder, 'pack.json');
  if (!existsSync(path)) throw new AppError('file.missing', { name: path });
  const { replace, ...head } = headFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const tables = readTables(folder, (name) => replace.includes(name));
  return { head: { ...head, publisher: head.publisher ?? '-', sequence: head.sequence ?? sequence }, tables, left: 0 };
}

function readTables(folder: string, isReplaced: (name: string) => boolean): PackTable[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tsv')); // prettier-ignore
  return files.toSorted().map((file) => {
    const name = file.replace(/\.tsv$/, '');
    const text = readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, '');
    const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
    const [columns = [], ...rows] = lines.map((line) => line.split('\t'));
    return { name, mode: isReplaced(name) ? 'replace' : 'add', columns, rows } satisfies PackTable;
  });
}

/** The folder of sources that the shipped tables are made of: all of them anew, as the publisher's next edition. */
function collectWhole(folder: string, sequence: number): { head: PackHead; tables: PackTable[]; left: number } {
  const script = join(resourcesDir(), 'build', 'knowledge.ts'); // in a checkout only
  if (!existsSync(script)) throw new AppError('file.missing', { name: 'resources/build/knowledge.ts' });
  const date = new Date().toISOString().slice(0, 10);
  const made = mkdtempSync(join(tmpdir(), 'medvault-pack-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, [script, folder, date, made], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const tables = readTables(join(made, 'knowledge'), () => true);
    const head = { id: 'medvault-knowledge', title: 'MedVault medicine knowledge', sequence, origin: 'The sources that resources/knowledge/SOURCE.md names', edition: date, licence: 'Facts; terms of each table in resources/knowledge/SOURCE.md', date, publisher: '-' }; // prettier-ignore
    return { head, tables, left: 0 };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

const keyFile = z.object({ format: z.literal('medvault-publisher-key'), publicKey: z.string(), privateKey: z.string() });

function makeKey(out: string): { publicKey: string; fingerprint: string; file: string } {
  const { publicKey, privateKey } = newEd25519();
  writeNew(out, Buffer.from(`${JSON.stringify({ format: 'medvault-publisher-key', publicKey, privateKey })}\n`));
  return { publicKey, fingerprint: fingerprintOf(publicKey), file: out };
}

type NamedSigner = Signer & { name: string };

/** The key never leaves the facility: it is told the hash of what it signs. */
async function facilitySigner(dataDir: string, values: Parameters<typeof readGivenKey>[0]): Promise<NamedSigner> {
  const given = await readGivenKey(values, dataDir);
  const { name, publicKey } = await askFacility<{ name: string; publicKey: string }>(dataDir, given, { t: 'pack-signer' });
  const signIt = async (sha256: string) => (await askFacility<{ signature: string }>(dataDir, given, { t: 'pack-sign', sha256 })).signature;
  return { kind: 'facility', name, publicKey, sign: signIt };
}

function publisherSigner(path: string, name: string): NamedSigner {
  const { publicKey, privateKey } = keyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const signer: Signer = { kind: 'publisher', publicKey, sign: (sha256) => sign(privateKey, signedText(sha256)) };
  return { ...signer, name: name === '-' ? 'MedVault' : name };
}

function readPackFile(path: string): Pack {
  if (!existsSync(path)) throw new AppError('file.missing', { name: path });
  const bytes = readFileSync(path);
  if (bytes.length > 2 * mostPackBytes) throw new AppError('knowledge.too_large', { megabytes: mostPackBytes / 1024 / 1024 });
  const pack = decodePack(bytes);
  checkTables(pack.tables, shippedTables(), pack.manifest.signer.kind === 'publisher');
  assertReadable(pack);
  return pack;
}

function describe({ manifest, sha256 }: Pack) {
  const { id, title, sequence, origin, edition, licence, date, publisher, signer, tables } = manifest;
  const by = { kind: signer.kind, name: publisher, fingerprint: fingerprintOf(signer.publicKey) };
  return { id, title, sequence, origin, edition, licence, date, signer: by, tables: tables.map(({ name, rows, mode }) => ({ name, rows, mode })), sha256 };
} // prettier-ignore

/** Never over a file that is there; readable by its owner only. @throws 'file.exists' */
function writeNew(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') throw new AppError('file.exists', { name: path });
    throw error;
  }
}
