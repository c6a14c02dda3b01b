import { randomUUID } from 'node:crypto';
import { AppError } from '../../preload/contract/errors.ts';
import { hubKeyHash } from '../protocol/enrolmentCode.ts';
import { leadsTo, nextAfter } from '../protocol/keyChain.ts';
import { batchSize } from '../protocol/limits.ts';
import { hubFrame } from '../protocol/messages.ts';
import type { HubFrameOf } from '../protocol/messages.ts';
import { seedTranscript } from '../protocol/seed.ts';
import type { FromHub } from '../protocol/seed.ts';
import { agreeOnVersion, protocolFloor, protocolVersion } from '../protocol/version.ts';
import { readSeedFile } from '../seedFile.ts';
import type { ReadSeed, SeedWatch } from '../seedFile.ts';
import { verify } from '../security/keys.ts';
import { applyPage } from './apply.ts';
import { keepLink } from './enrol.ts';
import { LinkFailure } from './failure.ts';
import { takeWelcome } from './greet.ts';
import { readHubLink } from './hubLink.ts';
import { isHeld, settleInterest } from './interest.ts';
import { markAcknowledged, readNumbered } from './push.ts';
import { keepWitnessed } from './recall.ts';
import { beginSeed, endSeed, findSeed } from './seedRecord.ts';
import type { SeedFileRow } from './seedRecord.ts';
import type { SeedDeps } from './seedWrite.ts';

export type SeedLoaded = {
  hubName: string;
  /** ours that the hub has by now, and others' that came; `isOlder`: what is here was newer */
  changes: number;
  rows: number;
  isOlder: boolean;
  hasJoined: boolean;
  tables: string[];
};

type Loading = Omit<SeedDeps, 'republish'>;

/**
 * Takes over the hub's answer to a file of ours. The same one twice, or an older one, changes nothing; interrupted, it is loaded again.
 * @throws 'seed.other_facility', 'seed.other_hub', 'seed.wrong_epoch', 'seed.wrong_way', 'seed.unknown_file', 'seed.gap', 'hub.not_enrolled',
 *   'hub.fork', 'hub.version_too_old', and see readSeedFile
 */
export async function loadSeed(deps: Loading, path: string, watch: SeedWatch): Promise<SeedLoaded> {
  const { raw, exclusive, now } = deps;
  const file = await readSeedFile(path, watch);
  try {
    const head = requireGenuine(file);
    const id = randomUUID();
    const [asked, hasJoined] = await exclusive(() =>
      raw.transaction(() => {
        const joined = requireOurs(deps, head);
        const about = { path, at: now(), hubEpoch: head.hubEpoch, acknowledgedThrough: head.acknowledgedThrough, answers: head.answers };
        beginSeed(raw, { id, act: 'load', ...about });
        return [findSeed(raw, head.answers)!, joined] as const;
      })(),
    );
    try {
      const taken = await take(deps, file, head, asked, watch);
      const loaded = { changes: taken.changes, rows: taken.rows, isOlder: taken.changes + taken.rows === 0 && taken.isOlder };
      await exclusive(() => endSeed(raw, id, { at: now(), ...loaded, bytes: file.bytes }));
      return { hubName: head.hubName, ...loaded, hasJoined, tables: [...taken.tables] };
    } catch (error) {
      const told = error instanceof LinkFailure ? new AppError(error.code) : error;
      await exclusive(() => endSeed(raw, id, { at: now(), bytes: file.bytes, failure: told }));
      throw told;
    }
  } finally {
    file.close();
  }
}

/** Signed as a whole by the hub that it names; whether that is ours is asked next. */
function requireGenuine({ head, end, sha256 }: ReadSeed): FromHub {
  if (head.t !== 'from hub') throw new AppError('seed.wrong_way');
  if (!verify(head.hubKey, seedTranscript('from hub', sha256), end.signature)) throw new AppError('seed.damaged');
  if ('tooOld' in agreeOnVersion({ protocol: protocolVersion, floor: protocolFloor }, head)) throw new AppError('hub.version_too_old');
  return head;
}

/** @returns whether this facility joins the hub with it */
function requireOurs({ raw, facility, now }: Loading, head: FromHub): boolean {
  if (head.facility !== facility.id) throw new AppError('seed.other_facility');
  if (head.epoch !== facility.epoch) throw new AppError('seed.wrong_epoch');
  const asked = findSeed(raw, head.answers);
  if (asked?.act === 'enrol' && joins(raw, head, now())) return true;
  const link = readHubLink(raw);
  if (link === undefined) throw new AppError('hub.not_enrolled');
  if (!leadsTo(link.hub_public_key, link.hub_next_key, head.hubKey, head.keys)) throw new AppError('seed.other_hub');
  if (asked !== undefined) return false;
  // Nobody here asked for it. A copy of this folder did: it has given numbers that we have not.
  const isAhead = head.hubEpoch === link.hub_epoch && head.acknowledgedThrough >= link.next_number;
  throw new AppError(isAhead ? 'hub.fork' : 'seed.unknown_file');
}

type Waiting = { hub_key_hash: string; private_key: string; public_key: string; facility_epoch: string };

/** False when it was joined with an earlier copy of this answer. @throws 'seed.other_hub' when it is not the code's */
function joins(raw: Loading['raw'], head: FromHub, now: string): boolean {
  const waiting = raw.prepare<[], Waiting>('SELECT hub_key_hash, private_key, public_key, facility_epoch FROM hub_enrolment').get();
  if (waiting === undefined) return false;
  const { hubKey, hubName } = head;
  const [first] = [hubKey, ...head.keys.map(({ from }) => from)].filter(
    (key) => Buffer.from(hubKeyHash(key)).toString('hex') === waiting.hub_key_hash,
  );
  if (first === undefined || !leadsTo(first, null, hubKey, head.keys)) throw new AppError('seed.other_hub');
  keepLink(raw, {
    hubUrl: '',
    hubName,
    hubKey,
    nextKey: nextAfter(hubKey, head.keys),
    publicKey: waiting.public_key,
    privateKey: waiting.private_key,
    epoch: waiting.facility_epoch,
    now,
  });
  raw.exec('DELETE FROM hub_enrolment');
  return true;
}

type Taken = { changes: number; rows: number; isOlder: boolean; tables: Set<string> };

async function take(deps: Loading, file: ReadSeed, head: FromHub, asked: SeedFileRow, watch: SeedWatch): Promise<Taken> {
  const { raw, exclusive } = deps;
  const taken: Taken = { changes: 0, rows: 0, isOlder: false, tables: new Set(['hub_link', 'seed_file']) };
  const isSpoken = await exclusive(() => hear(deps, head, asked));
  taken.isOlder = !isSpoken;
  const refused: { number: number; code: string }[] = [];
  let isAcknowledged = false;
  let from = head.after;
  for await (const { frame, share } of file.frames()) {
    watch.step(share);
    const read = hubFrame.safeParse(frame).data;
    if (read?.t === 'witnessed') await exclusive(() => keepWitnessed(raw, deps.facility.id, read.heads, deps.now()));
    else if (read?.t === 'ack') refused.push(...(read.refused ?? []));
    else if (read?.t === 'page') {
      if (isSpoken && !isAcknowledged) taken.changes = await acknowledge(deps, head, asked.id, refused);
      isAcknowledged = true;
      const after = from;
      from = read.cursor;
      const done = await exclusive(() => applyWhereNew(deps, head, after, read));
      taken.rows += done.rows;
      for (const table of done.tables) taken.tables.add(table);
    } else throw new AppError('seed.damaged');
  }
  if (isSpoken && !isAcknowledged) taken.changes = await acknowledge(deps, head, asked.id, refused);
  if (refused.length > 0) taken.tables.add('quarantine');
  return taken;
}

/**
 * What a welcome would say, where it still speaks of the numbers that count here: not after they began anew, nor from an epoch of the hub that
 * a line has ended since, nor where a line brought further acknowledgements.
 * @returns false for an older word
 */
function hear({ raw, now }: Loading, head: FromHub, asked: SeedFileRow): boolean {
  return raw.transaction(() => {
    const link = readHubLink(raw)!;
    const isSameEpoch = link.hub_epoch === head.hubEpoch;
    const isJoining = asked.act === 'enrol' && link.hub_epoch === null;
    if (asked.is_current === 0 && !isJoining) return false;
    if (!isSameEpoch && link.hub_epoch !== asked.hub_epoch) return false;
    const wasPutBack = head.acknowledgedThrough < asked.acknowledged_through;
    if (isSameEpoch && !wasPutBack && head.acknowledgedThrough < link.acknowledged_through) return false;
    const { hubName, hubEpoch, acknowledgedThrough, witness, clock } = head;
    const welcome: HubFrameOf<'welcome'> = { t: 'welcome', hubName, hubEpoch, acknowledgedThrough, head: head.head, witness, clock };
    const at = now();
    takeWelcome(raw, welcome, at, { present: head.hubKey, next: nextAfter(head.hubKey, head.keys) });
    // Days may lie between the hub's clock and ours; only one that lies in our future says something.
    const skew = Date.parse(at) - Date.parse(clock);
    raw.prepare('UPDATE hub_link SET clock_skew_ms = ?').run(skew < 0 ? skew : link.clock_skew_ms);
    return true;
  })();
}

/** A part at a time: whoever works here meanwhile comes in between, and what was done stays done. */
async function acknowledge(
  deps: Loading,
  head: FromHub,
  asked: string,
  refused: readonly { number: number; code: string }[],
): Promise<number> {
  const { raw, exclusive, facility, now, newId } = deps;
  let done = 0;
  for (;;) {
    const count = await exclusive(() => {
      if (findSeed(raw, asked)!.is_current === 0) return 0; // they began anew
      const sent = readNumbered(raw, 0, batchSize.most).filter(({ number }) => number <= head.acknowledgedThrough);
      if (sent.length === 0) return 0;
      const through = sent.at(-1)!.number;
      const told = refused.filter(({ number }) => number <= through);
      const ack = { t: 'ack', through, refused: told, witness: head.witness } as const;
      markAcknowledged(raw, sent, ack, { facilityId: facility.id, now: now(), newId });
      return sent.length;
    });
    if (count === 0) return done;
    done += count;
  }
}

function applyWhereNew(deps: Loading, head: FromHub, after: number, page: HubFrameOf<'page'>): { rows: number; tables: string[] } {
  const { raw, facility, now, newId } = deps;
  const link = readHubLink(raw)!;
  if (link.hub_epoch !== head.hubEpoch || page.cursor <= link.cursor) return { rows: 0, tables: [] };
  if (after > link.cursor || !isHeld(raw, head.interest)) throw new AppError('seed.gap');
  const before = link.cursor;
  const tables = applyPage(raw, after, page, { facilityId: facility.id, now: now(), newId });
  if (!page.more && settleInterest(raw, facility.id)) tables.push('peer_state');
  return { rows: page.rows.filter(({ cursor }) => cursor > before).length, tables };
}
