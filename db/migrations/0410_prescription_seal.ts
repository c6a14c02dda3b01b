import type { Migration } from './migration.ts';

/** Prescriptions on paper: the key that signs them, the secrets in their codes, those of other facilities, and what was claimed at the hub. */
export const prescriptionSeal: Migration = {
  version: 410,
  name: 'prescription_seal',
  up: (db) =>
    db.exec(`
    -- Apart from the key that speaks with the hub. It lives here, not in keys.json: a restored facility has to go on signing, and whoever can open
    -- this file can print prescriptions anyway. The public halves of former ones stay: papers signed with them are still about.
    CREATE TABLE prescription_key (
      id TEXT NOT NULL PRIMARY KEY, -- the first 16 hex digits of the SHA-256 of the public key
      public_key TEXT NOT NULL, -- Ed25519, SPKI, base64
      private_key TEXT, -- NULL: no longer used
      created_at TEXT NOT NULL,
      retired_at TEXT,
      is_withdrawn INTEGER NOT NULL DEFAULT 0 CONSTRAINT prescription_key_withdrawn CHECK (is_withdrawn IN (0, 1)), -- it may be in other hands
      CONSTRAINT prescription_key_retired CHECK ((private_key IS NULL) = (retired_at IS NOT NULL) AND (is_withdrawn = 0 OR retired_at IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX prescription_key_one ON prescription_key (retired_at IS NULL) WHERE retired_at IS NULL;

    -- One secret a line: paper, reprint and label of it are claimed under the same token.
    CREATE TABLE prescription_seal (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT NOT NULL UNIQUE REFERENCES medication_request (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      secret BLOB NOT NULL CONSTRAINT prescription_seal_secret CHECK (length(secret) = 16),
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX prescription_seal_by_patient ON prescription_seal (patient_id);

    -- A line that another facility prescribed and that is dispensed here.
    CREATE TABLE outside_prescription (
      id TEXT NOT NULL PRIMARY KEY,
      medication_request_id TEXT NOT NULL UNIQUE REFERENCES medication_request (id), -- as it stands at our desk
      patient_id TEXT NOT NULL REFERENCES patient (id),
      facility_id TEXT NOT NULL,
      number TEXT NOT NULL,
      line INTEGER NOT NULL,
      issued_at TEXT NOT NULL,
      valid_until TEXT NOT NULL,
      token TEXT NOT NULL,
      allowed INTEGER NOT NULL, -- dispensing units of the whole line
      verdict TEXT NOT NULL CONSTRAINT outside_prescription_verdict CHECK (verdict IN ('genuine', 'unknown')),
      reason TEXT NOT NULL DEFAULT '', -- why it was taken on although nobody here can tell whether it is genuine
      accepted_at TEXT NOT NULL,
      accepted_by TEXT NOT NULL REFERENCES practitioner (id),
      CONSTRAINT outside_prescription_reason CHECK (verdict = 'genuine' OR reason <> '')
    ) STRICT;
    CREATE INDEX outside_prescription_by_token ON outside_prescription (token);
    CREATE INDEX outside_prescription_by_patient ON outside_prescription (patient_id);

    -- What was used here of lines with a code, and what the hub says to it. The hub gets id, token, quantity and allowed, nothing else.
    CREATE TABLE prescription_claim (
      id TEXT NOT NULL PRIMARY KEY,
      token TEXT NOT NULL,
      medication_request_id TEXT NOT NULL REFERENCES medication_request (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      quantity INTEGER NOT NULL CONSTRAINT prescription_claim_quantity CHECK (quantity > 0), -- dispensing units
      allowed INTEGER NOT NULL, -- of the whole line
      claimed_at TEXT NOT NULL,
      released_at TEXT,
      told_at TEXT, -- the hub answered to its newest state; NULL: it waits to be sent
      outcome TEXT NOT NULL DEFAULT '', -- the hub's word
      others TEXT NOT NULL DEFAULT '[]' CONSTRAINT prescription_claim_others CHECK (json_valid(others)), -- others' claims when they exceed the line
      seen_at TEXT -- somebody here knows of the double use
    ) STRICT;
    CREATE INDEX prescription_claim_by_token ON prescription_claim (token);
    CREATE INDEX prescription_claim_by_request ON prescription_claim (medication_request_id);
    CREATE INDEX prescription_claim_by_patient ON prescription_claim (patient_id);
    CREATE INDEX prescription_claim_waiting ON prescription_claim (claimed_at) WHERE told_at IS NULL;
    CREATE INDEX prescription_claim_double ON prescription_claim (claimed_at) WHERE others <> '[]';`),
};
