import type { Migration } from './migration.ts';

/** What stock is worth, where it lies, what is kept back for somebody, and why a lot may not be used. */
export const ledger: Migration = {
  version: 230,
  name: 'ledger',
  up: (db) =>
    db.exec(`
    CREATE TABLE location_kind (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO location_kind VALUES ('store'), ('shelf'), ('fridge'), ('ward'), ('quarantine');

    -- Its kinds were a CHECK. Foreign keys can't be switched off inside a transaction: until its end they may dangle, and the rows
    -- come back into a table of the same name, which is what settles them; a renamed table would not.
    PRAGMA defer_foreign_keys = ON;
    CREATE TEMP TABLE location_before AS SELECT * FROM location;
    DROP TABLE location;
    CREATE TABLE location (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      kind TEXT NOT NULL REFERENCES location_kind (code),
      is_dispensable INTEGER NOT NULL DEFAULT 1 CONSTRAINT location_is_dispensable CHECK (is_dispensable IN (0, 1)), -- to a patient, from here
      department_id TEXT REFERENCES department (id), -- whose stock it is; NULL = the pharmacy's
      is_active INTEGER NOT NULL DEFAULT 1 CONSTRAINT location_is_active CHECK (is_active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT location_quarantine CHECK (kind <> 'quarantine' OR is_dispensable = 0)
    ) STRICT;
    INSERT INTO location (id, name, kind, is_dispensable) SELECT id, name, kind, is_dispensable FROM location_before;
    DROP TABLE location_before;

    INSERT INTO movement_reason VALUES
      ('move-out', -1), ('move-in', 1), -- between two places here: a pair with one ref_id, no consumption
      ('ward-issue', -1), -- used up by a department: consumption
      ('return', 1), -- from a patient, into quarantine
      ('return-to-supplier', -1);

    -- Minor units of currency, signed like the quantity. NULL = recorded before values were kept: quantity times the lot's unit cost.
    ALTER TABLE stock_movement ADD COLUMN value INTEGER
      CONSTRAINT stock_movement_value CHECK (value IS NULL OR value = 0 OR (value > 0) = (quantity > 0));
    DROP INDEX stock_movement_by_lot;
    CREATE INDEX stock_movement_by_lot ON stock_movement (lot_id, location_id, moved_at, quantity);
    CREATE INDEX stock_movement_by_ref ON stock_movement (ref_id, reason) WHERE ref_id IS NOT NULL;
    CREATE INDEX stock_movement_by_day ON stock_movement (local_date, item_id);
    CREATE VIEW valued_movement AS
      SELECT m.id, m.item_id, m.lot_id, m.location_id, m.quantity, m.reason, m.ref_id, m.reverses_id, m.moved_at, m.recorded_at, m.local_date,
             coalesce(m.value, m.quantity * coalesce(l.unit_cost, 0)) AS value
      FROM stock_movement m JOIN lot l ON l.id = m.lot_id;
    CREATE TRIGGER lot_unit_cost_kept BEFORE UPDATE OF unit_cost ON lot
      WHEN OLD.unit_cost IS NOT NEW.unit_cost AND EXISTS (SELECT 1 FROM stock_movement WHERE lot_id = OLD.id AND value IS NULL)
      BEGIN SELECT raise(ABORT, 'older movements of this lot are valued at its unit cost'); END;

    ALTER TABLE stock_balance ADD COLUMN value INTEGER NOT NULL DEFAULT 0
      CONSTRAINT stock_value_follows CHECK (value >= 0 AND (on_hand > 0 OR value = 0));
    UPDATE stock_balance SET value = on_hand * coalesce((SELECT unit_cost FROM lot WHERE lot.id = lot_id), 0);
    DROP TRIGGER stock_balance_kept;
    CREATE TRIGGER stock_balance_kept AFTER INSERT ON stock_movement BEGIN
      INSERT OR IGNORE INTO stock_balance (lot_id, location_id, item_id, on_hand) VALUES (NEW.lot_id, NEW.location_id, NEW.item_id, 0);
      UPDATE stock_balance
        SET on_hand = on_hand + NEW.quantity,
            value = value + coalesce(NEW.value, NEW.quantity * coalesce((SELECT unit_cost FROM lot WHERE id = NEW.lot_id), 0))
        WHERE lot_id = NEW.lot_id AND location_id = NEW.location_id;
    END;

    ALTER TABLE lot ADD COLUMN pack_size INTEGER CONSTRAINT lot_pack_size CHECK (pack_size > 0); -- dispensing units; NULL = the item's

    -- Why a lot may not be used. It is usable again when the last reason is taken back.
    CREATE TABLE lot_hold (
      id TEXT NOT NULL PRIMARY KEY,
      lot_id TEXT NOT NULL REFERENCES lot (id),
      status TEXT NOT NULL CONSTRAINT lot_hold_status CHECK (status IN ('on-hold', 'recalled')),
      reason TEXT NOT NULL,
      ref_id TEXT, -- the recall or excursion it belongs to
      held_at TEXT NOT NULL,
      held_by TEXT NOT NULL,
      released_at TEXT,
      released_by TEXT,
      release_reason TEXT NOT NULL DEFAULT '',
      CONSTRAINT lot_hold_released CHECK ((released_at IS NULL) = (released_by IS NULL))
    ) STRICT;
    CREATE INDEX lot_hold_by_lot ON lot_hold (lot_id, held_at);
    CREATE INDEX lot_hold_by_ref ON lot_hold (ref_id) WHERE ref_id IS NOT NULL;

    -- Stock that lies here and is promised: FEFO does not offer it to anybody else.
    CREATE TABLE stock_reservation (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      lot_id TEXT NOT NULL REFERENCES lot (id),
      location_id TEXT NOT NULL REFERENCES location (id),
      quantity INTEGER NOT NULL CONSTRAINT stock_reservation_quantity CHECK (quantity > 0),
      reason TEXT NOT NULL, -- what asks for it: an order, a transfer, a crossmatch
      ref_id TEXT NOT NULL,
      reserved_at TEXT NOT NULL,
      reserved_by TEXT NOT NULL,
      released_at TEXT -- handed over, or no longer wanted
    ) STRICT;
    CREATE INDEX stock_reservation_open ON stock_reservation (item_id, lot_id, location_id, quantity) WHERE released_at IS NULL;
    CREATE INDEX stock_reservation_by_ref ON stock_reservation (ref_id);

    ALTER TABLE medication_dispense ADD COLUMN lot_reason TEXT; -- why another lot was handed out than the one that expires first`),
};
