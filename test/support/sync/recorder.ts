import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { unpackFrame } from '../../../sync/protocol/frame.ts';

/** A line that keeps all that passes on it, both ways. */
export async function aRecordingLine(toPort: number) {
  const streams: Buffer[][] = [];
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const pieces: Buffer[] = [];
      streams.push(pieces);
      from.on('data', (piece: Buffer) => {
        pieces.push(piece);
        to.write(piece);
      });
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    port: (server.address() as AddressInfo).port,
    /** The bytes as they passed, and each message as whoever is at the ends reads it: unmasked, inflated, and texts in texts written out. */
    heard(): { raw: Buffer; messages: string[] } {
      const whole = streams.map((pieces) => Buffer.concat(pieces));
      return { raw: Buffer.concat(whole), messages: whole.flatMap(messagesOf) };
    },
  };
}

/** RFC 6455, section 5.2; none of ours is fragmented. */
function messagesOf(stream: Buffer): string[] {
  const messages: string[] = [];
  let at = stream.indexOf('\r\n\r\n') + 4;
  while (at + 2 <= stream.length) {
    const [opcode, isMasked] = [stream[at]! & 0x0f, (stream[at + 1]! & 0x80) !== 0];
    let length = stream[at + 1]! & 0x7f;
    at += 2;
    if (length === 126) {
      length = stream.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      length = Number(stream.readBigUInt64BE(at));
      at += 8;
    }
    const mask = isMasked ? stream.subarray(at, (at += 4)) : undefined;
    const payload = Buffer.from(stream.subarray(at, at + length));
    if (mask !== undefined) for (let index = 0; index < payload.length; index++) payload[index]! ^= mask[index % 4]!;
    at += length;
    if (opcode !== 1 && opcode !== 2) continue;
    const text = unpackFrame(payload, opcode === 2);
    if (text === null) throw new Error('a message that cannot be read was recorded');
    messages.push(text, ...textsIn(text));
  }
  return messages;
}

/** A payload is JSON in a text of JSON: written out, however it was escaped. */
function textsIn(json: string): string[] {
  const found: string[] = [];
  JSON.parse(json, (_, value: unknown) => {
    if (typeof value === 'string' && /^[[{]/.test(value)) found.push(value, ...(isJson(value) ? textsIn(value) : []));
    return value;
  });
  return found;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
