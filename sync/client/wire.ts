import { WebSocket } from 'ws';
import { packFrame, unpackFrame } from '../protocol/frame.ts';
import { depthOf, maxDepth, maxFrameBytes } from '../protocol/limits.ts';
import { hubFrame } from '../protocol/messages.ts';
import { protocolFloor } from '../protocol/version.ts';
import type { FacilityFrame, HubFrame, HubFrameOf } from '../protocol/messages.ts';
import type { Socket } from '../socket.ts';
import { realTime } from '../time.ts';
import type { Time } from '../time.ts';
import { LinkFailure, readHubCode } from './failure.ts';

/** One open socket to the hub. The hub answers in the order it was asked; only pokes come unasked. */
export type Wire = {
  ask<T extends HubFrame['t']>(frame: FacilityFrame, answer: T): Promise<HubFrameOf<T>>;
  onPoke(listener: (poke: HubFrameOf<'poke'>) => void): void;
  /** From now on as both sides can; before, as the oldest could. */
  speak(version: number): void;
  /** resolves once, with the reason */
  closed: Promise<LinkFailure>;
  close(): void;
};

/** How a facility reaches the hub, and by which watch it waits for it. */
export type Line = { dial: (address: string, timeoutMs: number) => Socket; time: Time };

export const internet: Line = {
  dial: (address, timeoutMs) =>
    new WebSocket(address, {
      handshakeTimeout: timeoutMs,
      maxPayload: 2 * maxFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
    }),
  time: realTime,
};

type Question = { answer: HubFrame['t']; resolve(frame: HubFrame): void; reject(failure: LinkFailure): void; callOff(): void };

/** @throws LinkFailure 'hub.unreachable', 'hub.nonsense' when something that is no hub answers */
export function openWire(address: string, answerMs: number, { dial, time }: Line, signal?: AbortSignal): Promise<Wire> {
  const socket = dial(address, answerMs);
  const questions: Question[] = [];
  let poked: (poke: HubFrameOf<'poke'>) => void = () => undefined;
  let version = protocolFloor;
  let ended: LinkFailure | undefined;
  let resolveClosed: (failure: LinkFailure) => void;
  const closed = new Promise<LinkFailure>((resolve) => void (resolveClosed = resolve));

  function end(failure: LinkFailure): void {
    if (ended !== undefined) return;
    ended = failure;
    for (const question of questions.splice(0)) {
      question.callOff();
      question.reject(failure);
    }
    resolveClosed(failure);
    socket.terminate();
  }

  function receive(frame: HubFrame): void {
    if (frame.t === 'poke') return poked(frame);
    const question = questions.shift();
    if (frame.t === 'error') {
      const failure = new LinkFailure(readHubCode(frame.code, frame.fatal), {
        isFatal: frame.fatal,
        ...(frame.retryAfterMs === undefined ? {} : { retryAfterMs: frame.retryAfterMs }),
      });
      if (question !== undefined && frame.retryAfterMs !== undefined) {
        question.callOff();
        return question.reject(failure);
      }
      if (question !== undefined) questions.unshift(question);
      return end(failure);
    }
    if (question === undefined || question.answer !== frame.t) {
      if (question !== undefined) questions.unshift(question);
      return end(new LinkFailure('hub.nonsense'));
    }
    question.callOff();
    question.resolve(frame);
  }

  socket.on('message', (bytes: Buffer, isBinary: boolean) => {
    const frame = parse(unpackFrame(bytes, isBinary));
    if (frame === null) end(new LinkFailure('hub.nonsense'));
    else if (ended === undefined) receive(frame);
  });

  const wire: Wire = {
    ask: <T extends HubFrame['t']>(frame: FacilityFrame, answer: T) =>
      new Promise<HubFrameOf<T>>((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const callOff = time.after(answerMs, () => end(new LinkFailure('hub.unreachable')));
        questions.push({ answer, resolve: resolve as (frame: HubFrame) => void, reject, callOff });
        socket.send(packFrame(frame, version));
      }),
    onPoke: (listener) => void (poked = listener),
    speak: (agreed) => void (version = agreed),
    closed,
    close: () => end(new LinkFailure('hub.unreachable')),
  };

  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(wire));
    signal?.addEventListener('abort', () => wire.close(), { once: true });
    if (signal?.aborted) wire.close();
    socket.on('close', () => end(new LinkFailure('hub.unreachable')));
    socket.on('error', (error) => end(new LinkFailure(isNonsense(error) ? 'hub.nonsense' : 'hub.unreachable', { cause: error })));
    void closed.then(reject);
  });
}

/** Something answered, but not as a hub does: another program on that port, a portal that wants a sign-in, a broken frame. */
function isNonsense(error: Error & { code?: string }): boolean {
  return (
    /^(HPE_|WS_ERR_)/.test(error.code ?? '') || /Unexpected server response|Invalid (Upgrade|Sec-WebSocket)|Server sent/.test(error.message)
  );
}

function parse(text: string | null): HubFrame | null {
  if (text === null || depthOf(text) > maxDepth) return null;
  try {
    return hubFrame.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
