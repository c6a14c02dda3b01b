import type { Migration } from './migration.ts';

/** The register of controlled medicines. Whom a medicine went to stands in medication_dispense, which the movement points at. */
export const controlled: Migration = {
  version: 270,
  name: 'controlled',
  up: (db) =>
    db.exec(`
    -- A line for each movement of a controlled item, in the movement's transaction.
    CREATE TABLE controlled_entry (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      page INTEGER NOT NULL CONSTRAINT controlled_entry_page CHECK (page > 0),
      line INTEGER NOT NULL CONSTRAINT controlled_entry_line CHECK (line BETWEEN 1 AND 25),
      kind TEXT NOT NULL CONSTRAINT controlled_entry_kind CHECK (kind IN ('brought-forward', 'movement', 'correction')),
      movement_id TEXT UNIQUE REFERENCES stock_movement (id),
      corrects_id TEXT REFERENCES controlled_entry (id), -- the line that was wrong: it stays
      quantity INTEGER NOT NULL, -- dispensing units; + in, - out; 0 where only words are corrected
      balance INTEGER NOT NULL CONSTRAINT controlled_entry_balance CHECK (balance >= 0), -- of the item, everywhere here, after this line
      note TEXT NOT NULL DEFAULT '',
      local_date TEXT NOT NULL,
      entered_at TEXT NOT NULL,
      entered_by TEXT NOT NULL, -- practitioner
      witness_id TEXT REFERENCES user_account (id),
      witness_by TEXT NOT NULL CONSTRAINT controlled_entry_witness_by CHECK (witness_by IN ('password', 'code', 'count', 'nobody', 'not-needed')),
      no_witness_reason TEXT NOT NULL DEFAULT '',
      UNIQUE (item_id, page, line),
      CONSTRAINT controlled_entry_witness CHECK ((witness_id IS NOT NULL) = (witness_by IN ('password', 'code', 'count'))),
      CONSTRAINT controlled_entry_alone CHECK ((witness_by = 'nobody') = (no_witness_reason <> '')),
      CONSTRAINT controlled_entry_movement CHECK ((kind = 'movement') = (movement_id IS NOT NULL)),
      CONSTRAINT controlled_entry_correction CHECK (kind <> 'correction' OR corrects_id IS NOT NULL)
    ) STRICT;
    CREATE INDEX controlled_entry_unwitnessed ON controlled_entry (entered_at) WHERE witness_by = 'nobody';
    CREATE TRIGGER controlled_entry_no_update BEFORE UPDATE ON controlled_entry BEGIN SELECT raise(ABORT, 'the register is never changed'); END;
    CREATE TRIGGER controlled_entry_no_delete BEFORE DELETE ON controlled_entry BEGIN SELECT raise(ABORT, 'the register is never torn'); END;

    -- Somebody stood beside it and signed, or nobody was there and that was said. For one act, a few minutes.
    CREATE TABLE controlled_witness (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT REFERENCES item (id), -- NULL: the daily count
      quantity INTEGER NOT NULL CONSTRAINT controlled_witness_quantity CHECK (quantity > 0), -- dispensing units that were seen; of a daily count, items
      seat_id TEXT NOT NULL,
      actor_id TEXT NOT NULL, -- user_account
      witness_id TEXT REFERENCES user_account (id),
      witness_by TEXT NOT NULL CONSTRAINT controlled_witness_by CHECK (witness_by IN ('password', 'code', 'nobody')),
      no_witness_reason TEXT NOT NULL DEFAULT '',
      witnessed_at TEXT NOT NULL,
      spent_at TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT controlled_witness_who CHECK ((witness_id IS NULL) = (witness_by = 'nobody')),
      CONSTRAINT controlled_witness_alone CHECK ((witness_by = 'nobody') = (no_witness_reason <> ''))
    ) STRICT;
    CREATE INDEX controlled_witness_open ON controlled_witness (seat_id, actor_id, item_id) WHERE spent_at IS NULL;

    -- Lines that nobody had witnessed, judged afterwards.
    CREATE TABLE controlled_review (
      id TEXT NOT NULL PRIMARY KEY,
      entry_id TEXT NOT NULL UNIQUE REFERENCES controlled_entry (id),
      reviewed_by TEXT NOT NULL REFERENCES user_account (id),
      reviewed_at TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER controlled_review_no_update BEFORE UPDATE ON controlled_review BEGIN SELECT raise(ABORT, 'reviews are never changed'); END;
    CREATE TRIGGER controlled_review_no_delete BEFORE DELETE ON controlled_review BEGIN SELECT raise(ABORT, 'reviews are never removed'); END;

    -- The daily count: two signatures, a difference explained.
    CREATE TABLE controlled_count (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      book INTEGER NOT NULL CONSTRAINT controlled_count_book CHECK (book >= 0),
      counted INTEGER NOT NULL CONSTRAINT controlled_count_counted CHECK (counted >= 0),
      explanation TEXT NOT NULL DEFAULT '',
      local_date TEXT NOT NULL,
      counted_at TEXT NOT NULL,
      counted_by TEXT NOT NULL, -- practitioner
      witness_id TEXT REFERENCES user_account (id),
      no_witness_reason TEXT NOT NULL DEFAULT '',
      CONSTRAINT controlled_count_explained CHECK (counted = book OR explanation <> ''),
      CONSTRAINT controlled_count_alone CHECK ((witness_id IS NULL) = (no_witness_reason <> ''))
    ) STRICT;
    CREATE INDEX controlled_count_by_item ON controlled_count (item_id, counted_at);
    CREATE TRIGGER controlled_count_no_update BEFORE UPDATE ON controlled_count BEGIN SELECT raise(ABORT, 'counts are never changed'); END;
    CREATE TRIGGER controlled_count_no_delete BEFORE DELETE ON controlled_count BEGIN SELECT raise(ABORT, 'counts are never removed'); END;`),
};
