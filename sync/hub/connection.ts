import { AppError } from '../../preload/contract/errors.ts';
import { packFrame, unpackFrame } from '../protocol/frame.ts';
import { everything, interestSince } from '../protocol/interest.ts';
import type { Interest } from '../protocol/interest.ts';
import { isTooDeep, maxClaimsPerFrame, maxCredits, maxFrameBytes } from '../protocol/limits.ts';
import { facilityFrame } from '../protocol/messages.ts';
import type { ClaimTold, FacilityFrame, FacilityFrameOf, HubFrame, HubFrameOf } from '../protocol/messages.ts';
import { plainCheck } from '../protocol/plain.ts';
import { protocolFloor, protocolVersion } from '../protocol/version.ts';
import type { Socket } from '../socket.ts';
import { acceptPush } from './accept.ts';
import { createCredits } from './credits.ts';
import { unknownCaller } from './caller.ts';
import type { Caller } from './caller.ts';
import type { Listener } from './deliver.ts';
import { acceptEnrolment } from './enrol.ts';
import { boundTo, challenge, welcome } from './greet.ts';
import type { Hub } from './hub.ts';
import { liveSince, toWireRow } from './live.ts';
import { isWithinPack, pieceCost } from './packs.ts';
import { createBucket } from './rate.ts';
import { PlaceLost, StoreUnavailable } from './store/store.ts';
import type { Progress } from './store/store.ts';

type Stage =
  | { at: 'new' }
  | { at: 'challenged'; hello: FacilityFrameOf<'hello'>; challenged: HubFrameOf<'challenge'> }
  | { at: 'met'; meet: FacilityFrameOf<'meet'>; challenged: HubFrameOf<'challenge'> }
  | { at: 'welcomed'; listener: Listener }
  | { at: 'closed' };

/** More than this in hand and the socket is not read until the hub has caught up; a push counts twice. Above what is ever granted. */
const mostWaiting = 3 * maxCredits;
const congestedBytes = 4 * 1024 * 1024;
/** Room for the names around the rows. */
const pageBytes = maxFrameBytes - 8 * 1024;

/** Spoken since this version: how many requests may be unanswered. */
const creditsSince = 5;
const overCreditMs = 1000;

/** While the database cannot be asked; in between, so that not all facilities ask again at once. */
const storeAwayMs = [1000, 5000] as const;

/** `finish`: answers what has come, then ends. */
export type Connection = { finish(): Promise<void> };

/**
 * Speaks with one facility: frames are answered one after the other, in the order they came. Pushes are begun as they come, so that those
 * which wait for the disk wait together; everything else begins when what came before is answered.
 */
export function serveConnection(hub: Hub, socket: Socket, { channel, network, onWelcomed }: Caller = unknownCaller): Connection {
  const { metrics, limits, time } = hub;
  let stage: Stage = { at: 'new' };
  let queue = Promise.resolve();
  let pushes: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let version = protocolFloor;
  let wanted: Interest = everything;
  const credits = createCredits(hub.load);
  let leaving = Promise.resolve();
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  const frames = createBucket(limits.frames, time.elapsed);
  /** Calls off what would happen next if nothing came. */
  let stopWaiting = time.after(limits.handshakeMs, () => refuse('hub.handshake_timeout', false));
  metrics.add('connections_total');

  socket.on('message', (bytes: Buffer, isBinary: boolean) => {
    waiting++;
    if (waiting >= mostWaiting) socket.pause();
    const isOneTooMany = stage.at === 'welcomed' && version >= creditsSince && !credits.take();
    queue = queue
      .then(() => receive(bytes, isBinary, isOneTooMany))
      .catch((error: unknown) => fail(error))
      .then(done);
  });
  // Not UTF-8, a broken frame: ws closes it.
  socket.on('error', (error: Error & { code?: string }) =>
    metrics.add('bad_frames_total', 1, error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'too_large' : 'broken'),
  );
  socket.on('close', () => {
    credits.end();
    stopWaiting();
    if (stage.at === 'welcomed') {
      hub.delivery.leave(stage.listener);
      leave(stage.listener);
    }
    stage = { at: 'closed' };
  });

  function done(): void {
    waiting--;
    if (socket.isPaused) socket.resume();
  }

  function leave({ facility, session }: Pick<Listener, 'facility' | 'session'>): void {
    leaving = hub.store.leavePlace(facility, session, hub.now()).catch(() => undefined); // the store may be away, or closing as well
  }

  async function receive(bytes: Buffer, isBinary: boolean, isOneTooMany: boolean): Promise<void> {
    if (stage.at === 'closed') return;
    metrics.add('frames_total');
    if (isOneTooMany) {
      await pushes;
      metrics.add('over_credit_total');
      return send({ t: 'error', code: 'hub.over_credit', retryAfterMs: overCreditMs, fatal: false });
    }
    const wait = frames.take();
    if (wait > 0) {
      await pushes;
      return answerWait(wait);
    }
    const frame = parse(unpackFrame(bytes, isBinary));
    if (frame === null) {
      await pushes;
      metrics.add('bad_frames_total', 1, 'unreadable');
      return refuse('hub.bad_frame');
    }
    if (stage.at !== 'welcomed') return introduce(frame);
    awaitNext();
    if (frame.t === 'push') return push(frame, stage.listener);
    await pushes;
    if (stage.at === 'welcomed') return converse(frame, stage.listener);
  }

  async function introduce(frame: FacilityFrame): Promise<void> {
    if (stage.at === 'new' && frame.t === 'hello') {
      const wait = hub.door.knock();
      if (wait > 0) {
        metrics.add('put_off_total');
        return answerWait(wait);
      }
      const challenged = await hub.door.through(() => challenge(hub, frame, channel));
      stage = { at: 'challenged', hello: frame, challenged };
      return send(challenged);
    }
    if (stage.at === 'new' && frame.t === 'meet') {
      const challenged = await challenge(hub, frame, channel);
      stage = { at: 'met', meet: frame, challenged };
      return send(challenged);
    }
    if (stage.at === 'challenged' && frame.t === 'proof') {
      const { hello, challenged } = stage;
      return letIn(hello, await hub.door.through(() => welcome(hub, hello, challenged, frame, channel)));
    }
    if (stage.at === 'met' && frame.t === 'enrol') {
      const { hubKey, nonce } = stage.challenged;
      const bound = boundTo(channel, stage.meet);
      const tries = hub.guesses.of(network ?? '');
      const wait = tries.take();
      if (wait > 0) {
        metrics.add('guesses_refused_total');
        return answerWait(wait);
      }
      await acceptEnrolment(hub.store, { hubKey, facilityNonce: stage.meet.nonce, hubNonce: nonce, bound }, frame, hub.now());
      tries.give(); // only wrong ones count
      metrics.add('enrolled_total');
      hub.delivery.close(frame.facility.id, 'hub.replaced'); // the machine that this one replaces
      send({ t: 'enrolled', hubName: (await hub.store.identity()).name });
      return socket.close(1000);
    }
    metrics.add('bad_frames_total', 1, 'out_of_turn');
    refuse('hub.bad_frame');
  }

  function letIn({ facility, protocol }: FacilityFrameOf<'hello'>, { answer, session }: Awaited<ReturnType<typeof welcome>>): void {
    if (socket.readyState !== socket.OPEN) return leave({ facility, session });
    version = Math.min(protocol, protocolVersion);
    const listener: Listener = {
      facility,
      session,
      hubEpoch: answer.hubEpoch,
      area: null,
      items: null,
      isMetered: false,
      canBeSent: version >= liveSince,
      readTo: null,
      isPoked: false,
      onTheWay: [],
      send,
      sendPacked: (letter) => socket.readyState === socket.OPEN && socket.send(letter),
      isCongested: () => socket.bufferedAmount > congestedBytes,
      close: (code) => refuse(code, false),
    };
    hub.delivery.join(listener);
    stage = { at: 'welcomed', listener };
    awaitNext();
    onWelcomed?.();
    metrics.add('welcomed_total');
    send({ ...answer, ...granted() });
  }

  /** Begins at once, and is answered after those that came before. */
  function push({ changes }: FacilityFrameOf<'push'>, { facility, session }: Listener): void {
    const wait = hub.budgets.of(facility).take(changes.length);
    if (wait === 0) metrics.add('changes_total', changes.length);
    const kept = wait > 0 ? null : acceptPush(hub.store, facility, changes, hub.now(), session);
    waiting++;
    pushes = Promise.allSettled([kept, pushes])
      .then(async () => {
        const accepted = await kept;
        if (accepted === null) return answerWait(wait);
        if (accepted.rows > 0) {
          metrics.add('rows_total', accepted.rows);
          hub.fanout.announce(accepted.reaches);
        }
        for (const { code } of accepted.refused) metrics.add('changes_refused_total', 1, code);
        const refused = accepted.refused.length > 0 ? { refused: accepted.refused } : {};
        send({ t: 'ack', through: accepted.through, ...refused, witness: hub.seal.seal(accepted.progress), ...granted() });
      })
      .catch((error: unknown) => fail(error))
      .then(done);
  }

  async function converse(frame: FacilityFrame, listener: Listener): Promise<void> {
    const { facility, session } = listener;
    switch (frame.t) {
      case 'pull': {
        hub.delivery.hasAsked(listener);
        const page = await hub.store.page(facility, frame.cursor, frame.limit, pageBytes, session, wanted);
        metrics.add('pages_total');
        const { cursor, more, progress } = page;
        const rows = page.rows.map(toWireRow);
        send({ t: 'page', rows, cursor, more, witness: hub.seal.seal(progress), ...headOf(progress), ...granted() });
        return more ? undefined : hub.delivery.hasRead(listener, cursor);
      }
      case 'interest':
        wanted = { area: frame.area, items: frame.items };
        listener.isMetered = frame.isMetered;
        hub.delivery.wants(listener, frame.area, frame.items);
        return send({ t: 'interested' });
      case 'recall':
        return send({ t: 'witnessed', heads: [...(await hub.store.witnessed(facility))] });
      case 'claim': {
        const wait = hub.budgets.of(facility).take(frame.claims.length);
        if (wait > 0) return answerWait(wait);
        const { answers, doubled } = await hub.store.claim(facility, frame.claims, hub.now(), session);
        for (const { outcome } of answers) metrics.add('claims_total', 1, outcome);
        if (doubled.length > 0) hub.fanout.announce({ head: (await hub.store.progress()).head, doubled });
        return send({ t: 'claimed', answers: answers.map((answer) => ({ ...answer, before: answer.before.map(nameByPolicy) })) });
      }
      case 'doubles': {
        const claims = await hub.store.doubles(facility, maxClaimsPerFrame);
        return send({ t: 'doubled', claims: claims.map(({ id, before }) => ({ id, before: before.map(nameByPolicy) })) });
      }
      case 'shelf':
        return send({ t: 'shelved', packs: [...(await hub.store.shelf())] });
      case 'piece': {
        const wait = hub.budgets.of(facility).take(pieceCost);
        if (wait > 0) return answerWait(wait);
        const bytes = isWithinPack(frame.offset) ? await hub.store.packPiece(frame.sha256, frame.offset, frame.limit) : null;
        metrics.add('pack_bytes_total', bytes?.length ?? 0);
        return send({ t: 'pieced', bytes: bytes === null ? null : bytes.toString('base64') });
      }
      case 'ping':
        if (frame.cursor !== undefined) hub.delivery.hasKept(listener, frame.cursor);
        return send({ t: 'pong', clock: hub.now() });
      default:
        metrics.add('bad_frames_total', 1, 'out_of_turn');
        refuse('hub.bad_frame');
    }
  }

  const headOf = ({ head }: Progress) => (version >= interestSince ? { head } : {});
  const granted = () => (version >= creditsSince ? { credits: credits.grant() } : {});
  const nameByPolicy = (told: ClaimTold): ClaimTold => (told.isOwn || hub.policy.claimantsAreNamed ? told : { ...told, facility: null });

  function fail(error: unknown): void {
    if (error instanceof AppError) return refuse(error.code);
    if (error instanceof PlaceLost) return refuse(error.code, false);
    if (error instanceof StoreUnavailable) {
      metrics.add('store_away_total');
      const [least, most] = storeAwayMs;
      return send({ t: 'error', code: 'hub.unavailable', retryAfterMs: Math.round(least + Math.random() * (most - least)), fatal: false });
    }
    hub.log('a frame could not be answered', { reason: error instanceof Error ? error.message : String(error) });
    refuse('hub.internal', false);
  }

  /** @param isFatal coming back unchanged will not help */
  function refuse(code: string, isFatal = true): void {
    if (stage.at === 'closed') return;
    if (stage.at === 'welcomed') {
      hub.delivery.leave(stage.listener);
      leave(stage.listener);
    }
    stage = { at: 'closed' };
    stopWaiting();
    metrics.add('refused_total', 1, code);
    send({ t: 'error', code, fatal: isFatal });
    socket.close(1008);
    stopWaiting = time.after(2000, () => socket.terminate()); // one that does not answer the closing
  }

  const answerWait = (retryAfterMs: number) => send({ t: 'error', code: 'hub.rate_limited', retryAfterMs, fatal: false });

  function awaitNext(): void {
    stopWaiting();
    stopWaiting = time.after(limits.silenceMs, () => refuse('hub.silent', false));
  }

  function send(frame: HubFrame): void {
    if (frame.t !== 'poke') credits.answered();
    if (socket.readyState === socket.OPEN) socket.send(packFrame(frame, version));
  }

  return {
    async finish() {
      await queue;
      await pushes;
      socket.close(1001);
      await closed;
      await leaving;
    },
  };
}

const isPlain = plainCheck(facilityFrame);

function parse(text: string | null): FacilityFrame | null {
  if (text === null || text.length > maxFrameBytes) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (isPlain(value)) return value as FacilityFrame; // no deeper than the schema
    return isTooDeep(text) ? null : facilityFrame.parse(value);
  } catch {
    return null;
  }
}
