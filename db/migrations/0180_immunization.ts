import type { Migration } from './migration.ts';

export const immunization: Migration = {
  version: 180,
  name: 'immunization',
  up: (db) =>
    db.exec(`
    -- FHIR Immunization: one dose, given here or written down from a card.
    CREATE TABLE immunization (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT REFERENCES encounter (id),
      series TEXT NOT NULL, -- of the schedule
      vaccine TEXT NOT NULL, -- as whoever gave it saw it
      occurrence_date TEXT NOT NULL, -- the day it was given
      is_primary_source INTEGER NOT NULL CONSTRAINT immunization_is_primary_source CHECK (is_primary_source IN (0, 1)), -- 1 = given here
      item_id TEXT REFERENCES item (id),
      lot_id TEXT REFERENCES lot (id),
      lot_number TEXT NOT NULL DEFAULT '',
      expiry TEXT,
      site TEXT NOT NULL DEFAULT '',
      override_reason TEXT NOT NULL DEFAULT '', -- why it was given although it does not count
      status TEXT NOT NULL DEFAULT 'completed' CONSTRAINT immunization_status CHECK (status IN ('completed', 'entered-in-error')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT immunization_lot_of_stock CHECK (lot_id IS NULL OR item_id IS NOT NULL)
    ) STRICT;
    CREATE INDEX immunization_by_patient ON immunization (patient_id, occurrence_date);
    CREATE INDEX immunization_by_lot ON immunization (lot_id) WHERE lot_id IS NOT NULL;

    -- What happened after a dose (adverse event following immunisation).
    CREATE TABLE immunization_reaction (
      id TEXT NOT NULL PRIMARY KEY,
      immunization_id TEXT NOT NULL REFERENCES immunization (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      onset_date TEXT NOT NULL,
      reaction TEXT NOT NULL,
      severity TEXT NOT NULL CONSTRAINT immunization_reaction_severity CHECK (severity IN ('mild', 'moderate', 'severe')),
      is_serious INTEGER NOT NULL CONSTRAINT immunization_reaction_is_serious CHECK (is_serious IN (0, 1)), -- death, danger to life, hospital, lasting harm
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX immunization_reaction_by_patient ON immunization_reaction (patient_id, onset_date);
    CREATE INDEX immunization_reaction_by_immunization ON immunization_reaction (immunization_id);

    -- Where the country's schedule differs from the one that is shipped.
    CREATE TABLE immunization_schedule_dose (
      id TEXT NOT NULL PRIMARY KEY,
      series TEXT NOT NULL,
      dose INTEGER NOT NULL CONSTRAINT immunization_schedule_dose_number CHECK (dose BETWEEN 1 AND 12),
      min_age TEXT NOT NULL,
      due_age TEXT NOT NULL,
      min_interval TEXT NOT NULL DEFAULT '',
      end_age TEXT NOT NULL DEFAULT '',
      is_active INTEGER NOT NULL CONSTRAINT immunization_schedule_dose_is_active CHECK (is_active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (series, dose)
    ) STRICT;`),
};
