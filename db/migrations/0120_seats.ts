import type { Migration } from './migration.ts';

export const seats: Migration = {
  version: 120,
  name: 'seats',
  up: (db) =>
    db.exec(`
    -- A seat that was paired: a browser by its cookie (token_hash), another computer's window by its own key (public_key).
    ALTER TABLE seat ADD COLUMN reach TEXT NOT NULL DEFAULT 'here' CONSTRAINT seat_reach CHECK (reach IN ('here', 'lan'));
    ALTER TABLE seat ADD COLUMN public_key TEXT; -- Ed25519, SPKI in base64
    ALTER TABLE seat ADD COLUMN paired_at TEXT; -- null: a window of this computer, a command
    ALTER TABLE seat ADD COLUMN paired_by TEXT REFERENCES user_account (id); -- null: by a sign-in link on this computer
    ALTER TABLE seat ADD COLUMN last_seen_at TEXT;
    ALTER TABLE seat ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
    CREATE UNIQUE INDEX seat_by_public_key ON seat (public_key) WHERE public_key IS NOT NULL;
    CREATE INDEX session_by_seat ON session (seat_id) WHERE ended_at IS NULL;

    -- Whether other computers on the local network may reach this facility, and its key there, made when it is first switched on.
    CREATE TABLE seat_sharing (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT seat_sharing_one CHECK (id = 'lan'),
      is_on INTEGER NOT NULL DEFAULT 0 CONSTRAINT seat_sharing_is_on CHECK (is_on IN (0, 1)),
      port INTEGER NOT NULL DEFAULT 8443 CONSTRAINT seat_sharing_port CHECK (port BETWEEN 1024 AND 65535),
      host_name TEXT NOT NULL DEFAULT '',
      private_key BLOB, -- PKCS #8
      certificate BLOB, -- X.509, DER
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT seat_sharing_has_key CHECK ((private_key IS NULL) = (certificate IS NULL) AND (is_on = 0 OR certificate IS NOT NULL))
    ) STRICT;
    INSERT INTO seat_sharing (id) VALUES ('lan');`),
};
