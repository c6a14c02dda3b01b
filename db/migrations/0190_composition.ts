import type { Migration } from './migration.ts';

export const composition: Migration = {
  version: 190,
  name: 'composition',
  up: (db) =>
    db.exec(`
    CREATE TABLE composition_type (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO composition_type VALUES ('progress-note'), ('addendum'), ('referral'), ('sick-note'), ('discharge-summary');

    -- FHIR Composition. A progress note is preliminary until its visit is closed; everything else is signed as it is written.
    CREATE TABLE composition (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT NOT NULL REFERENCES encounter (id),
      type TEXT NOT NULL REFERENCES composition_type (code),
      status TEXT NOT NULL CONSTRAINT composition_status CHECK (status IN ('preliminary', 'final', 'entered-in-error')),
      content TEXT NOT NULL CONSTRAINT composition_content CHECK (json_valid(content)),
      written_at TEXT NOT NULL,
      author_id TEXT NOT NULL REFERENCES practitioner (id),
      signed_at TEXT,
      signed_by TEXT REFERENCES practitioner (id),
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT composition_signature CHECK ((signed_at IS NULL) = (signed_by IS NULL)),
      CONSTRAINT composition_final_is_signed CHECK (status <> 'final' OR signed_at IS NOT NULL)
    ) STRICT;
    CREATE INDEX composition_by_encounter ON composition (encounter_id, written_at);
    CREATE INDEX composition_by_patient ON composition (patient_id, written_at);
    CREATE UNIQUE INDEX composition_one_note ON composition (encounter_id) WHERE type = 'progress-note' AND status <> 'entered-in-error';

    -- Words that are typed again and again; of one practitioner, or of the whole facility when practitioner_id is empty.
    CREATE TABLE phrase (
      id TEXT NOT NULL PRIMARY KEY,
      shortcut TEXT NOT NULL CONSTRAINT phrase_shortcut CHECK (length(shortcut) BETWEEN 2 AND 30),
      content TEXT NOT NULL CONSTRAINT phrase_content CHECK (json_valid(content)),
      practitioner_id TEXT REFERENCES practitioner (id),
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT phrase_status CHECK (status IN ('active', 'retired')),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX phrase_one_shortcut ON phrase (shortcut, coalesce(practitioner_id, '')) WHERE status = 'active';`),
};
