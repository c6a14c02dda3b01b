import type { Database as SqliteFile } from 'better-sqlite3';
import type { ClaimAnswer, ClaimAsked } from '../protocol/messages.ts';
import { answered, claimer, puller, recaller } from './errands.ts';
import type { Sender } from './errands.ts';
import { LinkFailure } from './failure.ts';
import { greet, takeWelcome } from './greet.ts';
import { countWaiting, markRepublished } from './hubLink.ts';
import type { HubLinkRow } from './hubLink.ts';
import { fetchPacks, packsSince } from './packs.ts';
import type { PackPace, PackPort, PackTiming } from './packs.ts';
import { isUrgentWaiting } from './push.ts';
import { pusher } from './pushing.ts';
import { readAskedAt } from './recall.ts';
import { describe } from './status.ts';
import type { LinkTiming } from './timing.ts';
import { createDelay, createPump, every } from './wake.ts';
import { openWire } from './wire.ts';
import type { Wire } from './wire.ts';

/** What a conversation needs of the link that holds it. */
export type Talker = Sender & {
  republish: () => Promise<void>;
  random: () => number;
  timing: LinkTiming;
  packs: { port: PackPort; timing?: Partial<PackTiming>; pace: PackPace } | undefined;
  toFailure: (error: unknown) => LinkFailure;
};

/** What may be asked of an open connection. */
export type Conversation = {
  /** A row was published. */
  push(): void;
  /** Something was used of a paper prescription. */
  tellClaims(): void;
  /** Another interest. */
  read(): void;
  recall(): Promise<void>;
  claim(claims: readonly ClaimAsked[]): Promise<ClaimAnswer[] | null>;
  fetchPacks(): void;
};

/** The protocol version that first had claims. */
const claimsSince = 5;

/** One connection from hello to its end, and why it ended. @param begun when it is open */
export async function converse(
  talker: Talker,
  link: HubLinkRow,
  signal: AbortSignal,
  begun: (conversation: Conversation) => void,
): Promise<LinkFailure> {
  const { raw, exclusive, facility, now, line, timing, isMetered, tell, toFailure } = talker;
  const { time } = line;
  const habits: (() => void)[] = [];
  const pumps: ReturnType<typeof createPump>[] = [];
  let wire: Wire | undefined;
  let fetching: ReturnType<typeof fetchPacks> | undefined;
  try {
    const opened = await openWire(link.hub_url, timing.answerMs, line, signal);
    wire = opened;
    const { welcome, version, keys } = await greet(opened, facility.id, link, now());
    const current = await exclusive(() => takeWelcome(raw, welcome, now(), keys));
    if (current.republish_due === 1) {
      await talker.republish();
      await exclusive(() => markRepublished(raw));
    }
    let failed: LinkFailure | undefined;
    const fail = (error: unknown) => {
      failed ??= toFailure(error);
      opened.close();
    };
    opened.speak(version, isMetered);
    const begin = (work: () => Promise<boolean>) => {
      const pump = createPump(work, fail);
      pumps.push(pump);
      return pump;
    };
    const at = { talker, wire: opened, version };
    const recall = begin(recaller(at));
    const push = begin(pusher(at, welcome.credits ?? 1, () => isMetered || recall.kick()));
    const ping = () => {
      const cursor = reader.keptTo();
      const said = { t: 'ping', clock: now(), ...(cursor === undefined ? {} : { cursor }) } as const;
      answered(at, () => opened.ask(said, 'pong')).then(() => tell({ lastContactAt: now() }), fail);
    };
    const reader = puller(at, welcome.head, ping);
    const reading = begin(reader.work);
    const pull = () => {
      reader.due();
      reading.kick();
    };
    opened.onLive((live, bytes) => {
      reader.hasCome(live, bytes);
      reading.kick();
    });
    const claims = version < claimsSince ? undefined : claimer(at);
    const claiming = claims && begin(claims.work);
    // Where every byte is paid for, what is not urgent is gathered.
    const pullLater = createDelay(time, timing.metered.readMs, pull);
    const pushLater = createDelay(time, timing.metered.sendMs, () => push.kick());
    habits.push(pullLater.stop, pushLater.stop);
    if (talker.packs !== undefined && version >= packsSince) {
      fetching = fetchPacks({
        ...talker.packs,
        time,
        random: talker.random,
        askShelf: () => answered(at, () => opened.ask({ t: 'shelf' }, 'shelved')),
        askPiece: (sha256, offset, limit) => answered(at, () => opened.ask({ t: 'piece', sha256, offset, limit }, 'pieced')),
        quiet: () => Promise.all([push.idle(), reading.idle()]),
        fail,
      });
    }
    opened.onPoke(({ claims: isDouble, shelf, isUrgent }) => {
      if (shelf === true) return fetching?.shelfChanged();
      if (isDouble === true) {
        claims?.doublesAreDue();
        return claiming?.kick();
      }
      return isMetered && isUrgent !== true ? pullLater.begin() : pull();
    });
    habits.push(
      every(time, isMetered ? timing.metered.pingMs : timing.pingMs, ping),
      every(time, isMetered ? timing.metered.lookMs : timing.lookMs, () => {
        claims?.doublesAreDue(); // a warning that has become needless is told to nobody
        claiming?.kick();
        pull();
      }),
    );
    tell({ ...describe(current, await exclusive(() => countWaiting(raw))), state: 'online' });
    begun({
      push: () => {
        if (!isMetered) return push.kick();
        void exclusive(() => isUrgentWaiting(raw)).then((isUrgent) => (isUrgent ? push.kick() : pushLater.begin()), fail);
      },
      tellClaims: () => claiming?.kick(),
      read: pull,
      async recall() {
        recall.kick();
        await recall.idle();
      },
      async claim(asked) {
        if (version < claimsSince) return null;
        try {
          const { answers } = await opened.ask({ t: 'claim', claims: [...asked] }, 'claimed');
          // Medicine is handed out on it: an answer to something else is none.
          if (asked.every(({ id }, index) => answers[index]?.id === id)) return answers;
          fail(new LinkFailure('hub.nonsense'));
          return null;
        } catch (error) {
          if (error instanceof LinkFailure) return null;
          throw error;
        }
      },
      fetchPacks: () => fetching?.look(),
    });
    if (!isMetered || (await exclusive(() => isRecallDue(raw, facility.id, now(), timing.metered.recallMs)))) recall.kick();
    push.kick();
    pull();
    claiming?.kick();
    const reason = await opened.closed;
    return failed ?? reason;
  } catch (error) {
    return toFailure(error);
  } finally {
    for (const stop of habits) stop();
    wire?.close();
    await fetching?.stop();
    await Promise.all(pumps.map((pump) => pump.idle()));
  }
}

function isRecallDue(raw: SqliteFile, facilityId: string, now: string, everyMs: number): boolean {
  const askedAt = readAskedAt(raw, facilityId);
  return askedAt === null || !(Math.abs(Date.parse(now) - Date.parse(askedAt)) < everyMs);
}
