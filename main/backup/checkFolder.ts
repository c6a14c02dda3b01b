import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import { openDatabase, toStorageError } from '../../db/open.ts';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { headVerifier } from '../security/auditKey.ts';
import { checkAudit } from '../security/checkAudit.ts';
import { checkBlobs } from './checkBlobs.ts';
import { checkDatabase } from './checkDatabase.ts';
import type { Watch } from './files.ts';

export type CheckJob = { what: 'all' | 'audit' | 'ledger'; dataDir: string; databaseKey: Uint8Array };
export type CheckVerdict = { ok: boolean; firstBad: unknown; [fact: string]: unknown };

/** Looks at a data folder on a connection that only reads; the facility may be working meanwhile. @throws 'facility.not_set_up' */
export function checkFolder({ what, dataDir, databaseKey }: CheckJob, watch: Watch): CheckVerdict {
  const path = join(dataDir, 'facility.db');
  if (!existsSync(path)) throw new AppError('facility.not_set_up');
  const look = (raw: Raw): CheckVerdict => {
    if (what === 'audit') return checkAudit(raw, dataDir, false);
    if (what === 'ledger') return verifyLedger(raw);
    watch.step('check', 0);
    const bad = checkDatabase(raw, headVerifier(dataDir));
    const documents = checkBlobs(raw, dataDir, databaseKey, watch);
    const firstBad = bad ?? documents.firstBad;
    return {
      ok: firstBad === null,
      data: dataDir,
      blobs: documents.blobs,
      uploads: documents.uploads,
      orphans: documents.orphans,
      firstBad,
    };
  };
  try {
    const { raw } = openDatabase(path, databaseKey, { readOnly: true });
    try {
      return look(raw);
    } finally {
      raw.close();
    }
  } catch (error) {
    const known = toStorageError(error);
    if (known?.code !== 'storage.damaged' && known?.code !== 'storage.wrong_key') throw error;
    return { ok: false, data: dataDir, firstBad: { what: 'facility.db', why: known.code } };
  }
}
