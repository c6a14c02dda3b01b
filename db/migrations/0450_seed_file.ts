import type { Migration } from './migration.ts';

/** What goes between this facility and its hub on a stick. */
export const seedFile: Migration = {
  version: 450,
  name: 'seed_file',
  up: (db) =>
    db.exec(`
    CREATE TABLE seed_act (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO seed_act VALUES ('write'), ('enrol'), ('load');

    CREATE TABLE seed_file (
      id TEXT NOT NULL PRIMARY KEY, -- drawn for each file; one that was written is named by its answer
      act TEXT NOT NULL REFERENCES seed_act (code),
      number INTEGER NOT NULL, -- in its name; counts what was written here
      file_name TEXT NOT NULL,
      begun_at TEXT NOT NULL,
      ended_at TEXT, -- NULL: under way, or the program was ended
      answers TEXT, -- of one that was loaded: the file that was written here
      changes INTEGER NOT NULL DEFAULT 0, -- written: ours in it; loaded: ours that the hub has by now
      rows INTEGER NOT NULL DEFAULT 0, -- loaded: others'
      bytes INTEGER NOT NULL DEFAULT 0,
      hub_epoch TEXT, -- as it was when the file was written
      acknowledged_through INTEGER NOT NULL DEFAULT 0, -- as above
      is_current INTEGER NOT NULL DEFAULT 1 CONSTRAINT seed_file_current CHECK (is_current IN (0, 1)), -- its numbers mean what they mean now
      is_older INTEGER NOT NULL DEFAULT 0 CONSTRAINT seed_file_older CHECK (is_older IN (0, 1)), -- what is here was newer: nothing was taken
      failure TEXT -- an error's code
    ) STRICT;
    CREATE INDEX seed_file_by_time ON seed_file (begun_at);

    -- Asked for by file and not answered yet.
    CREATE TABLE hub_enrolment (
      id INTEGER NOT NULL PRIMARY KEY CONSTRAINT hub_enrolment_is_one CHECK (id = 1),
      code_secret TEXT NOT NULL, -- base64; proves to the hub that the operator gave it to us
      hub_key_hash TEXT NOT NULL, -- hex; proves the hub to us
      private_key TEXT NOT NULL, -- Ed25519, PKCS8, base64
      public_key TEXT NOT NULL,
      facility_epoch TEXT NOT NULL,
      asked_at TEXT NOT NULL
    ) STRICT;`),
};
