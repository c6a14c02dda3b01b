import type { Migration } from './migration.ts';

/** Goods that arrive: a receipt is written as it is counted, and enters the ledger in one act. */
export const receiving: Migration = {
  version: 250,
  name: 'receiving',
  up: (db) =>
    db.exec(`
    CREATE TABLE goods_receipt_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO goods_receipt_status VALUES ('draft'), ('posted'), ('reversed'), ('discarded');

    CREATE TABLE goods_receipt (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT UNIQUE, -- given when it is posted
      status TEXT NOT NULL DEFAULT 'draft' REFERENCES goods_receipt_status (code),
      supplier_name TEXT NOT NULL DEFAULT '',
      supplier_key TEXT NOT NULL DEFAULT '', -- the name folded: the same supplier however it was typed
      delivery_note TEXT NOT NULL DEFAULT '', -- the supplier's number
      delivery_note_key TEXT NOT NULL DEFAULT '', -- its letters and digits
      order_id TEXT, -- the purchase order that it answers
      received_on TEXT NOT NULL, -- the facility's calendar day
      location_id TEXT NOT NULL REFERENCES location (id),
      note TEXT NOT NULL DEFAULT '',
      blob_id TEXT REFERENCES blob (id), -- the delivery note, photographed
      repeat_reason TEXT NOT NULL DEFAULT '', -- why it was taken in although it resembles one that was
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL REFERENCES practitioner (id),
      posted_at TEXT,
      posted_by TEXT REFERENCES practitioner (id),
      reversed_at TEXT,
      reversed_by TEXT REFERENCES practitioner (id),
      reversal_reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT goods_receipt_posted CHECK ((posted_at IS NULL) = (number IS NULL) AND (posted_at IS NULL) = (posted_by IS NULL)),
      CONSTRAINT goods_receipt_reversed CHECK ((status = 'reversed') = (reversed_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX goods_receipt_by_status ON goods_receipt (status, received_on);
    CREATE INDEX goods_receipt_by_note ON goods_receipt (delivery_note_key, supplier_key);
    CREATE INDEX goods_receipt_by_order ON goods_receipt (order_id) WHERE order_id IS NOT NULL;

    CREATE TABLE goods_receipt_line (
      id TEXT NOT NULL PRIMARY KEY,
      goods_receipt_id TEXT NOT NULL REFERENCES goods_receipt (id),
      position INTEGER NOT NULL,
      item_id TEXT REFERENCES item (id), -- NULL: read from paper, nobody has said yet which item it is
      label TEXT NOT NULL DEFAULT '', -- as the paper calls it
      gtin TEXT, -- of the pack that was scanned
      order_line_id TEXT,
      units_per_pack INTEGER NOT NULL CONSTRAINT goods_receipt_line_pack CHECK (units_per_pack > 0), -- dispensing units
      packs INTEGER NOT NULL DEFAULT 0 CONSTRAINT goods_receipt_line_packs CHECK (packs >= 0),
      loose INTEGER NOT NULL DEFAULT 0 CONSTRAINT goods_receipt_line_loose CHECK (loose >= 0), -- dispensing units besides whole packs
      lot_number TEXT NOT NULL DEFAULT '',
      expiry TEXT,
      has_no_expiry INTEGER NOT NULL DEFAULT 0 CONSTRAINT goods_receipt_line_no_expiry CHECK (has_no_expiry IN (0, 1)),
      ordered INTEGER CONSTRAINT goods_receipt_line_ordered CHECK (ordered >= 0), -- dispensing units
      noted INTEGER CONSTRAINT goods_receipt_line_noted CHECK (noted >= 0), -- dispensing units, as the delivery note says
      damaged INTEGER NOT NULL DEFAULT 0 CONSTRAINT goods_receipt_line_damaged CHECK (damaged >= 0), -- dispensing units, of what came
      damaged_to TEXT NOT NULL DEFAULT 'quarantine' CONSTRAINT goods_receipt_line_damaged_to CHECK (damaged_to IN ('quarantine', 'refused')),
      reason TEXT NOT NULL DEFAULT '', -- of a damage or difference
      pack_cost INTEGER CONSTRAINT goods_receipt_line_pack_cost CHECK (pack_cost >= 0), -- minor units of currency
      arrival_celsius REAL, -- Cel, when the box was opened
      vvm_stage INTEGER CONSTRAINT goods_receipt_line_vvm CHECK (vvm_stage BETWEEN 0 AND 4), -- 0 = it carries no vaccine vial monitor
      confidence REAL, -- of what was read from paper, 0 to 1
      is_confirmed INTEGER NOT NULL DEFAULT 1 CONSTRAINT goods_receipt_line_is_confirmed CHECK (is_confirmed IN (0, 1)), -- 0: read, not yet compared
      is_removed INTEGER NOT NULL DEFAULT 0 CONSTRAINT goods_receipt_line_is_removed CHECK (is_removed IN (0, 1)), -- from the draft
      lot_id TEXT REFERENCES lot (id), -- that it became
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX goods_receipt_line_by_receipt ON goods_receipt_line (goods_receipt_id, position);
    CREATE INDEX goods_receipt_line_by_lot ON goods_receipt_line (item_id, lot_number, expiry);

    -- Each pack that carries its own number (AI 21): the same one can't come twice.
    CREATE TABLE goods_receipt_serial (
      id TEXT NOT NULL PRIMARY KEY,
      line_id TEXT NOT NULL REFERENCES goods_receipt_line (id),
      gtin TEXT NOT NULL,
      serial TEXT NOT NULL,
      UNIQUE (line_id, gtin, serial)
    ) STRICT;
    CREATE INDEX goods_receipt_serial_by_number ON goods_receipt_serial (gtin, serial);`),
};
