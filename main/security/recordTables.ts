import { type TableFacts, tables } from '../../db/tables.ts';
import type { TableName } from '../../db/schema/index.ts';
import type { Input } from '../../preload/contract/index.ts';

/** Where FHIR's resources are kept. */
export const recordTables: Record<Input<'history.of'>['resource'], TableName> = {
  Patient: 'patient',
  AllergyIntolerance: 'allergy_intolerance',
  MedicationStatement: 'medication_statement',
  Condition: 'condition',
  Encounter: 'encounter',
  Observation: 'observation',
  MedicationRequest: 'medication_request',
  Appointment: 'appointment',
  DocumentReference: 'document_reference',
};

/** Things beside the record itself: keys, typing that goes on, who may see it. */
const beside: ReadonlySet<string> = new Set(['security', 'facility']);
const unfinished: ReadonlySet<string> = new Set(['draft', 'blob', 'blob_upload']);

/** Every table with a way to the patient, those of a later version too. */
export function isOfRecord(table: string): boolean {
  const facts: TableFacts | undefined = (tables as Record<string, TableFacts>)[table];
  return facts !== undefined && facts.person !== 'no' && !beside.has(facts.owner) && !unfinished.has(table);
}

/** What a person calls the row: the first of these columns that it has. */
const naming = ['substance', 'display', 'medicine', 'title', 'vaccine', 'name', 'number', 'reason', 'started_at', 'start_at'] as const;

export function subjectOf(table: string, row: Readonly<Record<string, unknown>> | undefined): string {
  if (table === 'patient' || !row) return '';
  const column = naming.find((one) => typeof row[one] === 'string' && row[one] !== '');
  return column ? String(row[column]) : '';
}
