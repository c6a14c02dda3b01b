import type { PoolClient } from 'pg';
import { AppError } from '../../../../preload/contract/errors.ts';
import { keepOnceFunction } from './keepOnce.ts';

/**
 * While nodes are restarted one after the other, older ones go on working on the newer schema: a step adds, and never renames or
 * drops what the version before it reads. A changed function gets the next number in its name.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE identity (
    id integer PRIMARY KEY CONSTRAINT identity_is_one CHECK (id = 1),
    name text NOT NULL,
    epoch text NOT NULL, -- renewed when this hub turns out to be restored from a backup
    public_key text NOT NULL, -- Ed25519, SPKI, base64; all nodes are one hub
    private_key text NOT NULL,
    operator_token text NOT NULL
  );

  -- The cursor of the last change. Whoever gives cursors holds this row until the commit, so that cursors commit in their order:
  -- a snapshot that shows one shows every lower one. Alone in its table, so that its versions stay on one page.
  CREATE TABLE head (
    id integer PRIMARY KEY CONSTRAINT head_is_one CHECK (id = 1),
    head bigint NOT NULL
  ) WITH (fillfactor = 10);
  INSERT INTO head (id, head) VALUES (1, 0);

  -- One row a start of a node, and one when the database itself was started or restored under a running node.
  -- A facility that has seen a run, or a head of a run, that is missing here proves a restore.
  CREATE TABLE run (
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    started_head bigint NOT NULL,
    server text NOT NULL -- which start of which database
  );

  CREATE TABLE ended_hub_epoch (epoch text PRIMARY KEY);

  CREATE TABLE enrolment_code (
    id text PRIMARY KEY,
    proof_key text NOT NULL,
    created_at text NOT NULL,
    expires_at text NOT NULL,
    used_at text,
    replaces text
  );

  -- Who is running. Its time is the database's own: the nodes' clocks may differ.
  CREATE TABLE node (
    id text PRIMARY KEY,
    seen_at timestamptz NOT NULL
  );

  CREATE TABLE facility (
    no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    code text NOT NULL UNIQUE, -- printed in the numbers people read aloud: a second one would open another person's chart
    name text NOT NULL,
    epoch text NOT NULL,
    public_key text NOT NULL,
    acknowledged_through bigint NOT NULL DEFAULT 0,
    enrolled_at text NOT NULL,
    last_seen_at text,
    clock_skew_ms bigint,
    revoked_at text,
    session bigint NOT NULL DEFAULT 0, -- of the one connection that may read and write
    node_id text
  ) WITH (fillfactor = 70);

  CREATE TABLE ended_epoch (
    facility_no integer NOT NULL REFERENCES facility (no),
    epoch text NOT NULL,
    ended_at text NOT NULL,
    PRIMARY KEY (facility_no, epoch)
  );

  -- The numbers of the current epoch, each once, with the hash of what came under it.
  CREATE TABLE kept (
    facility_no integer NOT NULL,
    number bigint NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT kept_sha256 CHECK (octet_length(sha256) = 32),
    PRIMARY KEY (facility_no, number)
  );

  -- The newest row of each (facility, kind, key), as text received.
  CREATE TABLE state (
    facility_no integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    payload text NOT NULL,
    number bigint NOT NULL, -- of the current epoch; a late, lower one does not replace it
    cursor bigint NOT NULL,
    kept_at text NOT NULL,
    PRIMARY KEY (facility_no, kind, key)
  ) WITH (fillfactor = 85);
  CREATE UNIQUE INDEX state_by_cursor ON state (cursor);
  CREATE INDEX state_by_kind ON state (kind);

  -- What a row was at the end of each earlier day on which it was another: moved here when a later day's replaces it.
  CREATE TABLE state_day (
    facility_no integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    day text COLLATE "C" NOT NULL,
    payload text NOT NULL,
    PRIMARY KEY (facility_no, kind, key, day)
  );
  CREATE INDEX state_day_by_day ON state_day (day, kind);

  -- What was counted but not kept, and why; the payload itself is not stored, it could hold anything.
  CREATE TABLE refused (
    facility_no integer NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    key_sha256 text NOT NULL,
    code text NOT NULL,
    at text NOT NULL
  );

  -- The heads of each facility's audit, as it signed them. Nothing here is changed; of days gone by the last head stays.
  CREATE TABLE audit_witness (
    facility_no integer NOT NULL,
    epoch text NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    payload text NOT NULL, -- with its signature, as received
    kept_at text NOT NULL,
    PRIMARY KEY (facility_no, epoch, seq)
  );
  `,
  `
  -- Lines of paper prescriptions: an HMAC under a secret that only the paper holds. What was prescribed, to whom and by whom is not known here.
  CREATE TABLE claim_token (
    token text PRIMARY KEY,
    allowed bigint NOT NULL CONSTRAINT claim_token_allowed CHECK (allowed > 0), -- dispensing units, as the first claim said
    is_double boolean NOT NULL DEFAULT false -- the standing claims exceed it
  );
  CREATE INDEX claim_token_double ON claim_token (token) WHERE is_double;
  CREATE TABLE claim (
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order in which they were kept
    id text NOT NULL UNIQUE,
    token text NOT NULL REFERENCES claim_token (token),
    facility_no integer NOT NULL,
    quantity bigint NOT NULL CONSTRAINT claim_quantity CHECK (quantity > 0),
    kept_at text NOT NULL,
    released_at text
  );
  CREATE INDEX claim_by_token ON claim (token, facility_no);
  `,
  '', // keep_once_1: only nodes of before the step below call it, and their database has it
  `
  -- Each next identity key, signed by the one before it. Only an announced one has its private half here; the others stand in identity, or nowhere.
  CREATE TABLE hub_key (
    no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_key text NOT NULL UNIQUE,
    to_key text NOT NULL UNIQUE,
    private_key text,
    signature text NOT NULL,
    announced_at text NOT NULL,
    changed_at text,
    CONSTRAINT hub_key_in_force CHECK ((private_key IS NULL) = (changed_at IS NOT NULL))
  );
  -- What witnesses are sealed with, once the identity key that it was made of has been followed by another.
  CREATE TABLE hub_seal (id integer PRIMARY KEY CONSTRAINT hub_seal_is_one CHECK (id = 1), key text NOT NULL);
  `,
  `
  -- The publisher's knowledge packs that facilities may fetch: the newest edition of each, in parts so that a piece is read without the whole.
  CREATE TABLE shelf_pack (
    id text NOT NULL PRIMARY KEY,
    sequence bigint NOT NULL,
    title text NOT NULL,
    edition text NOT NULL,
    publisher text NOT NULL,
    made_on text NOT NULL,
    bytes integer NOT NULL,
    sha256 text NOT NULL UNIQUE, -- of the whole file
    added_at text NOT NULL
  );
  CREATE TABLE shelf_part (
    pack_id text NOT NULL REFERENCES shelf_pack (id) ON DELETE CASCADE,
    no integer NOT NULL,
    part bytea NOT NULL,
    PRIMARY KEY (pack_id, no)
  );
  ALTER TABLE shelf_part ALTER COLUMN part SET STORAGE EXTERNAL; -- packed already
  `,
  `
  -- What decides who wants a row, in one word (sync/protocol/interest.ts), and where its owner is. What came before is wanted by all until it comes again.
  ALTER TABLE state ADD COLUMN topic text COLLATE "C";
  ALTER TABLE facility ADD COLUMN latitude float8;
  ALTER TABLE facility ADD COLUMN longitude float8;
  UPDATE state SET topic = '*' WHERE kind = 'facility.profile';
  DO $body$
  DECLARE
    v_profile record;
    v_latitude float8;
    v_longitude float8;
  BEGIN
    FOR v_profile IN SELECT facility_no, payload FROM state WHERE kind = 'facility.profile' LOOP
      BEGIN
        v_latitude := v_profile.payload::json ->> 'latitude';
        v_longitude := v_profile.payload::json ->> 'longitude';
        UPDATE facility SET latitude = v_latitude, longitude = v_longitude
          WHERE no = v_profile.facility_no AND abs(v_latitude) <= 90 AND abs(v_longitude) <= 180;
      EXCEPTION WHEN OTHERS THEN NULL; -- it says nothing that can be read: the facility's place is not known
      END;
    END LOOP;
  END
  $body$;
  -- Kilometres as preload/contract/distance.ts has them.
  CREATE FUNCTION km_between_1(lat1 float8, lon1 float8, lat2 float8, lon2 float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT 2 * 6371.0087714 * asin(sqrt(least(1,
      sin(radians(lat2 - lat1) / 2) ^ 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ^ 2)))
  $body$;
  `,
  keepOnceFunction,
  `
  -- Who runs the hub. Neither a facility nor its key is ever one of them.
  CREATE TABLE operator (
    name text NOT NULL PRIMARY KEY,
    password_hash text NOT NULL, -- argon2id, as a PHC string
    totp_secret text, -- base32; NULL: the password is enough
    totp_step bigint NOT NULL DEFAULT 0, -- the last one-time code that was used; an earlier one is not taken again
    failed_tries bigint NOT NULL DEFAULT 0,
    locked_until text,
    created_at text NOT NULL,
    last_signed_in_at text
  );
  CREATE TABLE operator_session (
    token_sha256 text NOT NULL PRIMARY KEY, -- the token itself is kept by the browser alone
    operator text NOT NULL REFERENCES operator (name) ON DELETE CASCADE,
    started_at text NOT NULL,
    used_at text NOT NULL
  );
  -- What operators did, and what was done beside the hub on its computer. Nothing here is changed.
  CREATE TABLE operator_act (
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at text NOT NULL,
    operator text NOT NULL, -- a name, 'token' or 'command'
    act text NOT NULL,
    about text NOT NULL DEFAULT ''
  );
  `,
];

/** Any number that no other program on this database uses; it keeps two nodes from migrating at once. */
const migrationLock = 7_301_984_221;

/** Brings the database to the newest step; nodes that start together wait for the one that does it. @throws 'storage.newer_version' @param to an older step, for a test */
export async function migrateDatabase(client: PoolClient, to = steps.length): Promise<void> {
  await client.query('SET statement_timeout = 0');
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
  try {
    await client.query('CREATE TABLE IF NOT EXISTS schema_step (step integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
    const { rows } = await client.query<{ at: number }>('SELECT coalesce(max(step), 0) AS at FROM schema_step');
    const at = rows[0]!.at;
    if (at > steps.length) throw new AppError('storage.newer_version');
    for (const [index, sql] of steps.slice(at, to).entries()) {
      await client.query('BEGIN');
      try {
        await client.query(sql);
        await client.query('INSERT INTO schema_step (step) VALUES ($1)', [at + index + 1]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
  }
}
