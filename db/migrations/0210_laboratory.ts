import type { Migration } from './migration.ts';

export const laboratory: Migration = {
  version: 210,
  name: 'laboratory',
  up: (db) =>
    db.exec(`
    CREATE TABLE service_request_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO service_request_status VALUES ('active'), ('completed'), ('revoked'), ('entered-in-error');

    -- FHIR ServiceRequest: what is asked of the laboratory for one person, on one specimen.
    CREATE TABLE service_request (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE, -- the specimen's, on its label
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT REFERENCES encounter (id),
      status TEXT NOT NULL REFERENCES service_request_status (code),
      priority TEXT NOT NULL CONSTRAINT service_request_priority CHECK (priority IN ('routine', 'urgent', 'stat')),
      note TEXT NOT NULL DEFAULT '',
      requester_id TEXT NOT NULL REFERENCES practitioner (id),
      authored_at TEXT NOT NULL,
      collected_at TEXT,
      collected_by TEXT REFERENCES practitioner (id),
      performer TEXT NOT NULL DEFAULT '', -- an outside laboratory's name; '' = this facility
      blob_id TEXT REFERENCES blob (id), -- the outside laboratory's paper
      completed_at TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX service_request_by_patient ON service_request (patient_id, authored_at);
    CREATE INDEX service_request_open ON service_request (status, authored_at) WHERE status = 'active';

    CREATE TABLE service_request_test (
      id TEXT NOT NULL PRIMARY KEY,
      service_request_id TEXT NOT NULL REFERENCES service_request (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      code TEXT NOT NULL, -- LOINC
      display TEXT NOT NULL,
      position INTEGER NOT NULL,
      UNIQUE (service_request_id, code)
    ) STRICT;
    CREATE INDEX service_request_test_by_patient ON service_request_test (patient_id);

    ALTER TABLE observation ADD COLUMN service_request_id TEXT REFERENCES service_request (id);
    ALTER TABLE observation ADD COLUMN issued_at TEXT;
    -- HL7 v3 ObservationInterpretation as judged when it was issued, with the limits it was held against, in its unit
    ALTER TABLE observation ADD COLUMN interpretation TEXT NOT NULL DEFAULT '' CONSTRAINT observation_interpretation CHECK (interpretation IN ('', 'N', 'L', 'H', 'LL', 'HH', 'A'));
    ALTER TABLE observation ADD COLUMN reference_low REAL;
    ALTER TABLE observation ADD COLUMN reference_high REAL;
    CREATE UNIQUE INDEX observation_one_result ON observation (service_request_id, code) WHERE service_request_id IS NOT NULL AND status <> 'entered-in-error';

    -- A result that somebody must have seen. Open until acknowledged.
    CREATE TABLE critical_result (
      id TEXT NOT NULL PRIMARY KEY,
      observation_id TEXT NOT NULL UNIQUE REFERENCES observation (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      requester_id TEXT NOT NULL REFERENCES practitioner (id),
      issued_at TEXT NOT NULL,
      acknowledged_at TEXT,
      acknowledged_by TEXT REFERENCES practitioner (id),
      action_taken TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT critical_result_acknowledgement CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
    ) STRICT;
    CREATE INDEX critical_result_open ON critical_result (issued_at) WHERE acknowledged_at IS NULL;
    CREATE INDEX critical_result_by_patient ON critical_result (patient_id);`),
};
