import { facilityCodeOf } from '../../preload/contract/readableNumber.ts';
import { enrol } from '../../sync/client/enrol.ts';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { startLink } from '../../sync/client/link.ts';
import type { Link } from '../../sync/client/link.ts';
import type { Line } from '../../sync/client/wire.ts';
import { isKnownKind, isState } from '../../sync/protocol/kinds.ts';
import { batchSize } from '../../sync/protocol/limits.ts';
import { publishText } from '../support/sync/facility.ts';
import { createDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { aSpot } from './interests.ts';
import { beginLife } from './life.ts';
import type { Life } from './life.ts';
import { speakingVersion } from './olderVersion.ts';
import type { Computer, Identity, World } from './parts.ts';

type Options = { content: Buffer; epoch: string; copy: number; version: number };

/** Some have several small batches under way, others one large one. */
const smallOrLarge = (id: string) => (Number.parseInt(id.at(-1)!, 16) % 2 === 0 ? 2 : batchSize.most);

export function aComputer(world: World, identity: Identity, { content, epoch, copy, version }: Options): Computer {
  const { loop, random } = world;
  const name = copy === 0 ? identity.name : `${identity.name}'${copy > 1 ? copy : ''}`;
  const disk: Disk = createDisk(content);
  const facility = { ...identity, epoch };
  let life: Life | undefined;
  let link: Link | undefined;
  let clockOffsetMs = 0;
  let isRetired = false;
  let isMetered = false;
  const hasSmallPages = random.chance(0.3); // several follow each other, as with a long backlog
  let said = 0;
  const isJoined = () => readHubLink(disk.file()) !== undefined;
  const now = () => world.wallClock(clockOffsetMs);

  const exclusiveIn = (living: Life) => {
    let last: Promise<unknown> = Promise.resolve(); // one after the other, as a facility does it
    return <T>(work: () => T): Promise<T> => {
      const mine = last.then(async () => {
        await living.step();
        const answer = work();
        await living.step();
        return answer;
      });
      last = mine.catch(() => undefined);
      return mine;
    };
  };
  const lineOf = (living: Life): Line => ({
    time: living.time,
    dial: (_, timeoutMs) => world.network.dial(name, living, timeoutMs, world.tamperFor(self, speakingVersion(version))),
  });

  function write(work: () => void): boolean {
    if (life === undefined || life.isOver()) return false;
    try {
      disk.file().transaction(work)();
    } catch (error) {
      if (!disk.isFull()) throw error;
      return false;
    }
    link?.poke();
    return true;
  }

  function publish(kind: string, key: string, payload: string): void {
    const isStateKind = isKnownKind(kind) ? isState(kind) : true;
    disk.file().prepare('INSERT INTO said VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET payload = excluded.payload').run(kind, key, payload);
    publishText(disk.file(), kind, key, payload, isStateKind);
    world.noteSaid(identity.id, kind, key, payload);
  }

  const publishOutboxOnly = (kind: string, key: string, payload: string) => publishText(disk.file(), kind, key, payload, true);

  const self: Computer = {
    name,
    identity,
    disk,
    version,
    isRogue: false,
    epoch: () => facility.epoch,
    isOn: () => life !== undefined && !life.isOver(),
    isRetired: () => isRetired,
    isJoined,
    link: () => link,
    spot: aSpot(random),
    setMetered(next: boolean): void {
      isMetered = next;
      link?.setMetered(next);
    },
    life: () => life,
    nextStamp: () => `${name}:${++said}`,
    now,
    setClock: (offsetMs: number) => void (clockOffsetMs = offsetMs),
    write,
    publish,
    publishOutboxOnly,

    turnOn(): void {
      if (isRetired || self.isOn()) return;
      const living = beginLife(loop, random);
      life = living;
      link = undefined;
      if (isJoined()) startTheLink(living);
      else void join(living);
    },
    kill(): void {
      life?.end();
    },
    retire(): void {
      isRetired = true;
      life?.end();
    },
    beginEpoch(fresh: string): void {
      facility.epoch = fresh;
    },
    join: () => {
      if (life !== undefined && !life.isOver() && joining !== life) void join(life);
    },
  };

  /** People wait for one joining before they begin another, as main/network/enrol.ts does. */
  let joining: Life | undefined;
  async function join(living: Life): Promise<void> {
    joining = living;
    try {
      const code = await world.operator.enrolmentCode(identity.id);
      if (living.isOver()) return;
      if (code === null) throw new Error('no node is up');
      const raw = disk.file();
      await enrol({ raw, exclusive: exclusiveIn(living), facility, hubUrl: 'ws://127.0.0.1', code, now, line: lineOf(living) });
    } catch (error) {
      world.trace?.(name, `could not join: ${error instanceof Error ? error.message : String(error)}`);
      living.time.after(random.integer(2000, 6000), () => void join(living));
      return;
    }
    if (joining === living) joining = undefined;
    if (link === undefined) startTheLink(living);
    else link.reconnect();
  }

  function startTheLink(living: Life): void {
    let lastError: string | undefined;
    link = startLink({
      raw: disk.file(),
      exclusive: exclusiveIn(living),
      facility,
      async republish() {
        for (const row of disk.file().prepare<[], { kind: string; key: string; payload: string }>('SELECT * FROM said').all()) {
          await living.step();
          const isStateKind = isKnownKind(row.kind) ? isState(row.kind) : true;
          const newest = disk.file().prepare<[string, string], string>('SELECT payload FROM said WHERE kind = ? AND key = ?').pluck();
          publishText(disk.file(), row.kind, row.key, newest.get(row.kind, row.key)!, isStateKind);
        }
      },
      now,
      isMetered,
      newId: () => random.uuid(),
      random: random.next,
      line: lineOf(living),
      timing: { mostBatchRows: smallOrLarge(identity.id), ...(hasSmallPages ? { pageRows: 5 } : {}) },
      onStatus: ({ state, lastError: error }) => {
        const code = error?.code;
        if (code !== lastError) world.trace?.(name, `${state} ${code ?? ''}`);
        lastError = code;
        if (code !== undefined) world.judgeError(self, code, state);
        if (state === 'refused' && code !== undefined && code !== 'hub.bad_frame') world.operator.isCalled(self, code);
      },
      onApplied: (tables) => {
        if (tables.includes('peer_state')) living.time.after(0, () => world.transfers.hear(self));
      },
      log: (event, detail) => world.judgeLog(self, event, detail),
    });
    living.time.after(0, () => world.transfers.hear(self));
  }

  return self;
}

export const identityOf = (id: string, name: string): Identity => ({ id, code: facilityCodeOf(id), name });
