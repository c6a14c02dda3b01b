import type { Migration } from './migration.ts';

export const encounter: Migration = {
  version: 30,
  name: 'encounter',
  up: (db) =>
    db.exec(`
    CREATE TABLE appointment_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO appointment_status VALUES ('booked'), ('arrived'), ('fulfilled'), ('cancelled'), ('noshow'), ('entered-in-error');
    CREATE TABLE encounter_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO encounter_status VALUES ('arrived'), ('triaged'), ('in-progress'), ('finished'), ('entered-in-error');

    CREATE TABLE encounter (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      status TEXT NOT NULL REFERENCES encounter_status (code),
      reason TEXT NOT NULL DEFAULT '',
      started_at TEXT NOT NULL,
      ended_at TEXT,
      local_date TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX encounter_by_patient ON encounter (patient_id, started_at);
    CREATE INDEX encounter_open ON encounter (started_at) WHERE ended_at IS NULL;

    CREATE TABLE appointment (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
      encounter_id TEXT REFERENCES encounter (id),
      start_at TEXT NOT NULL,
      end_at TEXT NOT NULL,
      local_date TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL REFERENCES appointment_status (code),
      version INTEGER NOT NULL DEFAULT 1,
      created_at TEXT NOT NULL,
      CONSTRAINT appointment_has_length CHECK (end_at > start_at)
    ) STRICT;
    CREATE INDEX appointment_by_day ON appointment (local_date, practitioner_id, start_at);
    CREATE INDEX appointment_by_patient ON appointment (patient_id, start_at);

    CREATE TABLE observation (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT REFERENCES encounter (id),
      code TEXT NOT NULL, -- LOINC
      display TEXT NOT NULL,
      value REAL NOT NULL,
      unit TEXT NOT NULL, -- UCUM
      effective_at TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'final' CONSTRAINT observation_status CHECK (status IN ('final', 'amended', 'entered-in-error')),
      recorded_by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX observation_by_patient ON observation (patient_id, code, effective_at);

    CREATE TABLE condition (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT REFERENCES encounter (id),
      code_system TEXT NOT NULL,
      code_edition TEXT NOT NULL,
      code TEXT NOT NULL,
      display TEXT NOT NULL, -- as the clinician saw it
      note TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT condition_status CHECK (status IN ('active', 'resolved', 'entered-in-error')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX condition_by_patient ON condition (patient_id, recorded_at);

    CREATE TABLE allergy_intolerance (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      substance TEXT NOT NULL, -- as said; 'none known' is a row of kind none-known
      kind TEXT NOT NULL CONSTRAINT allergy_kind CHECK (kind IN ('allergy', 'none-known')),
      criticality TEXT NOT NULL CONSTRAINT allergy_criticality CHECK (criticality IN ('low', 'high', 'unable-to-assess')),
      reaction TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT allergy_status CHECK (status IN ('active', 'inactive', 'entered-in-error')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX allergy_by_patient ON allergy_intolerance (patient_id, status);

    CREATE TABLE document_reference (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      blob_id TEXT NOT NULL REFERENCES blob (id),
      title TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'current' CONSTRAINT document_status CHECK (status IN ('current', 'entered-in-error')),
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX document_by_patient ON document_reference (patient_id, created_at);`),
};
