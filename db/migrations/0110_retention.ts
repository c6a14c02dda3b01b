import type { Migration } from './migration.ts';

export const retention: Migration = {
  version: 110,
  name: 'retention',
  up: (db) =>
    db.exec(`
    -- Years after the last contact, by kind of record. The facility's own choice: no law is implied. Changes stand in the audit.
    CREATE TABLE retention_policy (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT retention_policy_kind CHECK (id IN ('care', 'medication', 'document')),
      years INTEGER NOT NULL CONSTRAINT retention_policy_years CHECK (years BETWEEN 1 AND 100),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO retention_policy (id, years) VALUES ('care', 10), ('medication', 10), ('document', 10);

    -- What is left of somebody who was erased. A restore erases again whoever is in it.
    CREATE TABLE erasure (
      id TEXT NOT NULL PRIMARY KEY,
      patient_hash TEXT NOT NULL UNIQUE, -- SHA-256 of the id
      erased_at TEXT NOT NULL,
      erased_by TEXT NOT NULL,
      reason TEXT NOT NULL,
      legal_basis TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER erasure_no_update BEFORE UPDATE ON erasure BEGIN SELECT raise(ABORT, 'erasures are never changed'); END;
    CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure BEGIN SELECT raise(ABORT, 'erasures are never removed'); END;

    -- A person's dispenses may go once their key is destroyed; the audit keeps the hashes, and verifying knows who was erased.
    DROP TRIGGER medication_dispense_no_delete;
    CREATE TRIGGER medication_dispense_no_delete BEFORE DELETE ON medication_dispense
      WHEN NOT EXISTS (SELECT 1 FROM person_key WHERE patient_id = OLD.patient_id AND destroyed_at IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'dispenses are never removed'); END;

    INSERT INTO patient_search (patient_search, rank) VALUES ('secure-delete', 1);`),
};
