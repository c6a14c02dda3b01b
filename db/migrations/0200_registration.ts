import type { Migration } from './migration.ts';

export const registration: Migration = {
  version: 200,
  name: 'registration',
  up: (db) =>
    db.exec(`
    ALTER TABLE patient ADD COLUMN gender TEXT NOT NULL DEFAULT ''; -- as the person says it; sex is what ranges go by
    ALTER TABLE patient ADD COLUMN language TEXT NOT NULL DEFAULT '';
    ALTER TABLE patient ADD COLUMN district TEXT NOT NULL DEFAULT '';
    ALTER TABLE patient ADD COLUMN region TEXT NOT NULL DEFAULT '';
    ALTER TABLE patient ADD COLUMN country TEXT NOT NULL DEFAULT '';
    ALTER TABLE patient ADD COLUMN deceased_on TEXT;
    ALTER TABLE patient ADD COLUMN is_unidentified INTEGER NOT NULL DEFAULT 0 CONSTRAINT patient_is_unidentified CHECK (is_unidentified IN (0, 1));
    ALTER TABLE patient ADD COLUMN photo_blob_id TEXT REFERENCES blob (id);
    ALTER TABLE patient ADD COLUMN also_known TEXT NOT NULL DEFAULT ''; -- other names, phones and identifiers: for the search, made from their tables

    CREATE TABLE patient_name (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      use TEXT NOT NULL CONSTRAINT patient_name_use CHECK (use IN ('usual', 'nickname', 'maiden', 'old', 'local-script')),
      text TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT patient_name_status CHECK (status IN ('active', 'entered-in-error'))
    ) STRICT;
    CREATE INDEX patient_name_by_patient ON patient_name (patient_id);

    CREATE TABLE patient_telecom (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      use TEXT NOT NULL CONSTRAINT patient_telecom_use CHECK (use IN ('mobile', 'home', 'work', 'relative')),
      value TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT patient_telecom_status CHECK (status IN ('active', 'entered-in-error'))
    ) STRICT;
    CREATE INDEX patient_telecom_by_patient ON patient_telecom (patient_id);

    -- A number is one person's within its system, unless it was entered in error.
    ALTER TABLE patient_identifier RENAME TO patient_identifier_before;
    CREATE TABLE patient_identifier (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      system TEXT NOT NULL, -- national, insurance, programme, other; with its issuer
      issuer TEXT NOT NULL DEFAULT '',
      value TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT patient_identifier_status CHECK (status IN ('active', 'entered-in-error'))
    ) STRICT;
    INSERT INTO patient_identifier (id, patient_id, system, value) SELECT id, patient_id, system, value FROM patient_identifier_before;
    DROP TABLE patient_identifier_before;
    CREATE UNIQUE INDEX patient_identifier_one_person ON patient_identifier (system, issuer, value) WHERE status = 'active';
    CREATE INDEX patient_identifier_by_patient ON patient_identifier (patient_id);

    CREATE TABLE related_person (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      relationship TEXT NOT NULL CONSTRAINT related_person_relationship
        CHECK (relationship IN ('mother', 'father', 'guardian', 'spouse', 'child', 'sibling', 'other')),
      name TEXT NOT NULL,
      phone TEXT NOT NULL DEFAULT '',
      is_guardian INTEGER NOT NULL DEFAULT 0 CONSTRAINT related_person_is_guardian CHECK (is_guardian IN (0, 1)),
      is_next_of_kin INTEGER NOT NULL DEFAULT 0 CONSTRAINT related_person_is_next_of_kin CHECK (is_next_of_kin IN (0, 1)),
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT related_person_status CHECK (status IN ('active', 'entered-in-error'))
    ) STRICT;
    CREATE INDEX related_person_by_patient ON related_person (patient_id);

    CREATE TABLE consent (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      category TEXT NOT NULL CONSTRAINT consent_category CHECK (category IN ('treatment', 'sharing', 'photo', 'reminders', 'research')),
      decision TEXT NOT NULL CONSTRAINT consent_decision CHECK (decision IN ('permit', 'deny')),
      given_on TEXT NOT NULL,
      given_by TEXT NOT NULL DEFAULT '', -- who spoke for the person; '' = the person
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT consent_status CHECK (status IN ('active', 'entered-in-error'))
    ) STRICT;
    CREATE INDEX consent_by_patient ON consent (patient_id);

    CREATE TABLE household (
      id TEXT NOT NULL PRIMARY KEY,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE household_member (
      id TEXT NOT NULL PRIMARY KEY,
      household_id TEXT NOT NULL REFERENCES household (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      left_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX household_member_one ON household_member (patient_id) WHERE left_at IS NULL;
    CREATE INDEX household_member_by_household ON household_member (household_id);

    -- What is asked when somebody is registered; a field without a row is asked and not required.
    CREATE TABLE registration_field (
      id TEXT NOT NULL PRIMARY KEY, -- the field's name in the contract
      label TEXT NOT NULL DEFAULT '', -- '' = the program's word; a country calls its levels as it likes
      is_asked INTEGER NOT NULL DEFAULT 1 CONSTRAINT registration_field_is_asked CHECK (is_asked IN (0, 1)),
      is_required INTEGER NOT NULL DEFAULT 0 CONSTRAINT registration_field_is_required CHECK (is_required IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT registration_field_required_is_asked CHECK (is_asked = 1 OR is_required = 0)
    ) STRICT;`),
};
