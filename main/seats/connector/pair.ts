import { request, type IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { AppError, type ErrorData, errorCodes, type ErrorCode } from '../../../preload/contract/errors.ts';
import { readPairingCode } from '../../../preload/contract/pairingCode.ts';
import { pairAnswer } from '../../../preload/contract/seats.ts';
import { codeFingerprint, pinOf } from '../certificate.ts';
import { newSeatKey, proveSeat } from '../proof.ts';
import { readAddress, writeAddress } from './address.ts';
import { connectSecurely, reachedHost } from './connectSecurely.ts';

/** What this computer keeps of a facility that it is a seat of. `privateKey` (PKCS #8, base64) belongs under the key store. */
export type PairedSeat = {
  seatId: string;
  address: string;
  /** hex SHA-256 of the host's certificate */
  pin: string;
  privateKey: string;
  facility: { code: string; name: string };
};

/**
 * Makes this computer a seat. The code's fingerprint is compared with the certificate first; only then the code's secret is sent.
 * @throws 'seat.code_mistyped', 'seat.unreachable', 'seat.wrong_computer', 'seat.code_refused', 'seat.too_many_tries'
 */
export async function pair(to: { address: string; code: string; name: string }): Promise<PairedSeat> {
  const code = readPairingCode(to.code);
  if (!code) throw new AppError('seat.code_mistyped');
  const address = writeAddress(readAddress(to.address));
  let pin = '';
  const socket = await connectSecurely(address, (certificate) => {
    pin = pinOf(certificate);
    return codeFingerprint(certificate) === code.fingerprint;
  });
  try {
    const { privateKey, publicKey } = newSeatKey();
    const proof = proveSeat(socket, 'pair', publicKey, privateKey);
    const answer = await post(socket, { secret: code.secret, name: to.name, publicKey, proof });
    const parsed = pairAnswer.safeParse(answer.body);
    if (answer.status !== 200 || !parsed.success) throw refusalOf(answer.body);
    return { ...parsed.data, address, pin, privateKey };
  } finally {
    socket.destroy();
  }
}

const patienceMs = 15_000;

function post(socket: TLSSocket, body: unknown): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const asked = request({
      createConnection: () => socket,
      method: 'POST',
      path: '/seat/pair',
      headers: {
        host: reachedHost(socket),
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        connection: 'close',
      },
      timeout: patienceMs,
    });
    const fail = () => {
      socket.destroy();
      reject(new AppError('seat.unreachable'));
    };
    asked.on('timeout', fail);
    asked.on('error', fail);
    asked.on('response', (response) => readBody(response).then((read) => resolve({ status: response.statusCode ?? 0, body: read }), fail));
    asked.end(text);
  });
}

/** JSON of a few lines; anything else is undefined. */
export async function readBody(response: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of response) {
    text += String(piece);
    if (text.length > 10_000) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(body: unknown): AppError {
  const { code, data } = (body ?? {}) as { code?: ErrorCode; data?: ErrorData };
  return code !== undefined && errorCodes.includes(code) ? new AppError(code, data ?? {}) : new AppError('seat.code_refused');
}
