import type { Migration } from './migration.ts';

/** Editions of knowledge packs that the hub hands out, on their way into this facility. */
export const arrivingPack: Migration = {
  version: 460,
  name: 'arriving_pack',
  up: (db) =>
    db.exec(`
    CREATE TABLE arriving_pack_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO arriving_pack_status VALUES ('offered'), ('arrived'), ('refused'), ('set-aside'), ('loaded'), ('withdrawn');

    -- The bytes lie in the folder packs, outside of the database: they are nobody's secret, and can be fetched again.
    CREATE TABLE arriving_pack (
      id TEXT NOT NULL PRIMARY KEY,
      pack_id TEXT NOT NULL, -- this and the next five as the hub says; once it has arrived, as the file says
      sequence INTEGER NOT NULL,
      title TEXT NOT NULL,
      edition TEXT NOT NULL,
      publisher TEXT NOT NULL,
      made_on TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL UNIQUE, -- of the whole file
      status TEXT NOT NULL REFERENCES arriving_pack_status (code),
      is_wanted INTEGER NOT NULL DEFAULT 0 CONSTRAINT arriving_pack_wanted CHECK (is_wanted IN (0, 1)), -- a person asked for it, whatever the line costs
      damaged INTEGER NOT NULL DEFAULT 0, -- how often the whole file was not what the hub had named
      problem TEXT, -- an error's code: why it is refused, or does not get on
      problem_data TEXT NOT NULL DEFAULT '{}', -- JSON
      offered_at TEXT NOT NULL,
      arrived_at TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX arriving_pack_by_pack ON arriving_pack (pack_id, sequence);`),
};
