import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import { amend, insert } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';
import { tokenOf } from './token.ts';

type Line = {
  id: string;
  patientId: string;
  quantity: number;
  status: string;
  dispensed: number;
  /** of our own prescription whose paper is about */
  secret: Buffer | null;
  /** of one that was prescribed elsewhere */
  outsideToken: string | null;
  /** of the whole outside line */
  outsideAllowed: number | null;
};

const ended = ['stopped', 'cancelled', 'entered-in-error'];

/**
 * Brings what is claimed at the hub into line with what became of a prescribed line: after each dispense, each one taken back, and each end of
 * it. Of ours it is what was handed out, and everything once it was stopped: nobody elsewhere may hand it out then. Of another facility's it
 * is what was taken on, and once it was stopped only what was handed out. A line without paper is never claimed. In the transaction of the change.
 */
export function settleClaims(ctx: Context, medicationRequestId: string): void {
  const line = readLine(ctx.raw, medicationRequestId);
  const token = line?.outsideToken ?? (line?.secret ? tokenOf(line.secret) : null);
  if (!line || token === null) return;
  const hasEnded = ended.includes(line.status);
  const isOutside = line.outsideToken !== null;
  const due = isOutside === hasEnded ? line.dispensed : line.quantity; // ours and running, or theirs and ended: what was handed out
  const claims = readClaims(ctx.raw, line.id);
  let surplus = claims.reduce((sum, claim) => sum + claim.quantity, 0) - due;
  for (const claim of claims) {
    if (surplus <= 0) break;
    amend(ctx, 'prescription_claim', claim.id, { released_at: ctx.now(), told_at: null, others: '[]' });
    surplus -= claim.quantity; // of the last one a part may have been right: it is claimed anew
  }
  if (surplus >= 0) return;
  insert(ctx, 'prescription_claim', {
    id: ctx.newId(),
    token,
    medication_request_id: line.id,
    patient_id: line.patientId,
    quantity: -surplus,
    allowed: line.outsideAllowed ?? line.quantity,
    claimed_at: ctx.now(),
  });
}

function readLine(raw: Raw, id: string): Line | undefined {
  return prepared(
    raw,
    `SELECT r.id, r.patient_id AS patientId, r.quantity, r.status, s.secret, o.token AS outsideToken, o.allowed AS outsideAllowed,
       (SELECT coalesce(sum(d.quantity), 0) FROM medication_dispense AS d WHERE d.medication_request_id = r.id) AS dispensed
     FROM medication_request AS r
     LEFT JOIN prescription_seal AS s ON s.medication_request_id = r.id
     LEFT JOIN outside_prescription AS o ON o.medication_request_id = r.id
     WHERE r.id = ?`,
  ).get(id) as Line | undefined;
}

/** The newest first: they are released first. */
function readClaims(raw: Raw, requestId: string): { id: string; quantity: number }[] {
  return prepared(
    raw,
    'SELECT id, quantity FROM prescription_claim WHERE medication_request_id = ? AND released_at IS NULL ORDER BY claimed_at DESC, id DESC',
  ).all(requestId) as { id: string; quantity: number }[];
}
