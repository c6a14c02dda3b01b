import type { Migration } from './migration.ts';

export const orders: Migration = {
  version: 290,
  name: 'orders',
  up: (db) =>
    db.exec(`
    CREATE TABLE supplier (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      sort_name TEXT NOT NULL,
      is_depot INTEGER NOT NULL DEFAULT 0 CONSTRAINT supplier_is_depot CHECK (is_depot IN (0, 1)), -- the state's or the programme's store: it gets a requisition
      contact_name TEXT NOT NULL DEFAULT '',
      phone TEXT NOT NULL DEFAULT '',
      email TEXT NOT NULL DEFAULT '',
      address TEXT NOT NULL DEFAULT '',
      account_number TEXT NOT NULL DEFAULT '', -- under which they know us
      currency TEXT NOT NULL,
      payment_terms TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      is_active INTEGER NOT NULL DEFAULT 1 CONSTRAINT supplier_is_active CHECK (is_active IN (0, 1)),
      created_at TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX supplier_by_name ON supplier (sort_name);

    -- Their price list. A new price is a new row; the newest that has begun holds.
    CREATE TABLE supplier_item (
      id TEXT NOT NULL PRIMARY KEY,
      supplier_id TEXT NOT NULL REFERENCES supplier (id),
      item_id TEXT NOT NULL REFERENCES item (id),
      pack_size INTEGER NOT NULL CONSTRAINT supplier_item_pack_size CHECK (pack_size > 0), -- dispensing units a pack
      price INTEGER NOT NULL CONSTRAINT supplier_item_price CHECK (price >= 0), -- minor units of their currency a pack
      minimum_packs INTEGER NOT NULL DEFAULT 1 CONSTRAINT supplier_item_minimum CHECK (minimum_packs > 0),
      code TEXT NOT NULL DEFAULT '', -- theirs
      valid_from TEXT NOT NULL,
      is_listed INTEGER NOT NULL DEFAULT 1 CONSTRAINT supplier_item_is_listed CHECK (is_listed IN (0, 1)), -- 0: from that day they no longer have it
      recorded_at TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX supplier_item_by_day ON supplier_item (supplier_id, item_id, pack_size, valid_from);
    CREATE INDEX supplier_item_by_item ON supplier_item (item_id, supplier_id);

    CREATE TABLE purchase_order_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO purchase_order_status VALUES
      ('draft'), ('approved'), ('sent'), ('confirmed'), ('partly-received'), ('received'), ('closed'), ('cancelled');

    CREATE TABLE purchase_order (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      supplier_id TEXT NOT NULL REFERENCES supplier (id),
      status TEXT NOT NULL REFERENCES purchase_order_status (code),
      currency TEXT NOT NULL,
      expected_on TEXT, -- of the whole; a line may have its own
      supplier_reference TEXT NOT NULL DEFAULT '',
      tracking TEXT NOT NULL DEFAULT '', -- carrier and number, as told
      note TEXT NOT NULL DEFAULT '', -- printed on the order
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL,
      approved_at TEXT,
      approved_by TEXT,
      is_self_approved INTEGER NOT NULL DEFAULT 0 CONSTRAINT purchase_order_self_approved CHECK (is_self_approved IN (0, 1)),
      sent_at TEXT,
      sent_on TEXT, -- the facility's calendar day
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX purchase_order_by_status ON purchase_order (status, expected_on);
    CREATE INDEX purchase_order_by_supplier ON purchase_order (supplier_id, created_at);

    CREATE TABLE purchase_order_line (
      id TEXT NOT NULL PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES purchase_order (id),
      position INTEGER NOT NULL,
      item_id TEXT NOT NULL REFERENCES item (id),
      pack_size INTEGER NOT NULL CONSTRAINT purchase_order_line_pack_size CHECK (pack_size > 0),
      packs INTEGER NOT NULL CONSTRAINT purchase_order_line_packs CHECK (packs > 0), -- as ordered
      price INTEGER CONSTRAINT purchase_order_line_price CHECK (price >= 0), -- minor units a pack; NULL = not known
      code TEXT NOT NULL DEFAULT '', -- the supplier's
      why TEXT NOT NULL DEFAULT '', -- of a suggestion, in words
      confirmed_packs INTEGER CONSTRAINT purchase_order_line_confirmed CHECK (confirmed_packs >= 0),
      expected_on TEXT,
      received INTEGER NOT NULL DEFAULT 0 CONSTRAINT purchase_order_line_received CHECK (received >= 0), -- dispensing units
      is_removed INTEGER NOT NULL DEFAULT 0 CONSTRAINT purchase_order_line_is_removed CHECK (is_removed IN (0, 1)), -- from the draft
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX purchase_order_line_by_order ON purchase_order_line (order_id, position);
    CREATE INDEX purchase_order_line_by_item ON purchase_order_line (item_id);

    -- What happened to the order, who and when. Append-only.
    CREATE TABLE purchase_order_event (
      id TEXT NOT NULL PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES purchase_order (id),
      event TEXT NOT NULL CONSTRAINT purchase_order_event_event CHECK (event IN
        ('create', 'amend', 'approve', 'return', 'send', 'send-again', 'confirm', 'track', 'receive', 'take-back', 'close', 'cancel')),
      note TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL,
      by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX purchase_order_event_by_order ON purchase_order_event (order_id, at);

    -- What came of a line with which goods receipt; lead time and fill rate are measured here. Append-only.
    CREATE TABLE purchase_order_receipt (
      id TEXT NOT NULL PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES purchase_order (id),
      line_id TEXT NOT NULL REFERENCES purchase_order_line (id),
      receipt_id TEXT NOT NULL, -- the goods receipt
      quantity INTEGER NOT NULL CONSTRAINT purchase_order_receipt_quantity CHECK (quantity <> 0), -- dispensing units; under 0: taken back
      received_on TEXT NOT NULL, -- the facility's calendar day
      recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX purchase_order_receipt_by_order ON purchase_order_receipt (order_id, line_id);

    CREATE TABLE requisition_status (code TEXT NOT NULL PRIMARY KEY) STRICT;
    INSERT INTO requisition_status VALUES
      ('requested'), ('approved'), ('picked'), ('shipped'), ('back-ordered'), ('received'), ('rejected'), ('cancelled'), ('closed');

    -- One place asks another for stock. Within the facility both sides share the row; towards another facility each side keeps its own.
    CREATE TABLE requisition (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL, -- given by who asks
      side TEXT NOT NULL CONSTRAINT requisition_side CHECK (side IN ('here', 'asking', 'giving')),
      peer_facility_id TEXT, -- the other facility
      transfer_key TEXT, -- the asking facility's id of it: the same on both sides
      asking_location_id TEXT REFERENCES location (id),
      giving_location_id TEXT REFERENCES location (id),
      status TEXT NOT NULL REFERENCES requisition_status (code),
      note TEXT NOT NULL DEFAULT '',
      reason TEXT NOT NULL DEFAULT '', -- of a refusal, cancellation or closing
      needed_on TEXT,
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL,
      peer_cursor INTEGER, -- of the partner's row as last applied
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT requisition_sides CHECK ((side = 'here') = (peer_facility_id IS NULL) AND (side = 'here') = (transfer_key IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX requisition_by_transfer ON requisition (peer_facility_id, transfer_key, side) WHERE transfer_key IS NOT NULL;
    CREATE INDEX requisition_by_status ON requisition (status, created_at);

    CREATE TABLE requisition_line (
      id TEXT NOT NULL PRIMARY KEY,
      requisition_id TEXT NOT NULL REFERENCES requisition (id),
      position INTEGER NOT NULL, -- the same on both sides
      item_id TEXT REFERENCES item (id), -- NULL: nobody has said yet which of ours it is
      foreign_key TEXT, -- the asking facility's item id
      name TEXT NOT NULL, -- as the asking side labels it
      product TEXT NOT NULL CONSTRAINT requisition_line_product CHECK (json_valid(product)),
      asked INTEGER NOT NULL CONSTRAINT requisition_line_asked CHECK (asked > 0), -- dispensing units
      approved INTEGER CONSTRAINT requisition_line_approved CHECK (approved BETWEEN 0 AND asked),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (requisition_id, position)
    ) STRICT;

    CREATE TABLE requisition_shipment (
      id TEXT NOT NULL PRIMARY KEY,
      requisition_id TEXT NOT NULL REFERENCES requisition (id),
      shipment_key TEXT NOT NULL, -- the same on both sides
      status TEXT NOT NULL CONSTRAINT requisition_shipment_status CHECK (status IN ('picked', 'shipped', 'received', 'returned')),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (requisition_id, shipment_key)
    ) STRICT;

    CREATE TABLE requisition_lot (
      id TEXT NOT NULL PRIMARY KEY,
      shipment_id TEXT NOT NULL REFERENCES requisition_shipment (id),
      position INTEGER NOT NULL, -- of the line
      lot_id TEXT REFERENCES lot (id), -- ours: of the giving side at once, of the asking side when it came
      location_id TEXT REFERENCES location (id), -- where it was picked
      lot_number TEXT NOT NULL,
      expiry TEXT,
      unit_cost INTEGER CONSTRAINT requisition_lot_unit_cost CHECK (unit_cost >= 0), -- minor units a dispensing unit
      quantity INTEGER NOT NULL CONSTRAINT requisition_lot_quantity CHECK (quantity > 0), -- dispensing units
      received INTEGER CONSTRAINT requisition_lot_received CHECK (received BETWEEN 0 AND quantity),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX requisition_lot_by_shipment ON requisition_lot (shipment_id, position);

    -- Each event once: a message that comes again finds itself here. Append-only.
    CREATE TABLE requisition_event (
      id TEXT NOT NULL PRIMARY KEY,
      requisition_id TEXT NOT NULL REFERENCES requisition (id),
      event_key TEXT NOT NULL,
      event TEXT NOT NULL CONSTRAINT requisition_event_event CHECK (event IN
        ('ask', 'approve', 'reject', 'pick', 'put-back', 'ship', 'receive', 'cancel', 'close')),
      note TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL,
      by TEXT NOT NULL, -- a person here, or the other facility
      UNIQUE (requisition_id, event_key)
    ) STRICT;`),
};
