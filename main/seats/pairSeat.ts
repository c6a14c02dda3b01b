import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { pairRequest } from '../../preload/contract/seats.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { newToken, sha256Hex } from '../../sync/security/tokens.ts';
import { makeContext, type Seat } from '../facility/context.ts';
import type { Host } from '../facility/host.ts';
import { isProof } from './proof.ts';
import { keepSeat } from './registry.ts';

export type Paired = { seatId: string; facility: { code: string; name: string }; token?: string };

/**
 * Somebody gives a code. With a key of its own, proved on this connection, it becomes a window's seat; without one a browser's, which gets a
 * token. @throws 'seat.code_refused', 'seat.too_many_tries', 'ipc.invalid_input'
 */
export async function pairSeat(host: Host, request: IncomingMessage, from: string, body: unknown): Promise<Paired> {
  const parsed = pairRequest.safeParse(body);
  if (!parsed.success) throw new AppError('ipc.invalid_input', { path: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
  const { secret, name, publicKey, proof } = parsed.data;
  const isBrowser = request.headers.origin !== undefined;
  const isProved =
    publicKey !== undefined && proof !== undefined && isProof(request.socket as TLSSocket, 'pair', publicKey, publicKey, proof);
  if (!isBrowser && !isProved) throw new AppError('seat.code_refused');
  const facility = host.open();
  const { by } = host.seats.pairing.spend(secret, from, Date.parse(host.now()));
  const seat: Seat = { id: host.newId(), kind: isBrowser ? 'browser' : 'window', user: null };
  const ctx = makeContext(facility, seat, by);
  const answer = { seatId: seat.id, facility: { code: facility.self.code, name: facility.self.name } };
  if (!isBrowser && publicKey !== undefined) {
    await keepSeat(ctx, { id: seat.id, kind: 'window', reach: 'lan', name, publicKey }, by);
    return answer;
  }
  const token = newToken();
  await keepSeat(ctx, { id: seat.id, kind: 'browser', reach: 'lan', name, tokenHash: sha256Hex(token) }, by);
  return { ...answer, token };
}
