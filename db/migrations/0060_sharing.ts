import type { Migration } from './migration.ts';

export const sharing: Migration = {
  version: 60,
  name: 'sharing',
  up: (db) =>
    db.exec(`
    -- What others may see. Written in the transaction of the change. An unnumbered state row is replaced by newer state;
    -- a numbered row never changes until the hub acknowledged it, then it is removed.
    CREATE TABLE outbox (
      id INTEGER NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      is_state INTEGER NOT NULL CONSTRAINT outbox_is_state CHECK (is_state IN (0, 1)),
      payload TEXT NOT NULL CONSTRAINT outbox_payload CHECK (json_valid(payload)),
      created_at TEXT NOT NULL,
      number INTEGER UNIQUE, -- given when a batch is formed; gapless within an epoch
      sha256 TEXT, -- of the payload's bytes, set with the number
      CONSTRAINT outbox_numbered_whole CHECK ((number IS NULL) = (sha256 IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX outbox_newest_state ON outbox (kind, key) WHERE number IS NULL AND is_state = 1;

    -- The one hub this facility belongs to.
    CREATE TABLE hub_link (
      id INTEGER NOT NULL PRIMARY KEY CONSTRAINT hub_link_is_one CHECK (id = 1),
      hub_url TEXT NOT NULL,
      hub_name TEXT NOT NULL,
      hub_public_key TEXT NOT NULL, -- Ed25519, SPKI, base64
      private_key TEXT NOT NULL, -- this facility's Ed25519, PKCS8, base64; the file is encrypted
      public_key TEXT NOT NULL,
      hub_epoch TEXT, -- changes when the hub was restored: everything is re-read and re-sent
      hub_witness TEXT, -- the hub's own sealed word on how far it had come; shown at hello, it tells a restored hub that it was restored
      facility_epoch TEXT NOT NULL, -- the epoch that the numbers below count in
      republish_due INTEGER NOT NULL DEFAULT 1 CONSTRAINT hub_link_republish_due CHECK (republish_due IN (0, 1)), -- the current state is still to be written to the outbox
      cursor INTEGER NOT NULL DEFAULT 0, -- how far this facility has read
      next_number INTEGER NOT NULL DEFAULT 1,
      acknowledged_through INTEGER NOT NULL DEFAULT 0,
      last_contact_at TEXT,
      last_error TEXT,
      last_error_at TEXT,
      clock_skew_ms INTEGER,
      enrolled_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE peer_facility (
      facility_id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      code TEXT NOT NULL,
      type TEXT NOT NULL,
      latitude REAL,
      longitude REAL,
      phone TEXT,
      last_seen_at TEXT,
      clock_suspect INTEGER NOT NULL DEFAULT 0 CONSTRAINT peer_facility_clock_suspect CHECK (clock_suspect IN (0, 1))
    ) STRICT;

    -- The newest row of each (facility, kind, key), as text received: unknown fields and kinds are kept.
    CREATE TABLE peer_state (
      facility_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      payload TEXT NOT NULL,
      product_key TEXT, -- of stock.level: how it is matched with our items
      cursor INTEGER NOT NULL,
      published_at TEXT NOT NULL, -- the hub's clock when it kept the row; holds where the owner's clock is wrong
      received_at TEXT NOT NULL,
      PRIMARY KEY (facility_id, kind, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX peer_state_by_product ON peer_state (product_key) WHERE product_key IS NOT NULL;
    CREATE INDEX peer_state_by_kind ON peer_state (kind, received_at);

    CREATE TABLE alert_kind (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO alert_kind VALUES ('shortage'), ('surplus'), ('near-expiry'), ('recall'), ('cold-chain'), ('emergency');
    -- Our own alerts; those of others are peer_state rows of kind 'alert'.
    CREATE TABLE alert (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL REFERENCES alert_kind (code),
      severity TEXT NOT NULL CONSTRAINT alert_severity CHECK (severity IN ('information', 'warning', 'critical')),
      item_id TEXT REFERENCES item (id),
      subject TEXT NOT NULL,
      on_hand INTEGER,
      raised_at TEXT NOT NULL,
      ended_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX alert_one_open ON alert (kind, item_id) WHERE ended_at IS NULL;

    CREATE TABLE acknowledgement (
      id TEXT NOT NULL PRIMARY KEY,
      alert_id TEXT NOT NULL UNIQUE,
      user_id TEXT NOT NULL REFERENCES user_account (id),
      at TEXT NOT NULL
    ) STRICT;

    -- Rows from others that could not be understood: put aside with the reason, shown, and the rest goes on.
    CREATE TABLE quarantine (
      id TEXT NOT NULL PRIMARY KEY,
      facility_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      payload TEXT NOT NULL,
      reason TEXT NOT NULL,
      cursor INTEGER NOT NULL,
      received_at TEXT NOT NULL
    ) STRICT;`),
};
