import { randomUUID } from 'node:crypto';
import { batchSize } from '../protocol/limits.ts';
import { enrolmentCodeId, enrolmentProof, enrolmentProofKey, parseEnrolmentCode } from '../protocol/enrolmentCode.ts';
import { seedFormat, seedTranscript } from '../protocol/seed.ts';
import type { Enrolling, FromFacility } from '../protocol/seed.ts';
import { deflatedSince } from '../protocol/frame.ts';
import { protocolFloor, protocolVersion } from '../protocol/version.ts';
import { writeSeedFile } from '../seedFile.ts';
import type { SeedWatch } from '../seedFile.ts';
import { newEd25519, sign } from '../security/keys.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { markRepublished, readHubLink, takeEpoch } from './hubLink.ts';
import { takeInterest } from './interest.ts';
import type { LinkDeps } from './link.ts';
import { numberNext, readNumbered, toSend } from './push.ts';
import { beginSeed, endSeed, numberSeed } from './seedRecord.ts';

export type SeedDeps = Pick<LinkDeps, 'raw' | 'exclusive' | 'facility' | 'republish' | 'now' | 'newId'>;
export type SeedWritten = { changes: number; bytes: number };

const common = { format: seedFormat, protocol: protocolVersion, floor: protocolFloor } as const;

/**
 * Everything that the hub has not acknowledged, as a push would carry it, and what a hello would say. A file that is lost costs nothing:
 * the next one carries it again. Before the hub's epoch is known nothing is numbered, and so nothing is sent: its answer brings it.
 * @throws 'hub.not_enrolled', 'seed.outdated' when the numbers began anew meanwhile, and see writeSeedFile
 */
export async function writeSeed(deps: SeedDeps, path: string, watch: SeedWatch): Promise<SeedWritten> {
  const { raw, exclusive, now } = deps;
  const file = randomUUID();
  await exclusive(() => beginSeed(raw, { id: file, act: 'write', path, at: now(), hubEpoch: null, acknowledgedThrough: 0 }));
  try {
    const written = await fillSeed(deps, file, path, watch);
    await exclusive(() => endSeed(raw, file, { at: now(), ...written }));
    return written;
  } catch (error) {
    await exclusive(() => endSeed(raw, file, { at: now(), failure: error }));
    throw error;
  }
}

async function fillSeed(deps: SeedDeps, file: string, path: string, watch: SeedWatch): Promise<SeedWritten> {
  const { raw, exclusive, facility, now } = deps;
  await prepareRows(deps, watch);
  const [link, interest] = await exclusive(() => {
    const taken = takeInterest(raw, facility.id);
    const current = readHubLink(raw)!;
    numberSeed(raw, file, { hubEpoch: current.hub_epoch, acknowledgedThrough: current.acknowledged_through });
    return [current, taken.interest] as const;
  });
  const [first, numbered] = [link.acknowledged_through, link.next_number - 1];
  let changes = 0;
  const { bytes } = await writeSeedFile(
    path,
    async (put) => {
      await put({
        t: 'from facility',
        ...common,
        file,
        facility: facility.id,
        epoch: link.facility_epoch,
        hubKey: link.hub_public_key,
        hubEpoch: link.hub_epoch,
        witness: link.hub_witness,
        cursor: link.cursor,
        numbered,
        acknowledgedThrough: first,
        interest,
        clock: now(),
      } satisfies FromFacility);
      for (let after = first; after < numbered;) {
        const batch = (await exclusive(() => readNumbered(raw, after, batchSize.most))).filter(({ number }) => number <= numbered);
        if (batch.length === 0) break;
        await put({ t: 'push', changes: toSend(batch, deflatedSince) });
        after = batch.at(-1)!.number;
        changes += batch.length;
        watch.step(Math.min(1, (after - first) / (numbered - first)));
      }
      if (!(await exclusive(() => isStillCurrent(deps, file)))) throw new AppError('seed.outdated');
    },
    (sha256) => ({ signature: sign(link.private_key, seedTranscript('from facility', sha256)) }),
    watch,
  );
  return { changes, bytes };
}

/** As on a line after a welcome: the whole state is said again where that is due, and each row that waits gets its number. */
async function prepareRows(deps: SeedDeps, watch: SeedWatch): Promise<void> {
  const { raw, exclusive, facility, republish, now, newId } = deps;
  const link = await exclusive(() => takeEpoch(raw, facility.epoch));
  if (link === undefined) throw new AppError('hub.not_enrolled');
  if (link.hub_epoch === null) return;
  if (link.republish_due === 1) {
    await republish();
    await exclusive(() => markRepublished(raw));
  }
  const at = () => ({ facilityId: facility.id, now: now(), newId });
  while ((await exclusive(() => numberNext(raw, batchSize.most, at()))).length > 0)
    if (watch.isCancelled()) throw new AppError('seed.cancelled');
}

const isStillCurrent = ({ raw }: SeedDeps, file: string): boolean =>
  raw.prepare('SELECT is_current FROM seed_file WHERE id = ?').pluck().get(file) === 1;

export type SeedEnrolment = Omit<SeedDeps, 'republish' | 'facility'> & {
  facility: { id: string; code: string; name: string; epoch: string };
  code: string;
};

/**
 * Asks the hub that the code belongs to to take this facility in. The code itself is not in the file: it proves that it is known, over this
 * file alone; whoever finds the stick can neither change it nor join with it. Written anew with the same code it names the same key.
 * @throws 'hub.code_invalid', and see writeSeedFile
 */
export async function writeSeedEnrolment(deps: SeedEnrolment, path: string, watch: SeedWatch): Promise<SeedWritten> {
  const { raw, exclusive, facility, code, now } = deps;
  const { secret, hubKeyHash } = parseEnrolmentCode(code);
  const head = { t: 'enrol', ...common, file: randomUUID() } as const;
  const asked = await exclusive(() =>
    raw.transaction(() => {
      beginSeed(raw, { id: head.file, act: 'enrol', path, at: now(), hubEpoch: null, acknowledgedThrough: 0 });
      return keepAsked(raw, { secret, hubKeyHash, epoch: facility.epoch, at: now() });
    })(),
  );
  const { bytes } = await writeSeedFile(
    path,
    (put) =>
      put({
        ...head,
        facility: { id: facility.id, code: facility.code, name: facility.name, epoch: facility.epoch },
        publicKey: asked.public_key,
        codeId: enrolmentCodeId(secret),
        hubKeyHash: asked.hub_key_hash,
        clock: now(),
      } satisfies Enrolling),
    (sha256) => {
      const signed = seedTranscript('enrol', sha256);
      return { signature: sign(asked.private_key, signed), codeProof: enrolmentProof(enrolmentProofKey(secret), signed) };
    },
    watch,
  ).catch(async (error: unknown) => {
    await exclusive(() => endSeed(raw, head.file, { at: now(), failure: error }));
    throw error;
  });
  await exclusive(() => endSeed(raw, head.file, { at: now(), bytes }));
  return { changes: 0, bytes };
}

type Asked = { secret: Uint8Array; hubKeyHash: Uint8Array; epoch: string; at: string };

/** The first file may have reached the hub and used the code for its key: a second one must name the same. */
function keepAsked(
  raw: SeedDeps['raw'],
  { secret, hubKeyHash, epoch, at }: Asked,
): { hub_key_hash: string; public_key: string; private_key: string } {
  const read = raw.prepare<[], { code_secret: string; hub_key_hash: string; public_key: string; private_key: string }>(
    'SELECT * FROM hub_enrolment',
  );
  const before = read.get();
  const text = Buffer.from(secret).toString('base64');
  if (before?.code_secret === text) return before;
  const { publicKey, privateKey } = newEd25519();
  raw
    .prepare(
      `INSERT OR REPLACE INTO hub_enrolment (id, code_secret, hub_key_hash, private_key, public_key, facility_epoch, asked_at) VALUES (1, ?, ?, ?, ?, ?, ?)`,
    )
    .run(text, Buffer.from(hubKeyHash).toString('hex'), privateKey, publicKey, epoch, at);
  return read.get()!;
}
