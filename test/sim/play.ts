import { readHubLink } from '../../sync/client/hubLink.ts';
import { toPayload } from '../../sync/protocol/kinds.ts';
import { protocolFloor, protocolVersion } from '../../sync/protocol/version.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import { aStockLevel } from '../support/sync/facility.ts';
import { aComputer, identityOf } from './computer.ts';
import { faults } from './faults.ts';
import { aSpot, choose, medicineOf } from './interests.ts';
import { findDifference, isQuiet } from './judge.ts';
import { attack } from './rogue.ts';
import { Broken, createWorld, emptyFacility } from './world.ts';
import type { Computer, World } from './parts.ts';

export type Outcome = { seed: number; broken: { invariant: string; detail: string } | null; events: number; virtualMs: number };

const letters = ['A', 'B', 'C', 'D', 'E', 'F'];
const second = 1000;
/** No fault goes on for longer. */
const longestRepairMs = 25 * second;
const longestQuietMs = 15 * 60 * second;

/** Plays one seed from an empty hub to rest: some facilities, one or two nodes, and whatever goes wrong meanwhile. */
export async function play(seed: number, trace?: (line: string) => void): Promise<Outcome> {
  const world = createWorld(seed, trace);
  const outcome = (broken: Outcome['broken']) => ({ seed, broken, events: world.loop.events(), virtualMs: world.loop.now() });
  try {
    await stir(world);
    await rest(world);
    return outcome(null);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return outcome({ invariant: error.invariant, detail: error.message.slice(error.invariant.length + 2) });
  } finally {
    for (const node of world.nodes) node.kill();
    for (const computer of world.computers) computer.kill();
    world.close();
  }
}

/** The stretch in which people work and things break. */
async function stir(world: World): Promise<void> {
  const { random, loop } = world;
  const nodes = random.chance(0.5) ? 1 : 2;
  for (let no = 1; no <= nodes; no++) world.addNode(`H${no}`).turnOn();
  const count = random.integer(2, random.chance(0.1) ? 6 : 3);
  const oldest = Math.max(protocolFloor, protocolVersion - 2);
  for (const name of letters.slice(0, count)) {
    const version = random.chance(0.7) ? protocolVersion : random.integer(oldest, protocolVersion);
    const computer = aComputer(world, identityOf(random.uuid(), name), {
      content: emptyFacility(),
      epoch: random.uuid(),
      copy: 0,
      version,
    });
    world.computers.push(computer);
    loop.after(random.integer(0, 3 * second), () => {
      computer.turnOn();
      sayProfile(computer);
    });
  }
  const lasts = random.integer(10, 45) * second;
  const acts = random.integer(6, 17) * count;
  for (let act = 0; act < acts; act++) {
    loop.after(random.integer(500, lasts), () => doSomething(world, random.pick(world.computers)));
  }
  plan(world, lasts);
  await run(world, lasts + longestRepairMs);
}

/** A few families of faults a seed, so that some are met without the others. */
function plan(world: World, lasts: number): void {
  const { random, loop } = world;
  world.forges = random.chance(0.2);
  world.bus.losesSome = world.nodes.length > 1 && random.chance(0.5);
  world.database.slowestCommitMs = world.nodes.length > 1 && random.chance(0.7) ? 1500 : 8;
  if (random.chance(0.15)) world.network.narrow(random.pick(world.computers).name, 3); // 24 kbit a second: GPRS in the hills
  const families = faults.filter(() => random.chance(0.35));
  const many = random.integer(2, 10);
  for (let each = 0; each < many && families.length > 0; each++) {
    const fault = random.pick(families);
    loop.after(random.integer(second, lasts), () => fault.strike(world));
  }
  if (random.chance(0.25)) addRogue(world, lasts);
}

function addRogue(world: World, lasts: number): void {
  const { random, loop } = world;
  const rogue = Object.assign(
    aComputer(world, identityOf(random.uuid(), 'R'), { content: emptyFacility(), epoch: random.uuid(), copy: 0, version: protocolVersion }),
    { isRogue: true },
  );
  world.computers.push(rogue);
  rogue.turnOn();
  for (let attacks = 0; attacks < 3; attacks++) {
    loop.after(random.integer(3 * second, lasts), () => {
      if (!rogue.isJoined()) return;
      rogue.kill();
      void attack(world, rogue, random.pick(world.computers.filter((each) => each !== rogue)));
    });
  }
}

async function run(world: World, ms: number): Promise<void> {
  const end = world.loop.now() + ms;
  while (world.loop.now() < end) {
    await world.loop.run(Math.min(5 * second, end - world.loop.now()));
    const broken = world.broken();
    if (broken !== undefined) throw broken;
  }
}

/** Every line is mended, every computer is on, every clock of the hub is right; perhaps everyone says one more thing, and then all must be equal. */
async function rest(world: World): Promise<void> {
  const { random, loop, database } = world;
  world.trace?.('', 'everything is mended');
  world.network.mendAll();
  world.forges = false;
  world.bus.losesSome = false;
  database.slowestCommitMs = 8;
  database.disk.setFull('no');
  const saysMore = world.copied.size > 0 || random.chance(0.5); // of two copies that say nothing, neither is wrong
  for (const node of world.nodes) {
    node.setClock(0);
    node.turnOn();
  }
  for (const computer of world.computers) {
    if (computer.isRogue) {
      computer.kill();
      continue;
    }
    computer.disk.setFull('no');
    computer.setMetered(false);
    computer.turnOn();
    if (!saysMore) continue;
    loop.after(random.integer(0, 5 * second), () => {
      sayProfile(computer);
      sayStock(world, computer);
    });
  }
  const before = loop.now();
  let difference: ReturnType<typeof findDifference> = null;
  await run(world, 6 * second);
  while (loop.now() < before + longestQuietMs) {
    await run(world, 5 * second);
    if (!isQuiet(world)) continue;
    difference = findDifference(world);
    if (difference === null) return;
  }
  difference = findDifference(world);
  if (difference !== null) throw new Broken(difference.invariant, difference.detail);
}

function doSomething(world: World, computer: Computer): void {
  const { random } = world;
  if (!computer.isOn() || computer.isRogue) return;
  const one = random.next();
  if (one < 0.45) sayStock(world, computer);
  else if (one < 0.55) acknowledgeSomething(world, computer);
  else if (one < 0.6) sayAuditHead(world, computer);
  else if (one < 0.65) sayAlert(world, computer);
  else if (one < 0.68) sayFuture(world, computer);
  else if (one < 0.7) sayTooMuch(computer);
  else if (one < 0.8) world.claims.act(computer);
  else if (one < 0.83) choose(random, computer);
  else if (one < 0.84) {
    computer.spot = aSpot(random);
    sayProfile(computer);
  } else {
    const partners = world.computers
      .filter((each) => each.identity.id !== computer.identity.id && !each.isRogue)
      .map(({ identity }) => identity.id);
    world.transfers.act(computer, partners);
  }
}

function sayProfile(computer: Computer): void {
  const { id, code, name } = computer.identity;
  const payload = toPayload('facility.profile', { name, code, type: 'clinic', ...computer.spot, phone: computer.nextStamp() });
  computer.write(() => computer.publish('facility.profile', id, payload));
}

function sayStock(world: World, computer: Computer): void {
  const { random } = world;
  const isLong = random.chance(0.1);
  const item = random.integer(1, 5);
  const level = JSON.parse(aStockLevel(random.integer(0, 500), medicineOf(random, item))) as Record<string, unknown>;
  const payload = JSON.stringify({ ...level, name: computer.nextStamp(), ...(isLong ? { filler: 'x'.repeat(20_000) } : {}) });
  computer.write(() => computer.publish('stock.level', `item-${item}`, payload));
}

/** An event: each is kept, and none under the key of another. */
function acknowledgeSomething(world: World, computer: Computer): void {
  computer.write(() => computer.publish('ack', world.random.uuid(), JSON.stringify({ at: computer.nextStamp() })));
}

function sayAlert(world: World, computer: Computer): void {
  const { random } = world;
  const payload = toPayload('alert', { kind: 'shortage', severity: 'warning', subject: computer.nextStamp(), raisedAt: computer.now() });
  computer.write(() => computer.publish('alert', `alert-${random.integer(1, 3)}`, payload));
}

/** A kind of row that nobody here knows yet. */
function sayFuture(world: World, computer: Computer): void {
  computer.write(() =>
    computer.publish('future.kind', `key-${world.random.integer(1, 3)}`, JSON.stringify({ says: computer.nextStamp() })),
  );
}

/** More than a row may hold: put aside where it was made. */
function sayTooMuch(computer: Computer): void {
  const payload = JSON.stringify({ says: computer.nextStamp(), filler: 'x'.repeat(33_000) });
  computer.write(() => computer.publishOutboxOnly('future.kind', 'too-large', payload));
}

function sayAuditHead(world: World, computer: Computer): void {
  computer.write(() => {
    const file = computer.disk.file();
    const seq = file.prepare<[], number>('UPDATE audit SET seq = seq + 1 RETURNING seq').pluck().get()!;
    const hash = sha256Hex(`${computer.nextStamp()} ${seq} ${readHubLink(file)?.facility_epoch ?? ''}`);
    computer.publish(
      'audit.head',
      computer.identity.id,
      toPayload('audit.head', { seq, hash, keyId: 'k', signature: 's', at: computer.now() }),
    );
  });
}
