import type { Migration } from './migration.ts';

export const stock: Migration = {
  version: 40,
  name: 'stock',
  up: (db) =>
    db.exec(`
    CREATE TABLE item (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL, -- as labelled here
      sort_name TEXT NOT NULL,
      form TEXT NOT NULL,
      unit TEXT NOT NULL, -- the dispensing unit: tablet, ml, ...
      pack_size INTEGER NOT NULL CONSTRAINT item_pack_size CHECK (pack_size > 0), -- dispensing units a pack
      atc TEXT,
      product TEXT NOT NULL CONSTRAINT item_product CHECK (json_valid(product)),
      product_key TEXT NOT NULL, -- ingredients, strength, form and unit: how other facilities recognise it
      reorder_level INTEGER NOT NULL DEFAULT 0 CONSTRAINT item_reorder_level CHECK (reorder_level >= 0),
      is_controlled INTEGER NOT NULL DEFAULT 0 CONSTRAINT item_is_controlled CHECK (is_controlled IN (0, 1)),
      is_cold_chain INTEGER NOT NULL DEFAULT 0 CONSTRAINT item_is_cold_chain CHECK (is_cold_chain IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX item_by_name ON item (sort_name);
    CREATE INDEX item_by_product ON item (product_key);

    -- What another facility calls this item, once somebody has said so.
    CREATE TABLE item_alias (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      facility_id TEXT NOT NULL,
      foreign_key TEXT NOT NULL,
      created_at TEXT NOT NULL,
      UNIQUE (facility_id, foreign_key)
    ) STRICT;

    CREATE TABLE location (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      kind TEXT NOT NULL CONSTRAINT location_kind CHECK (kind IN ('store', 'shelf', 'fridge')),
      is_dispensable INTEGER NOT NULL DEFAULT 1 CONSTRAINT location_is_dispensable CHECK (is_dispensable IN (0, 1))
    ) STRICT;

    CREATE TABLE lot (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      lot_number TEXT NOT NULL,
      expiry TEXT, -- usable through this day; NULL = none printed
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT lot_status CHECK (status IN ('active', 'on-hold', 'recalled')),
      unit_cost INTEGER CONSTRAINT lot_unit_cost CHECK (unit_cost >= 0), -- minor units of currency a dispensing unit
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX lot_by_number ON lot (item_id, lot_number, coalesce(expiry, ''));

    CREATE TABLE movement_reason (
      code TEXT NOT NULL PRIMARY KEY,
      direction INTEGER NOT NULL CONSTRAINT movement_reason_direction CHECK (direction IN (-1, 0, 1)) -- 0: both ways
    ) STRICT;
    INSERT INTO movement_reason VALUES
      ('opening', 1), ('receipt', 1), ('dispense', -1), ('transfer-in', 1), ('transfer-out', -1),
      ('adjustment', 0), ('expired', -1), ('damaged', -1), ('count-variance', 0), ('reversal', 0);

    -- Append-only. On hand is always the sum; a mistake is reversed by a movement that points at it.
    CREATE TABLE stock_movement (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      lot_id TEXT NOT NULL REFERENCES lot (id),
      location_id TEXT NOT NULL REFERENCES location (id),
      quantity INTEGER NOT NULL CONSTRAINT stock_movement_not_empty CHECK (quantity <> 0), -- dispensing units; + in, - out
      reason TEXT NOT NULL REFERENCES movement_reason (code),
      ref_id TEXT, -- the dispense, transfer or count it belongs to
      reverses_id TEXT UNIQUE REFERENCES stock_movement (id),
      note TEXT NOT NULL DEFAULT '',
      moved_at TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      local_date TEXT NOT NULL, -- the facility's calendar day
      recorded_by TEXT NOT NULL,
      CONSTRAINT stock_movement_reversal CHECK ((reason = 'reversal') = (reverses_id IS NOT NULL))
    ) STRICT;
    CREATE INDEX stock_movement_by_lot ON stock_movement (lot_id, location_id, quantity);
    CREATE INDEX stock_movement_by_item_day ON stock_movement (item_id, local_date, reason, quantity);
    CREATE TRIGGER stock_movement_no_update BEFORE UPDATE ON stock_movement BEGIN SELECT raise(ABORT, 'movements are never changed'); END;
    CREATE TRIGGER stock_movement_no_delete BEFORE DELETE ON stock_movement BEGIN SELECT raise(ABORT, 'movements are never removed'); END;
    CREATE TRIGGER stock_movement_direction BEFORE INSERT ON stock_movement
      WHEN (SELECT direction * NEW.quantity < 0 FROM movement_reason WHERE code = NEW.reason)
      BEGIN SELECT raise(ABORT, 'this reason moves stock the other way'); END;

    -- The ledger's sums, kept by the trigger in the same transaction; can be rebuilt at any time.
    CREATE TABLE stock_balance (
      lot_id TEXT NOT NULL REFERENCES lot (id),
      location_id TEXT NOT NULL REFERENCES location (id),
      item_id TEXT NOT NULL REFERENCES item (id),
      on_hand INTEGER NOT NULL CONSTRAINT stock_never_negative CHECK (on_hand >= 0),
      PRIMARY KEY (lot_id, location_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX stock_balance_by_item ON stock_balance (item_id, on_hand);
    CREATE TRIGGER stock_balance_kept AFTER INSERT ON stock_movement BEGIN
      INSERT OR IGNORE INTO stock_balance (lot_id, location_id, item_id, on_hand) VALUES (NEW.lot_id, NEW.location_id, NEW.item_id, 0);
      UPDATE stock_balance SET on_hand = on_hand + NEW.quantity WHERE lot_id = NEW.lot_id AND location_id = NEW.location_id;
    END;

    -- What was asked for, given or not: forecasting needs demand, not only what was issued. No person in it.
    CREATE TABLE demand_event (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT REFERENCES item (id),
      medicine TEXT NOT NULL,
      asked INTEGER NOT NULL CONSTRAINT demand_event_asked CHECK (asked > 0),
      given INTEGER NOT NULL CONSTRAINT demand_event_given CHECK (given >= 0 AND given <= asked),
      local_date TEXT NOT NULL,
      why TEXT NOT NULL CONSTRAINT demand_event_why CHECK (why IN ('given', 'partly', 'out-of-stock', 'expired', 'not-stocked', 'on-hold')),
      recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX demand_event_by_item ON demand_event (item_id, local_date);`),
};
