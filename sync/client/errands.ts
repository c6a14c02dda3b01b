import type { Database as SqliteFile } from 'better-sqlite3';
import { interestSince } from '../protocol/interest.ts';
import type { HubFrameOf } from '../protocol/messages.ts';
import { applyLive, applyPage } from './apply.ts';
import { keepAnswers, keepDoubles, readWaitingClaims } from './claims.ts';
import { LinkFailure } from './failure.ts';
import type { Exclusive } from './hubLink.ts';
import { settleInterest, takeInterest } from './interest.ts';
import { paced } from './pace.ts';
import type { Pace } from './pace.ts';
import { keepWitnessed } from './recall.ts';
import type { LinkStatus } from './status.ts';
import { createAlarm } from './wake.ts';
import type { Line, Wire } from './wire.ts';

/** What they need of the link that sends them. */
export type Sender = {
  raw: SqliteFile;
  exclusive: Exclusive;
  facility: { id: string; epoch: string };
  now: () => string;
  newId: () => string;
  line: Line;
  sending: Pace;
  reading: Pace;
  isMetered: boolean;
  tell: (change: Partial<LinkStatus>) => void;
  applied: (tables: string[]) => void;
  /** What waits is counted, by and by, or now unless that was done a moment ago. */
  count: () => void;
  recount: (isDue: boolean) => Promise<void>;
  /** A page was read. */
  hasRead: () => void;
};

/** `version`: the lower of what both sides speak. Each errand answers whether there is more to do. */
export type At = { talker: Sender; wire: Wire; version: number };

const ourselves = ({ facility, now, newId }: Sender) => ({ facilityId: facility.id, now: now(), newId });

/** After so much of what was sent unasked the hub is told that it is kept, so that it goes on. */
const keptBytes = 16 * 1024;

/** Reads what others publish: asks for it until there is no more, and keeps what the hub sends from then on. */
export function puller(at: At, welcomeHead: number, sayKept: () => void) {
  const { talker, wire, version } = at;
  const { raw, exclusive, facility, reading, line, tell, now, isMetered } = talker;
  /** as the hub takes it without being told */
  let told = JSON.stringify({ area: null, items: null, isMetered: false });
  const askFor = (cursor: number) => paced(reading, line.time, () => wire.ask({ t: 'pull', cursor, limit: reading.size }, 'page'));
  /** asked for while the one before it is written: the hub reads meanwhile */
  let ahead: { cursor: number; page: Promise<HubFrameOf<'page'>> } | undefined;
  let sent: HubFrameOf<'live'>[] = [];
  let sentBytes = 0;
  let keptTo: number | undefined;
  let isDue = false;
  /** several pages, or what an earlier connection left */
  let isUnsettled = true;

  function hasKept(tables: string[], readPercent: number | null): void {
    talker.hasRead();
    tell({ lastContactAt: now(), readPercent });
    if (tables.length > 0) talker.applied(tables);
  }

  async function keepSent(): Promise<boolean> {
    const { tables, cursor, isMissing } = await exclusive(() => applyLive(raw, sent.splice(0), ourselves(talker)));
    hasKept(tables, null);
    keptTo = cursor;
    if (sentBytes >= keptBytes) {
      sentBytes = 0;
      sayKept();
    }
    isDue ||= isMissing;
    return isDue || sent.length > 0;
  }

  async function pull(): Promise<boolean> {
    const { cursor, interest, hasDropped } = await exclusive(() => takeInterest(raw, facility.id));
    if (hasDropped) talker.applied(['peer_state']);
    const asked = { area: interest.area, items: interest.items, isMetered };
    const text = JSON.stringify(asked);
    if (version >= interestSince && text !== told) {
      const answer = await answered(at, () => wire.ask({ t: 'interest', ...asked }, 'interested'));
      if (answer === null) return true;
      told = text;
      ahead = undefined; // read under what was wanted before
      sent = [];
    }
    const asking = ahead?.cursor === cursor ? ahead.page : askFor(cursor);
    ahead = undefined;
    const page = await answered(at, () => asking);
    if (page === null) return true;
    if (page.more && !isMetered) {
      ahead = { cursor: page.cursor, page: askFor(page.cursor) };
      ahead.page.catch(() => undefined); // whoever waits for it hears of it
    }
    const tables = await exclusive(() => applyPage(raw, cursor, page, ourselves(talker)));
    if (!page.more && isUnsettled && (await exclusive(() => settleInterest(raw, facility.id)))) tables.push('peer_state');
    isUnsettled = page.more;
    const head = Math.max(page.head ?? welcomeHead, page.cursor, 1);
    hasKept(tables, page.more ? Math.min(99, Math.floor((page.cursor / head) * 100)) : null);
    return page.more;
  }

  return {
    work: async (): Promise<boolean> => {
      if (sent.length > 0) return keepSent();
      if (!isDue) return false;
      isDue = false;
      isDue = (await pull()) || isDue;
      return isDue || sent.length > 0;
    },
    due: () => void (isDue = true),
    hasCome: (live: HubFrameOf<'live'>, bytes: number): void => {
      sent.push(live);
      sentBytes += bytes;
    },
    /** Of what came unasked. */
    keptTo: () => keptTo,
  };
}

export function recaller(at: At): () => Promise<boolean> {
  const { raw, exclusive, facility, now } = at.talker;
  return async () => {
    const answer = await answered(at, () => at.wire.ask({ t: 'recall' }, 'witnessed'));
    if (answer === null) return true;
    await exclusive(() => keepWitnessed(raw, facility.id, answer.heads, now()));
    return false;
  };
}

/** What was used here goes out, then the hub is asked what was used twice. */
export function claimer(at: At) {
  const { talker, wire } = at;
  const { raw, exclusive, now } = talker;
  let areDoublesDue = true;
  async function work(): Promise<boolean> {
    const claims = await exclusive(() => readWaitingClaims(raw));
    if (claims.length > 0) {
      const answer = await answered(at, () => wire.ask({ t: 'claim', claims }, 'claimed'));
      if (answer === null) return true;
      await exclusive(() => keepAnswers(raw, claims, answer, now()));
      talker.applied(['prescription_claim']);
      return true;
    }
    if (!areDoublesDue) return false;
    areDoublesDue = false;
    const doubles = await answered(at, () => wire.ask({ t: 'doubles' }, 'doubled'));
    if (doubles === null) return (areDoublesDue = true);
    if (await exclusive(() => keepDoubles(raw, doubles))) talker.applied(['prescription_claim']);
    return false;
  }
  return { work, doublesAreDue: () => void (areDoublesDue = true) };
}

/** Null when the hub asked to come back later, and later has come. */
export async function answered<T>({ talker, wire }: Pick<At, 'talker' | 'wire'>, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LinkFailure) || error.retryAfterMs === undefined) throw error;
    const later = createAlarm(talker.line.time);
    void wire.closed.then(() => later.wake());
    await later.sleep(error.retryAfterMs);
    return null;
  }
}
