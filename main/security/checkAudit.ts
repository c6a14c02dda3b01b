import type { Database as Raw } from 'better-sqlite3';
import { verifyAudit } from '../../db/verifyAudit.ts';
import type { AuditVerdict } from '../../preload/contract/audit.ts';
import { readWitnessed } from '../../sync/client/recall.ts';
import type { WitnessedHead } from '../../sync/protocol/messages.ts';
import { headVerifier } from './auditKey.ts';

/**
 * The chain as it stands, and beside the heads that the hub has witnessed: only these find whoever has every key of this computer.
 * `isLive`: the hub was asked just now.
 */
export function checkAudit(raw: Raw, dataDir: string, isLive: boolean): AuditVerdict {
  const verdict = verifyAudit(raw, headVerifier(dataDir));
  const self = raw.prepare('SELECT id, epoch_id FROM facility').get() as { id: string; epoch_id: string };
  const witnessed = readWitnessed(raw, self.id);
  if (witnessed === null) return { ...verdict, witness: null };
  const { heads, askedAt } = witnessed;
  const { contradicted, lostInRestore } = compareWitnessed(raw, heads, self.epoch_id);
  const newest = heads.at(-1)!;
  const witness = { compared: heads.length, newestSeq: newest.seq, newestAt: newest.at, askedAt, isLive, lostInRestore };
  const firstBad = verdict.firstBad ?? contradicted;
  return { ...verdict, ok: firstBad === null, firstBad, witness };
}

type Compared = { contradicted: AuditVerdict['firstBad']; lostInRestore: { seq: number; at: string } | null };

/** What was witnessed before a restore may be missing: it is told, and for a person to judge. */
function compareWitnessed(raw: Raw, heads: readonly WitnessedHead[], epoch: string): Compared {
  const hashAt = raw.prepare<[number], Buffer>('SELECT hash FROM audit_event WHERE seq = ?').pluck();
  const wrong = heads.flatMap((head) => {
    const hash = hashAt.get(head.seq)?.toString('hex');
    return hash === head.hash ? [] : [{ ...head, why: hash === undefined ? 'witnessed-cut' : 'witnessed-otherwise' }];
  });
  const now = wrong.filter((head) => head.epoch === epoch).toSorted((a, b) => a.seq - b.seq)[0];
  const before = wrong.findLast((head) => head.epoch !== epoch);
  return {
    contradicted: now ? { seq: now.seq, table: 'audit_event', why: now.why } : null,
    lostInRestore: before ? { seq: before.seq, at: before.at } : null,
  };
}
