import type { TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { bareChannel } from '../protocol/channel.ts';
import type { Channel } from '../protocol/channel.ts';
import { packFrame, unpackFrame } from '../protocol/frame.ts';
import { isTooDeep, maxCredits, maxFrameBytes } from '../protocol/limits.ts';
import { hubFrame } from '../protocol/messages.ts';
import { plainCheck } from '../protocol/plain.ts';
import { protocolFloor } from '../protocol/version.ts';
import type { FacilityFrame, HubFrame, HubFrameOf } from '../protocol/messages.ts';
import type { Socket } from '../socket.ts';
import { channelOf } from '../tlsChannel.ts';
import { realTime } from '../time.ts';
import type { Time } from '../time.ts';
import { LinkFailure, readHubCode } from './failure.ts';
import { proxyFor } from './proxy.ts';
import type { HttpProxy } from './proxy.ts';
import { trustedHere } from './trusted.ts';
import { Tunnel } from './tunnel.ts';

/** One open socket to the hub. The hub answers in the order it was asked; only pokes and live rows come unasked. */
export type Wire = {
  ask<T extends HubFrame['t']>(frame: FacilityFrame, answer: T): Promise<HubFrameOf<T>>;
  onPoke(listener: (poke: HubFrameOf<'poke'>) => void): void;
  /** `bytes`: of the line */
  onLive(listener: (live: HubFrameOf<'live'>, bytes: number) => void): void;
  /** From now on as both sides can; before, as the oldest could. */
  speak(version: number, isMetered: boolean): void;
  line: LineFacts;
  /** resolves once, with the reason */
  closed: Promise<LinkFailure>;
  close(): void;
};

/** `isTrusted`: nobody can stand in between, because it stays on this computer, or an authority that this computer trusts vouches for the certificate. */
export type LineFacts = Channel & { isTrusted: boolean };

/**
 * How a facility reaches the hub, and by which watch it waits for it. `factsOf`: of an open socket; without it the line is within one computer.
 * `chosen`: the proxy that people set here.
 */
export type Line = {
  dial: (address: string, timeoutMs: number, chosen?: HttpProxy | null) => Socket;
  factsOf?: (socket: Socket) => LineFacts;
  time: Time;
};

export const internet: Line = {
  dial: (address, timeoutMs, chosen = null) => dialThrough(proxyFor(address, chosen, process.env), address, timeoutMs),
  factsOf: (socket) => facts.get(socket) ?? local,
  time: realTime,
};

/** The same line, through the proxy that is chosen when it is dialled. */
export const through = (line: Line, chosen: () => HttpProxy | null): Line => ({
  ...line,
  dial: (address, timeoutMs) => line.dial(address, timeoutMs, chosen()),
});

/** A certificate that no authority vouches for is no reason to hang up: the hub's signature says whether it is the hub's own. */
export function dialThrough(proxy: HttpProxy | null, address: string, timeoutMs: number): Socket {
  const hungUp = new AbortController();
  const socket = new WebSocket(address, {
    handshakeTimeout: timeoutMs,
    maxPayload: 2 * maxFrameBytes,
    perMessageDeflate: false,
    followRedirects: false,
    ...(proxy === null ? {} : { agent: new Tunnel(proxy, hungUp.signal) }),
    ...(address.startsWith('wss:') ? { secureContext: trustedHere(), rejectUnauthorized: false, minVersion: 'TLSv1.2' } : {}),
  });
  if (proxy !== null) {
    const late = setTimeout(() => hungUp.abort(), timeoutMs);
    socket.once('open', () => clearTimeout(late));
    socket.once('close', () => {
      clearTimeout(late);
      hungUp.abort();
    });
  }
  socket.once('upgrade', ({ socket: under }) => {
    if (!('authorized' in under)) return;
    const secure = under as TLSSocket;
    const shown = secure.getPeerX509Certificate()?.raw;
    facts.set(socket, { ...channelOf(secure, shown), isTrusted: secure.authorized });
  });
  return socket;
}

const facts = new WeakMap<Socket, LineFacts>();
const local: LineFacts = { ...bareChannel, isTrusted: true };

type Question = { answer: HubFrame['t']; resolve(frame: HubFrame): void; reject(failure: LinkFailure): void; callOff(): void };

/** @throws LinkFailure 'hub.unreachable', 'hub.nonsense' when something that is no hub answers, those of Tunnel */
export function openWire(address: string, answerMs: number, { dial, time, factsOf }: Line, signal?: AbortSignal): Promise<Wire> {
  const socket = dial(address, answerMs);
  const questions: Question[] = [];
  /** what the hub has granted has to be answered before these are asked */
  const held: { ask(): void; reject(failure: LinkFailure): void }[] = [];
  let credits: number = maxCredits;
  let poked: (poke: HubFrameOf<'poke'>) => void = () => undefined;
  let sent: (live: HubFrameOf<'live'>, bytes: number) => void = () => undefined;
  let version = protocolFloor;
  let isMetered = false;
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
    for (const question of held.splice(0)) question.reject(failure);
    resolveClosed(failure);
    socket.terminate();
  }

  function receive(frame: HubFrame, bytes: number): void {
    if (frame.t === 'poke') return poked(frame);
    if (frame.t === 'live') return sent(frame, bytes);
    if ('credits' in frame && frame.credits !== undefined) credits = frame.credits;
    settle(frame);
    while (ended === undefined && held.length > 0 && questions.length < credits) held.shift()!.ask();
  }

  function settle(frame: HubFrame): void {
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
    else if (ended === undefined) receive(frame, bytes.length);
  });

  const wire: Wire = {
    ask: <T extends HubFrame['t']>(frame: FacilityFrame, answer: T) =>
      new Promise<HubFrameOf<T>>((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const askNow = () => {
          const callOff = time.after(answerMs, () => end(new LinkFailure('hub.unreachable')));
          questions.push({ answer, resolve: resolve as (frame: HubFrame) => void, reject, callOff });
          socket.send(packFrame(frame, version, isMetered));
        };
        if (questions.length < credits) askNow();
        else held.push({ ask: askNow, reject });
      }),
    onPoke: (listener) => void (poked = listener),
    onLive: (listener) => void (sent = listener),
    speak: (agreed, sparing) => void ([version, isMetered] = [agreed, sparing]),
    line: local,
    closed,
    close: () => end(new LinkFailure('hub.unreachable')),
  };

  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ ...wire, line: factsOf?.(socket) ?? local }));
    signal?.addEventListener('abort', () => wire.close(), { once: true });
    if (signal?.aborted) wire.close();
    socket.on('close', () => end(new LinkFailure('hub.unreachable')));
    socket.on('error', (error) => end(asFailure(error)));
    void closed.then(reject);
  });
}

function asFailure(error: Error): LinkFailure {
  if (error instanceof LinkFailure) return error;
  return new LinkFailure(isNonsense(error) ? 'hub.nonsense' : 'hub.unreachable', { cause: error });
}

/** Something answered, but not as a hub does: another program on that port, a portal that wants a sign-in, a broken frame. */
function isNonsense(error: Error & { code?: string }): boolean {
  return (
    /^(HPE_|WS_ERR_)/.test(error.code ?? '') || /Unexpected server response|Invalid (Upgrade|Sec-WebSocket)|Server sent/.test(error.message)
  );
}

const isPlain = plainCheck(hubFrame);

function parse(text: string | null): HubFrame | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (isPlain(value)) return value as HubFrame; // no deeper than the schema
    return isTooDeep(text) ? null : hubFrame.parse(value);
  } catch {
    return null;
  }
}
