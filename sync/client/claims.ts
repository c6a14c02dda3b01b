import type { Database as SqliteFile } from 'better-sqlite3';
import { maxClaimsPerFrame } from '../protocol/limits.ts';
import type { ClaimAnswer, ClaimAsked, HubFrameOf } from '../protocol/messages.ts';

type Waiting = { id: string; token: string; quantity: number; allowed: number; released_at: string | null };

/** What was used here, or given back, and the hub has not heard of. It happened: the hub keeps it whatever others did. */
export function readWaitingClaims(raw: SqliteFile): ClaimAsked[] {
  return raw
    .prepare<[number], Waiting>(
      `SELECT id, token, quantity, allowed, released_at FROM prescription_claim WHERE told_at IS NULL ORDER BY claimed_at, id LIMIT ?`,
    )
    .all(maxClaimsPerFrame)
    .map((row) => ({
      id: row.id,
      act: row.released_at === null ? 'done' : 'release',
      token: row.token,
      quantity: row.quantity,
      of: row.allowed,
    }));
}

/**
 * Keeps what the hub answered. One that was given back while it was on its way stays waiting.
 * @returns whether somebody else used a line that we used too
 */
export function keepAnswers(raw: SqliteFile, asked: readonly ClaimAsked[], { answers }: HubFrameOf<'claimed'>, now: string): boolean {
  return raw.transaction(() => {
    const write = raw.prepare(
      `UPDATE prescription_claim SET told_at = ?, outcome = ?, others = ?,
         seen_at = CASE WHEN others = ? THEN seen_at END
       WHERE id = ? AND (released_at IS NOT NULL) = ?`,
    );
    let isDouble = false;
    for (const answer of answers) {
      const sent = asked.find(({ id }) => id === answer.id);
      if (sent === undefined) continue;
      const others = othersOf(answer);
      write.run(now, answer.outcome, others, others, answer.id, sent.act === 'release' ? 1 : 0);
      isDouble ||= others !== '[]';
    }
    return isDouble;
  })();
}

/** The hub's whole list of ours that stand on a line taken twice: what is not in it any more was settled by somebody who gave theirs back. */
export function keepDoubles(raw: SqliteFile, { claims }: HubFrameOf<'doubled'>): boolean {
  return raw.transaction(() => {
    const isWhole = claims.length < maxClaimsPerFrame;
    const write = raw.prepare('UPDATE prescription_claim SET others = ?, seen_at = NULL WHERE id = ? AND others <> ?');
    const settle = raw.prepare(
      `UPDATE prescription_claim SET others = '[]' WHERE others <> '[]' AND told_at IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))`,
    );
    let changed = 0;
    for (const { id, before } of claims) {
      const others = JSON.stringify(before.filter((told) => !told.isOwn));
      changed += write.run(others, id, others).changes;
    }
    if (isWhole) changed += settle.run(JSON.stringify(claims.map(({ id }) => id))).changes;
    return changed > 0;
  })();
}

/** A hub that was restored, or another one, has not heard of them: all are told again under their own ids. */
export function tellClaimsAgain(raw: SqliteFile): void {
  raw.exec('UPDATE prescription_claim SET told_at = NULL');
}

function othersOf({ outcome, isDouble, before }: ClaimAnswer): string {
  return outcome === 'kept' && isDouble ? JSON.stringify(before.filter((told) => !told.isOwn)) : '[]';
}
