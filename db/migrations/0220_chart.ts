import type { Migration } from './migration.ts';

export const chart: Migration = {
  version: 220,
  name: 'chart',
  up: (db) =>
    db.exec(`
    -- FHIR AllergyIntolerance: how bad the reaction was, and how sure it is. Nobody was asked before: '' and unconfirmed.
    ALTER TABLE allergy_intolerance ADD COLUMN severity TEXT NOT NULL DEFAULT ''
      CONSTRAINT allergy_severity CHECK (severity IN ('', 'mild', 'moderate', 'severe'));
    ALTER TABLE allergy_intolerance ADD COLUMN verification_status TEXT NOT NULL DEFAULT 'unconfirmed'
      CONSTRAINT allergy_verification_status CHECK (verification_status IN ('unconfirmed', 'confirmed', 'refuted'));
    ALTER TABLE allergy_intolerance ADD COLUMN verified_at TEXT; -- when the certainty was last said

    -- FHIR Condition of the category problem-list-item: one line for each code of a person. Diagnoses of visits are in condition.
    CREATE TABLE problem (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      code_system TEXT NOT NULL,
      code_edition TEXT NOT NULL,
      code TEXT NOT NULL,
      display TEXT NOT NULL, -- as the clinician saw it
      onset_date TEXT, -- the first day of what is known
      onset_precision TEXT NOT NULL DEFAULT 'day' CONSTRAINT problem_onset_precision CHECK (onset_precision IN ('day', 'month', 'year')),
      abated_date TEXT,
      clinical_status TEXT NOT NULL DEFAULT 'active'
        CONSTRAINT problem_clinical_status CHECK (clinical_status IN ('active', 'recurrence', 'remission', 'resolved')),
      verification_status TEXT NOT NULL DEFAULT 'confirmed'
        CONSTRAINT problem_verification_status CHECK (verification_status IN ('confirmed', 'entered-in-error')),
      note TEXT NOT NULL DEFAULT '',
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX problem_by_patient ON problem (patient_id, recorded_at);
    CREATE UNIQUE INDEX problem_one_of_a_code ON problem (patient_id, code_system, code) WHERE verification_status <> 'entered-in-error';

    CREATE TABLE family_member_history (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      relationship TEXT NOT NULL CONSTRAINT family_member_history_relationship CHECK (relationship IN
        ('mother', 'father', 'sister', 'brother', 'daughter', 'son', 'grandmother', 'grandfather', 'aunt', 'uncle', 'other')),
      condition TEXT NOT NULL, -- the words seen or typed
      code_system TEXT NOT NULL DEFAULT '',
      code_edition TEXT NOT NULL DEFAULT '',
      code TEXT NOT NULL DEFAULT '', -- '' = words only
      onset_age INTEGER CONSTRAINT family_member_history_onset_age CHECK (onset_age BETWEEN 0 AND 130), -- completed years
      is_deceased INTEGER NOT NULL DEFAULT 0 CONSTRAINT family_member_history_is_deceased CHECK (is_deceased IN (0, 1)), -- of it
      note TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL DEFAULT 'completed' CONSTRAINT family_member_history_status CHECK (status IN ('completed', 'entered-in-error')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX family_member_history_by_patient ON family_member_history (patient_id);

    -- FHIR Observation of the category social-history; the newest of a kind is what holds.
    CREATE TABLE social_history (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      kind TEXT NOT NULL CONSTRAINT social_history_kind CHECK (kind IN ('tobacco', 'alcohol')),
      answer TEXT NOT NULL CONSTRAINT social_history_answer CHECK (answer IN ('never', 'former', 'occasional', 'daily')),
      amount REAL CONSTRAINT social_history_amount CHECK (amount BETWEEN 0 AND 200), -- tobacco: cigarettes a day; alcohol: standard drinks a week
      effective_on TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL DEFAULT 'final' CONSTRAINT social_history_status CHECK (status IN ('final', 'entered-in-error')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX social_history_by_patient ON social_history (patient_id, effective_on);

    -- Where the facility sees its registers' people at other intervals than the program proposes.
    CREATE TABLE register_setting (
      id TEXT NOT NULL PRIMARY KEY, -- the register's name in the contract
      interval_days INTEGER NOT NULL CONSTRAINT register_setting_interval_days CHECK (interval_days BETWEEN 1 AND 730),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    -- Registers look for people by code; the chart reads the newest first.
    CREATE INDEX problem_by_code ON problem (code, patient_id);
    CREATE INDEX condition_by_code ON condition (code, patient_id);
    CREATE INDEX observation_by_patient_time ON observation (patient_id, effective_at);
    CREATE INDEX medication_request_by_patient_time ON medication_request (patient_id, authored_at);
    CREATE INDEX medication_dispense_by_patient ON medication_dispense (patient_id, when_handed_over);`),
};
