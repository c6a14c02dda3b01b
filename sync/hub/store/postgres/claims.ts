import type { PoolClient } from 'pg';
import { AppError } from '../../../../preload/contract/errors.ts';
import { maxClaimsTold } from '../../../protocol/limits.ts';
import type { ClaimAnswer, ClaimAsked, ClaimTold } from '../../../protocol/messages.ts';
import { PlaceLost } from '../store.ts';
import type { Claimed, Doubled } from '../store.ts';
import type { Db } from './pool.ts';

/** Claims on lines of paper prescriptions: whoever speaks of a token holds its lock until the commit, so that exactly one is first. */
export function claimPart(db: Db) {
  return {
    claim: (facility: string, claims: readonly ClaimAsked[], at: string, session?: number): Promise<Claimed> =>
      db.transaction(async (client) => {
        const no = await requirePlace(client, facility, session);
        // In one order for everybody: two batches with the same tokens wait for each other, never in a circle.
        const names = [...new Set(claims.flatMap(({ id, token }) => [id, token]))].toSorted();
        await client.query(`SELECT pg_advisory_xact_lock(hashtextextended(name, 7)) FROM (SELECT unnest($1::text[]) AS name) AS n`, [
          names,
        ]);
        const doubled = new Set<string>();
        const answers: ClaimAnswer[] = [];
        for (const asked of claims) {
          const outcome = await answer(client, no, asked, at, doubled);
          // Whoever does not hold the claim must not read about its paper by naming its id with another token.
          const told = outcome === 'differs' ? [] : await before(client, no, asked.token, asked.id);
          const { taken, allowed } = await standing(client, asked.token);
          answers.push({ id: asked.id, outcome, before: told, isDouble: outcome !== 'differs' && taken > (allowed ?? asked.of) });
        }
        return { answers, doubled: [...doubled] };
      }),
    doubles: (facility: string, limit: number): Promise<Doubled[]> =>
      db.transaction(async (client) => {
        const no = await requirePlace(client, facility);
        const { rows } = await client.query<{ id: string; token: string }>(
          `SELECT c.id, c.token FROM claim_token AS t JOIN claim AS c ON c.token = t.token
           WHERE t.is_double AND c.facility_no = $1 AND c.released_at IS NULL ORDER BY c.no DESC LIMIT $2`,
          [no, limit],
        );
        const found: Doubled[] = [];
        for (const { id, token } of rows) found.push({ id, before: await before(client, no, token, id) });
        return found;
      }),
  };
}

async function requirePlace(client: PoolClient, facility: string, session?: number): Promise<number> {
  const { rows } = await client.query<{ no: number; session: number; isRevoked: boolean }>(
    'SELECT no, session, revoked_at IS NOT NULL AS "isRevoked" FROM facility WHERE id = $1',
    [facility],
  );
  const found = rows[0];
  if (found === undefined) throw new AppError('hub.unknown_facility');
  if (session !== undefined && found.isRevoked) throw new AppError('hub.revoked');
  if (session !== undefined && found.session !== session) throw new PlaceLost('hub.replaced');
  return found.no;
}

async function standing(client: PoolClient, token: string): Promise<{ taken: number; allowed: number | null }> {
  const { rows } = await client.query<{ taken: number; allowed: number | null }>(
    `SELECT (SELECT coalesce(sum(quantity), 0)::bigint FROM claim WHERE token = $1 AND released_at IS NULL) AS taken,
       (SELECT allowed FROM claim_token WHERE token = $1) AS allowed`,
    [token],
  );
  return rows[0]!;
}

async function before(client: PoolClient, no: number, token: string, id: string): Promise<ClaimTold[]> {
  const { rows } = await client.query<ClaimTold>(
    `SELECT f.code AS facility, c.facility_no = $1 AS "isOwn", c.quantity, c.kept_at AS at FROM claim AS c JOIN facility AS f ON f.no = c.facility_no
     WHERE c.token = $2 AND c.id <> $3 AND c.released_at IS NULL ORDER BY c.no LIMIT ${maxClaimsTold}`,
    [no, token, id],
  );
  return rows;
}

type Known = { no: number; facilityNo: number; token: string; quantity: number; allowed: number; releasedAt: string | null };

async function answer(
  client: PoolClient,
  no: number,
  asked: ClaimAsked,
  at: string,
  doubled: Set<string>,
): Promise<ClaimAnswer['outcome']> {
  if (asked.act === 'ask') return 'told';
  const { rows } = await client.query<Known>(
    `SELECT c.no, c.facility_no AS "facilityNo", c.token, c.quantity, t.allowed, c.released_at AS "releasedAt"
     FROM claim AS c JOIN claim_token AS t ON t.token = c.token WHERE c.id = $1`,
    [asked.id],
  );
  const known = rows[0];
  if (known !== undefined) {
    const isSame =
      known.facilityNo === no && known.token === asked.token && known.quantity === asked.quantity && known.allowed === asked.of;
    if (!isSame) return 'differs';
    if (known.releasedAt !== null) return 'released';
    if (asked.act !== 'release') return 'kept';
    await client.query('UPDATE claim SET released_at = $1 WHERE no = $2', [at, known.no]);
    await setDouble(client, asked.token);
    return 'released';
  }
  if (asked.act === 'release') return 'unknown';
  const { taken, allowed } = await standing(client, asked.token);
  if (allowed !== null && allowed !== asked.of) return 'differs';
  const exceeds = taken + asked.quantity > asked.of;
  if (exceeds && asked.act === 'claim') return 'exceeds';
  await client.query('INSERT INTO claim_token (token, allowed) VALUES ($1, $2) ON CONFLICT DO NOTHING', [asked.token, asked.of]);
  await client.query('INSERT INTO claim (id, token, facility_no, quantity, kept_at) VALUES ($1, $2, $3, $4, $5)', [
    asked.id,
    asked.token,
    no,
    asked.quantity,
    at,
  ]);
  if (exceeds) {
    await setDouble(client, asked.token);
    const others = await client.query<{ id: string }>(
      `SELECT DISTINCT f.id FROM claim AS c JOIN facility AS f ON f.no = c.facility_no
       WHERE c.token = $1 AND c.facility_no <> $2 AND c.released_at IS NULL`,
      [asked.token, no],
    );
    for (const { id } of others.rows) doubled.add(id);
  }
  return 'kept';
}

async function setDouble(client: PoolClient, token: string): Promise<void> {
  await client.query(
    `UPDATE claim_token SET is_double = (SELECT coalesce(sum(quantity), 0) FROM claim WHERE claim.token = claim_token.token AND released_at IS NULL) > allowed
     WHERE token = $1`,
    [token],
  );
}
