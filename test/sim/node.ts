import { createDesk } from '../../sync/hub/admin.ts';
import type { Desk } from '../../sync/hub/admin.ts';
import { serveConnection } from '../../sync/hub/connection.ts';
import type { Fanout } from '../../sync/hub/fanout/fanout.ts';
import { startHeart } from '../../sync/hub/heart.ts';
import { createHub } from '../../sync/hub/hub.ts';
import { storeOn } from '../../sync/hub/store/sqlite.ts';
import { beginLife } from './life.ts';
import type { Life } from './life.ts';
import { slowStore } from './slowStore.ts';
import type { Database } from './slowStore.ts';
import type { Bus, Ear, HubNode, World } from './parts.ts';

function joinBus({ random }: World, bus: Bus, life: Life): Fanout {
  const ear: Ear = { life, hear: () => undefined, obey: () => undefined, take: () => undefined };
  bus.ears.add(ear);
  life.onEnd(() => void bus.ears.delete(ear));
  const tell = (say: (ear: Ear) => void, isForSelf = true) => {
    for (const each of bus.ears) {
      if (each === ear) {
        if (isForSelf) say(each);
      } else {
        const times = bus.losesSome ? random.pick([0, 0, 1, 1, 2]) : 1;
        for (let time = 0; time < times; time++) each.life.time.after(random.integer(1, 30), () => say(each));
      }
    }
  };
  return {
    announce: (news) => tell(({ hear }) => hear(news)),
    onAnnounce: (listener) => void (ear.hear = listener),
    order: (order) => tell(({ obey }) => obey(order)),
    onOrder: (listener) => void (ear.obey = listener),
    share: (shared) => tell(({ take }) => take(shared), false),
    onShare: (listener) => void (ear.take = listener),
    graceMs: 40,
    isReaching: () => true,
    close: async () => undefined,
  };
}

/** What comes within so long is committed together; who dies before has committed nothing. */
const gatherMs = 2;

/** One process of the hub: the real connection code over the simulated network, on the database that all nodes share. */
export function aNode(world: World, name: string, database: Database, bus: Bus): HubNode {
  let life: Life | undefined;
  let desk: Desk | undefined;
  let clockOffsetMs = 0;
  const now = () => world.wallClock(clockOffsetMs);
  const isOn = () => life !== undefined && !life.isOver();

  async function begin(living: Life): Promise<void> {
    const file = database.disk.file();
    const commitSoon = (work: () => void) => void living.time.after(gatherMs, work);
    const store = slowStore(world.claims.watched(storeOn(file, 'Hub', commitSoon), file), living, database);
    const hub = await createHub({
      store,
      fanout: joinBus(world, bus, living),
      now,
      time: living.time,
      log: (event, detail) => world.judgeHubLog(name, event, detail),
      node: world.random.uuid(),
    });
    desk = createDesk(hub);
    startHeart(hub, 400);
    world.network.listen({ name, life: living, accept: (socket) => void serveConnection(hub, socket) });
  }

  return {
    name,
    isOn,
    life: () => life,
    desk: () => (isOn() ? desk : undefined),
    setClock: (offsetMs: number) => void (clockOffsetMs = offsetMs),
    turnOn(): void {
      if (isOn()) return;
      const living = beginLife(world.loop, world.random);
      life = living;
      desk = undefined;
      begin(living).catch((error: unknown) => {
        living.end();
        if (!database.disk.isFull()) throw error;
      });
    },
    kill: () => life?.end(),
  };
}
