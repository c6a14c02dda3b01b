import type { Migration } from './migration.ts';

export const wards: Migration = {
  version: 340,
  name: 'wards',
  up: (db) =>
    db.exec(`
    -- What a ward keeps of an item: it is topped up to this.
    CREATE TABLE imprest_level (
      id TEXT NOT NULL PRIMARY KEY,
      location_id TEXT NOT NULL REFERENCES location (id),
      item_id TEXT NOT NULL REFERENCES item (id),
      level INTEGER NOT NULL CONSTRAINT imprest_level_level CHECK (level >= 0), -- dispensing units; 0 = not kept any more
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (location_id, item_id)
    ) STRICT;

    CREATE TABLE bed_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO bed_status VALUES ('free'), ('occupied'), ('cleaning'), ('closed');
    CREATE TABLE bed (
      id TEXT NOT NULL PRIMARY KEY,
      department_id TEXT NOT NULL REFERENCES department (id),
      name TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'free' REFERENCES bed_status (code),
      since TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (department_id, name)
    ) STRICT;

    -- Apart from the bed: when a person is erased, the bed stays.
    CREATE TABLE bed_stay (
      id TEXT NOT NULL PRIMARY KEY,
      bed_id TEXT NOT NULL REFERENCES bed (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      started_at TEXT NOT NULL,
      ended_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX bed_stay_of_bed ON bed_stay (bed_id) WHERE ended_at IS NULL;
    CREATE UNIQUE INDEX bed_stay_of_patient ON bed_stay (patient_id) WHERE ended_at IS NULL;`),
};
