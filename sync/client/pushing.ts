import type { FacilityFrameOf, HubFrameOf } from '../protocol/messages.ts';
import { answered } from './errands.ts';
import type { At } from './errands.ts';
import { paced } from './pace.ts';
import { markAcknowledged, numberFrames, toSend } from './push.ts';
import type { Numbered } from './push.ts';

/** Frames that were numbered in one commit and sent one after the other. */
type Flight = {
  frames: Numbered[][];
  isFull: boolean;
  acks: Promise<PromiseSettledResult<HubFrameOf<'ack'>>[]>;
  landing: Promise<unknown>;
};

/** Requests that pulls, claims and pings may need meanwhile. */
const spare = 2;
/** One is on the hub's disk while the other one's acknowledgement is on ours. */
const mostFlights = 2;

/**
 * Sends what waits, as far as the hub grants requests that are not answered yet. More than one frame is under way only where the largest is
 * answered at once: a slow line carries one after the other.
 * @param credits as the hub told at the welcome; `toldHead`: a head of our audit is with the hub
 */
export function pusher(at: At, credits: number, toldHead: () => unknown): () => Promise<boolean> {
  const { talker, wire, version } = at;
  const { raw, exclusive, facility, sending, line, tell, now, newId } = talker;
  const ourselves = () => ({ facilityId: facility.id, now: now(), newId });
  let granted = credits;
  let frames = 1;
  let sentThrough = 0;
  let flights: Flight[] = [];

  const mostFrames = () => Math.max(1, Math.floor((granted - spare) / mostFlights));
  const next = () => numberFrames(raw, { size: sending.size, frames: Math.min(frames, mostFrames()), after: sentThrough }, ourselves());

  function send(batches: Numbered[][]): void {
    if (batches.length === 0) return;
    const isFull = batches.length === Math.min(frames, mostFrames()) && batches.at(-1)!.length >= sending.size;
    sentThrough = batches.at(-1)!.at(-1)!.number;
    const sentAt = line.time.elapsed();
    const asked = batches.map((changes) =>
      wire.ask({ t: 'push', changes: toSend(changes, version) } satisfies FacilityFrameOf<'push'>, 'ack'),
    );
    const landing = paced(sending, line.time, () => Promise.all(asked)).then(
      () => {
        const isQuick = line.time.elapsed() - sentAt < 500 && sending.size === sending.most;
        frames = isQuick ? Math.min(frames * 2, mostFrames()) : Math.max(1, Math.floor(frames / 2));
      },
      () => void (frames = 1),
    );
    flights.push({ frames: batches, isFull, acks: Promise.allSettled(asked), landing });
  }

  return async () => {
    if (flights.length === 0) send(await exclusive(next));
    const [first] = flights;
    if (first === undefined) {
      talker.count();
      return false;
    }
    if (first.isFull && flights.length < mostFlights && mostFrames() > 1) send(await exclusive(next));
    const answers = await first.acks;
    await first.landing;
    flights.shift();
    const kept = answers.slice(0, untilFailed(answers)) as PromiseFulfilledResult<HubFrameOf<'ack'>>[];
    const isWhole = kept.length === first.frames.length && kept.at(-1)!.value.through >= first.frames.at(-1)!.at(-1)!.number;
    // One commit for both: on a slow disk that is half the time of a batch.
    const batches = await exclusive(() =>
      raw.transaction(() => {
        for (const [index, { value }] of kept.entries()) markAcknowledged(raw, first.frames[index]!, value, ourselves());
        return isWhole ? next() : [];
      })(),
    );
    granted = kept.at(-1)?.value.credits ?? granted;
    send(batches);
    tell({ lastContactAt: now() });
    await talker.recount(flights.length === 0);
    if (kept.some(({ value }) => value.refused !== undefined)) talker.applied(['quarantine']);
    if (
      first.frames
        .slice(0, kept.length)
        .flat()
        .some(({ kind }) => kind === 'audit.head')
    )
      toldHead();
    if (!isWhole) await again(answers[kept.length]);
    return true;
  };

  /** What was not acknowledged is sent again, when nothing is under way any more, and not before the hub wants it. */
  async function again(failed: PromiseSettledResult<unknown> | undefined): Promise<void> {
    await Promise.all(flights.map(({ acks, landing }) => Promise.all([acks, landing])));
    flights = [];
    sentThrough = 0;
    if (failed?.status === 'rejected') await answered(at, () => Promise.reject(failed.reason as Error));
  }
}

function untilFailed(answers: readonly PromiseSettledResult<unknown>[]): number {
  const at = answers.findIndex(({ status }) => status === 'rejected');
  return at < 0 ? answers.length : at;
}
