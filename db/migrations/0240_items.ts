import type { Migration } from './migration.ts';

/** What a store wants to know of an item, and the packs it comes in. */
export const items: Migration = {
  version: 240,
  name: 'items',
  up: (db) =>
    db.exec(`
    ALTER TABLE item ADD COLUMN category TEXT NOT NULL DEFAULT '';
    ALTER TABLE item ADD COLUMN programme TEXT NOT NULL DEFAULT ''; -- malaria, EPI, HIV: who pays for it and asks about it
    ALTER TABLE item ADD COLUMN ven TEXT CONSTRAINT item_ven CHECK (ven IN ('V', 'E', 'N')); -- vital, essential, non-essential; NULL = not said
    ALTER TABLE item ADD COLUMN minimum INTEGER CONSTRAINT item_minimum CHECK (minimum >= 0); -- dispensing units
    ALTER TABLE item ADD COLUMN maximum INTEGER CONSTRAINT item_maximum CHECK (maximum >= 0); -- dispensing units
    ALTER TABLE item ADD COLUMN lead_time_days INTEGER CONSTRAINT item_lead_time CHECK (lead_time_days BETWEEN 0 AND 1000);
    ALTER TABLE item ADD COLUMN price INTEGER CONSTRAINT item_price CHECK (price >= 0); -- minor units of currency a dispensing unit

    -- The packs an item comes in. item.pack_size is the default one's size.
    CREATE TABLE item_pack (
      id TEXT NOT NULL PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      gtin TEXT CONSTRAINT item_pack_gtin CHECK (gtin GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'), -- fourteen digits
      size INTEGER NOT NULL CONSTRAINT item_pack_units CHECK (size > 0), -- dispensing units
      name TEXT NOT NULL DEFAULT '', -- "box of 10 blisters"
      is_default INTEGER NOT NULL CONSTRAINT item_pack_is_default CHECK (is_default IN (0, 1)),
      is_active INTEGER NOT NULL DEFAULT 1 CONSTRAINT item_pack_is_active CHECK (is_active IN (0, 1) AND is_active >= is_default)
    ) STRICT;
    CREATE UNIQUE INDEX item_pack_by_gtin ON item_pack (gtin) WHERE gtin IS NOT NULL AND is_active = 1;
    CREATE UNIQUE INDEX item_pack_default ON item_pack (item_id) WHERE is_default = 1;
    CREATE INDEX item_pack_by_item ON item_pack (item_id);
    INSERT INTO item_pack (id, item_id, gtin, size, is_default) SELECT id, id, NULL, pack_size, 1 FROM item;

    -- What was counted in tablets is not suddenly counted in boxes.
    CREATE TRIGGER item_unit_fixed BEFORE UPDATE OF unit ON item
      WHEN OLD.unit IS NOT NEW.unit AND EXISTS (SELECT 1 FROM stock_movement WHERE item_id = OLD.id)
      BEGIN SELECT raise(ABORT, 'stock of this item is counted in its unit'); END;

    -- A list that is or was imported: how far it is, and what came of it.
    CREATE TABLE item_import (
      id TEXT NOT NULL PRIMARY KEY,
      file_name TEXT NOT NULL,
      status TEXT NOT NULL CONSTRAINT item_import_status CHECK (status IN ('running', 'done', 'cancelled', 'failed')),
      rows INTEGER NOT NULL DEFAULT 0,
      done INTEGER NOT NULL DEFAULT 0, -- rows
      added INTEGER NOT NULL DEFAULT 0, -- items
      updated INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0,
      lots INTEGER NOT NULL DEFAULT 0,
      bad INTEGER NOT NULL DEFAULT 0, -- rows
      started_at TEXT NOT NULL,
      started_by TEXT NOT NULL,
      ended_at TEXT
    ) STRICT;`),
};
