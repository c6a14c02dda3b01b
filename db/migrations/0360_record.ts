import type { Migration } from './migration.ts';

export const record: Migration = {
  version: 360,
  name: 'record',
  up: (db) =>
    db.exec(`
    -- A range of this laboratory's own, before the shipped ones. Withdrawn ones stay, with their history in the audit.
    CREATE TABLE lab_range (
      id TEXT NOT NULL PRIMARY KEY,
      loinc TEXT NOT NULL,
      unit TEXT NOT NULL, -- UCUM, of the limits
      sex TEXT NOT NULL DEFAULT '' CONSTRAINT lab_range_sex CHECK (sex IN ('', 'female', 'male')), -- '' = both
      from_age TEXT NOT NULL, -- 0d, 6w, 3m, 18y; included
      before_age TEXT NOT NULL DEFAULT '', -- excluded; '' = no end
      critical_low REAL,
      normal_low REAL,
      normal_high REAL,
      critical_high REAL,
      source TEXT NOT NULL, -- the maker's leaflet, a study of one's own, a book
      edition TEXT NOT NULL DEFAULT '',
      is_active INTEGER NOT NULL DEFAULT 1 CONSTRAINT lab_range_is_active CHECK (is_active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      CONSTRAINT lab_range_says_something CHECK (coalesce(critical_low, normal_low, normal_high, critical_high) IS NOT NULL)
    ) STRICT;
    CREATE INDEX lab_range_by_test ON lab_range (loinc);

    -- Tests that are asked for together here: a new panel, or another content for a shipped one.
    CREATE TABLE lab_panel (
      id TEXT NOT NULL PRIMARY KEY, -- the panel's code
      name TEXT NOT NULL,
      loincs TEXT NOT NULL CONSTRAINT lab_panel_loincs CHECK (json_valid(loincs)), -- JSON: ["718-7"]
      is_active INTEGER NOT NULL DEFAULT 1 CONSTRAINT lab_panel_is_active CHECK (is_active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    -- What the two records knew about the person twice or wrongly: not read for as long as they are joined.
    ALTER TABLE patient_merge ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]'; -- JSON: ids of names, telephones, identifiers, relatives, consents
    -- What the look through the file learned of each field.
    ALTER TABLE duplicate_run ADD COLUMN weights TEXT NOT NULL DEFAULT '[]'; -- JSON: [{ field, levels: [{ level, agree, chance, weight }] }]; weight in bits

    -- What a machine read off a document's picture, for the search in the chart. Derived: it is read again when it is lost.
    CREATE TABLE document_text (
      id TEXT NOT NULL PRIMARY KEY REFERENCES document_reference (id),
      patient_id TEXT NOT NULL REFERENCES patient (id),
      text TEXT NOT NULL, -- '' = nothing could be read
      read_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX document_text_by_patient ON document_text (patient_id);

    -- The register by name from its end: skipped rows are not looked up.
    CREATE INDEX patient_by_name ON patient (sort_name, id, status);
    DROP INDEX patient_by_sort_name;`),
};
