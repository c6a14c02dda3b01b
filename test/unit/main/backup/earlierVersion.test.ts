import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { appendAudit, signHead } from '../../../../db/audit.ts';
import { migrate } from '../../../../db/migrate.ts';
import { migrations } from '../../../../db/migrations/index.ts';
import { openDatabase } from '../../../../db/open.ts';
import { checkFolder } from '../../../../main/backup/checkFolder.ts';
import { stageNewKey } from '../../../../main/backup/stageNewKey.ts';
import { stageRestore } from '../../../../main/backup/stageRestore.ts';
import { commitRestore } from '../../../../main/backup/swap.ts';
import { verifyBackup } from '../../../../main/backup/verifyBackup.ts';
import { writeBackup } from '../../../../main/backup/writeBackup.ts';
import { Host } from '../../../../main/facility/host.ts';
import { makeKeys, readKeys } from '../../../../main/security/keys.ts';

const watch = { isCancelled: () => false, step: () => undefined };
const at = '2026-11-21T08:00:00.000Z';
const aFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'medvault-earlier-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

/** A data folder as the program of that version left it. */
function aFolderOf(version: number): string {
  const dataDir = aFolder();
  mkdirSync(join(dataDir, 'blobs'));
  const { databaseKey, signer } = makeKeys(dataDir);
  const { raw } = openDatabase(join(dataDir, 'facility.db'), databaseKey);
  migrate(raw, { steps: migrations.filter((step) => step.version <= version) });
  raw
    .prepare(
      `INSERT INTO facility (id, code, epoch_id, name, type, time_zone, currency, locale, created_at)
       VALUES ('01930000-0000-7000-8000-000000000001', 'ABC123', 'e', 'Earlier Clinic', 'clinic', 'Africa/Accra', 'GHS', 'en', ?)`,
    )
    .run(at);
  const line = { at, actorKind: 'command', actorId: 'set-up', seatId: null, action: 'create', resource: 'facility' } as const;
  raw.transaction(() => {
    appendAudit(raw, { ...line, resourceId: 'f', patientId: null, reason: '', isSealed: 0, body: null });
    signHead(raw, signer, at);
  })();
  raw.close();
  return dataDir;
}

const earlier = migrations.map(({ version }) => version).filter((version) => version >= 70); // since there are backups

test.each(earlier)(
  'a folder and a backup of version %i are checked, backed up, given a new key and restored by this one',
  async (version) => {
    const dataDir = aFolderOf(version);
    const { databaseKey } = readKeys(dataDir);
    for (const what of ['all', 'audit', 'ledger'] as const)
      expect(checkFolder({ what, dataDir, databaseKey }, watch)).toMatchObject({ ok: true });
    const target = aFolder();
    const { name } = writeBackup({ dataDir, databaseKey, target, at }, watch);
    const backup = join(target, name);
    expect(verifyBackup({ backup, databaseKey, workDir: aFolder() }, watch)).toMatchObject({ ok: true, schemaVersion: version });

    const actor = { kind: 'command', id: 'test' } as const;
    const newKey = Buffer.alloc(32, 4);
    commitRestore(
      dataDir,
      stageNewKey({ dataDir, unlock: {}, newKey, recoverySecret: Buffer.alloc(16, 4), actor, seatId: null, at }, watch),
    );
    expect(checkFolder({ what: 'all', dataDir, databaseKey: newKey }, watch)).toMatchObject({ ok: true });

    const restored = aFolder();
    commitRestore(restored, stageRestore({ backup, dataDir: restored, databaseKey, present: null, actor, at }, watch));
    const host = new Host({ dataDir: restored, log: pino({ level: 'silent' }), isAlone: true });
    await host.start();
    expect(host.problem).toBeUndefined();
    expect(host.open().self).toMatchObject({ name: 'Earlier Clinic', epoch_letter: 'B' });
    expect(host.open().raw.pragma('user_version', { simple: true })).toBe(Math.max(...earlier));
    await host.close();
  },
);
