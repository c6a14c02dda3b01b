import type { FacilityState, SeatOf } from '../../preload/contract/bridge.ts';
import type { SeatState } from '../seats/connector/openSeat.ts';
import type { Supervisor } from './superviseFacility.ts';

/** Electron's MessagePortMain, as far as it is used here; a test gives its own. */
export type SeatPort = {
  postMessage: (message: unknown) => void;
  on: ((event: 'message', listener: (event: { data: unknown }) => void) => unknown) & ((event: 'close', listener: () => void) => unknown);
  start: () => void;
  close: () => void;
};

/** A line to the clinic's computer that is reached for again by itself until it is closed; then it says nothing more. */
export type OpenLine = (listener: { onMessage: (message: unknown) => void; onState: (state: SeatState) => void }) => {
  send: (message: unknown) => unknown;
  close: () => void;
};

type Needs = {
  seatOf: () => SeatOf;
  openLine: OpenLine;
  onState: (state: FacilityState) => void;
  /** The clinic was reached: the window needs a new port. */
  onBorn: () => void;
};

/** In place of the facility process: one line to the clinic on another computer, for the one window. */
export function superviseSeat<P extends SeatPort>({
  seatOf,
  openLine,
  onState,
  onBorn,
}: Needs): Supervisor<P> & { retry: () => Promise<void> } {
  const onAttemptEnd = new Set<() => void>();
  let state: FacilityState = { seatOf: seatOf(), state: 'starting' };
  let line: ReturnType<OpenLine> | undefined;
  let port: P | undefined;
  let isStopped = false;

  const become = (next: FacilityState) => {
    state = { ...next, seatOf: seatOf() };
    onState(state);
  };
  const dropPort = () => {
    const dropped = port;
    port = undefined;
    dropped?.close();
  };
  const hear = (next: SeatState) => {
    if (next.state !== 'connecting') {
      for (const tell of onAttemptEnd) tell();
      onAttemptEnd.clear();
    }
    if (next.state === 'online') {
      become({ state: 'ready' });
      return onBorn();
    }
    if (next.state === 'connecting') return undefined; // the page goes on showing why it waits
    dropPort();
    // Whoever was met at one address is not forgotten because nobody answers at the next.
    if (next.state === 'offline' && next.error.code === 'seat.unreachable' && isWrong(state)) return undefined;
    return become({ state: next.state === 'offline' ? 'unreachable' : 'refused', error: next.error });
  };
  const reach = () => {
    line?.close();
    dropPort();
    line = openLine({
      onMessage: (message) => port?.postMessage(message), // before the window has its port there is only news, and it reads everything first
      onState: hear,
    });
  };

  onState(state);
  reach();
  return {
    state: () => state,
    openPort: (_seat, next) => {
      if (isStopped || state.state !== 'ready') return false;
      if (port) {
        // The page was loaded again: a new line, on which nobody is signed in.
        become({ state: 'starting' });
        reach();
        return false;
      }
      port = next;
      next.on('message', ({ data }) => port === next && line?.send(data));
      next.on('close', () => {
        if (port !== next || isStopped) return;
        become({ state: 'starting' });
        reach();
      });
      next.start();
      return true;
    },
    retry: () => {
      if (state.state === 'ready' || isStopped) return Promise.resolve();
      if (isWrong(state)) become({ state: 'starting' });
      return new Promise((resolve) => {
        onAttemptEnd.add(resolve);
        reach();
      });
    },
    stop: () => {
      isStopped = true;
      line?.close();
      dropPort();
      return Promise.resolve();
    },
  };
}

const isWrong = (state: FacilityState) => state.state === 'unreachable' && state.error.code === 'seat.wrong_computer';
