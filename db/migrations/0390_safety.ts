import type { Migration } from './migration.ts';

/** What the safety check asks, what it showed, who went on in spite of it, who stood beside, who judged it. */
export const safety: Migration = {
  version: 390,
  name: 'safety',
  up: (db) =>
    db.exec(`
    -- What a person was asked and no other place of the record holds; the newest answer counts, for as long as it is good for.
    CREATE TABLE safety_answer (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      question TEXT NOT NULL CONSTRAINT safety_answer_question CHECK (question IN ('pregnant', 'lactating', 'hepatic')),
      answer TEXT NOT NULL CONSTRAINT safety_answer_answer CHECK (answer IN ('no', 'yes', 'mild', 'moderate', 'severe')),
      answered_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL REFERENCES practitioner (id),
      CONSTRAINT safety_answer_grade CHECK (question = 'hepatic' OR answer IN ('no', 'yes'))
    ) STRICT;
    CREATE INDEX safety_answer_by_patient ON safety_answer (patient_id, question, answered_at);

    -- A warning or a stop that was shown to a prescriber, once a day; and what became of it.
    CREATE TABLE safety_alert (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      prescriber_id TEXT NOT NULL REFERENCES practitioner (id),
      local_date TEXT NOT NULL,
      medicine TEXT NOT NULL, -- as ordered
      against TEXT NOT NULL DEFAULT '', -- what it clashes with
      kind TEXT NOT NULL,
      severity TEXT NOT NULL CONSTRAINT safety_alert_severity CHECK (severity IN ('warning', 'stop')),
      code TEXT NOT NULL,
      cause TEXT NOT NULL,
      shown_at TEXT NOT NULL,
      medication_request_id TEXT REFERENCES medication_request (id), -- NULL: it was not ordered
      overridden_at TEXT,
      reason TEXT NOT NULL DEFAULT '',
      second_id TEXT REFERENCES user_account (id),
      second_by TEXT NOT NULL DEFAULT 'not-needed' CONSTRAINT safety_alert_second CHECK (second_by IN ('not-needed', 'password', 'code', 'nobody')),
      no_second_reason TEXT NOT NULL DEFAULT '',
      reviewed_at TEXT,
      reviewed_by TEXT REFERENCES user_account (id),
      verdict TEXT CONSTRAINT safety_alert_verdict CHECK (verdict IN ('accepted', 'escalated')),
      review_note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT safety_alert_once UNIQUE (patient_id, prescriber_id, local_date, medicine, cause),
      CONSTRAINT safety_alert_ordered CHECK ((medication_request_id IS NULL) = (overridden_at IS NULL)),
      CONSTRAINT safety_alert_reason CHECK (severity <> 'stop' OR overridden_at IS NULL OR reason <> ''),
      CONSTRAINT safety_alert_who CHECK ((second_id IS NOT NULL) = (second_by IN ('password', 'code'))),
      CONSTRAINT safety_alert_alone CHECK ((second_by = 'nobody') = (no_second_reason <> '')),
      CONSTRAINT safety_alert_judged CHECK ((reviewed_at IS NULL) = (verdict IS NULL) AND (reviewed_at IS NULL) = (reviewed_by IS NULL))
    ) STRICT;
    CREATE INDEX safety_alert_by_day ON safety_alert (local_date);
    CREATE INDEX safety_alert_waiting ON safety_alert (overridden_at) WHERE second_by = 'nobody' AND reviewed_at IS NULL;

    -- Somebody else agreed to one of the worst findings, or nobody was there and that was said. For one order, until it is signed.
    CREATE TABLE safety_second (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      medicine TEXT NOT NULL,
      cause TEXT NOT NULL,
      actor_id TEXT NOT NULL REFERENCES user_account (id),
      second_id TEXT REFERENCES user_account (id),
      second_by TEXT NOT NULL CONSTRAINT safety_second_by CHECK (second_by IN ('password', 'code', 'nobody')),
      no_second_reason TEXT NOT NULL DEFAULT '',
      agreed_at TEXT NOT NULL,
      spent_at TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT safety_second_who CHECK ((second_id IS NULL) = (second_by = 'nobody')),
      CONSTRAINT safety_second_alone CHECK ((second_by = 'nobody') = (no_second_reason <> '')),
      CONSTRAINT safety_second_other CHECK (second_id IS NULL OR second_id <> actor_id)
    ) STRICT;
    CREATE INDEX safety_second_open ON safety_second (actor_id, patient_id) WHERE spent_at IS NULL;

    -- One prescriber asked not to be interrupted again by one finding about one person; never a stop. Shown again when something changes.
    CREATE TABLE safety_quiet (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
      cause TEXT NOT NULL,
      state TEXT NOT NULL, -- severity, dose, weight, kidney function and pregnancy when it was asked, as JSON
      quiet_at TEXT NOT NULL,
      until TEXT NOT NULL, -- day
      ended_at TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX safety_quiet_one ON safety_quiet (practitioner_id, patient_id, cause) WHERE ended_at IS NULL;`),
};
