import type { Migration } from './migration.ts';

export const blood: Migration = {
  version: 320,
  name: 'blood',
  up: (db) =>
    db.exec(`
    CREATE TABLE blood_component (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO blood_component VALUES ('whole-blood'), ('red-cells'), ('plasma'), ('platelets');
    CREATE TABLE blood_unit_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO blood_unit_status VALUES ('available'), ('reserved'), ('issued'), ('transfused'), ('discarded'), ('returned-to-bank');

    CREATE TABLE blood_unit (
      id TEXT NOT NULL PRIMARY KEY,
      unit_number TEXT NOT NULL, -- donation identification number, as on the bag
      component TEXT NOT NULL REFERENCES blood_component (code),
      abo TEXT NOT NULL CONSTRAINT blood_unit_abo CHECK (abo IN ('O', 'A', 'B', 'AB')),
      rhd TEXT NOT NULL CONSTRAINT blood_unit_rhd CHECK (rhd IN ('pos', 'neg')),
      volume_ml INTEGER NOT NULL CONSTRAINT blood_unit_volume CHECK (volume_ml BETWEEN 10 AND 1000),
      expiry TEXT NOT NULL, -- usable through this day
      source TEXT NOT NULL, -- the blood bank
      status TEXT NOT NULL DEFAULT 'available' REFERENCES blood_unit_status (code),
      received_at TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (unit_number, component)
    ) STRICT;
    CREATE INDEX blood_unit_by_status ON blood_unit (status, expiry);

    -- A unit is kept for one person at a time; cross-matched or, in an emergency, not.
    CREATE TABLE blood_reservation (
      id TEXT NOT NULL PRIMARY KEY,
      blood_unit_id TEXT NOT NULL REFERENCES blood_unit (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      patient_abo TEXT CONSTRAINT blood_reservation_abo CHECK (patient_abo IN ('O', 'A', 'B', 'AB')), -- NULL: not known
      patient_rhd TEXT CONSTRAINT blood_reservation_rhd CHECK (patient_rhd IN ('pos', 'neg')),
      cross_match TEXT NOT NULL CONSTRAINT blood_reservation_cross_match CHECK (cross_match IN ('pending', 'compatible', 'incompatible', 'emergency')),
      emergency_reason TEXT NOT NULL DEFAULT '',
      reserved_until TEXT NOT NULL,
      reserved_at TEXT NOT NULL,
      reserved_by TEXT NOT NULL REFERENCES practitioner (id),
      ended_at TEXT,
      end_reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT blood_reservation_emergency CHECK ((cross_match = 'emergency') = (emergency_reason <> ''))
    ) STRICT;
    CREATE UNIQUE INDEX blood_reservation_open ON blood_reservation (blood_unit_id) WHERE ended_at IS NULL;
    CREATE INDEX blood_reservation_by_patient ON blood_reservation (patient_id);`),
};
