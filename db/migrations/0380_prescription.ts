import type { Migration } from './migration.ts';

/** What one prescriber writes for one person at one time: several medicines (medication_request) under one number, signed together. */
export const prescription: Migration = {
  version: 380,
  name: 'prescription',
  up: (db) =>
    db.exec(`
    CREATE TABLE prescription (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE, -- controlled medicines stand alone under a series of their own
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT REFERENCES encounter (id),
      prescriber_id TEXT NOT NULL REFERENCES practitioner (id),
      is_controlled INTEGER NOT NULL DEFAULT 0 CONSTRAINT prescription_controlled CHECK (is_controlled IN (0, 1)),
      authored_at TEXT NOT NULL,
      signed_at TEXT,
      signed_with TEXT CONSTRAINT prescription_signed_with CHECK (signed_with IN ('pin', 'password')),
      content_sha256 TEXT, -- of the lines as they were signed
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT prescription_signature CHECK ((signed_at IS NULL) = (signed_with IS NULL) AND (signed_at IS NULL) = (content_sha256 IS NULL))
    ) STRICT;
    CREATE INDEX prescription_by_patient ON prescription (patient_id, authored_at);
    CREATE INDEX prescription_open ON prescription (patient_id, prescriber_id) WHERE signed_at IS NULL;

    ALTER TABLE medication_request ADD COLUMN prescription_id TEXT REFERENCES prescription (id); -- NULL: written before prescriptions were signed
    ALTER TABLE medication_request ADD COLUMN line INTEGER NOT NULL DEFAULT 1 CONSTRAINT medication_request_line CHECK (line > 0);
    ALTER TABLE medication_request ADD COLUMN dosage TEXT CONSTRAINT medication_request_dosage CHECK (dosage IS NULL OR json_valid(dosage)); -- preload/contract/dosage.ts
    ALTER TABLE medication_request ADD COLUMN refills_allowed INTEGER NOT NULL DEFAULT 0 CONSTRAINT medication_request_refills CHECK (refills_allowed BETWEEN 0 AND 24);
    ALTER TABLE medication_request ADD COLUMN refill_of TEXT REFERENCES medication_request (id); -- the line that is handed out once more
    ALTER TABLE medication_request ADD COLUMN copy_of TEXT REFERENCES medication_request (id); -- repeated from an old prescription
    CREATE INDEX medication_request_by_prescription ON medication_request (prescription_id, line);
    CREATE INDEX medication_request_refill ON medication_request (refill_of) WHERE refill_of IS NOT NULL;

    -- How a line came to be what it is.
    CREATE TABLE medication_request_event (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT NOT NULL REFERENCES medication_request (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      from_status TEXT REFERENCES medication_request_status (code), -- NULL: it was written
      to_status TEXT NOT NULL REFERENCES medication_request_status (code),
      reason TEXT NOT NULL DEFAULT '',
      happened_at TEXT NOT NULL,
      performer_id TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;
    CREATE INDEX medication_request_event_by_request ON medication_request_event (medication_request_id, happened_at);
    CREATE TRIGGER medication_request_event_no_update BEFORE UPDATE ON medication_request_event BEGIN SELECT raise(ABORT, 'events are never changed'); END;
    CREATE TRIGGER medication_request_event_no_delete BEFORE DELETE ON medication_request_event
      WHEN NOT EXISTS (SELECT 1 FROM person_key WHERE patient_id = OLD.patient_id AND destroyed_at IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'events are never removed'); END;

    CREATE TABLE refill_request (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT NOT NULL REFERENCES medication_request (id), -- the first line, not a refill of it
      patient_id TEXT NOT NULL REFERENCES patient (id),
      status TEXT NOT NULL CONSTRAINT refill_request_status CHECK (status IN ('requested', 'approved', 'refused', 'withdrawn')),
      note TEXT NOT NULL DEFAULT '',
      requested_at TEXT NOT NULL,
      requested_by TEXT NOT NULL REFERENCES practitioner (id),
      decided_at TEXT,
      decided_by TEXT REFERENCES practitioner (id), -- NULL with approved: within what the prescription allows
      refusal TEXT NOT NULL DEFAULT '',
      refill_id TEXT REFERENCES medication_request (id), -- the line that it became
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT refill_request_refused CHECK ((status = 'refused') = (refusal <> '')),
      CONSTRAINT refill_request_decided CHECK ((status = 'requested') = (decided_at IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX refill_request_one_open ON refill_request (medication_request_id) WHERE status = 'requested';

    -- A line that one prescriber writes often.
    CREATE TABLE prescription_favourite (
      id TEXT NOT NULL PRIMARY KEY,
      practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
      name TEXT NOT NULL,
      line TEXT NOT NULL CONSTRAINT prescription_favourite_line CHECK (json_valid(line)),
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT prescription_favourite_status CHECK (status IN ('active', 'retired')),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX prescription_favourite_one_name ON prescription_favourite (practitioner_id, name) WHERE status = 'active';

    -- Lines that the facility writes together.
    CREATE TABLE order_set (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      lines TEXT NOT NULL CONSTRAINT order_set_lines CHECK (json_valid(lines)),
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT order_set_status CHECK (status IN ('active', 'retired')),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX order_set_one_name ON order_set (name) WHERE status = 'active';

    -- National law says how long a prescription for a controlled medicine is good and whether it may be refilled; the facility writes it down here.
    CREATE TABLE controlled_prescribing (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT controlled_prescribing_one CHECK (id = 'rule'),
      valid_days INTEGER NOT NULL CONSTRAINT controlled_prescribing_valid CHECK (valid_days BETWEEN 1 AND 365),
      most_days INTEGER NOT NULL CONSTRAINT controlled_prescribing_most CHECK (most_days BETWEEN 1 AND 365), -- of supply in one prescription
      most_refills INTEGER NOT NULL CONSTRAINT controlled_prescribing_refills CHECK (most_refills BETWEEN 0 AND 24),
      source TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO controlled_prescribing (id, valid_days, most_days, most_refills, source)
      VALUES ('rule', 28, 30, 0, 'Misuse of Drugs Regulations 2001 (UK), regulation 16; NICE NG46 (2016), 1.5; 21 CFR 1306.12(a) (US)');`),
};
