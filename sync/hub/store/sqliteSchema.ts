import type { Database as SqliteFile } from 'better-sqlite3';

const steps: readonly string[] = [
  `
  CREATE TABLE identity (
    id INTEGER NOT NULL PRIMARY KEY CONSTRAINT identity_is_one CHECK (id = 1),
    name TEXT NOT NULL,
    epoch TEXT NOT NULL, -- renewed when this hub turns out to be restored from a backup
    public_key TEXT NOT NULL, -- Ed25519, SPKI, base64
    private_key TEXT NOT NULL,
    head INTEGER NOT NULL DEFAULT 0 -- the cursor of the last change; one writer, so cursors commit in order
  ) STRICT;

  -- One row a start. A facility that has seen a run, or a head of a run, that is missing here proves a restore.
  CREATE TABLE run (
    no INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started_head INTEGER NOT NULL
  ) STRICT;

  -- A facility that still speaks of one of these reads and sends everything again; of one that is not here, this hub was restored.
  CREATE TABLE ended_hub_epoch (epoch TEXT NOT NULL PRIMARY KEY) STRICT;

  CREATE TABLE enrolment_code (
    id TEXT NOT NULL PRIMARY KEY,
    proof_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    replaces TEXT
  ) STRICT;

  CREATE TABLE facility (
    no INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL UNIQUE, -- printed in the numbers people read aloud: a second one would open another person's chart
    name TEXT NOT NULL,
    epoch TEXT NOT NULL,
    public_key TEXT NOT NULL,
    acknowledged_through INTEGER NOT NULL DEFAULT 0,
    enrolled_at TEXT NOT NULL,
    last_seen_at TEXT,
    clock_skew_ms INTEGER,
    revoked_at TEXT
  ) STRICT;

  -- Epochs that a restore has ended: whoever still uses one is a second copy.
  CREATE TABLE ended_epoch (
    facility_no INTEGER NOT NULL REFERENCES facility (no),
    epoch TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    PRIMARY KEY (facility_no, epoch)
  ) STRICT, WITHOUT ROWID;

  -- The numbers of the current epoch, each once, with the hash of what came under it.
  CREATE TABLE kept (
    facility_no INTEGER NOT NULL REFERENCES facility (no),
    number INTEGER NOT NULL,
    sha256 BLOB NOT NULL CONSTRAINT kept_sha256 CHECK (length(sha256) = 32),
    PRIMARY KEY (facility_no, number)
  ) STRICT, WITHOUT ROWID;

  -- The newest row of each (facility, kind, key), as text received.
  CREATE TABLE state (
    facility_no INTEGER NOT NULL REFERENCES facility (no),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    number INTEGER NOT NULL, -- of the current epoch; a late, lower one does not replace it
    cursor INTEGER NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (facility_no, kind, key)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX state_by_cursor ON state (cursor);
  CREATE INDEX state_by_kind ON state (kind);

  -- What was counted but not kept, and why; the payload itself is not stored, it could hold anything.
  CREATE TABLE refused (
    facility_no INTEGER NOT NULL REFERENCES facility (no),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    key_sha256 TEXT NOT NULL,
    code TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- The heads of each facility's audit, as it signed them. Nothing here is changed; of days gone by the last head stays.
  CREATE TABLE audit_witness (
    facility_no INTEGER NOT NULL REFERENCES facility (no),
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    payload TEXT NOT NULL, -- with its signature, as received
    kept_at TEXT NOT NULL,
    PRIMARY KEY (facility_no, epoch, seq)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Lines of paper prescriptions: an HMAC under a secret that only the paper holds. What was prescribed, to whom and by whom is not known here.
  CREATE TABLE claim_token (
    token TEXT NOT NULL PRIMARY KEY,
    allowed INTEGER NOT NULL CONSTRAINT claim_token_allowed CHECK (allowed > 0), -- dispensing units, as the first claim said
    is_double INTEGER NOT NULL DEFAULT 0 -- the standing claims exceed it
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_token_double ON claim_token (token) WHERE is_double = 1;
  CREATE TABLE claim (
    no INTEGER NOT NULL PRIMARY KEY, -- the order in which they were kept
    id TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL REFERENCES claim_token (token),
    facility_no INTEGER NOT NULL REFERENCES facility (no),
    quantity INTEGER NOT NULL CONSTRAINT claim_quantity CHECK (quantity > 0),
    kept_at TEXT NOT NULL,
    released_at TEXT
  ) STRICT;
  CREATE INDEX claim_by_token ON claim (token, facility_no);
  `,
  `
  ALTER TABLE facility ADD COLUMN session INTEGER NOT NULL DEFAULT 0; -- of the one connection that may read and write
  ALTER TABLE facility ADD COLUMN node TEXT;

  -- What a row was at the end of each earlier day on which it was another: moved here when a later day's replaces it.
  CREATE TABLE state_day (
    facility_no INTEGER NOT NULL REFERENCES facility (no),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    day TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (facility_no, kind, key, day)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX state_day_by_day ON state_day (day, kind);
  `,
  `
  -- Each next identity key, signed by the one before it. Only an announced one has its private half here; the others stand in identity, or nowhere.
  CREATE TABLE hub_key (
    no INTEGER NOT NULL PRIMARY KEY,
    from_key TEXT NOT NULL UNIQUE,
    to_key TEXT NOT NULL UNIQUE,
    private_key TEXT,
    signature TEXT NOT NULL,
    announced_at TEXT NOT NULL,
    changed_at TEXT,
    CONSTRAINT hub_key_in_force CHECK ((private_key IS NULL) = (changed_at IS NOT NULL))
  ) STRICT;
  -- What witnesses are sealed with, once the identity key that it was made of has been followed by another.
  CREATE TABLE hub_seal (id INTEGER NOT NULL PRIMARY KEY CONSTRAINT hub_seal_is_one CHECK (id = 1), key TEXT NOT NULL) STRICT;
  `,
  `
  -- The publisher's knowledge packs that facilities may fetch: the newest edition of each, in parts so that a piece is read without the whole.
  CREATE TABLE shelf_pack (
    id TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    title TEXT NOT NULL,
    edition TEXT NOT NULL,
    publisher TEXT NOT NULL,
    made_on TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL UNIQUE, -- of the whole file
    added_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE shelf_part (
    pack_id TEXT NOT NULL REFERENCES shelf_pack (id) ON DELETE CASCADE,
    no INTEGER NOT NULL,
    part BLOB NOT NULL,
    PRIMARY KEY (pack_id, no)
  ) STRICT;
  `,
  `
  -- What decides who wants a row, in one word (sync/protocol/interest.ts), and where its owner is. What came before is wanted by all until it comes again.
  ALTER TABLE state ADD COLUMN topic TEXT;
  ALTER TABLE facility ADD COLUMN latitude REAL;
  ALTER TABLE facility ADD COLUMN longitude REAL;
  UPDATE state SET topic = '*' WHERE kind = 'facility.profile';
  UPDATE facility SET latitude = place.latitude, longitude = place.longitude
    FROM (
      SELECT facility_no, json_extract(payload, '$.latitude') AS latitude, json_extract(payload, '$.longitude') AS longitude
      FROM state WHERE kind = 'facility.profile' AND json_valid(payload)
    ) AS place
    WHERE place.facility_no = facility.no AND typeof(place.latitude) IN ('integer', 'real') AND typeof(place.longitude) IN ('integer', 'real')
      AND abs(place.latitude) <= 90 AND abs(place.longitude) <= 180;
  -- A page looks at many rows and reads few: the index knows whose they are and what they are about.
  DROP INDEX state_by_cursor;
  CREATE INDEX state_by_cursor ON state (cursor, topic);
  `,
  `
  -- Who runs the hub. Neither a facility nor its key is ever one of them.
  CREATE TABLE operator (
    name TEXT NOT NULL PRIMARY KEY,
    password_hash TEXT NOT NULL, -- argon2id, as a PHC string
    totp_secret TEXT, -- base32; NULL: the password is enough
    totp_step INTEGER NOT NULL DEFAULT 0, -- the last one-time code that was used; an earlier one is not taken again
    failed_tries INTEGER NOT NULL DEFAULT 0,
    locked_until TEXT,
    created_at TEXT NOT NULL,
    last_signed_in_at TEXT
  ) STRICT;
  CREATE TABLE operator_session (
    token_sha256 TEXT NOT NULL PRIMARY KEY, -- the token itself is kept by the browser alone
    operator TEXT NOT NULL REFERENCES operator (name) ON DELETE CASCADE,
    started_at TEXT NOT NULL,
    used_at TEXT NOT NULL
  ) STRICT;
  -- What operators did, and what was done beside the hub on its computer. Nothing here is changed.
  CREATE TABLE operator_act (
    no INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    operator TEXT NOT NULL, -- a name, 'token' or 'command'
    act TEXT NOT NULL,
    about TEXT NOT NULL DEFAULT ''
  ) STRICT;
  `,
];

/** Brings an empty or older hub file to the newest step; a file of a newer program is left alone. @returns false for such a file @param to an older step, for a test */
export function migrateHub(file: SqliteFile, to = steps.length): boolean {
  const at = file.pragma('user_version', { simple: true }) as number;
  if (at > steps.length) return false;
  steps.slice(at, to).forEach((sql, index) => {
    file.transaction(() => {
      file.exec(sql);
      file.pragma(`user_version = ${at + index + 1}`);
    })();
  });
  return true;
}
