import type { Migration } from './migration.ts';

export const identity: Migration = {
  version: 160,
  name: 'identity',
  up: (db) =>
    db.exec(`
    -- What a merge (patient_link) was: the values that the surviving record took over, so that an unmerge can give them back.
    CREATE TABLE patient_merge (
      id TEXT NOT NULL PRIMARY KEY REFERENCES patient_link (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      surviving_id TEXT NOT NULL REFERENCES patient (id),
      fields TEXT NOT NULL, -- JSON: [{ column, before, after }] of the surviving record
      reason TEXT NOT NULL,
      merged_by TEXT NOT NULL REFERENCES user_account (id)
    ) STRICT;
    CREATE INDEX patient_merge_by_patient ON patient_merge (patient_id);
    CREATE INDEX patient_merge_by_survivor ON patient_merge (surviving_id);

    -- Somebody looked at two records and said that they are two people.
    CREATE TABLE patient_distinction (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      other_id TEXT NOT NULL REFERENCES patient (id),
      decided_at TEXT NOT NULL,
      decided_by TEXT NOT NULL REFERENCES user_account (id),
      ended_at TEXT,
      CONSTRAINT patient_distinction_in_order CHECK (patient_id < other_id)
    ) STRICT;
    CREATE UNIQUE INDEX patient_distinction_one ON patient_distinction (patient_id, other_id) WHERE ended_at IS NULL;
    CREATE INDEX patient_distinction_by_other ON patient_distinction (other_id);

    -- The last look through the whole file for people who stand in it twice. Derived: the next look replaces it.
    CREATE TABLE duplicate_run (
      id TEXT NOT NULL PRIMARY KEY,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      status TEXT NOT NULL CONSTRAINT duplicate_run_status CHECK (status IN ('running', 'done', 'cancelled', 'failed')),
      records INTEGER NOT NULL,
      compared INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE duplicate_pair (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      other_id TEXT NOT NULL REFERENCES patient (id),
      score REAL NOT NULL, -- 0 to 1
      verdict TEXT NOT NULL CONSTRAINT duplicate_pair_verdict CHECK (verdict IN ('certain', 'likely', 'review')),
      evidence TEXT NOT NULL, -- JSON: [{ field, level, weight }], no values; weight in bits
      CONSTRAINT duplicate_pair_in_order CHECK (patient_id < other_id),
      UNIQUE (patient_id, other_id)
    ) STRICT;
    CREATE INDEX duplicate_pair_by_score ON duplicate_pair (score);
    CREATE INDEX duplicate_pair_by_other ON duplicate_pair (other_id);`),
};
