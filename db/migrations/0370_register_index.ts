import type { Migration } from './migration.ts';

export const registerIndex: Migration = {
  version: 370,
  name: 'register_index',
  up: (db) =>
    db.exec(`
    -- A register asks for everybody of an age, and for the last visit of each: answered from these indexes alone.
    CREATE INDEX patient_alive_by_birth_date ON patient (birth_date, id) WHERE status = 'active' AND deceased_on IS NULL;
    CREATE INDEX encounter_last_day ON encounter (patient_id, local_date) WHERE status <> 'entered-in-error';`),
};
