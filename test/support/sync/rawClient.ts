import { WebSocket } from 'ws';
import { bareChannel, boundSince, strongestOf } from '../../../sync/protocol/channel.ts';
import type { HubFrame } from '../../../sync/protocol/messages.ts';
import { greetingTranscript, newNonce } from '../../../sync/protocol/transcript.ts';
import { sign } from '../../../sync/security/keys.ts';
import { sha256Hex } from '../../../sync/security/tokens.ts';
import type { TestFacility } from './facility.ts';

/** Speaks the protocol by hand, rightly or wrongly: what PROTOCOL.md says must be enough to write this. */
export async function aRawClient(hubUrl: string) {
  const socket = new WebSocket(`${hubUrl.replace('http', 'ws')}/link`);
  const frames: HubFrame[] = [];
  const waiting: ((frame: HubFrame | null) => void)[] = [];
  let isClosed = false;
  socket.on('message', (bytes: Buffer) => {
    const frame = JSON.parse(bytes.toString()) as HubFrame;
    if (frame.t === 'poke' || frame.t === 'live') return;
    const next = waiting.shift();
    if (next) next(frame);
    else frames.push(frame);
  });
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      isClosed = true;
      for (const next of waiting.splice(0)) next(null);
      resolve(code);
    });
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const client = {
    closed,
    sendText: (text: string | Buffer) => socket.send(text),
    send: (frame: object) => socket.send(JSON.stringify(frame)),
    /** Null when the connection has ended instead. */
    next: (): Promise<HubFrame | null> =>
      frames.length > 0
        ? Promise.resolve(frames.shift()!)
        : isClosed
          ? Promise.resolve(null)
          : new Promise((resolve) => void waiting.push(resolve)),
    async ask(frame: object): Promise<HubFrame | null> {
      client.send(frame);
      return client.next();
    },
    end: () => socket.terminate(),
  };
  return client;
}

export function helloOf(facility: TestFacility, more: object = {}) {
  return {
    t: 'hello',
    protocol: 3,
    floor: 3,
    facility: facility.facility.id,
    epoch: facility.facility.epoch,
    hubEpoch: null,
    witness: null,
    cursor: 0,
    numbered: 0,
    clock: new Date().toISOString(),
    nonce: newNonce(),
    ...more,
  };
}

/** Connects as that facility, with its own key unless another is given. @returns the client and what the hub answers to the proof */
export async function greetAs(hubUrl: string, facility: TestFacility, more: object = {}, privateKey?: string) {
  const client = await aRawClient(hubUrl);
  const hello = helloOf(facility, more);
  const challenge = await client.ask(hello);
  if (challenge?.t !== 'challenge') return { client, answer: challenge };
  const key = privateKey ?? (facility.raw.prepare('SELECT private_key FROM hub_link').pluck().get() as string);
  const { facility: id, epoch } = hello;
  const signed = greetingTranscript('facility', {
    facility: id,
    epoch,
    hubKey: challenge.hubKey,
    facilityNonce: hello.nonce,
    hubNonce: challenge.nonce,
    ...(hello.protocol >= boundSince ? { bound: strongestOf(bareChannel) } : {}),
  });
  const answer = await client.ask({ t: 'proof', signature: sign(key, signed) });
  return { client, answer };
}

export function aChange(number: number, payload: string, key = 'item-1', kind = 'stock.level') {
  return { number, kind, key, payload, sha256: sha256Hex(payload) };
}
