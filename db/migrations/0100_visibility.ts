import type { Migration } from './migration.ts';

/** Departments, records marked sensitive, and openings of such a record by breaking the glass. */
export const visibility: Migration = {
  version: 100,
  name: 'visibility',
  up: (db) =>
    db.exec(`
    CREATE TABLE department (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL COLLATE NOCASE CONSTRAINT department_name_once UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE user_department (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES user_account (id),
      department_id TEXT NOT NULL REFERENCES department (id),
      CONSTRAINT user_department_once UNIQUE (user_id, department_id)
    ) STRICT;

    CREATE TABLE sensitivity_mark (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      reason TEXT NOT NULL,
      set_at TEXT NOT NULL,
      set_by TEXT NOT NULL REFERENCES user_account (id),
      ended_at TEXT, -- null: the mark stands
      ended_by TEXT REFERENCES user_account (id),
      end_reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX sensitivity_mark_by_patient ON sensitivity_mark (patient_id);
    CREATE INDEX sensitivity_mark_standing ON sensitivity_mark (patient_id) WHERE ended_at IS NULL;

    CREATE TABLE sensitivity_scope (
      id TEXT NOT NULL PRIMARY KEY,
      mark_id TEXT NOT NULL REFERENCES sensitivity_mark (id) ON DELETE CASCADE,
      department_id TEXT REFERENCES department (id),
      role_code TEXT, -- no reference: a composed role may be removed, and then opens nothing
      CONSTRAINT sensitivity_scope_one CHECK ((department_id IS NULL) <> (role_code IS NULL))
    ) STRICT;
    CREATE INDEX sensitivity_scope_by_mark ON sensitivity_scope (mark_id);

    CREATE TABLE break_glass (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      user_id TEXT NOT NULL REFERENCES user_account (id),
      reason TEXT NOT NULL,
      opened_at TEXT NOT NULL,
      ends_at TEXT NOT NULL,
      closed_at TEXT, -- by hand, before its time
      reviewed_at TEXT,
      reviewed_by TEXT REFERENCES user_account (id),
      verdict TEXT CONSTRAINT break_glass_verdict CHECK (verdict IN ('accepted', 'escalated')),
      review_note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT break_glass_reviewed_whole CHECK ((verdict IS NULL) = (reviewed_at IS NULL) AND (verdict IS NULL) = (reviewed_by IS NULL))
    ) STRICT;
    CREATE INDEX break_glass_by_user ON break_glass (user_id, ends_at);
    CREATE INDEX break_glass_by_patient ON break_glass (patient_id);
    CREATE INDEX break_glass_waiting ON break_glass (opened_at) WHERE reviewed_at IS NULL;`),
};
