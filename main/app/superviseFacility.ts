import type { FacilityState } from '../../preload/contract/bridge.ts';
import type { FromFacilityProcess, StartMessage, ToFacility, WindowSeat } from '../facility/processMessages.ts';
import { nextRestart } from './restartPolicy.ts';

/** One life of the facility process, however it was launched. `P` is Electron's MessagePortMain; a test gives its own. */
export type FacilityLife<P> = {
  send: (message: ToFacility) => void;
  /** Hands over one end of a window's channel. */
  openPort: (seat: WindowSeat, port: P) => void;
  onMessage: (listener: (message: FromFacilityProcess) => void) => void;
  onExit: (listener: () => void) => void;
  /** Ends it at once. */
  kill: () => void;
};

export type Supervisor<P> = {
  state: () => FacilityState;
  /** @returns false when there is no process to talk to just now: `onBorn` tells when there is */
  openPort: (seat: WindowSeat, port: P) => boolean;
  /** Asks the facility to close what is open, waits up to `patienceMs`, then ends it. */
  stop: (patienceMs?: number) => Promise<void>;
};

type Needs<P> = {
  launch: () => FacilityLife<P>;
  startMessage: StartMessage;
  onState: (state: FacilityState) => void;
  /** A new process is there: every window needs a new port. */
  onBorn: () => void;
  now?: () => number;
};

/** Keeps the facility process alive: a crash is told to the windows and the process starts again, a little later each time, until it is hopeless. */
export function superviseFacility<P>({ launch, startMessage, onState, onBorn, now = Date.now }: Needs<P>): Supervisor<P> {
  const crashes: number[] = [];
  let life: FacilityLife<P> | undefined;
  let isStopping = false;
  let state: FacilityState = { state: 'starting' };
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const become = (next: FacilityState) => {
    state = next;
    onState(next);
  };
  const start = () => {
    const born = launch();
    life = born;
    become({ state: 'starting' });
    born.onMessage((message) => {
      if (message.t === 'ready') become({ state: 'ready' });
      else if (message.t === 'failed') become({ state: 'failed', error: message.error });
    });
    born.onExit(() => {
      if (life !== born) return;
      life = undefined;
      if (!isStopping) startAgain();
    });
    born.send(startMessage);
    onBorn();
  };
  const startAgain = () => {
    crashes.push(now());
    const next = nextRestart(crashes);
    if ('giveUp' in next) return become({ state: 'given-up', attempt: next.attempt });
    become({ state: 'down', attempt: next.attempt });
    waiting = setTimeout(start, next.delayMs);
  };

  start();
  return {
    state: () => state,
    openPort: (seat, port) => {
      life?.openPort(seat, port);
      return life !== undefined;
    },
    stop: (patienceMs = 5000) => {
      isStopping = true;
      clearTimeout(waiting);
      const ending = life;
      if (!ending) return Promise.resolve();
      return new Promise((resolve) => {
        const impatient = setTimeout(() => ending.kill(), patienceMs);
        ending.onExit(() => {
          clearTimeout(impatient);
          resolve();
        });
        ending.send({ t: 'shutdown' });
      });
    },
  };
}
