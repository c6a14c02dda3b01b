import type { Migration } from './migration.ts';

/** What a person takes, as they say it, beside what is prescribed here. */
export const medications: Migration = {
  version: 430,
  name: 'medications',
  up: (db) =>
    db.exec(`
    -- FHIR R4 MedicationStatement: bought, from elsewhere, herbal.
    CREATE TABLE medication_statement (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      medicine TEXT NOT NULL, -- as said or as on the packet
      directions TEXT NOT NULL DEFAULT '', -- how it is taken, as said
      information_source TEXT NOT NULL CONSTRAINT medication_statement_source CHECK (information_source IN ('patient', 'carer', 'packet', 'paper')),
      started_on TEXT, -- NULL: nobody knows
      ended_on TEXT,
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT medication_statement_status CHECK (status IN ('active', 'stopped', 'entered-in-error')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL REFERENCES practitioner (id),
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT medication_statement_ended CHECK (status <> 'active' OR ended_on IS NULL)
    ) STRICT;
    CREATE INDEX medication_statement_by_patient ON medication_statement (patient_id, status);

    -- Somebody asked for everything that a person takes, and compared it with what is written here.
    CREATE TABLE medication_reconciliation (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT REFERENCES encounter (id),
      occasion TEXT NOT NULL CONSTRAINT medication_reconciliation_occasion CHECK (occasion IN ('visit', 'admission', 'referral', 'discharge')),
      decisions TEXT NOT NULL CONSTRAINT medication_reconciliation_decisions CHECK (json_valid(decisions)), -- [{ kind, id, medicine, directions, decision, note }]
      reconciled_at TEXT NOT NULL,
      reconciled_by TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;
    CREATE INDEX medication_reconciliation_by_patient ON medication_reconciliation (patient_id, reconciled_at);
    CREATE TRIGGER medication_reconciliation_no_update BEFORE UPDATE ON medication_reconciliation BEGIN SELECT raise(ABORT, 'reconciliations are never changed'); END;
    CREATE TRIGGER medication_reconciliation_no_delete BEFORE DELETE ON medication_reconciliation
      WHEN NOT EXISTS (SELECT 1 FROM person_key WHERE patient_id = OLD.patient_id AND destroyed_at IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'reconciliations are never removed'); END;`),
};
