import { WebSocket } from 'ws';
import { AppError, type WireError } from '../../../preload/contract/errors.ts';
import type { FromFacility } from '../../../preload/contract/wire.ts';
import { pinOf } from '../certificate.ts';
import { closeCodes } from '../closeCodes.ts';
import { proveSeat } from '../proof.ts';
import { connectSecurely, reachedHost } from './connectSecurely.ts';
import { discover } from './discover.ts';
import type { PairedSeat } from './pair.ts';

export type SeatState =
  | { state: 'connecting' }
  | { state: 'online' }
  | { state: 'offline'; error: WireError; nextTryMs: number }
  /** revoked: it does not try again */
  | { state: 'refused'; error: WireError };

export type SeatListener = {
  onMessage: (message: FromFacility) => void;
  onState: (state: SeatState) => void;
  /** the facility answered at another address: worth keeping */
  onAddress?: (address: string) => void;
};

/** `send` answers false when the line is down: nothing is kept for later. */
export type SeatLine = { send: (message: unknown) => boolean; close: () => void };

/** The host pings every two seconds; a line that is silent for so long is dead, although no packet says so. A busy host is silent too. */
const quietMs = 9000;
const largestAnswer = 64 * 1024 * 1024;

/** One line to the facility on another computer, reached for again with growing pauses, also where multicast DNS now sees it. */
export function openSeat(seat: PairedSeat, listener: SeatListener): SeatLine {
  const elsewhere = new Set<string>();
  let { address } = seat;
  let failures = 0;
  let isClosed = false;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let search: { stop: () => void } | undefined;

  void reach(address);
  return {
    send: (message) => {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      search?.stop();
      socket?.terminate();
    },
  };

  async function reach(at: string): Promise<void> {
    tell({ state: 'connecting' });
    try {
      const secured = await connectSecurely(at, (certificate) => pinOf(certificate) === seat.pin);
      if (isClosed) return void secured.destroy();
      const proof = proveSeat(secured, 'open', seat.seatId, seat.privateKey);
      const next = new WebSocket('ws://facility/seat', {
        createConnection: () => secured,
        headers: { host: reachedHost(secured), authorization: `MedVault seat=${seat.seatId}, proof=${proof}` },
        handshakeTimeout: quietMs,
        perMessageDeflate: false,
        maxPayload: largestAnswer,
      });
      socket = next;
      follow(next, at);
    } catch (error) {
      fail(error instanceof AppError ? error : new AppError('seat.unreachable', { address: at }));
    }
  }

  function follow(line: WebSocket, at: string): void {
    let heardAt = performance.now();
    let refusal: AppError | undefined;
    const hear = () => {
      heardAt = performance.now();
    };
    const watch = setInterval(() => {
      if (performance.now() - heardAt > quietMs) line.terminate();
    }, 1000);
    line.on('open', () => {
      hear();
      failures = 0;
      search?.stop();
      search = undefined;
      if (at !== address) listener.onAddress?.(at);
      address = at;
      tell({ state: 'online' });
    });
    line.on('ping', hear);
    line.on('message', (bytes: Buffer) => {
      hear();
      if (!isClosed) listener.onMessage(JSON.parse(bytes.toString('utf8')) as FromFacility);
    });
    line.on('unexpected-response', (_, response) => {
      // it has the pinned certificate, so it is the facility that says no: revoked, or not known since a restore
      if (response.statusCode === 403) refusal = new AppError('seat.revoked');
      line.terminate();
    });
    line.on('error', () => line.terminate());
    line.on('close', (code) => {
      clearInterval(watch);
      if (code === closeCodes.revoked) refusal = new AppError('seat.revoked');
      if (refusal) tell({ state: 'refused', error: { code: refusal.code, data: refusal.data } });
      else fail(new AppError('seat.unreachable', { address: at }));
    });
  }

  function fail(error: AppError): void {
    if (isClosed) return;
    failures += 1;
    const nextTryMs = Math.min(5000, 200 * 2 ** (failures - 1));
    tell({ state: 'offline', error: { code: error.code, data: error.data }, nextTryMs });
    if (failures >= 2) {
      search ??= discover((found) => {
        if (found.code === seat.facility.code) tryNow(found.address);
      });
    }
    timer = setTimeout(() => {
      timer = undefined;
      void reach(nextAddress());
    }, nextTryMs);
  }

  function tryNow(found: string): void {
    elsewhere.add(found);
    if (timer === undefined) return; // a try is on its way: then the next one
    clearTimeout(timer);
    timer = undefined;
    void reach(found);
  }

  /** In turn where it was and where it is seen now. */
  function nextAddress(): string {
    const all = [address, ...[...elsewhere].filter((other) => other !== address)];
    return all[failures % all.length] ?? address;
  }

  function tell(state: SeatState): void {
    if (!isClosed) listener.onState(state);
  }
}
