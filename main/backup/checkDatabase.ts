import type { Database as Raw } from 'better-sqlite3';
import { verifyAudit } from '../../db/verifyAudit.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';

export type Bad = { what: string; why: string };

/** The whole file, the stock ledger and the audit; null when all is well. */
export function checkDatabase(raw: Raw, isSignedByUs: Parameters<typeof verifyAudit>[1]): Bad | null {
  const integrity = raw.pragma('integrity_check', { simple: true }) as string;
  if (integrity !== 'ok') return { what: 'facility.db', why: integrity.slice(0, 150) };
  const ledger = verifyLedger(raw);
  if (ledger.firstBad)
    return {
      what: ledger.firstBad.movementId === null ? 'stock_balance' : 'stock_movement',
      why: `${ledger.firstBad.what}, lot ${ledger.firstBad.lotId}: ${ledger.firstBad.found} is not ${ledger.firstBad.expected}`,
    };
  const chain = verifyAudit(raw, isSignedByUs);
  return chain.firstBad ? { what: chain.firstBad.table, why: `${chain.firstBad.why}, audit line ${chain.firstBad.seq}` } : null;
}
