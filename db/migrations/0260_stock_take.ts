import type { Migration } from './migration.ts';

/** Counting what lies there, and bringing the ledger in line with it. */
export const stockTake: Migration = {
  version: 260,
  name: 'stock_take',
  up: (db) =>
    db.exec(`
    CREATE TABLE stock_take_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO stock_take_status VALUES ('counting'), ('review'), ('approved'), ('cancelled');

    -- Why book and shelf differ. Source: USAID DELIVER, The Logistics Handbook (2011), chapter on inventory control, physical inventory.
    CREATE TABLE stock_take_reason (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO stock_take_reason VALUES
      ('recording-error'), ('unrecorded-issue'), ('unrecorded-receipt'), ('wrong-lot'), ('pack-size'), ('expired-removed'), ('damaged'),
      ('missing'), ('found'), ('unknown');

    CREATE TABLE stock_take (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CONSTRAINT stock_take_kind CHECK (kind IN ('full', 'partial', 'cyclic')),
      is_frozen INTEGER NOT NULL CONSTRAINT stock_take_is_frozen CHECK (is_frozen IN (0, 1)), -- nothing moves of what is counted until it is closed
      is_blind INTEGER NOT NULL CONSTRAINT stock_take_is_blind CHECK (is_blind IN (0, 1)), -- who counts does not see the book
      counters INTEGER NOT NULL CONSTRAINT stock_take_counters CHECK (counters IN (1, 2)),
      scope TEXT NOT NULL CONSTRAINT stock_take_scope CHECK (json_valid(scope)), -- what was chosen
      status TEXT NOT NULL REFERENCES stock_take_status (code),
      started_at TEXT NOT NULL,
      started_by TEXT NOT NULL REFERENCES user_account (id),
      submitted_at TEXT,
      closed_at TEXT,
      closed_by TEXT REFERENCES user_account (id),
      is_self_approved INTEGER NOT NULL DEFAULT 0 CONSTRAINT stock_take_is_self_approved CHECK (is_self_approved IN (0, 1)), -- nobody else was there
      cancel_reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX stock_take_by_status ON stock_take (status, started_at);

    CREATE TABLE stock_take_line (
      id TEXT NOT NULL PRIMARY KEY,
      stock_take_id TEXT NOT NULL REFERENCES stock_take (id),
      position INTEGER NOT NULL, -- the way along the shelves
      item_id TEXT NOT NULL REFERENCES item (id),
      lot_id TEXT NOT NULL REFERENCES lot (id),
      location_id TEXT NOT NULL REFERENCES location (id),
      book_at_start INTEGER NOT NULL,
      is_found INTEGER NOT NULL DEFAULT 0 CONSTRAINT stock_take_line_is_found CHECK (is_found IN (0, 1)), -- lies there, and the book did not know
      needs_recount INTEGER NOT NULL DEFAULT 0 CONSTRAINT stock_take_line_needs_recount CHECK (needs_recount IN (0, 1)), -- the past was changed after it was counted
      reason TEXT REFERENCES stock_take_reason (code),
      note TEXT NOT NULL DEFAULT '',
      movement_id TEXT REFERENCES stock_movement (id), -- the variance as posted
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (stock_take_id, lot_id, location_id)
    ) STRICT;
    CREATE INDEX stock_take_line_by_lot ON stock_take_line (lot_id, location_id, stock_take_id);
    CREATE INDEX stock_take_line_by_item ON stock_take_line (item_id, stock_take_id);

    -- What somebody counted, kept while it is typed. Round 1 and 2: two people, each by themselves; 3 decides where they differ.
    CREATE TABLE stock_take_count (
      id TEXT NOT NULL PRIMARY KEY,
      line_id TEXT NOT NULL REFERENCES stock_take_line (id),
      round INTEGER NOT NULL CONSTRAINT stock_take_count_round CHECK (round IN (1, 2, 3)),
      quantity INTEGER NOT NULL CONSTRAINT stock_take_count_quantity CHECK (quantity >= 0), -- dispensing units
      book INTEGER NOT NULL, -- the ledger at the moment of counting
      counted_at TEXT NOT NULL,
      counted_by TEXT NOT NULL REFERENCES user_account (id),
      UNIQUE (line_id, round)
    ) STRICT;

    -- Where the facility counts its A, B and C items at other intervals than the program proposes.
    CREATE TABLE stock_take_cycle (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT stock_take_cycle_class CHECK (id IN ('A', 'B', 'C')),
      interval_days INTEGER NOT NULL CONSTRAINT stock_take_cycle_interval_days CHECK (interval_days BETWEEN 1 AND 1100),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;`),
};
