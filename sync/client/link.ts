import type { Database as SqliteFile } from 'better-sqlite3';
import { isClockSuspect } from '../protocol/clock.ts';
import { batchSize } from '../protocol/limits.ts';
import type { ClaimAnswer, ClaimAsked } from '../protocol/messages.ts';
import { applyPage } from './apply.ts';
import { keepAnswers, keepDoubles, readWaitingClaims } from './claims.ts';
import { LinkFailure } from './failure.ts';
import { greet, takeWelcome } from './greet.ts';
import { countWaiting, markRepublished, noteFailure, readHubLink, takeEpoch } from './hubLink.ts';
import type { Exclusive, HubLinkRow } from './hubLink.ts';
import { fetchPacks, newPackPace, packsSince } from './packs.ts';
import type { PackPort, PackTiming } from './packs.ts';
import { markAcknowledged, numberBatch, toSend } from './push.ts';
import type { Numbered } from './push.ts';
import { keepWitnessed } from './recall.ts';
import { createAlarm, createPump, every } from './wake.ts';
import { internet, openWire } from './wire.ts';
import type { Line, Wire } from './wire.ts';

export type LinkState = 'not-enrolled' | 'offline' | 'connecting' | 'online' | 'refused';

/** The line of truth: nothing here is guessed. */
export type LinkStatus = {
  state: LinkState;
  isPaused: boolean;
  hubName: string | null;
  lastContactAt: string | null;
  /** rows that the hub has not acknowledged */
  waiting: number;
  lastError: { code: string; at: string } | null;
  /** this computer's clock minus the hub's */
  clockSkewMs: number | null;
  isClockSuspect: boolean;
};

/** Where there is no link at all. */
export const notLinked: LinkStatus = {
  state: 'not-enrolled',
  isPaused: false,
  hubName: null,
  lastContactAt: null,
  waiting: 0,
  lastError: null,
  clockSkewMs: null,
  isClockSuspect: false,
};

export type LinkTiming = {
  /** the first wait after a failure; doubles up to `backoffMostMs`, each time between half and all of it */
  backoffStartMs: number;
  backoffMostMs: number;
  /** after a refusal that only a person can end */
  refusedMs: number;
  /** a new row retries an unreachable hub at most this often */
  leastRetryMs: number;
  answerMs: number;
  pingMs: number;
  /** how often the hub is asked for rows although it did not poke: that long a lost poke may cost */
  lookMs: number;
  pageRows: number;
  /** a batch grows up to this many rows while the hub answers at once */
  mostBatchRows: number;
};
const defaultTiming: LinkTiming = {
  backoffStartMs: 250,
  backoffMostMs: 60_000,
  refusedMs: 60_000,
  leastRetryMs: 500,
  answerMs: 15_000,
  pingMs: 25_000,
  lookMs: 120_000,
  pageRows: 500,
  mostBatchRows: batchSize.most,
};

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
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** Keeps one connection to the hub as long as it runs: sends what waits, reads what others published, comes back when it breaks. */
export function startLink(deps: LinkDeps): Link {
  const { raw, exclusive, facility, now, newId } = deps;
  const timing = { ...defaultTiming, ...deps.timing };
  const random = deps.random ?? Math.random;
  const line = deps.line ?? internet;
  const { time } = line;
  const alarm = createAlarm(time);
  const counting = createPump(recount, () => undefined); // a database that is closing has nothing to count
  let status: LinkStatus = { ...notLinked, state: 'offline' };
  let conversation: AbortController | undefined;
  let isAskedAgain = false;
  let pushing: ReturnType<typeof createPump> | undefined;
  let recalling: ReturnType<typeof createPump> | undefined;
  let claiming: { wire: Wire; pump: ReturnType<typeof createPump> } | undefined;
  let areDoublesDue = false;
  let fetching: ReturnType<typeof fetchPacks> | undefined;
  const packPace = newPackPace();
  let isStopped = false;
  let isRefused = false;
  let failures = 0;
  let triedAt = -Infinity;
  /** formed and numbered together with the acknowledgement of the one before; of this connection only */
  let nextBatch: Numbered[] = [];
  let countedAt = -Infinity;
  let callOffCount: (() => void) | undefined;
  const sending: Pace = { size: Math.min(batchSize.start, timing.mostBatchRows), most: timing.mostBatchRows };
  const reading: Pace = { size: Math.min(batchSize.start, timing.pageRows), most: timing.pageRows };

  const ourselves = () => ({ facilityId: facility.id, now: now(), newId });

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
    conversation = new AbortController();
    const failure = await converse(link, conversation.signal);
    conversation = undefined;
    pushing = undefined;
    recalling = undefined;
    claiming = undefined;
    const isWanted = status.isPaused || isAskedAgain;
    isAskedAgain = false;
    return isWanted ? null : failure;
  }

  function waitAfter(failure: LinkFailure): number {
    const step = failure.isFatal ? timing.refusedMs : Math.min(timing.backoffMostMs, timing.backoffStartMs * 2 ** Math.min(failures++, 16));
    return Math.max(failure.retryAfterMs ?? 0, step * (0.5 + random() / 2));
  }

  /** One connection from hello to its end, and why it ended. */
  async function converse(link: HubLinkRow, signal: AbortSignal): Promise<LinkFailure> {
    const habits: (() => void)[] = [];
    let wire: Wire | undefined;
    const pumps: ReturnType<typeof createPump>[] = [];
    nextBatch = [];
    try {
      const opened = await openWire(link.hub_url, timing.answerMs, line, signal);
      wire = opened;
      const { welcome, version, keys } = await greet(opened, facility.id, link, now());
      const current = await exclusive(() => takeWelcome(raw, welcome, now(), keys));
      if (current.republish_due === 1) {
        await deps.republish();
        await exclusive(() => markRepublished(raw));
      }
      let failed: LinkFailure | undefined;
      const fail = (error: unknown) => {
        failed ??= toFailure(error);
        opened.close();
      };
      opened.speak(version);
      const push = createPump(() => pushOnce(opened, version), fail);
      const pull = createPump(() => pullOnce(opened), fail);
      pumps.push(push, pull);
      const recall = createPump(() => recallOnce(opened), fail);
      pumps.push(recall);
      recalling = recall;
      recall.kick();
      pushing = push;
      if (version >= claimsSince) {
        const pump = createPump(() => claimOnce(opened), fail);
        pumps.push(pump);
        claiming = { wire: opened, pump };
        areDoublesDue = true;
      }
      if (deps.packs !== undefined && version >= packsSince) {
        fetching = fetchPacks({
          ...deps.packs,
          pace: packPace,
          time,
          random,
          askShelf: () => answered(opened, () => opened.ask({ t: 'shelf' }, 'shelved')),
          askPiece: (sha256, offset, limit) => answered(opened, () => opened.ask({ t: 'piece', sha256, offset, limit }, 'pieced')),
          quiet: () => Promise.all([push.idle(), pull.idle()]),
          fail,
        });
      }
      opened.onPoke(({ claims, shelf }) => {
        if (shelf === true) return fetching?.shelfChanged();
        if (claims !== true) return pull.kick();
        areDoublesDue = true;
        claiming?.pump.kick();
      });
      tell({ ...describe(current, await exclusive(() => countWaiting(raw))), state: 'online' });
      push.kick();
      pull.kick();
      claiming?.pump.kick();
      const ping = () => {
        answered(opened, () => opened.ask({ t: 'ping', clock: now() }, 'pong')).then(() => tell({ lastContactAt: now() }), fail);
      };
      habits.push(
        every(time, timing.pingMs, ping),
        every(time, timing.lookMs, () => {
          areDoublesDue = true; // a warning that has become needless is told to nobody
          claiming?.pump.kick();
          pull.kick();
        }),
      );
      const reason = await opened.closed;
      return failed ?? reason;
    } catch (error) {
      return toFailure(error);
    } finally {
      for (const stop of habits) stop();
      wire?.close();
      await fetching?.stop();
      fetching = undefined;
      await Promise.all(pumps.map((pump) => pump.idle()));
    }
  }

  async function pushOnce(opened: Wire, version: number): Promise<boolean> {
    const changes = nextBatch.length > 0 ? nextBatch : await exclusive(() => numberBatch(raw, sending.size, ourselves()));
    nextBatch = [];
    if (changes.length === 0) {
      counting.kick();
      return false;
    }
    const ack = await answered(opened, () => paced(sending, () => opened.ask({ t: 'push', changes: toSend(changes, version) }, 'ack')));
    if (ack === null) return true;
    // One commit for both: on a slow disk that is half the time of a batch.
    nextBatch = await exclusive(() =>
      raw.transaction(() => {
        markAcknowledged(raw, changes, ack, ourselves());
        return numberBatch(raw, sending.size, ourselves());
      })(),
    );
    tell({ lastContactAt: now() });
    if (nextBatch.length === 0 || time.elapsed() - countedAt >= countEveryMs) await recount();
    if (ack.refused !== undefined) deps.onApplied?.(['quarantine']);
    if (changes.some(({ kind }) => kind === 'audit.head')) recalling?.kick();
    return true;
  }

  async function paced<T>(pace: Pace, ask: () => Promise<T>): Promise<T> {
    const askedAt = time.elapsed();
    let tookMs = Infinity; // no answer: it may have been more than the line carries in time
    try {
      const answer = await ask();
      tookMs = time.elapsed() - askedAt;
      return answer;
    } finally {
      pace.size = adapt(pace, tookMs);
    }
  }

  async function recallOnce(opened: Wire): Promise<boolean> {
    const answer = await answered(opened, () => opened.ask({ t: 'recall' }, 'witnessed'));
    if (answer === null) return true;
    await exclusive(() => keepWitnessed(raw, facility.id, answer.heads, now()));
    return false;
  }

  /** What was used here goes out, then the hub is asked what was used twice. */
  async function claimOnce(opened: Wire): Promise<boolean> {
    const claims = await exclusive(() => readWaitingClaims(raw));
    if (claims.length > 0) {
      const answer = await answered(opened, () => opened.ask({ t: 'claim', claims }, 'claimed'));
      if (answer === null) return true;
      await exclusive(() => keepAnswers(raw, claims, answer, now()));
      deps.onApplied?.(['prescription_claim']);
      return true;
    }
    if (!areDoublesDue) return false;
    areDoublesDue = false;
    const doubles = await answered(opened, () => opened.ask({ t: 'doubles' }, 'doubled'));
    if (doubles === null) return (areDoublesDue = true);
    if (await exclusive(() => keepDoubles(raw, doubles))) deps.onApplied?.(['prescription_claim']);
    return false;
  }

  async function pullOnce(opened: Wire): Promise<boolean> {
    const { cursor } = (await exclusive(() => readHubLink(raw)))!;
    const page = await answered(opened, () => paced(reading, () => opened.ask({ t: 'pull', cursor, limit: reading.size }, 'page')));
    if (page === null) return true;
    const tables = await exclusive(() => applyPage(raw, cursor, page, ourselves()));
    failures = 0; // a hub that greets well and then speaks nonsense does not get here
    tell({ lastContactAt: now() });
    if (tables.length > 0) deps.onApplied?.(tables);
    return page.more;
  }

  /** Null when the hub asked to come back later, and later has come. */
  async function answered<T>(opened: Wire, ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LinkFailure) || error.retryAfterMs === undefined) throw error;
      const later = createAlarm(time);
      void opened.closed.then(() => later.wake());
      await later.sleep(error.retryAfterMs);
      return null;
    }
  }

  function toFailure(error: unknown): LinkFailure {
    if (error instanceof LinkFailure) return error;
    deps.log?.('the link to the hub met an unexpected error', { reason: error instanceof Error ? error.message : String(error) });
    return new LinkFailure('internal', { cause: error });
  }

  const running = run();

  return {
    status: () => status,
    poke() {
      claiming?.pump.kick();
      countSoon();
      if (pushing !== undefined) return pushing.kick();
      if (!isRefused && time.elapsed() - triedAt >= timing.leastRetryMs) alarm.wake();
    },
    reconnect() {
      failures = 0;
      isAskedAgain = conversation !== undefined;
      conversation?.abort();
      alarm.wake();
    },
    async recall() {
      const asked = recalling;
      asked?.kick();
      await asked?.idle();
      return asked !== undefined && status.state === 'online';
    },
    async claim(claims) {
      const wire = claiming?.wire;
      if (wire === undefined || status.state !== 'online') return null;
      try {
        return (await wire.ask({ t: 'claim', claims: [...claims] }, 'claimed')).answers;
      } catch (error) {
        if (error instanceof LinkFailure) return null;
        throw error;
      }
    },
    fetchPacks: () => fetching?.look(),
    pause() {
      tell({ isPaused: true });
      conversation?.abort();
    },
    resume() {
      failures = 0;
      tell({ isPaused: false });
      alarm.wake();
    },
    async stop() {
      isStopped = true;
      conversation?.abort();
      alarm.wake();
      await running;
      callOffCount?.();
      await counting.idle();
    },
  };
}

/** The protocol version that first had claims. */
const claimsSince = 5;

/** How many rows are sent, or asked for, at once. */
type Pace = { size: number; readonly most: number };

/** Grows while it is answered at once, shrinks on a slow line, so that a batch or a page costs a line about two seconds; without an answer down to one. */
function adapt({ size, most }: Pace, tookMs: number): number {
  if (tookMs === Infinity) return Math.max(1, Math.floor(size / 2));
  if (tookMs < 500 || size < batchSize.least) return Math.min(most, size * 2);
  return tookMs > 2000 ? Math.min(size, Math.max(batchSize.least, Math.floor(size / 2))) : size;
}

function describe(link: HubLinkRow | undefined, waiting: number): Partial<LinkStatus> {
  if (link === undefined) return { waiting, hubName: null };
  const { hub_name: hubName, last_contact_at: lastContactAt, clock_skew_ms: clockSkewMs, last_error: code, last_error_at: at } = link;
  const lastError = code === null || at === null ? null : { code, at };
  return { waiting, hubName, lastContactAt, lastError, clockSkewMs, isClockSuspect: clockSkewMs !== null && isClockSuspect(clockSkewMs) };
}
