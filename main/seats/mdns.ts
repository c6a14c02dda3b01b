import { Bonjour } from 'bonjour-service';
import { ownAddresses } from './addresses.ts';

/** `_medvault._tcp` in multicast DNS; its text holds the facility's code and nothing else. */
export const service = 'medvault';

const lookAgainMs = 5000;

/**
 * One responder for each network that this computer is on, also for one that comes later: a single socket would speak to the network of the
 * default route only, and a clinic's network may have none. @returns how to stop
 */
export function onEachNetwork(work: (bonjour: Bonjour) => void, onProblem: (error: unknown) => void): () => Promise<void> {
  const open = new Map<string, Bonjour>();
  const look = () => {
    const here = ownAddresses({ withLoopback: false, family: 'IPv4' });
    for (const [address, bonjour] of open) {
      if (here.includes(address)) continue;
      open.delete(address);
      bonjour.destroy();
    }
    for (const address of here) {
      if (open.has(address)) continue;
      const bonjour = speakAt(address, (error) => {
        open.delete(address); // another try at the next look
        bonjour.destroy();
        onProblem(error);
      });
      open.set(address, bonjour);
      work(bonjour);
    }
  };
  look();
  const timer = setInterval(look, lookAgainMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await Promise.all([...open.values()].map(leave));
    open.clear();
  };
}

function speakAt(address: string, onError: (error: unknown) => void): Bonjour {
  // bound to every address: a socket bound to one hears no multicast
  const options = { interface: address, bind: '0.0.0.0' };
  const bonjour = new Bonjour(options as ConstructorParameters<typeof Bonjour>[0], onError);
  const { mdns } = (bonjour as unknown as { server: { mdns: NodeJS.EventEmitter } }).server;
  mdns.on('error', onError);
  return bonjour;
}

/** Says goodbye, where the network still takes it. */
function leave(bonjour: Bonjour): Promise<void> {
  return new Promise((resolve) => {
    const end = () => bonjour.destroy(() => resolve());
    const impatient = setTimeout(end, 500);
    bonjour.unpublishAll(() => {
      clearTimeout(impatient);
      end();
    });
  });
}
