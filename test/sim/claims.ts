import type { Database as SqliteFile } from 'better-sqlite3';
import { claimIdOf } from '../../main/prescriptionSeals/claimId.ts';
import type { ClaimAsked, ClaimTold } from '../../sync/protocol/messages.ts';
import type { HubStore } from '../../sync/hub/store/store.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import type { Random } from './random.ts';
import type { Computer, World } from './parts.ts';

/** A line of a prescription on paper, as it is about between facilities: `of` is what it allows altogether. */
type Paper = { token: string; of: number };
type Fault = { invariant: string; detail: string };
export type Use = { id: string; token: string; quantity: number; allowed: number };
type Row = Use & { released_at: string | null; told_at: string | null; outcome: string; others: string };
type Held = { id: string; token: string; facility: string; code: string; quantity: number; allowed: number; at: string; released: 0 | 1 };

export type Claims = {
  /** Somebody at this facility uses a line of one of the papers, gives back what was used, or asks whether it was used elsewhere. */
  act(computer: Computer): void;
  /** The hub's store, watched at each claim: what it keeps by the rule must fit its line at that moment. */
  watched(store: HubStore, file: SqliteFile): HubStore;
  /** Something that this facility used, for somebody else to lie about. */
  someUse(computer: Computer): Use | undefined;
  /** What does not hold when everything has come to rest. */
  findFault(alive: readonly Computer[]): Fault | null;
};

/** The version that first speaks of claims. */
const claimsSince = 5;

/** Prescriptions on paper that several facilities may use: the hub's real store and the real client, under all that goes wrong. */
export function createClaims(
  world: Pick<World, 'rewound' | 'copied' | 'database' | 'break' | 'restoreGoesUnnoticed'>,
  random: Random,
): Claims {
  const papers: Paper[] = Array.from({ length: random.integer(1, 3) }, () => ({
    token: sha256Hex(random.uuid()),
    of: random.integer(10, 60),
  }));
  /** asked of the hub with the word `claim`: it may have kept one of which its facility never heard */
  const asked = new Set<string>();

  const usesOf = (file: SqliteFile) => file.prepare<[], Row>('SELECT * FROM prescription_claim ORDER BY claimed_at, id').all();
  const countOf = (file: SqliteFile, token: string) =>
    file.prepare<[string], number>('SELECT count(*) FROM prescription_claim WHERE token = ?').pluck().get(token)!;

  /** As main/prescriptionSeals does: the row is there before the hub is told, unless the hub was asked first. */
  function keep(computer: Computer, use: Use, isKept: boolean): void {
    const now = computer.now();
    computer.write(() => {
      computer.disk
        .file()
        .prepare(
          `INSERT INTO prescription_claim (id, token, medication_request_id, patient_id, quantity, allowed, claimed_at, told_at, outcome)
           VALUES (?, ?, '', '', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        )
        .run(use.id, use.token, use.quantity, use.allowed, now, isKept ? now : null, isKept ? 'kept' : '');
    });
  }

  function newUse(computer: Computer): Use {
    const { token, of } = random.pick(papers);
    const nth = countOf(computer.disk.file(), token);
    const quantity = random.integer(1, of);
    const id = claimIdOf(token, { facilityId: computer.identity.id, epoch: computer.epoch() }, { nth, quantity });
    return { id, token, quantity, allowed: of };
  }

  const toAsk = ({ id, token, quantity, allowed }: Use, act: ClaimAsked['act']): ClaimAsked => ({ id, act, token, quantity, of: allowed });

  /** The hub is asked before anything is handed out. */
  async function claimFirst(computer: Computer): Promise<void> {
    const life = computer.life()!;
    const use = newUse(computer);
    asked.add(use.id);
    const [answer] = (await computer.link()?.claim([toAsk(use, 'claim')])) ?? [];
    await life.step();
    if (life.isOver() || (answer !== undefined && answer.outcome !== 'kept')) return;
    keep(computer, use, answer !== undefined);
  }

  async function ask(computer: Computer): Promise<void> {
    const use = { ...newUse(computer), id: random.uuid() };
    const [answer] = (await computer.link()?.claim([toAsk(use, 'ask')])) ?? [];
    if (answer !== undefined && answer.outcome !== 'told')
      world.break('a question is answered and keeps nothing', `${computer.name} ${answer.outcome}`);
  }

  function giveBack(computer: Computer): void {
    const standing = usesOf(computer.disk.file()).filter((row) => row.released_at === null);
    if (standing.length === 0) return;
    const { id } = random.pick(standing);
    computer.write(() => {
      computer.disk
        .file()
        .prepare(`UPDATE prescription_claim SET released_at = ?, told_at = NULL, others = '[]' WHERE id = ?`)
        .run(computer.now(), id);
    });
  }

  const heldAt = (file: SqliteFile) =>
    file
      .prepare<[], Held>(
        `SELECT c.id, c.token, f.id AS facility, f.code, c.quantity, t.allowed, c.kept_at AS at, c.released_at IS NOT NULL AS released
         FROM claim AS c JOIN claim_token AS t ON t.token = c.token JOIN facility AS f ON f.no = c.facility_no ORDER BY c.no`,
      )
      .all();
  const sumOf = (held: readonly Held[], token: string) =>
    held.reduce((sum, one) => (one.token === token && one.released === 0 ? sum + one.quantity : sum), 0);

  /** Of what its facility says, and what the hub says. */
  function compare(computer: Computer, rows: readonly Row[], held: readonly Held[]): Fault | null {
    const { id: facility } = computer.identity;
    const where = (use: Use) => `${computer.name} ${use.id.slice(0, 8)}`;
    for (const row of rows) {
      if (row.told_at === null) return { invariant: 'every use is told', detail: where(row) };
      const found = held.find(({ id }) => id === row.id);
      if (world.copied.has(facility) || world.restoreGoesUnnoticed) continue; // the other copy may have given it back
      const stands = row.released_at === null && row.outcome !== 'released';
      const isSame = found !== undefined && found.facility === facility && found.token === row.token && found.quantity === row.quantity;
      if (stands ? !isSame || found.released === 1 : found?.released === 0 && isSame)
        return {
          invariant: 'a use stands at the hub as at its facility',
          detail: `${where(row)} ${row.outcome}: ${stands ? 'stands' : 'given back'}, at the hub ${found === undefined ? 'unknown' : found.released ? 'given back' : 'stands'}`,
        };
    }
    const strange = held.find(
      (one) => one.facility === facility && !asked.has(one.id) && !world.rewound.has(facility) && !rows.some(({ id }) => id === one.id),
    );
    return strange === undefined ? null : { invariant: 'nothing is used that its facility does not say', detail: where(strange) };
  }

  /** Whoever used a line that was used twice knows of everybody else who did, and nobody is warned without cause. */
  function compareWarnings(computer: Computer, rows: readonly Row[], held: readonly Held[]): Fault | null {
    for (const row of rows) {
      const stands = held.some(({ id, released }) => id === row.id && released === 0);
      const isDouble = stands && sumOf(held, row.token) > row.allowed;
      const others = held.filter((one) => one.token === row.token && one.released === 0 && one.facility !== computer.identity.id);
      const expected = isDouble ? others.map(({ code, quantity, at }) => `${code} ${quantity} ${at}`) : [];
      const told = (JSON.parse(row.others) as ClaimTold[]).map(({ facility, quantity, at }) => `${facility} ${quantity} ${at}`);
      if (told.join() !== expected.join())
        return {
          invariant: 'both sides of a double use are told, and nobody else',
          detail: `${computer.name} ${row.id.slice(0, 8)}: told [${told.join()}] instead of [${expected.join()}]`,
        };
    }
    return null;
  }

  return {
    act(computer: Computer): void {
      const one = random.next();
      if (one < 0.35) keep(computer, newUse(computer), false);
      else if (one < 0.6) giveBack(computer);
      else if (one < 0.9) void claimFirst(computer);
      else void ask(computer);
    },
    watched: (store: HubStore, file: SqliteFile): HubStore => ({
      ...store,
      claim(facility, claims, at, session) {
        const before = new Set(heldAt(file).map(({ id }) => id));
        const answering = store.claim(facility, claims, at, session); // SQLite has answered when this returns
        const held = heldAt(file);
        for (const { id, act, token, of } of claims)
          if (act === 'claim' && claims.length === 1 && !before.has(id) && held.some((one) => one.id === id) && sumOf(held, token) > of)
            world.break('what is claimed fits its line', `${sumOf(held, token)} of ${of}`);
        return answering;
      },
    }),
    someUse: (computer: Computer) => usesOf(computer.disk.file()).find((row) => row.outcome === 'kept' && row.released_at === null),
    findFault(alive: readonly Computer[]): Fault | null {
      const held = heldAt(world.database.disk.file());
      for (const computer of alive) {
        if (computer.version < claimsSince) continue;
        const rows = usesOf(computer.disk.file());
        const fault = compare(computer, rows, held) ?? compareWarnings(computer, rows, held);
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}
