import { AppError } from '../../preload/contract/errors.ts';
import { announceKey, changeKey } from '../../sync/hub/keys.ts';
import { partsOn } from '../../sync/hub/store/sqlite.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { aComputer } from './computer.ts';
import type { Computer, World } from './parts.ts';

type Fault = { name: string; strike(world: World): void };

const second = 1000;
const someone = (world: World): Computer => world.random.pick(world.computers.filter((each) => !each.isRetired() && !each.isRogue));
const someNode = (world: World) => world.random.pick(world.nodes);
const wrongClocks = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('2099-12-31T00:00:00Z')].map(
  (at) => at - Date.parse('2026-11-22T08:00:00Z'),
);
const aWrongClock = ({ random }: World): number => random.pick([...wrongClocks, -86_400_000, -3_600_000, 600_000, 0]);

const fault = (name: string, strike: (world: World) => void): Fault => ({
  name,
  strike(world) {
    world.trace?.('*', name);
    strike(world);
  },
});

function offAndOn(
  world: World,
  it: { kill(): void; turnOn(): void; life(): { dieAtStep(steps: number): void } | undefined },
  mostMs: number,
): void {
  if (world.random.chance(0.5)) it.life()?.dieAtStep(world.random.integer(1, 12));
  else it.kill();
  world.loop.after(world.random.integer(100, mostMs), () => {
    it.kill();
    it.turnOn();
  });
}

/** Everything that goes wrong between clinics, each a family of its own. */
export const faults: readonly Fault[] = [
  fault('the line breaks', (world) => world.network.reset(someone(world).name, world.random.chance(0.3))),
  fault('the line breaks', (world) => world.network.reset(someone(world).name, false)),
  fault('half open', (world) => world.network.deafen(someone(world).name, world.random.pick([[0], [1], [0, 1]]))),
  fault('slow line', (world) => {
    const { name } = someone(world);
    world.network.slow(name, world.random.integer(1, 9) * second);
    world.loop.after(world.random.integer(1, 25) * second, () => world.network.mend(name));
  }),
  fault('frames come twice and out of turn', (world) => {
    const { name } = someone(world);
    world.network.stutter(name);
    world.loop.after(world.random.integer(1, 15) * second, () => world.network.mend(name));
  }),
  fault('cut off', (world) => {
    const { name } = someone(world);
    world.network.cutOff(name);
    world.loop.after(world.random.integer(1, 25) * second, () => world.network.mend(name));
  }),
  fault('a facility is killed', (world) => offAndOn(world, someone(world), 15 * second)),
  fault('a node is killed', (world) => offAndOn(world, someNode(world), 10 * second)),
  fault('the whole hub is killed', (world) => {
    for (const node of world.nodes) offAndOn(world, node, 10 * second);
  }),
  fault('a facility’s disk is full', (world) => {
    const { disk } = someone(world);
    disk.setFull(world.random.pick(['grows not', 'takes nothing']));
    world.loop.after(world.random.integer(1, 20) * second, () => disk.setFull('no'));
  }),
  fault('the hub’s disk is full', (world) => {
    const { disk } = world.database;
    disk.setFull(world.random.pick(['grows not', 'takes nothing']));
    world.loop.after(world.random.integer(1, 20) * second, () => disk.setFull('no'));
  }),
  fault('a facility’s clock jumps', (world) => someone(world).setClock(aWrongClock(world))),
  fault('the hub’s clock jumps', (world) => someNode(world).setClock(aWrongClock(world))),
  fault('a facility is put back', (world) => {
    const computer = someone(world);
    const backup = computer.disk.backup();
    world.loop.after(world.random.integer(1, 20) * second, () => {
      if (computer.isRetired()) return;
      world.trace?.(computer.name, 'is restored from its backup');
      world.rewound.add(computer.identity.id);
      const oldMachine = world.random.chance(0.3) ? copyOf(world, computer) : undefined;
      computer.kill();
      computer.disk.restore(backup);
      computer.beginEpoch(world.random.uuid());
      world.loop.after(world.random.integer(100, 3000), () => computer.turnOn());
      if (oldMachine !== undefined) world.loop.after(world.random.integer(100, 5000), () => oldMachine.turnOn());
    });
  }),
  fault('the hub is put back', (world) => {
    const backup = world.database.disk.backup();
    world.loop.after(world.random.integer(1, 20) * second, () => {
      world.trace?.('H', 'is restored from its backup');
      world.hubWasRestored = true;
      world.restoreGoesUnnoticed = true;
      for (const node of world.nodes) node.kill();
      world.database.disk.restore(backup);
      for (const node of world.nodes) world.loop.after(world.random.integer(100, 3000), () => node.turnOn());
    });
  }),
  fault('the hub changes its key', (world) => {
    const { database, loop, random } = world;
    const atDesk = (work: (store: HubStore) => Promise<unknown>) =>
      void work(partsOn(database.disk.file())).catch((error: unknown) => {
        if (!database.disk.isFull() && !(error instanceof AppError)) throw error; // announced before, or gone with an older backup
      });
    atDesk((store) => announceKey(store, world.wallClock(0)));
    loop.after(random.integer(1, 20) * second, () => atDesk((store) => changeKey(store, world.wallClock(0))));
  }),
  fault('a facility is copied', (world) => {
    const computer = someone(world);
    if (world.copied.has(computer.identity.id) || !computer.isJoined()) return;
    const copy = copyOf(world, computer);
    world.loop.after(world.random.integer(100, 3000), () => copy.turnOn());
  }),
];

/** The same data folder on a second computer. */
function copyOf(world: World, computer: Computer): Computer {
  world.copied.add(computer.identity.id);
  world.rewound.add(computer.identity.id);
  const { identity, version } = computer;
  const copies = world.computers.filter((each) => each.identity.id === identity.id).length;
  const copy = aComputer(world, identity, {
    content: computer.disk.backup(),
    epoch: computer.epoch(),
    copy: copies,
    version,
  });
  world.computers.push(copy);
  return copy;
}
