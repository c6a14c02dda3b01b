import type { Migration } from './migration.ts';

export const coldChain: Migration = {
  version: 310,
  name: 'cold_chain',
  up: (db) =>
    db.exec(`
    -- A place that is kept cold; without a row the proposals of main/coldChain/limits.ts are in force.
    CREATE TABLE cold_storage (
      id TEXT NOT NULL PRIMARY KEY REFERENCES location (id),
      low REAL NOT NULL, -- degrees Celsius, both ends still good
      high REAL NOT NULL,
      heat_minutes INTEGER NOT NULL CONSTRAINT cold_storage_heat_minutes CHECK (heat_minutes >= 0), -- above high, without a break
      freeze_minutes INTEGER NOT NULL CONSTRAINT cold_storage_freeze_minutes CHECK (freeze_minutes >= 0), -- below low
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT cold_storage_range CHECK (low < high)
    ) STRICT;

    CREATE TABLE temperature_import (
      id TEXT NOT NULL PRIMARY KEY,
      location_id TEXT NOT NULL REFERENCES location (id),
      file_name TEXT NOT NULL,
      sha256 TEXT NOT NULL, -- of its readings, so that the same file again adds nothing
      readings INTEGER NOT NULL,
      bad_rows INTEGER NOT NULL,
      first_at TEXT NOT NULL,
      last_at TEXT NOT NULL,
      imported_at TEXT NOT NULL,
      imported_by TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;

    CREATE TABLE temperature_reading (
      location_id TEXT NOT NULL REFERENCES location (id),
      measured_at TEXT NOT NULL,
      celsius REAL NOT NULL CONSTRAINT temperature_reading_celsius CHECK (celsius BETWEEN -100 AND 100),
      import_id TEXT REFERENCES temperature_import (id), -- NULL: typed
      note TEXT NOT NULL DEFAULT '',
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL REFERENCES practitioner (id),
      PRIMARY KEY (location_id, measured_at)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER temperature_reading_no_update BEFORE UPDATE ON temperature_reading BEGIN SELECT raise(ABORT, 'readings are never changed'); END;
    CREATE TRIGGER temperature_reading_no_delete BEFORE DELETE ON temperature_reading BEGIN SELECT raise(ABORT, 'readings are never removed'); END;

    CREATE TABLE cold_excursion (
      id TEXT NOT NULL PRIMARY KEY,
      location_id TEXT NOT NULL REFERENCES location (id),
      kind TEXT NOT NULL CONSTRAINT cold_excursion_kind CHECK (kind IN ('heat', 'freeze')),
      started_at TEXT NOT NULL,
      ended_at TEXT, -- NULL: the newest reading is still out of range
      extreme REAL NOT NULL, -- degrees Celsius, the furthest out
      is_timed INTEGER NOT NULL CONSTRAINT cold_excursion_is_timed CHECK (is_timed IN (0, 1)), -- 0: from readings too far apart to say how long
      conclusion TEXT CONSTRAINT cold_excursion_conclusion CHECK (conclusion IN ('usable', 'discard')),
      note TEXT NOT NULL DEFAULT '',
      concluded_at TEXT,
      concluded_by TEXT REFERENCES practitioner (id),
      found_at TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (location_id, kind, started_at),
      CONSTRAINT cold_excursion_concluded CHECK ((conclusion IS NULL) = (concluded_at IS NULL))
    ) STRICT;

    CREATE TABLE vvm_check (
      id TEXT NOT NULL PRIMARY KEY,
      lot_id TEXT NOT NULL REFERENCES lot (id),
      stage INTEGER NOT NULL CONSTRAINT vvm_check_stage CHECK (stage BETWEEN 1 AND 4),
      checked_at TEXT NOT NULL,
      checked_by TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;
    CREATE INDEX vvm_check_by_lot ON vvm_check (lot_id, checked_at);
    CREATE TRIGGER vvm_check_no_update BEFORE UPDATE ON vvm_check BEGIN SELECT raise(ABORT, 'checks are never changed'); END;
    CREATE TRIGGER vvm_check_no_delete BEFORE DELETE ON vvm_check BEGIN SELECT raise(ABORT, 'checks are never removed'); END;`),
};
