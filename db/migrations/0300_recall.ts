import type { Migration } from './migration.ts';

export const recall: Migration = {
  version: 300,
  name: 'recall',
  up: (db) =>
    db.exec(`
    CREATE TABLE recall_class (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO recall_class VALUES ('I'), ('II'), ('III');
    CREATE TABLE recall_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO recall_status VALUES ('open'), ('closed'), ('cancelled');

    CREATE TABLE recall (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      item_id TEXT NOT NULL REFERENCES item (id),
      is_whole_item INTEGER NOT NULL CONSTRAINT recall_is_whole_item CHECK (is_whole_item IN (0, 1)), -- 1: every lot, also those that still come
      class TEXT NOT NULL REFERENCES recall_class (code),
      reason TEXT NOT NULL,
      source TEXT NOT NULL, -- who recalls, with their reference
      status TEXT NOT NULL DEFAULT 'open' REFERENCES recall_status (code),
      outcome TEXT NOT NULL DEFAULT '',
      opened_at TEXT NOT NULL,
      opened_by TEXT NOT NULL REFERENCES practitioner (id),
      ended_at TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT recall_end CHECK ((status = 'open') = (ended_at IS NULL))
    ) STRICT;
    CREATE INDEX recall_by_item ON recall (item_id, status);

    -- The lots it names, by their printed number: also one that has not come here yet.
    CREATE TABLE recall_lot (
      id TEXT NOT NULL PRIMARY KEY,
      recall_id TEXT NOT NULL REFERENCES recall (id),
      lot_number TEXT NOT NULL,
      UNIQUE (recall_id, lot_number)
    ) STRICT;

    -- Somebody who got it was told, or could not be. A fact: a second attempt is a second row.
    CREATE TABLE recall_contact (
      id TEXT NOT NULL PRIMARY KEY,
      recall_id TEXT NOT NULL REFERENCES recall (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      how TEXT NOT NULL CONSTRAINT recall_contact_how CHECK (how IN ('phone', 'visit', 'letter', 'not-reached')),
      brought_back INTEGER NOT NULL DEFAULT 0 CONSTRAINT recall_contact_brought_back CHECK (brought_back >= 0), -- dispensing units
      note TEXT NOT NULL DEFAULT '',
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;
    CREATE INDEX recall_contact_by_recall ON recall_contact (recall_id, patient_id);
    CREATE TRIGGER recall_contact_no_update BEFORE UPDATE ON recall_contact BEGIN SELECT raise(ABORT, 'contacts are never changed'); END;
    CREATE TRIGGER recall_contact_no_delete BEFORE DELETE ON recall_contact
      WHEN NOT EXISTS (SELECT 1 FROM person_key WHERE patient_id = OLD.patient_id AND destroyed_at IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'contacts are never removed'); END;`),
};
