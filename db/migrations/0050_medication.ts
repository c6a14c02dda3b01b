import type { Migration } from './migration.ts';

export const medication: Migration = {
  version: 50,
  name: 'medication',
  up: (db) =>
    db.exec(`
    CREATE TABLE medication_request_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO medication_request_status VALUES
      ('draft'), ('active'), ('on-hold'), ('stopped'), ('completed'), ('cancelled'), ('entered-in-error');

    CREATE TABLE medication_request (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT REFERENCES encounter (id),
      item_id TEXT REFERENCES item (id),
      medicine TEXT NOT NULL, -- as written
      directions TEXT NOT NULL,
      quantity INTEGER NOT NULL CONSTRAINT medication_request_quantity CHECK (quantity > 0),
      unit TEXT NOT NULL,
      status TEXT NOT NULL REFERENCES medication_request_status (code),
      authored_at TEXT NOT NULL,
      valid_until TEXT NOT NULL,
      prescriber_id TEXT NOT NULL REFERENCES practitioner (id),
      safety TEXT NOT NULL CONSTRAINT medication_request_safety CHECK (json_valid(safety)), -- the answer as the prescriber saw it
      overrides TEXT NOT NULL CONSTRAINT medication_request_overrides CHECK (json_valid(overrides)), -- reasons for going on after a stop
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX medication_request_by_patient ON medication_request (patient_id, status);
    CREATE INDEX medication_request_by_status ON medication_request (status, authored_at);

    CREATE TABLE medication_dispense (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT NOT NULL REFERENCES medication_request (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      quantity INTEGER NOT NULL CONSTRAINT medication_dispense_quantity CHECK (quantity > 0),
      when_handed_over TEXT NOT NULL,
      performer_id TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;
    CREATE INDEX medication_dispense_by_request ON medication_dispense (medication_request_id);
    CREATE TRIGGER medication_dispense_no_update BEFORE UPDATE ON medication_dispense BEGIN SELECT raise(ABORT, 'dispenses are never changed'); END;
    CREATE TRIGGER medication_dispense_no_delete BEFORE DELETE ON medication_dispense BEGIN SELECT raise(ABORT, 'dispenses are never removed'); END;`),
};
