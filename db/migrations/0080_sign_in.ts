import type { Migration } from './migration.ts';

/** Beside the tables of step 10, one row for one of theirs; a missing row means the defaults. */
export const signIn: Migration = {
  version: 80,
  name: 'sign in',
  up: (db) =>
    db.exec(`
    CREATE TABLE role_sign_in (
      role_code TEXT NOT NULL PRIMARY KEY REFERENCES role (code),
      idle_lock_minutes INTEGER NOT NULL DEFAULT 5 CONSTRAINT role_sign_in_idle CHECK (idle_lock_minutes BETWEEN 1 AND 60),
      requires_totp INTEGER NOT NULL DEFAULT 0 CONSTRAINT role_sign_in_totp CHECK (requires_totp IN (0, 1))
    ) STRICT;

    CREATE TABLE credential (
      user_id TEXT NOT NULL PRIMARY KEY REFERENCES user_account (id),
      password_set_at TEXT,
      must_change_password INTEGER NOT NULL DEFAULT 0 CONSTRAINT credential_must_change CHECK (must_change_password IN (0, 1)),
      pin_hash TEXT, -- argon2id, PHC string; opens nothing but a locked session
      totp_secret TEXT, -- base32
      totp_since TEXT, -- null: shown, but not confirmed by a first code yet
      totp_last_step INTEGER NOT NULL DEFAULT 0 -- the 30 s step of the last code taken: no code works twice
    ) STRICT;

    CREATE TABLE password_history (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES user_account (id),
      password_hash TEXT NOT NULL,
      replaced_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX password_history_by_user ON password_history (user_id, replaced_at);

    CREATE TABLE backup_code (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES user_account (id),
      code_hash TEXT NOT NULL, -- two signs of the code, a space, argon2id as a PHC string
      used_at TEXT
    ) STRICT;
    CREATE INDEX backup_code_by_user ON backup_code (user_id);

    CREATE TABLE session_state (
      session_id TEXT NOT NULL PRIMARY KEY REFERENCES session (id),
      idle_lock_minutes INTEGER NOT NULL, -- the strictest of the user's roles when the session began
      must_enrol_totp INTEGER NOT NULL DEFAULT 0 CONSTRAINT session_state_must_enrol CHECK (must_enrol_totp IN (0, 1)),
      last_input_at TEXT NOT NULL,
      locked_at TEXT,
      proved_at TEXT, -- the last password or one-time code, not the PIN
      pin_failures INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE seat_delay (
      seat_id TEXT NOT NULL PRIMARY KEY, -- also of a seat where nobody ever signed in
      failed_sign_ins INTEGER NOT NULL,
      locked_until TEXT
    ) STRICT;`),
};
