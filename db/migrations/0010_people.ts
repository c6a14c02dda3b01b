import type { Migration } from './migration.ts';

export const people: Migration = {
  version: 10,
  name: 'people',
  up: (db) =>
    db.exec(`
    CREATE TABLE facility_type (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO facility_type VALUES ('clinic'), ('pharmacy'), ('hospital'), ('health-post'), ('depot');

    CREATE TABLE facility (
      id TEXT NOT NULL PRIMARY KEY,
      is_this INTEGER NOT NULL UNIQUE DEFAULT 1 CONSTRAINT facility_is_one CHECK (is_this = 1), -- one row: this facility
      code TEXT NOT NULL CONSTRAINT facility_code_shape CHECK (length(code) = 6),
      epoch_letter TEXT NOT NULL DEFAULT 'A', -- the next letter after each restore, so that no printed number is given twice
      epoch_id TEXT NOT NULL, -- renewed on restore; the hub compares it
      name TEXT NOT NULL,
      type TEXT NOT NULL REFERENCES facility_type (code),
      time_zone TEXT NOT NULL, -- IANA
      currency TEXT NOT NULL,
      locale TEXT NOT NULL,
      latitude REAL,
      longitude REAL,
      phone TEXT NOT NULL DEFAULT '',
      is_demo INTEGER NOT NULL DEFAULT 0 CONSTRAINT facility_is_demo CHECK (is_demo IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE user_account (
      id TEXT NOT NULL PRIMARY KEY,
      username TEXT NOT NULL UNIQUE COLLATE NOCASE,
      display_name TEXT NOT NULL,
      password_hash TEXT NOT NULL, -- argon2id, PHC string
      is_active INTEGER NOT NULL DEFAULT 1 CONSTRAINT user_account_is_active CHECK (is_active IN (0, 1)),
      locale TEXT NOT NULL DEFAULT 'en',
      theme TEXT NOT NULL DEFAULT 'auto' CONSTRAINT user_account_theme CHECK (theme IN ('auto', 'light', 'dark')),
      failed_sign_ins INTEGER NOT NULL DEFAULT 0,
      locked_until TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE practitioner (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL UNIQUE REFERENCES user_account (id),
      display_name TEXT NOT NULL,
      registration_number TEXT NOT NULL DEFAULT '',
      is_bookable INTEGER NOT NULL DEFAULT 0 CONSTRAINT practitioner_is_bookable CHECK (is_bookable IN (0, 1))
    ) STRICT;

    CREATE TABLE role (code TEXT NOT NULL PRIMARY KEY) STRICT;
    CREATE TABLE role_permission (
      role_code TEXT NOT NULL REFERENCES role (code),
      permission TEXT NOT NULL,
      PRIMARY KEY (role_code, permission)
    ) STRICT;
    CREATE TABLE user_role (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES user_account (id),
      role_code TEXT NOT NULL REFERENCES role (code),
      UNIQUE (user_id, role_code)
    ) STRICT;

    CREATE TABLE seat (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL CONSTRAINT seat_kind CHECK (kind IN ('window', 'browser', 'command')),
      name TEXT NOT NULL,
      token_hash TEXT UNIQUE, -- SHA-256 of the cookie's secret; windows have none
      created_at TEXT NOT NULL,
      revoked_at TEXT
    ) STRICT;

    CREATE TABLE session (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES user_account (id),
      seat_id TEXT NOT NULL REFERENCES seat (id),
      token_hash TEXT NOT NULL UNIQUE,
      started_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      ended_at TEXT
    ) STRICT;

    -- A person's key, itself wrapped: what the audit, stored outcomes and blobs keep of a person is readable only while it exists.
    CREATE TABLE person_key (
      patient_id TEXT NOT NULL PRIMARY KEY,
      wrapped_key BLOB,
      created_at TEXT NOT NULL,
      destroyed_at TEXT,
      CONSTRAINT person_key_gone_or_there CHECK ((wrapped_key IS NULL) = (destroyed_at IS NOT NULL))
    ) STRICT;

    CREATE TABLE audit_event (
      seq INTEGER NOT NULL PRIMARY KEY,
      at TEXT NOT NULL,
      actor_kind TEXT NOT NULL CONSTRAINT audit_event_actor_kind CHECK (actor_kind IN ('user', 'job', 'command', 'peer')),
      actor_id TEXT NOT NULL,
      seat_id TEXT,
      action TEXT NOT NULL, -- create, amend, read, print, deny, sign-in, ...
      resource TEXT NOT NULL, -- a table, or the contract method for reads and denials
      resource_id TEXT NOT NULL,
      patient_id TEXT,
      reason TEXT NOT NULL DEFAULT '',
      is_sealed INTEGER NOT NULL CONSTRAINT audit_event_is_sealed CHECK (is_sealed IN (0, 1)), -- body under the person's key
      body BLOB, -- before and after; for append-only rows their hash
      format INTEGER NOT NULL,
      hash BLOB NOT NULL CONSTRAINT audit_event_hash CHECK (length(hash) = 32)
    ) STRICT;
    CREATE INDEX audit_event_by_patient ON audit_event (patient_id, seq) WHERE patient_id IS NOT NULL;
    CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT raise(ABORT, 'audit rows are never changed'); END;
    CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT raise(ABORT, 'audit rows are never removed'); END;

    CREATE TABLE audit_head (
      seq INTEGER NOT NULL PRIMARY KEY REFERENCES audit_event (seq),
      at TEXT NOT NULL,
      hash BLOB NOT NULL,
      key_id TEXT NOT NULL, -- first 16 hex digits of SHA-256 of the public key
      signature BLOB NOT NULL
    ) STRICT;

    CREATE TABLE request_outcome (
      actor_id TEXT NOT NULL,
      key TEXT NOT NULL,
      method TEXT NOT NULL,
      input_hash TEXT NOT NULL,
      patient_id TEXT,
      outcome BLOB NOT NULL, -- JSON, under the person's key where patient_id is set
      at TEXT NOT NULL,
      PRIMARY KEY (actor_id, key)
    ) STRICT;

    CREATE TABLE number_counter (
      kind TEXT NOT NULL,
      epoch_letter TEXT NOT NULL,
      last INTEGER NOT NULL CONSTRAINT number_counter_positive CHECK (last > 0),
      PRIMARY KEY (kind, epoch_letter)
    ) STRICT;

    CREATE TABLE draft (
      id TEXT NOT NULL PRIMARY KEY,
      owner_id TEXT NOT NULL REFERENCES user_account (id),
      form TEXT NOT NULL,
      patient_id TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      content TEXT NOT NULL CONSTRAINT draft_content CHECK (json_valid(content)),
      saved_at TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX draft_by_owner ON draft (owner_id, form, coalesce(patient_id, ''));

    CREATE TABLE blob (
      id TEXT NOT NULL PRIMARY KEY,
      file_name TEXT NOT NULL UNIQUE, -- HMAC of the id: a file's name tells nothing
      name TEXT NOT NULL,
      media_type TEXT NOT NULL,
      size INTEGER NOT NULL CONSTRAINT blob_size CHECK (size > 0),
      sha256 TEXT NOT NULL,
      patient_id TEXT,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE blob_upload (
      id TEXT NOT NULL PRIMARY KEY,
      owner_id TEXT NOT NULL,
      file_name TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      media_type TEXT NOT NULL,
      size INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      patient_id TEXT,
      received INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL
    ) STRICT;`),
};
