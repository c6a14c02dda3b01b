import { onEachNetwork, service } from '../mdns.ts';
import { writeAddress } from './address.ts';

/** `code`: the facility's six signs; whether it is really this facility only the pin tells. */
export type FoundFacility = { code: string; address: string };

const askAgainMs = 2500;

/** Listens for facilities on the local network, each address told once, until it is stopped. */
export function discover(onFound: (found: FoundFacility) => void): { stop: () => void } {
  const told = new Set<string>();
  const timers: ReturnType<typeof setInterval>[] = [];
  const leave = onEachNetwork(
    (bonjour) => {
      const ask = () =>
        bonjour.find({ type: service }, ({ txt, port, referer }) => {
          const code: unknown = (txt as Record<string, unknown> | undefined)?.['code'];
          if (typeof code !== 'string' || !/^[0-9A-Z]{6}$/.test(code) || !referer || port < 1) return;
          const found = { code, address: writeAddress({ host: referer.address, port }) };
          const text = `${found.code} ${found.address}`;
          if (told.has(text)) return;
          told.add(text);
          onFound(found);
        });
      let asking = ask();
      // anew each time: one that is known already would not be told again from a new address
      const timer = setInterval(() => {
        asking.stop();
        asking = ask();
      }, askAgainMs);
      timer.unref();
      timers.push(timer);
    },
    () => undefined, // a network without multicast: there is the address to type
  );
  return {
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      void leave();
    },
  };
}
