import type { Migration } from './migration.ts';

export const equipment: Migration = {
  version: 330,
  name: 'equipment',
  up: (db) =>
    db.exec(`
    CREATE TABLE equipment_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO equipment_status VALUES ('available'), ('in-use'), ('faulty'), ('in-repair'), ('on-loan'), ('retired');

    CREATE TABLE equipment (
      id TEXT NOT NULL PRIMARY KEY,
      asset_number TEXT NOT NULL UNIQUE, -- readable number, on its label
      name TEXT NOT NULL,
      sort_name TEXT NOT NULL,
      category TEXT NOT NULL,
      manufacturer TEXT NOT NULL DEFAULT '',
      model TEXT NOT NULL DEFAULT '',
      serial_number TEXT NOT NULL DEFAULT '',
      place TEXT NOT NULL DEFAULT '', -- room, ward, shelf
      department_id TEXT REFERENCES department (id),
      status TEXT NOT NULL DEFAULT 'available' REFERENCES equipment_status (code),
      maintenance_days INTEGER CONSTRAINT equipment_maintenance_days CHECK (maintenance_days > 0), -- every so many days; NULL: none planned
      maintained_on TEXT, -- the last time, or when it was put into service
      loaned_to TEXT NOT NULL DEFAULT '',
      loan_until TEXT,
      created_at TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT equipment_loan CHECK ((status = 'on-loan') = (loaned_to <> ''))
    ) STRICT;
    CREATE INDEX equipment_by_name ON equipment (sort_name);

    CREATE TABLE equipment_event (
      id TEXT NOT NULL PRIMARY KEY,
      equipment_id TEXT NOT NULL REFERENCES equipment (id),
      kind TEXT NOT NULL CONSTRAINT equipment_event_kind CHECK (kind IN ('fault', 'repair', 'repaired', 'maintenance', 'loan', 'returned', 'status', 'retired')),
      note TEXT NOT NULL,
      local_date TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;
    CREATE INDEX equipment_event_by_equipment ON equipment_event (equipment_id, recorded_at);
    CREATE TRIGGER equipment_event_no_update BEFORE UPDATE ON equipment_event BEGIN SELECT raise(ABORT, 'events are never changed'); END;
    CREATE TRIGGER equipment_event_no_delete BEFORE DELETE ON equipment_event BEGIN SELECT raise(ABORT, 'events are never removed'); END;`),
};
