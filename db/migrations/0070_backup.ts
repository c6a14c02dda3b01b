import type { Migration } from './migration.ts';

export const backup: Migration = {
  version: 70,
  name: 'backup',
  up: (db) =>
    db.exec(`
    CREATE TABLE backup_plan (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT backup_plan_is_one CHECK (id = 'plan'),
      folder TEXT NOT NULL DEFAULT '', -- where the daily backup goes; empty = backups in the data folder
      keep INTEGER NOT NULL DEFAULT 14 CONSTRAINT backup_plan_keep CHECK (keep >= 2), -- older ones of this facility are removed from that folder
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO backup_plan (id) VALUES ('plan');

    CREATE TABLE backup_run (
      id TEXT NOT NULL PRIMARY KEY,
      started_at TEXT NOT NULL,
      ended_at TEXT NOT NULL,
      folder TEXT NOT NULL,
      name TEXT, -- of the folder that was made
      bytes INTEGER,
      failure TEXT, -- error code
      CONSTRAINT backup_run_good_or_failed CHECK ((name IS NULL) = (failure IS NOT NULL))
    ) STRICT;
    CREATE INDEX backup_run_by_time ON backup_run (ended_at);`),
};
