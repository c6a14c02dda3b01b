import type { Migration } from './migration.ts';

/** The desk: who prepares what, what stays owed, what was handed out instead, taken back, paid. */
export const dispensing: Migration = {
  version: 420,
  name: 'dispensing',
  up: (db) =>
    db.exec(`
    -- Without a prescription there is no request, and to somebody who need not say who no person: both were NOT NULL.
    CREATE TEMP TABLE medication_dispense_before AS SELECT * FROM medication_dispense ORDER BY rowid;
    DROP TABLE medication_dispense;
    CREATE TABLE medication_dispense (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT REFERENCES medication_request (id), -- NULL: over the counter
      patient_id TEXT REFERENCES patient (id), -- NULL: over the counter, to nobody in particular
      quantity INTEGER NOT NULL CONSTRAINT medication_dispense_quantity CHECK (quantity <> 0), -- of what was asked for, in its dispensing units; - takes back
      when_handed_over TEXT NOT NULL,
      performer_id TEXT NOT NULL REFERENCES practitioner (id),
      lot_reason TEXT, -- why another lot was handed out than the one that expires first
      item_id TEXT REFERENCES item (id), -- what was handed out; NULL: recorded before substitutions, the request's own
      handed INTEGER, -- dispensing units of that item, where they are others than those asked for; NULL: as many
      handover_id TEXT, -- what went over the counter in one go
      reverses_id TEXT REFERENCES medication_dispense (id),
      reason TEXT, -- of a substitution or a reversal
      directions TEXT, -- as on the label, where they are others than the prescription's
      counselled TEXT CONSTRAINT medication_dispense_counselled CHECK (counselled IS NULL OR json_valid(counselled)), -- codes of what was explained
      safety_reason TEXT, -- why it was handed out although the check at the counter says stop
      CONSTRAINT medication_dispense_direction CHECK ((reverses_id IS NULL) = (quantity > 0) AND (handed IS NULL OR (handed > 0) = (quantity > 0))),
      CONSTRAINT medication_dispense_of CHECK (medication_request_id IS NOT NULL OR item_id IS NOT NULL),
      CONSTRAINT medication_dispense_reversal CHECK (reverses_id IS NULL OR reason IS NOT NULL)
    ) STRICT;
    INSERT INTO medication_dispense (id, medication_request_id, patient_id, quantity, when_handed_over, performer_id, lot_reason)
      SELECT id, medication_request_id, patient_id, quantity, when_handed_over, performer_id, lot_reason FROM medication_dispense_before;
    DROP TABLE medication_dispense_before;
    CREATE INDEX medication_dispense_by_request ON medication_dispense (medication_request_id, quantity);
    CREATE INDEX medication_dispense_by_patient ON medication_dispense (patient_id, when_handed_over);
    CREATE INDEX medication_dispense_by_time ON medication_dispense (when_handed_over);
    CREATE INDEX medication_dispense_reversed ON medication_dispense (reverses_id, quantity) WHERE reverses_id IS NOT NULL;
    CREATE INDEX medication_dispense_by_handover ON medication_dispense (handover_id) WHERE handover_id IS NOT NULL;
    CREATE TRIGGER medication_dispense_no_update BEFORE UPDATE ON medication_dispense BEGIN SELECT raise(ABORT, 'dispenses are never changed'); END;
    CREATE TRIGGER medication_dispense_no_delete BEFORE DELETE ON medication_dispense
      WHEN NOT EXISTS (SELECT 1 FROM person_key WHERE patient_id = OLD.patient_id AND destroyed_at IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'dispenses are never removed'); END;

    -- How far the desk is with a prescription. Without a row it waits.
    CREATE TABLE dispense_task (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT NOT NULL UNIQUE REFERENCES medication_request (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      status TEXT NOT NULL CONSTRAINT dispense_task_status CHECK (status IN ('waiting', 'preparing', 'ready', 'owing', 'closed')),
      claimed_by TEXT REFERENCES practitioner (id),
      changed_at TEXT NOT NULL,
      set_aside INTEGER NOT NULL DEFAULT 0 CONSTRAINT dispense_task_set_aside CHECK (set_aside >= 0), -- of what was asked for; its lots are reserved
      owed_since TEXT,
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT dispense_task_claim CHECK ((status IN ('preparing', 'ready')) = (claimed_by IS NOT NULL)),
      CONSTRAINT dispense_task_ready CHECK ((status = 'ready') = (set_aside > 0))
    ) STRICT;
    CREATE INDEX dispense_task_open ON dispense_task (status) WHERE status <> 'closed';
    CREATE INDEX dispense_task_by_patient ON dispense_task (patient_id);

    -- What was said about the money; the newest row of a dispense counts. No accounting.
    CREATE TABLE dispense_payment (
      id TEXT NOT NULL PRIMARY KEY,
      medication_dispense_id TEXT NOT NULL REFERENCES medication_dispense (id),
      patient_id TEXT REFERENCES patient (id),
      mark TEXT NOT NULL CONSTRAINT dispense_payment_mark CHECK (mark IN ('paid', 'exempt', 'owed')),
      amount INTEGER NOT NULL CONSTRAINT dispense_payment_amount CHECK (amount >= 0), -- minor units of currency
      marked_at TEXT NOT NULL,
      marked_by TEXT NOT NULL REFERENCES practitioner (id)
    ) STRICT;
    CREATE INDEX dispense_payment_by_dispense ON dispense_payment (medication_dispense_id, marked_at);
    CREATE INDEX dispense_payment_by_patient ON dispense_payment (patient_id);
    CREATE TRIGGER dispense_payment_no_update BEFORE UPDATE ON dispense_payment BEGIN SELECT raise(ABORT, 'payments are never changed'); END;
    CREATE TRIGGER dispense_payment_no_delete BEFORE DELETE ON dispense_payment
      WHEN NOT EXISTS (SELECT 1 FROM person_key WHERE patient_id = OLD.patient_id AND destroyed_at IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'payments are never removed'); END;

    -- What the desk tells or asks whoever prescribed.
    CREATE TABLE prescriber_notice (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT NOT NULL REFERENCES medication_request (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      prescriber_id TEXT NOT NULL REFERENCES practitioner (id),
      kind TEXT NOT NULL CONSTRAINT prescriber_notice_kind CHECK (kind IN ('substituted', 'question')),
      handed_out TEXT NOT NULL DEFAULT '', -- the medicine that was handed out instead
      text TEXT NOT NULL, -- the reason, or the question
      written_at TEXT NOT NULL,
      written_by TEXT NOT NULL REFERENCES practitioner (id),
      seen_at TEXT,
      answer TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX prescriber_notice_unseen ON prescriber_notice (prescriber_id, written_at) WHERE seen_at IS NULL;
    CREATE INDEX prescriber_notice_by_request ON prescriber_notice (medication_request_id);
    CREATE INDEX prescriber_notice_by_patient ON prescriber_notice (patient_id);

    -- Who may have it without a prescription: nobody, somebody who is known here, anybody.
    ALTER TABLE item ADD COLUMN counter_rule TEXT NOT NULL DEFAULT 'prescription'
      CONSTRAINT item_counter_rule CHECK (counter_rule IN ('prescription', 'named', 'anybody'));`),
};
