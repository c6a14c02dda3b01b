import Sqlite from 'better-sqlite3';
import { migrateHub } from '../../sync/hub/store/sqliteSchema.ts';
import { openFacilityFile } from '../support/sync/facility.ts';
import { createNetwork } from './network.ts';
import type { Tamper } from './network.ts';
import { createClaims } from './claims.ts';
import { createDisk } from './disk.ts';
import { createLoop } from './loop.ts';
import { aNode } from './node.ts';
import { createOperator } from './operator.ts';
import { createRandom } from './random.ts';
import { forging } from './forge.ts';
import type { Database } from './slowStore.ts';
import { createTransfers, factTables } from './transfers.ts';
import type { Bus, Computer, HubNode, World } from './parts.ts';

/** What was broken, in the words of the invariant. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly invariant: string;
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}

const began = Date.parse('2026-11-22T08:00:00.000Z');

/** An empty world: its time, its network, the hub's database, and what may never happen in it. */
export function createWorld(seed: number, trace?: (line: string) => void): World {
  const random = createRandom(seed);
  const loop = createLoop();
  const say = trace && ((who: string, what: string) => trace(`${(loop.now() / 1000).toFixed(3).padStart(9)} ${who.padEnd(4)} ${what}`));
  const network = createNetwork(loop, random, say);
  const database: Database = { disk: createDisk(emptyHub()), unrevealed: new Set(), slowestCommitMs: 8 };
  const bus: Bus = { ears: new Set(), losesSome: false };
  const computers: Computer[] = [];
  const nodes: HubNode[] = [];
  /** everything that a facility ever said under a key, whichever copy of it said so */
  const everSaid = new Map<string, Set<string>>();
  const nameOf = (facility: string, kind: string, key: string) => `${facility} ${kind} ${key}`;
  let broken: Broken | undefined;

  const rewound = new Set<string>();
  const copied = new Set<string>();
  const breakAt = (invariant: string, detail: string) => {
    say?.('!', `${invariant}: ${detail}`);
    broken ??= new Broken(invariant, detail);
  };

  const world: World = {
    random,
    loop,
    network,
    trace: say,
    database,
    bus,
    computers,
    nodes,
    rewound,
    copied,
    forges: false,
    hubWasRestored: false,
    restoreGoesUnnoticed: false,
    transfers: createTransfers(random, new Date(began).toISOString()),
    claims: createClaims(
      {
        rewound,
        copied,
        database,
        break: breakAt,
        get restoreGoesUnnoticed() {
          return world.restoreGoesUnnoticed;
        },
      },
      random,
    ),
    get operator() {
      return operator;
    },

    wallClock: (offsetMs: number) => new Date(began + loop.now() + offsetMs).toISOString(),
    addNode(name: string): HubNode {
      const node = aNode(world, name, database, bus);
      nodes.push(node);
      return node;
    },
    tamperFor: (computer: Computer, older: Tamper | undefined): Tamper | undefined =>
      world.forges ? forging(world, computer, older) : older,

    noteSaid(facility: string, kind: string, key: string, payload: string): void {
      const name = nameOf(facility, kind, key);
      const said = everSaid.get(name) ?? new Set();
      everSaid.set(name, said.add(payload));
    },
    wasSaid: (facility: string, kind: string, key: string, payload: string) =>
      everSaid.get(nameOf(facility, kind, key))?.has(payload) ?? false,

    break: breakAt,
    broken: () => broken,

    judgeError(computer: Computer, code: string, state: string): void {
      const { id } = computer.identity;
      const stuttered = computers.some((each) => each.identity.id === id && network.hasStuttered(each.name)); // a copy knows the same errors
      if ((code === 'hub.nonsense' || code === 'hub.bad_frame') && stuttered) return;
      if (code === 'hub.nonsense') world.break('the hub speaks sense', computer.name);
      else if (code === 'hub.unknown_facility' && !world.hubWasRestored) world.break('the hub knows whom it enrolled', computer.name);
      else if (code === 'hub.fork' && !world.copied.has(id)) world.break('only a copy is refused as a copy', computer.name);
      else if (state === 'refused' && !isForAPerson(world, computer, code))
        world.break('nobody is refused without a reason', `${computer.name} ${code}`);
    },
    judgeLog(computer: Computer, event: string, detail: unknown): void {
      if (!computer.disk.isFull()) world.break('the link meets no unexpected error', `${computer.name} ${event} ${JSON.stringify(detail)}`);
    },
    judgeHubLog(name: string, event: string, detail: unknown): void {
      say?.(name, `${event} ${JSON.stringify(detail ?? {})}`);
      if (event.includes('restored')) {
        world.restoreGoesUnnoticed = false;
        if (!world.hubWasRestored) world.break('a hub begins a new epoch only when it was restored', name);
      } else if (event.startsWith('days of history')) world.break('a clock that jumped takes no history along', JSON.stringify(detail));
      else if (!database.disk.explains(JSON.stringify(detail)))
        world.break('the hub meets no unexpected error', `${name} ${event} ${JSON.stringify(detail)}`);
    },
    close(): void {
      for (const { disk } of computers) disk.close();
      database.disk.close();
    },
  };
  const operator = createOperator(world);
  return world;
}

/** An older facility cannot follow the hub from key to key. */
const keyStepsSince = 5;

/** A copy that was enrolled anew shuts the other copy out; who was put back may have another key than the newest. */
const isForAPerson = (world: World, { identity: { id }, version }: Computer, code: string) =>
  code === 'hub.fork' ||
  code === 'hub.unknown_facility' ||
  (code === 'hub.wrong_identity' && (world.hubWasRestored || version < keyStepsSince)) || // to before a key that some have learned
  (code === 'hub.bad_signature' && (world.hubWasRestored || world.rewound.has(id)));

let hubTemplate: Buffer | undefined;
function emptyHub(): Buffer {
  if (hubTemplate === undefined) {
    const file = new Sqlite(':memory:');
    migrateHub(file);
    hubTemplate = file.serialize();
    file.close();
  }
  return hubTemplate;
}

/** What sync reads and writes of a facility's file. */
const tables =
  'outbox hub_link peer_state peer_facility quarantine prescription_claim link_setting link_interest seed_act seed_file hub_enrolment audit_event'.split(
    ' ',
  );

let facilityTemplate: Buffer | undefined;
/** The tables that sync touches, as the migrations make them, and what a simulated facility keeps. */
export function emptyFacility(): Buffer {
  if (facilityTemplate === undefined) {
    const whole = openFacilityFile();
    const statements = whole
      .prepare<[string], string>(
        `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?)) ORDER BY type = 'table' DESC`,
      )
      .pluck()
      .all(JSON.stringify(tables));
    const file = new Sqlite(':memory:');
    for (const sql of statements) file.exec(sql);
    for (const table of tables) {
      // what a migration puts there
      const rows = whole.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all();
      for (const row of rows) file.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join()})`).run(...row);
    }
    whole.close();
    file.exec(factTables);
    facilityTemplate = file.serialize();
    file.close();
  }
  return facilityTemplate;
}
