import { randomUUID } from 'node:crypto';
import { AppError } from '../../preload/contract/errors.ts';
import { clockSkewMs } from '../protocol/clock.ts';
import { enrolmentProof, hubKeyHash } from '../protocol/enrolmentCode.ts';
import { everything } from '../protocol/interest.ts';
import { maxFrameBytes, maxRowsPerFrame } from '../protocol/limits.ts';
import { facilityFrame, mostKeySteps } from '../protocol/messages.ts';
import { seedFormat, seedTranscript } from '../protocol/seed.ts';
import type { Enrolling, FromFacility, FromHub } from '../protocol/seed.ts';
import { agreeOnVersion, protocolFloor, protocolVersion } from '../protocol/version.ts';
import { readSeedFile, writeSeedFile } from '../seedFile.ts';
import type { ReadSeed, SeedWatch } from '../seedFile.ts';
import { sign, verify } from '../security/keys.ts';
import { sameSecret } from '../security/tokens.ts';
import { acceptPush } from './accept.ts';
import { toWireRow } from './live.ts';
import { createSeal } from './seal.ts';
import type { Seal } from './seal.ts';
import { PlaceLost } from './store/store.ts';
import type { FacilityRecord, HubIdentity, HubStore } from './store/store.ts';

export type Exchanged = {
  facility: { id: string; code: string; name: string };
  hasJoined: boolean;
  /** of the facility's: in its file, new here, counted but not kept */
  changes: number;
  kept: number;
  refused: number;
  /** others', in the answer */
  rows: number;
  bytes: number;
  /** a later file, or a line, was here before */
  isOlder: boolean;
  /** this hub was restored since the facility last heard of it: nothing in the file counts, and the next one brings everything */
  isOtherEpoch: boolean;
};

/**
 * Takes what a facility wrote and writes its answer, for that facility alone. A hub may be running beside: it finds the rows in its database
 * at its next beat. The same file again changes nothing and is answered again.
 * @throws 'seed.wrong_way', 'seed.other_hub', 'seed.wrong_epoch', 'hub.unknown_facility', 'hub.revoked', 'hub.fork', 'hub.code_invalid',
 *   'hub.code_used', 'hub.facility_code_taken', 'hub.version_too_old', 'seed.busy' when the facility connected meanwhile, and see readSeedFile and writeSeedFile
 */
export async function exchangeSeed(store: HubStore, path: string, out: string, now: () => string, watch: SeedWatch): Promise<Exchanged> {
  const file = await readSeedFile(path, watch);
  try {
    const { head } = file;
    if (head.t === 'from hub') throw new AppError('seed.wrong_way');
    const agreed = agreeOnVersion({ protocol: protocolVersion, floor: protocolFloor }, head);
    if ('tooOld' in agreed) throw new AppError('hub.version_too_old', { side: agreed.tooOld === 'ours' ? 'hub' : 'facility' });
    const identity = await store.identity();
    const seal = createSeal(await store.sealKey());
    if (head.t === 'enrol') {
      const hasJoined = await join(store, identity, file, head, now());
      const { id: facility, epoch } = head.facility;
      const asked = {
        facility,
        epoch,
        hubEpoch: null,
        witness: null,
        cursor: 0,
        numbered: 0,
        interest: everything,
        clock: head.clock,
        file: head.file,
      };
      return { ...(await converse(store, seal, file, asked, out, now, watch)), hasJoined };
    }
    await requireKnown(store, identity, file, head);
    return { ...(await converse(store, seal, file, head, out, now, watch)), hasJoined: false };
  } catch (error) {
    throw error instanceof PlaceLost ? new AppError('seed.busy') : error;
  } finally {
    file.close();
  }
}

/** @returns false when this very key joined with this code before: the answer was lost */
async function join(store: HubStore, identity: HubIdentity, { sha256, end }: ReadSeed, head: Enrolling, now: string): Promise<boolean> {
  const earlier = (await store.keySteps()).map(({ from }) => from);
  if (![identity.publicKey, ...earlier].some((key) => Buffer.from(hubKeyHash(key)).toString('hex') === head.hubKeyHash))
    throw new AppError('seed.other_hub');
  const code = await store.findCode(head.codeId);
  if (code === undefined) throw new AppError('hub.code_invalid');
  const signed = seedTranscript('enrol', sha256);
  if (!sameSecret(enrolmentProof(code.proofKey, signed), end.codeProof ?? '')) throw new AppError('seed.damaged');
  if (!verify(head.publicKey, signed, end.signature)) throw new AppError('seed.damaged');
  if (code.usedAt !== null) {
    const known = await store.findFacility(head.facility.id);
    if (known?.publicKey === head.publicKey) return false;
    throw new AppError('hub.code_used');
  }
  if (code.expiresAt <= now) throw new AppError('hub.code_invalid');
  await store.enrol({ ...head.facility, publicKey: head.publicKey }, code.id, now);
  return true;
}

async function requireKnown(store: HubStore, identity: HubIdentity, { sha256, end }: ReadSeed, head: FromFacility): Promise<void> {
  const ours = [identity.publicKey, ...(await store.keySteps()).map(({ from }) => from)];
  if (!ours.includes(head.hubKey)) throw new AppError('seed.other_hub');
  const known = await store.findFacility(head.facility);
  if (known === undefined) throw new AppError('hub.unknown_facility');
  // Its key is another one where its machine was replaced; a changed file looks the same.
  if (!verify(known.publicKey, seedTranscript('from facility', sha256), end.signature)) throw new AppError('seed.damaged');
}

type Asked = Pick<FromFacility, 'facility' | 'epoch' | 'hubEpoch' | 'witness' | 'cursor' | 'numbered' | 'interest' | 'clock' | 'file'>;

async function converse(
  store: HubStore,
  seal: Seal,
  file: ReadSeed,
  asked: Asked,
  out: string,
  now: () => string,
  watch: SeedWatch,
): Promise<Omit<Exchanged, 'hasJoined'>> {
  const before = (await store.findFacility(asked.facility))!;
  if (before.revokedAt !== null) throw new AppError('hub.revoked');
  await learnOfRestore(store, seal, asked.witness);
  if (!(await store.beginEpoch(asked.facility, asked.epoch, now()))) throw new AppError('seed.wrong_epoch');
  const { epoch: hubEpoch } = await store.identity();
  const known = (await store.findFacility(asked.facility))!;
  const isSameEpoch = asked.hubEpoch === hubEpoch;
  const place = { epoch: asked.epoch, hubEpoch, node: 'seed file', at: now(), clockSkewMs: skewOf(asked, known, now()) };
  const { session } = await store.takePlace(asked.facility, place);
  try {
    const taken = await takeChanges(store, file, asked.facility, isSameEpoch, known.highestNumber, session, now, watch);
    const { acknowledgedThrough } = (await store.findFacility(asked.facility))!;
    const cursor = isSameEpoch ? asked.cursor : 0;
    const answered = await answer(store, seal, { asked, cursor, acknowledgedThrough, session, refused: taken.refused }, out, now, watch);
    const { id, code, name } = known;
    return {
      facility: { id, code, name },
      changes: taken.changes,
      kept: taken.kept,
      refused: taken.refused.length,
      ...answered,
      isOlder: isSameEpoch && known.highestNumber > asked.numbered,
      isOtherEpoch: asked.hubEpoch !== null && !isSameEpoch,
    };
  } finally {
    await store.leavePlace(asked.facility, session, now());
  }
}

/** As on a line: a facility that carries our own seal for something we do not know proves that this hub runs on an older backup. */
async function learnOfRestore(store: HubStore, seal: Seal, witness: string | null): Promise<void> {
  const seen = witness === null ? null : seal.open(witness);
  if (seen === null) return;
  const { epoch: ended } = await store.identity();
  if (await store.isBehind(seen)) await store.renewEpoch(ended);
}

/** Days may lie between the two clocks; only a file from the future says that the facility's is wrong. */
function skewOf({ clock }: Asked, known: FacilityRecord, now: string): number | null {
  const skew = clockSkewMs(clock, now);
  return skew !== null && skew < 0 ? known.clockSkewMs : skew;
}

type TakenChanges = { changes: number; kept: number; refused: { number: number; code: string }[] };

async function takeChanges(
  store: HubStore,
  file: ReadSeed,
  facility: string,
  isSameEpoch: boolean,
  /** the highest number that was here before */
  known: number,
  session: number,
  now: () => string,
  watch: SeedWatch,
): Promise<TakenChanges> {
  const taken: TakenChanges = { changes: 0, kept: 0, refused: [] };
  for await (const { frame, share } of file.frames()) {
    watch.step(share / 2);
    const push = facilityFrame.safeParse(frame).data;
    if (push?.t !== 'push') throw new AppError('seed.damaged');
    taken.changes += push.changes.length;
    if (!isSameEpoch) continue; // counted in an epoch of this hub that has ended
    const accepted = await acceptPush(store, facility, push.changes, now(), session);
    const isNew = ({ number }: { number: number }) => number > known;
    taken.kept += push.changes.filter(isNew).length - accepted.refused.filter(isNew).length;
    taken.refused.push(...accepted.refused);
  }
  return taken;
}

type Answering = { asked: Asked; cursor: number; acknowledgedThrough: number; session: number; refused: TakenChanges['refused'] };
const pageBytes = maxFrameBytes - 8 * 1024;

async function answer(
  store: HubStore,
  seal: Seal,
  { asked, cursor: after, acknowledgedThrough, session, refused }: Answering,
  out: string,
  now: () => string,
  watch: SeedWatch,
): Promise<{ rows: number; bytes: number }> {
  const { name: hubName, epoch: hubEpoch, publicKey: hubKey, privateKey } = await store.identity();
  const progress = await store.progress();
  const head: FromHub = {
    t: 'from hub',
    format: seedFormat,
    protocol: protocolVersion,
    floor: protocolFloor,
    file: randomUUID(),
    answers: asked.file,
    facility: asked.facility,
    epoch: asked.epoch,
    hubKey,
    hubName,
    hubEpoch,
    acknowledgedThrough,
    head: progress.head,
    witness: seal.seal(progress),
    after,
    interest: asked.interest,
    keys: (await store.keySteps()).slice(-mostKeySteps),
    clock: now(),
  };
  let rows = 0;
  const { bytes } = await writeSeedFile(
    out,
    async (put) => {
      await put(head);
      await put({ t: 'witnessed', heads: [...(await store.witnessed(asked.facility))] });
      for (let from = 0; from < refused.length; from += maxRowsPerFrame)
        await put({ t: 'ack', through: acknowledgedThrough, refused: refused.slice(from, from + maxRowsPerFrame), witness: head.witness });
      for (let cursor = after, more = true; more;) {
        const page = await store.page(asked.facility, cursor, maxRowsPerFrame, pageBytes, session, asked.interest);
        ({ cursor, more } = page);
        rows += page.rows.length;
        await put({ t: 'page', rows: page.rows.map(toWireRow), cursor, more, witness: seal.seal(page.progress) });
        watch.step(0.5 + 0.5 * Math.min(1, (cursor - after) / Math.max(1, progress.head - after)));
      }
    },
    (sha256) => ({ signature: sign(privateKey, seedTranscript('from hub', sha256)) }),
    watch,
  );
  return { rows, bytes };
}
