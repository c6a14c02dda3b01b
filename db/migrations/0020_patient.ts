import type { Migration } from './migration.ts';

export const patient: Migration = {
  version: 20,
  name: 'patient',
  up: (db) =>
    db.exec(`
    CREATE TABLE patient (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      family_name TEXT NOT NULL,
      given_names TEXT NOT NULL,
      sort_name TEXT NOT NULL, -- folded, family name first: the driver has no collation for names
      sex TEXT NOT NULL CONSTRAINT patient_sex CHECK (sex IN ('female', 'male', 'other', 'unknown')),
      birth_date TEXT,
      birth_date_precision TEXT NOT NULL CONSTRAINT patient_birth_date_precision CHECK (birth_date_precision IN ('day', 'month', 'year')),
      phone TEXT NOT NULL DEFAULT '',
      village TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT patient_status CHECK (status IN ('active', 'entered-in-error')),
      last_seen_at TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX patient_by_sort_name ON patient (sort_name);
    CREATE INDEX patient_by_birth_date ON patient (birth_date);
    CREATE INDEX patient_by_last_seen ON patient (last_seen_at);

    CREATE TABLE patient_identifier (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      system TEXT NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (system, value)
    ) STRICT;

    -- A merge: the person is read together with surviving_id until the link is ended (unmerge). No row's patient_id is rewritten.
    CREATE TABLE patient_link (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      surviving_id TEXT NOT NULL REFERENCES patient (id),
      created_at TEXT NOT NULL,
      ended_at TEXT,
      CONSTRAINT patient_link_two_people CHECK (patient_id <> surviving_id)
    ) STRICT;
    CREATE UNIQUE INDEX patient_link_one_active ON patient_link (patient_id) WHERE ended_at IS NULL;
    CREATE INDEX patient_link_by_survivor ON patient_link (surviving_id) WHERE ended_at IS NULL;

    -- words: folded names, number, phone, village, birth year. sounds: consonant skeletons of the names, for misspellings.
    CREATE VIRTUAL TABLE patient_search USING fts5 (patient_id UNINDEXED, words, sounds, tokenize = 'unicode61', prefix = '2 3');`),
};
