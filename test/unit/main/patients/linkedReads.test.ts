import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** A clinical read that asks for one patient_id forgets what was recorded before a merge: an allergy would be missing. */
const oneId = /patient_id['"`]\s*,\s*['"`]=['"`]|\bpatient_id\s*=\s*(?:\?|\$\{|@|:)/g;
/** These tell about a record, not about a person's health. */
const notClinical = new Set([
  'patient_search',
  'patient_identifier',
  'person_key',
  'audit_event',
  'request_outcome',
  'draft',
  'blob',
  'blob_upload',
  'patient_distinction',
  'duplicate_pair',
]);

function bypasses(file: string, text: string): string[] {
  return [...text.matchAll(oneId)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - 600), match.index);
    const table = [...before.matchAll(/(?:selectFrom\(\s*['"`]|\bFROM\s+|\bUPDATE\s+)(\w+)/g)].at(-1)?.[1] ?? 'an unknown table';
    return notClinical.has(table) ? [] : [`${file}: ${table}`];
  });
}

test('every clinical read goes through the linked set', () => {
  const files = globSync(['db/queries/**/*.ts', 'db/*.ts', 'main/**/*.ts'], { cwd: root });
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => bypasses(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test('the look finds what it looks for', () => {
  expect(bypasses('x.ts', `db.selectFrom('allergy_intolerance').where('patient_id', '=', patientId)`)).toEqual([
    'x.ts: allergy_intolerance',
  ]);
  expect(bypasses('x.ts', `db.selectFrom('medication_request as r').where("r.patient_id", '=', id)`)).toEqual(['x.ts: medication_request']);
  expect(bypasses('x.ts', 'raw.prepare(`SELECT * FROM observation WHERE patient_id = ?`)')).toEqual(['x.ts: observation']);
  expect(bypasses('x.ts', `db.selectFrom('observation').where('patient_id', 'in', ids)`)).toEqual([]);
  expect(bypasses('x.ts', `db.selectFrom('person_key').where('patient_id', '=', id)`)).toEqual([]);
});
