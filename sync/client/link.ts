import type { Database as SqliteFile } from 'better-sqlite3';
import type { Interest } from '../protocol/interest.ts';
import type { ClaimAnswer, ClaimAsked } from '../protocol/messages.ts';
import { converse } from './conversation.ts';
import type { Conversation, Talker } from './conversation.ts';
import { LinkFailure } from './failure.ts';
import { countWaiting, noteFailure, takeEpoch } from './hubLink.ts';
import type { Exclusive } from './hubLink.ts';
import { setInterest } from './interest.ts';
import { newPace } from './pace.ts';
import { newPackPace } from './packs.ts';
import type { PackPort, PackTiming } from './packs.ts';
import type { HttpProxy } from './proxy.ts';
import { describe, notLinked } from './status.ts';
import type { LinkStatus } from './status.ts';
import { defaultTiming } from './timing.ts';
import type { LinkTiming } from './timing.ts';
import { createAlarm, createPump } from './wake.ts';
import { internet, through } from './wire.ts';
import type { Line } from './wire.ts';

/** Counting a long backlog after each batch, or each row of a burst, would cost more than sending it. */
const countEveryMs = 500;

export type LinkDeps = {
  /** Only touched inside `exclusive`. */
  raw: SqliteFile;
  /** Runs `work` when no transaction is open on `raw`, and lets none begin meanwhile. */
  exclusive: Exclusive;
  /** `epoch` is the database's own, renewed on restore. */
  facility: { id: string; epoch: string };
  /** Writes the whole current state to the outbox, in transactions of its own: after enrolment and after a restore of either side. */
  republish: () => Promise<void>;
  now: () => string;
  newId: () => string;
  onStatus?: (status: LinkStatus) => void;
  /** Others' rows arrived and are committed. */
  onApplied?: (tables: string[]) => void;
  log?: (event: string, detail?: Readonly<Record<string, string | number>>) => void;
  /** none: this facility fetches no knowledge packs */
  packs?: { port: PackPort; timing?: Partial<PackTiming> };
  timing?: Partial<LinkTiming>;
  /** what people chose before the start */
  isMetered?: boolean;
  isPaused?: boolean;
  proxy?: HttpProxy | null;
  /** 0..1 */
  random?: () => number;
  line?: Line;
};

export type Link = {
  status(): LinkStatus;
  /** A row was published (after its commit): sent at once when online. */
  poke(): void;
  /** The network changed, somebody enrolled, or a person asks to try now. */
  reconnect(): void;
  /** Asks the hub which heads of our audit it has witnessed. False when it cannot be asked now. */
  recall(): Promise<boolean>;
  /** Asks or claims now, by the hub's word. Null when it cannot be reached, or is too old to know of claims. */
  claim(claims: readonly ClaimAsked[]): Promise<ClaimAnswer[] | null>;
  /** A knowledge pack is wanted that was not before. */
  fetchPacks(): void;
  /** What is read of others, from the next page on. It is kept, and holds after the next start. */
  setInterest(interest: Interest): Promise<void>;
  /** Every byte is paid for: pokes and our own rows are gathered, urgent ones are not. */
  setMetered(isMetered: boolean): void;
  /** The hub is reached through another proxy, or, with null, as the environment says. Tried at once. */
  setProxy(proxy: HttpProxy | null): void;
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** Keeps one connection to the hub as long as it runs: sends what waits, reads what others published, comes back when it breaks. */
export function startLink(deps: LinkDeps): Link {
  const { raw, exclusive, facility, now, newId, republish } = deps;
  const timing = { ...defaultTiming, ...deps.timing };
  const random = deps.random ?? Math.random;
  let proxy = deps.proxy ?? null;
  const line = through(deps.line ?? internet, () => proxy);
  const { time } = line;
  const alarm = createAlarm(time);
  const counting = createPump(recount, () => undefined); // a database that is closing has nothing to count
  const packs = deps.packs && { ...deps.packs, pace: newPackPace() };
  const { isMetered = false, isPaused = false } = deps;
  let status: LinkStatus = { ...notLinked, state: 'offline', isMetered, isPaused };
  let connection: AbortController | undefined;
  let conversation: Conversation | undefined;
  let isAskedAgain = false;
  let isStopped = false;
  let isRefused = false;
  let failures = 0;
  let triedAt = -Infinity;
  let countedAt = -Infinity;
  let callOffCount: (() => void) | undefined;

  const talker: Omit<Talker, 'isMetered'> = {
    raw,
    exclusive,
    facility,
    republish,
    now,
    newId,
    random,
    line,
    timing,
    packs,
    sending: newPace(timing.mostBatchRows),
    reading: newPace(timing.pageRows),
    tell,
    applied: (tables) => deps.onApplied?.(tables),
    count: () => counting.kick(),
    async recount(isDue) {
      if (isDue || time.elapsed() - countedAt >= countEveryMs) await recount();
    },
    hasRead: () => void (failures = 0), // a hub that greets well and then speaks nonsense does not get here
    toFailure,
  };

  function tell(change: Partial<LinkStatus>): void {
    const before = JSON.stringify(status);
    status = { ...status, ...change };
    if (JSON.stringify(status) !== before) deps.onStatus?.(status);
  }

  async function recount(): Promise<boolean> {
    const waiting = await exclusive(() => countWaiting(raw));
    countedAt = time.elapsed();
    tell({ waiting });
    return false;
  }

  /** What waits is said as it is, at most so much later. */
  function countSoon(): void {
    callOffCount ??= time.after(Math.max(0, countedAt + countEveryMs - time.elapsed()), () => {
      callOffCount = undefined;
      counting.kick();
    });
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      const failure = await attempt().catch(toFailure);
      if (failure === null || isStopped) continue;
      const at = now();
      isRefused = failure.isFatal;
      tell({ state: isRefused ? 'refused' : 'offline', lastError: { code: failure.code, at } });
      await exclusive(() => noteFailure(raw, failure.code, at)).catch(() => undefined); // a disk that is full now need not be later
      await alarm.sleep(waitAfter(failure));
    }
  }

  /** One try to be connected, for as long as it lasts. @returns null when there is nothing to wait for before the next */
  async function attempt(): Promise<LinkFailure | null> {
    const link = await exclusive(() => takeEpoch(raw, facility.epoch));
    const described = describe(link, await exclusive(() => countWaiting(raw)));
    if (link === undefined || link.hub_url === '' || status.isPaused) {
      tell({ ...described, state: link === undefined ? 'not-enrolled' : 'offline' });
      await alarm.sleep();
      return null;
    }
    tell({ ...described, state: 'connecting' });
    triedAt = time.elapsed();
    connection = new AbortController();
    const failure = await converse({ ...talker, isMetered: status.isMetered }, link, connection.signal, (begun) => {
      conversation = begun;
    });
    connection = undefined;
    conversation = undefined;
    const isWanted = status.isPaused || isAskedAgain;
    isAskedAgain = false;
    return isWanted ? null : failure;
  }

  function waitAfter(failure: LinkFailure): number {
    const step = failure.isFatal ? timing.refusedMs : Math.min(timing.backoffMostMs, timing.backoffStartMs * 2 ** Math.min(failures++, 16));
    return Math.max(failure.retryAfterMs ?? 0, step * (0.5 + random() / 2));
  }

  function toFailure(error: unknown): LinkFailure {
    if (error instanceof LinkFailure) return error;
    deps.log?.('the link to the hub met an unexpected error', { reason: error instanceof Error ? error.message : String(error) });
    return new LinkFailure('internal', { cause: error });
  }

  function reconnect(): void {
    failures = 0;
    isAskedAgain = connection !== undefined;
    connection?.abort();
    alarm.wake();
  }

  const running = run();

  return {
    status: () => status,
    poke() {
      conversation?.tellClaims();
      countSoon();
      if (conversation !== undefined) return conversation.push();
      if (!isRefused && time.elapsed() - triedAt >= timing.leastRetryMs) alarm.wake();
    },
    reconnect,
    async recall() {
      const asked = conversation;
      await asked?.recall();
      return asked !== undefined && status.state === 'online';
    },
    async claim(claims) {
      return status.state === 'online' && conversation !== undefined ? conversation.claim(claims) : null;
    },
    fetchPacks: () => conversation?.fetchPacks(),
    async setInterest(interest) {
      if (await exclusive(() => setInterest(raw, interest))) conversation?.read();
    },
    setMetered(next) {
      if (status.isMetered === next) return;
      tell({ isMetered: next });
      if (connection !== undefined) reconnect(); // it is told to the hub, and kept to, from the beginning of a connection
    },
    setProxy(next) {
      if (JSON.stringify(next) === JSON.stringify(proxy)) return;
      proxy = next;
      reconnect();
    },
    pause() {
      tell({ isPaused: true });
      connection?.abort();
    },
    resume() {
      failures = 0;
      tell({ isPaused: false });
      alarm.wake();
    },
    async stop() {
      isStopped = true;
      connection?.abort();
      alarm.wake();
      await running;
      callOffCount?.();
      await counting.idle();
    },
  };
}
