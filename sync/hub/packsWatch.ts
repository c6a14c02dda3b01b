import type { Hub } from './hub.ts';

/** A command beside the hub, or another node, may have put a pack on the shelf. */
const lookMs = 15_000;

/** Pokes whoever is connected when the shelf is another one. A facility that hears nothing asks within a day. */
export function watchShelf(hub: Hub, everyMs = lookMs): { stop(): Promise<void> } {
  let callOff: (() => void) | undefined;
  let isStopped = false;
  let running = Promise.resolve();
  let seen: string | undefined;

  async function look(): Promise<void> {
    try {
      const found = (await hub.store.shelf()).map(({ sha256 }) => sha256).join(' ');
      if (seen !== undefined && seen !== found) hub.delivery.tellShelf();
      seen = found;
    } catch {
      // the heart says that the database is away
    }
    if (!isStopped) callOff = hub.time.after(everyMs, () => void (running = look()));
  }

  running = look();
  return {
    async stop() {
      isStopped = true;
      callOff?.();
      await running;
    },
  };
}
