import type { Migration } from './migration.ts';

/** Medicine knowledge that a facility loaded beside what is shipped; in the database so that backups carry it. */
export const knowledge: Migration = {
  version: 400,
  name: 'knowledge',
  up: (db) =>
    db.exec(`
    CREATE TABLE knowledge_pack_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO knowledge_pack_status VALUES ('active'), ('previous'), ('removed');

    -- One edition of a pack. The newest that was ever here stays as a row, so that an older one is never taken for a newer.
    CREATE TABLE knowledge_pack (
      id TEXT NOT NULL PRIMARY KEY,
      pack_id TEXT NOT NULL,
      sequence INTEGER NOT NULL CONSTRAINT knowledge_pack_sequence CHECK (sequence > 0),
      title TEXT NOT NULL,
      origin TEXT NOT NULL,
      edition TEXT NOT NULL,
      licence TEXT NOT NULL,
      made_on TEXT NOT NULL,
      publisher TEXT NOT NULL,
      signer TEXT NOT NULL CONSTRAINT knowledge_pack_signer CHECK (signer IN ('publisher', 'facility')),
      public_key TEXT NOT NULL,
      tables TEXT NOT NULL, -- JSON: names with their numbers of rows
      size INTEGER NOT NULL,
      sha256 TEXT NOT NULL, -- of the whole file
      status TEXT NOT NULL REFERENCES knowledge_pack_status (code),
      loaded_at TEXT NOT NULL,
      loaded_by TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      file BLOB, -- the file as it came
      UNIQUE (pack_id, sequence),
      CONSTRAINT knowledge_pack_has_file CHECK ((status = 'removed') = (file IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX knowledge_pack_active ON knowledge_pack (pack_id) WHERE status = 'active';`),
};
