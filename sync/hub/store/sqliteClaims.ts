import type { Database as SqliteFile } from 'better-sqlite3';
import { maxClaimsTold } from '../../protocol/limits.ts';
import type { ClaimAnswer, ClaimAsked, ClaimTold } from '../../protocol/messages.ts';
import type { Claimed, Doubled } from './store.ts';

type Standing = { no: number; id: string; token: string; facilityNo: number; quantity: number; allowed: number; releasedAt: string | null };
type Told = { facility: string; isOwn: 0 | 1; quantity: number; at: string };

/** Claims on lines of paper prescriptions; a single writer serves two that claim at once one after the other. */
export function claimPart(file: SqliteFile) {
  const facilityNo = file.prepare<[string], number>('SELECT no FROM facility WHERE id = ?').pluck();
  const findClaim = file.prepare<[string], Standing>(
    `SELECT c.no, c.id, c.token, c.facility_no AS facilityNo, c.quantity, t.allowed, c.released_at AS releasedAt
     FROM claim AS c JOIN claim_token AS t ON t.token = c.token WHERE c.id = ?`,
  );
  const allowedOf = file.prepare<[string], number>('SELECT allowed FROM claim_token WHERE token = ?').pluck();
  const takenOf = file
    .prepare<[string], number>('SELECT coalesce(sum(quantity), 0) FROM claim WHERE token = ? AND released_at IS NULL')
    .pluck();
  const insertToken = file.prepare('INSERT INTO claim_token (token, allowed) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const insert = file.prepare('INSERT INTO claim (id, token, facility_no, quantity, kept_at) VALUES (?, ?, ?, ?, ?)');
  const release = file.prepare('UPDATE claim SET released_at = ? WHERE no = ?');
  const setDouble = file.prepare(
    `UPDATE claim_token SET is_double = (SELECT coalesce(sum(quantity), 0) FROM claim WHERE claim.token = claim_token.token AND released_at IS NULL) > allowed
     WHERE token = ?`,
  );
  const others = file.prepare<[number, string, string], Told>(
    `SELECT f.code AS facility, c.facility_no = ? AS isOwn, c.quantity, c.kept_at AS at FROM claim AS c JOIN facility AS f ON f.no = c.facility_no
     WHERE c.token = ? AND c.id <> ? AND c.released_at IS NULL ORDER BY c.no LIMIT ${maxClaimsTold}`,
  );
  const otherClaimants = file
    .prepare<[string, number], string>(
      `SELECT DISTINCT f.id FROM claim AS c JOIN facility AS f ON f.no = c.facility_no
       WHERE c.token = ? AND c.facility_no <> ? AND c.released_at IS NULL`,
    )
    .pluck();
  const doublesOf = file.prepare<[number, number], { id: string; token: string }>(
    `SELECT c.id, c.token FROM claim_token AS t INDEXED BY claim_token_double JOIN claim AS c ON c.token = t.token
     WHERE t.is_double = 1 AND c.facility_no = ? AND c.released_at IS NULL ORDER BY c.no DESC LIMIT ?`,
  );

  const before = (no: number, token: string, id: string): ClaimTold[] =>
    others.all(no, token, id).map(({ isOwn, ...told }) => ({ ...told, isOwn: isOwn === 1 }));

  function answer(no: number, asked: ClaimAsked, at: string, doubled: Set<string>): ClaimAnswer['outcome'] {
    const known = findClaim.get(asked.id);
    if (asked.act === 'ask') return 'told';
    if (known !== undefined) {
      const isSame =
        known.facilityNo === no && known.token === asked.token && known.quantity === asked.quantity && known.allowed === asked.of;
      if (!isSame) return 'differs';
      if (known.releasedAt !== null) return 'released';
      if (asked.act !== 'release') return 'kept';
      release.run(at, known.no);
      setDouble.run(asked.token);
      return 'released';
    }
    if (asked.act === 'release') return 'unknown';
    const allowed = allowedOf.get(asked.token) ?? asked.of;
    if (allowed !== asked.of) return 'differs';
    const exceeds = takenOf.get(asked.token)! + asked.quantity > allowed;
    if (exceeds && asked.act === 'claim') return 'exceeds';
    insertToken.run(asked.token, asked.of);
    insert.run(asked.id, asked.token, no, asked.quantity, at);
    if (exceeds) {
      setDouble.run(asked.token);
      for (const claimant of otherClaimants.all(asked.token, no)) doubled.add(claimant);
    }
    return 'kept';
  }

  const claim = file.transaction((facility: string, claims: readonly ClaimAsked[], at: string): Claimed => {
    const no = facilityNo.get(facility)!;
    const doubled = new Set<string>();
    const answers = claims.map((asked): ClaimAnswer => {
      const outcome = answer(no, asked, at, doubled);
      // Whoever does not hold the claim must not read about its paper by naming its id with another token.
      const told = outcome === 'differs' ? [] : before(no, asked.token, asked.id);
      const isDouble = outcome !== 'differs' && (takenOf.get(asked.token) ?? 0) > (allowedOf.get(asked.token) ?? asked.of);
      return { id: asked.id, outcome, before: told, isDouble };
    });
    return { answers, doubled: [...doubled] };
  });

  return {
    claim: async (facility: string, claims: readonly ClaimAsked[], at: string) => claim.immediate(facility, claims, at),
    doubles: async (facility: string, limit: number): Promise<Doubled[]> => {
      const no = facilityNo.get(facility)!;
      return doublesOf.all(no, limit).map(({ id, token }) => ({ id, before: before(no, token, id) }));
    },
  };
}
