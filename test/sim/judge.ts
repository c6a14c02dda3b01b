import type { Database as SqliteFile } from 'better-sqlite3';
import { everything, interestFilter, placeOf, topicOf } from '../../sync/protocol/interest.ts';
import type { Interest } from '../../sync/protocol/interest.ts';
import { readPayload } from '../../sync/protocol/kinds.ts';
import type { Spot } from './interests.ts';
import type { Computer, World } from './parts.ts';

type Held = { kind: string; key: string; payload: string };

/** Whether everything has come to rest, cheaply. */
export function isQuiet(world: World): boolean {
  return running(world).every((computer) => {
    const status = computer.link()?.status();
    return status?.state === 'online' && status.waiting === 0;
  });
}

const running = (world: World) => world.computers.filter((computer) => !computer.isRetired() && !computer.isRogue);

/** What must hold when all lines are up and everything has been said. @returns the invariant that does not, and where */
export function findDifference(world: World): { invariant: string; detail: string } | null {
  const alive = running(world);
  for (const computer of alive) {
    const status = computer.link()?.status();
    if (status?.state !== 'online')
      return { invariant: 'everyone comes back', detail: `${computer.name} is ${status?.state} ${status?.lastError?.code}` };
    if (status.waiting > 0) return { invariant: 'everything is sent', detail: `${computer.name} has ${status.waiting} rows waiting` };
  }
  const skipped = findSkipped(world);
  if (skipped !== null) return { invariant: 'no cursor passes a row', detail: skipped };
  for (const holder of alive) {
    for (const owner of alive) {
      if (owner === holder || owner.identity.id === holder.identity.id) continue;
      const difference = compareCopy(world, holder, owner);
      if (difference !== null) return difference;
    }
    const file = holder.disk.file();
    const asked = file.prepare<[], { wanted: string | null; held: string | null }>('SELECT wanted, held FROM link_interest').get()!;
    if (asked.wanted !== asked.held) return { invariant: 'what was asked for is read', detail: holder.name };
    const strange = file
      .prepare<[], { facility_id: string; kind: string; key: string; reason: string; payload: string }>('SELECT * FROM quarantine')
      .all()
      .find(
        ({ facility_id, reason, payload }) =>
          !(facility_id === holder.identity.id && isRightlyRefused(world, facility_id, reason)) && !payload.includes('"name":"forged"'),
      );
    if (strange !== undefined)
      return { invariant: 'nothing good is put aside', detail: `${holder.name}: ${strange.kind}/${strange.key} ${strange.reason}` };
  }
  const twins = alive.filter((one) => alive.some((two) => two !== one && two.identity.id === one.identity.id));
  if (twins.length > 0) return { invariant: 'one of two copies is refused', detail: twins.map(({ name }) => name).join(' and ') };
  return compareTransfers(world, alive) ?? world.claims.findFault(alive);
}

/** A row that is too large, or the audit of one of two copies that both went on writing theirs. */
const isRightlyRefused = (world: World, facility: string, reason: string) =>
  reason === 'hub.row_too_large' || (reason === 'hub.audit_rewritten' && world.copied.has(facility));

function compareCopy(world: World, holder: Computer, owner: Computer): { invariant: string; detail: string } | null {
  const { id } = owner.identity;
  const said = owner.disk.file().prepare<[], Held>(`SELECT * FROM said WHERE kind <> 'audit.head'`).all();
  const held = new Map(
    holder.disk
      .file()
      .prepare<[string], Held>('SELECT kind, key, payload FROM peer_state WHERE facility_id = ?')
      .all(id)
      .map(({ kind, key, payload }) => [`${kind} ${key}`, payload]),
  );
  const where = `${holder.name} of ${owner.name}`;
  const isWanted = wantedBy(holder, owner);
  for (const { kind, key, payload } of said) {
    const name = `${kind} ${key}`;
    if (!isWanted(kind, payload)) {
      if (held.has(name)) return { invariant: 'nobody holds what it did not ask for', detail: `${where}: ${name}` };
      continue;
    }
    const copy = held.get(name);
    held.delete(name);
    if (copy === undefined) return { invariant: 'nothing is lost', detail: `${where}: ${name} is missing` };
    if (copy !== payload)
      return world.wasSaid(id, kind, key, copy)
        ? { invariant: 'the newest wins', detail: `${where}: ${name} is an older state` }
        : { invariant: 'only the owner writes its rows', detail: `${where}: ${name} was never said` };
  }
  for (const [name, payload] of held) {
    const [kind, key] = name.split(' ') as [string, string];
    if (!world.wasSaid(id, kind, key, payload))
      return { invariant: 'only the owner writes its rows', detail: `${where}: ${name} was never said` };
    if (!world.rewound.has(id)) return { invariant: 'nothing is held that its owner does not say', detail: `${where}: ${name}` };
  }
  const name = holder.disk.file().prepare<[string], string>('SELECT name FROM peer_facility WHERE facility_id = ?').pluck().get(id);
  const saidNone = !said.some(({ kind }) => kind === 'facility.profile'); // its disk was full from the start, or it was put back to before
  if (name !== owner.identity.name && !(saidNone && name === undefined))
    return { invariant: 'only the owner writes its rows', detail: `${where}: its name is ${String(name)}` };
  return null;
}

function compareTransfers(world: World, alive: readonly Computer[]): { invariant: string; detail: string } | null {
  const steady = new Map<string, SqliteFile>(
    alive.filter(({ identity }) => !world.rewound.has(identity.id)).map(({ identity, disk }) => [identity.id, disk.file()]),
  );
  for (const [, file] of steady) {
    const detail = world.transfers.compare(file, (id) => steady.get(id));
    if (detail !== null) return { invariant: 'both sides of a transfer say the same', detail };
  }
  if (world.rewound.size > 0) return null;
  const { found, expected } = world.transfers.total([...steady.values()]);
  return found === expected ? null : { invariant: 'transfers conserve quantity', detail: `${found} instead of ${expected}` };
}

/** What the holder asked to read of the owner, by the rule of the protocol. */
function wantedBy(holder: Computer, owner: Computer): (kind: string, payload: string) => boolean {
  const text = holder.disk.file().prepare<[], string | null>('SELECT held FROM link_interest').pluck().get() ?? null;
  const asked = text === null ? everything : (JSON.parse(text) as Interest);
  const wants = interestFilter(asked, holder.identity.id);
  const profile = owner.disk.file().prepare<[], string>(`SELECT payload FROM said WHERE kind = 'facility.profile'`).pluck().get();
  const told = holder.disk.file().prepare<[string], Spot>('SELECT latitude, longitude FROM peer_facility WHERE facility_id = ?');
  const place = placeOf(profile === undefined ? (told.get(owner.identity.id) ?? null) : readPayload('facility.profile', profile));
  return (kind, payload) => wants({ kind, topic: topicOf(kind, JSON.parse(payload)), place });
}

/** Rows that a facility's cursor has passed and that it does not hold. */
function findSkipped(world: World): string | null {
  const rows = world.database.disk
    .file()
    .prepare<[], { facility: string; kind: string; key: string; payload: string; cursor: number }>(
      `SELECT f.id AS facility, s.kind, s.key, s.payload, s.cursor FROM state AS s JOIN facility AS f ON f.no = s.facility_no`,
    )
    .all();
  const hubEpoch = world.database.disk.file().prepare('SELECT epoch FROM identity').pluck().get();
  for (const computer of running(world)) {
    const file = computer.disk.file();
    const link = file.prepare<[], { cursor: number; hub_epoch: string | null }>('SELECT cursor, hub_epoch FROM hub_link').get();
    if (link === undefined || link.hub_epoch !== hubEpoch) continue;
    const find = file
      .prepare<[string, string, string], string>('SELECT payload FROM peer_state WHERE facility_id = ? AND kind = ? AND key = ?')
      .pluck();
    const wants = new Map([...world.computers, ...running(world)].map((owner) => [owner.identity.id, wantedBy(computer, owner)]));
    for (const row of rows) {
      if (row.facility === computer.identity.id || row.cursor > link.cursor || !wants.get(row.facility)!(row.kind, row.payload)) continue;
      if (find.get(row.facility, row.kind, row.key) === undefined)
        return `${computer.name} read to ${link.cursor} and has no ${row.kind}/${row.key} at ${row.cursor}`;
    }
  }
  return null;
}
