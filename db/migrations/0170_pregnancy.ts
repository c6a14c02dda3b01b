import type { Migration } from './migration.ts';

export const pregnancy: Migration = {
  version: 170,
  name: 'pregnancy',
  up: (db) =>
    db.exec(`
    -- FHIR EpisodeOfCare: one pregnancy with what dates it. The due date is worked out from it when it is read.
    CREATE TABLE pregnancy (
      id TEXT NOT NULL PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patient (id),
      last_period TEXT, -- first day
      ultrasound_date TEXT,
      ultrasound_gestation INTEGER CONSTRAINT pregnancy_ultrasound_gestation CHECK (ultrasound_gestation BETWEEN 28 AND 308), -- days
      status TEXT NOT NULL DEFAULT 'active' CONSTRAINT pregnancy_status CHECK (status IN ('active', 'finished', 'entered-in-error')),
      ended_on TEXT,
      outcome TEXT NOT NULL DEFAULT '' CONSTRAINT pregnancy_outcome CHECK (outcome IN ('', 'live-birth', 'stillbirth', 'miscarriage', 'termination', 'other')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT pregnancy_dated CHECK (last_period IS NOT NULL OR ultrasound_date IS NOT NULL),
      CONSTRAINT pregnancy_ultrasound CHECK ((ultrasound_date IS NULL) = (ultrasound_gestation IS NULL))
    ) STRICT;
    CREATE INDEX pregnancy_by_patient ON pregnancy (patient_id, status);

    -- One antenatal contact with what is looked at each time; blood pressure, weight and tests are observations of the visit.
    CREATE TABLE antenatal_contact (
      id TEXT NOT NULL PRIMARY KEY,
      pregnancy_id TEXT NOT NULL REFERENCES pregnancy (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      encounter_id TEXT NOT NULL REFERENCES encounter (id),
      contact_date TEXT NOT NULL,
      fundal_height REAL CONSTRAINT antenatal_contact_fundal_height CHECK (fundal_height BETWEEN 5 AND 60), -- cm
      fetal_heart_rate INTEGER CONSTRAINT antenatal_contact_fetal_heart_rate CHECK (fetal_heart_rate BETWEEN 0 AND 260), -- /min; 0 = sought and not found
      presentation TEXT NOT NULL DEFAULT '' CONSTRAINT antenatal_contact_presentation CHECK (presentation IN ('', 'cephalic', 'breech', 'transverse')),
      urine_protein TEXT NOT NULL DEFAULT '' CONSTRAINT antenatal_contact_urine_protein CHECK (urine_protein IN ('', 'negative', 'trace', '1+', '2+', '3+')),
      danger_signs TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL DEFAULT 'final' CONSTRAINT antenatal_contact_status CHECK (status IN ('final', 'entered-in-error')),
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      UNIQUE (encounter_id)
    ) STRICT;
    CREATE INDEX antenatal_contact_by_patient ON antenatal_contact (patient_id, contact_date);`),
};
