import type { Database as Raw } from 'better-sqlite3';
import type { TableName } from './schema/index.ts';

/**
 * Every table, the feature that owns it, and its path to the patient: audit sealing, erasure, export and merge follow it.
 * `person`: the column that holds the patient's id; 'no' = nothing of a person in it.
 * `isAppendOnly`: rows are facts; the audit keeps their hash, not their content.
 * `secret`: columns that the audit never shows.
 */
export type TableFacts = { owner: string; person: string; isAppendOnly?: true; isDerived?: true; secret?: readonly string[] };

export const tables = {
  facility: { owner: 'security', person: 'no' },
  facility_type: { owner: 'security', person: 'no' },
  user_account: { owner: 'security', person: 'no', secret: ['password_hash'] },
  practitioner: { owner: 'security', person: 'no' },
  role: { owner: 'security', person: 'no' },
  role_permission: { owner: 'security', person: 'no' },
  user_role: { owner: 'security', person: 'no' },
  seat: { owner: 'seats', person: 'no', secret: ['token_hash'] },
  seat_sharing: { owner: 'seats', person: 'no', secret: ['private_key', 'certificate'] },
  session: { owner: 'security', person: 'no' },
  role_sign_in: { owner: 'security', person: 'no' },
  credential: { owner: 'security', person: 'no' },
  password_history: { owner: 'security', person: 'no' },
  backup_code: { owner: 'security', person: 'no' },
  session_state: { owner: 'security', person: 'no' },
  seat_delay: { owner: 'security', person: 'no' },
  person_key: { owner: 'security', person: 'patient_id' },
  audit_event: { owner: 'security', person: 'patient_id', isAppendOnly: true },
  audit_head: { owner: 'security', person: 'no', isAppendOnly: true },
  request_outcome: { owner: 'facility', person: 'patient_id' },
  number_counter: { owner: 'facility', person: 'no' },
  draft: { owner: 'documents', person: 'patient_id' },
  blob: { owner: 'documents', person: 'patient_id' },
  blob_upload: { owner: 'documents', person: 'patient_id' },
  patient: { owner: 'patients', person: 'id' },
  patient_identifier: { owner: 'registration', person: 'patient_id' },
  patient_name: { owner: 'registration', person: 'patient_id' },
  patient_telecom: { owner: 'registration', person: 'patient_id' },
  related_person: { owner: 'registration', person: 'patient_id' },
  consent: { owner: 'registration', person: 'patient_id' },
  household: { owner: 'registration', person: 'no' },
  household_member: { owner: 'registration', person: 'patient_id' },
  registration_field: { owner: 'registration', person: 'no' },
  patient_link: { owner: 'patients', person: 'patient_id' },
  patient_merge: { owner: 'duplicates', person: 'patient_id' },
  patient_distinction: { owner: 'duplicates', person: 'patient_id' },
  duplicate_run: { owner: 'duplicates', person: 'no', isDerived: true },
  duplicate_pair: { owner: 'duplicates', person: 'patient_id', isDerived: true },
  appointment: { owner: 'encounters', person: 'patient_id' },
  appointment_status: { owner: 'encounters', person: 'no' },
  encounter: { owner: 'encounters', person: 'patient_id' },
  encounter_status: { owner: 'encounters', person: 'no' },
  composition: { owner: 'compositions', person: 'patient_id' },
  composition_type: { owner: 'compositions', person: 'no' },
  phrase: { owner: 'compositions', person: 'no' },
  service_request: { owner: 'laboratory', person: 'patient_id' },
  service_request_test: { owner: 'laboratory', person: 'patient_id' },
  service_request_status: { owner: 'laboratory', person: 'no' },
  critical_result: { owner: 'laboratory', person: 'patient_id' },
  lab_range: { owner: 'laboratory', person: 'no' },
  lab_panel: { owner: 'laboratory', person: 'no' },
  observation: { owner: 'encounters', person: 'patient_id' },
  condition: { owner: 'encounters', person: 'patient_id' },
  allergy_intolerance: { owner: 'encounters', person: 'patient_id' },
  problem: { owner: 'problems', person: 'patient_id' },
  family_member_history: { owner: 'histories', person: 'patient_id' },
  social_history: { owner: 'histories', person: 'patient_id' },
  register_setting: { owner: 'registers', person: 'no' },
  document_reference: { owner: 'documents', person: 'patient_id' },
  document_text: { owner: 'documents', person: 'patient_id', isDerived: true },
  pregnancy: { owner: 'pregnancies', person: 'patient_id' },
  antenatal_contact: { owner: 'pregnancies', person: 'patient_id' },
  immunization: { owner: 'immunizations', person: 'patient_id' },
  immunization_reaction: { owner: 'immunizations', person: 'patient_id' },
  immunization_schedule_dose: { owner: 'immunizations', person: 'no' },
  item: { owner: 'inventory', person: 'no' },
  item_alias: { owner: 'inventory', person: 'no' },
  item_pack: { owner: 'items', person: 'no' },
  item_import: { owner: 'items', person: 'no' },
  location: { owner: 'inventory', person: 'no' },
  location_kind: { owner: 'inventory', person: 'no' },
  lot: { owner: 'inventory', person: 'no' },
  lot_hold: { owner: 'inventory', person: 'no' },
  movement_reason: { owner: 'inventory', person: 'no' },
  stock_movement: { owner: 'inventory', person: 'no', isAppendOnly: true },
  stock_balance: { owner: 'inventory', person: 'no', isDerived: true },
  stock_reservation: { owner: 'inventory', person: 'no' },
  demand_event: { owner: 'inventory', person: 'no', isAppendOnly: true },
  item_day: { owner: 'replenishment', person: 'no', isDerived: true },
  item_month: { owner: 'replenishment', person: 'no', isDerived: true },
  item_start: { owner: 'replenishment', person: 'no', isDerived: true },
  replenishment_setting: { owner: 'replenishment', person: 'no' },
  supplier: { owner: 'suppliers', person: 'no' },
  supplier_item: { owner: 'suppliers', person: 'no' },
  purchase_order: { owner: 'orders', person: 'no' },
  purchase_order_status: { owner: 'orders', person: 'no' },
  purchase_order_line: { owner: 'orders', person: 'no' },
  purchase_order_event: { owner: 'orders', person: 'no', isAppendOnly: true },
  purchase_order_receipt: { owner: 'orders', person: 'no', isAppendOnly: true },
  requisition: { owner: 'requisitions', person: 'no' },
  requisition_status: { owner: 'requisitions', person: 'no' },
  requisition_line: { owner: 'requisitions', person: 'no' },
  requisition_shipment: { owner: 'requisitions', person: 'no' },
  requisition_lot: { owner: 'requisitions', person: 'no' },
  requisition_event: { owner: 'requisitions', person: 'no', isAppendOnly: true },
  goods_receipt: { owner: 'receiving', person: 'no' },
  goods_receipt_status: { owner: 'receiving', person: 'no' },
  goods_receipt_line: { owner: 'receiving', person: 'no' },
  goods_receipt_serial: { owner: 'receiving', person: 'no' },
  stock_take: { owner: 'stockTakes', person: 'no' },
  stock_take_status: { owner: 'stockTakes', person: 'no' },
  stock_take_reason: { owner: 'stockTakes', person: 'no' },
  stock_take_line: { owner: 'stockTakes', person: 'no' },
  stock_take_count: { owner: 'stockTakes', person: 'no' },
  stock_take_cycle: { owner: 'stockTakes', person: 'no' },
  controlled_entry: { owner: 'controlled', person: 'no', isAppendOnly: true },
  controlled_witness: { owner: 'controlled', person: 'no' },
  controlled_review: { owner: 'controlled', person: 'no', isAppendOnly: true },
  controlled_count: { owner: 'controlled', person: 'no', isAppendOnly: true },
  recall: { owner: 'recalls', person: 'no' },
  recall_class: { owner: 'recalls', person: 'no' },
  recall_status: { owner: 'recalls', person: 'no' },
  recall_lot: { owner: 'recalls', person: 'no' },
  recall_contact: { owner: 'recalls', person: 'patient_id', isAppendOnly: true },
  cold_storage: { owner: 'coldChain', person: 'no' },
  temperature_import: { owner: 'coldChain', person: 'no' },
  temperature_reading: { owner: 'coldChain', person: 'no' },
  cold_excursion: { owner: 'coldChain', person: 'no' },
  vvm_check: { owner: 'coldChain', person: 'no', isAppendOnly: true },
  medication_request: { owner: 'prescriptions', person: 'patient_id' },
  medication_request_status: { owner: 'prescriptions', person: 'no' },
  medication_dispense: { owner: 'prescriptions', person: 'patient_id', isAppendOnly: true },
  outbox: { owner: 'network', person: 'no' },
  hub_link: { owner: 'network', person: 'no' },
  peer_facility: { owner: 'network', person: 'no' },
  peer_state: { owner: 'network', person: 'no' },
  quarantine: { owner: 'network', person: 'no' },
  alert: { owner: 'network', person: 'no' },
  alert_kind: { owner: 'network', person: 'no' },
  acknowledgement: { owner: 'network', person: 'no' },
  backup_plan: { owner: 'backup', person: 'no' },
  backup_run: { owner: 'backup', person: 'no' },
  retention_policy: { owner: 'people', person: 'no' },
  erasure: { owner: 'people', person: 'no', isAppendOnly: true },
  department: { owner: 'security', person: 'no' },
  user_department: { owner: 'security', person: 'no' },
  sensitivity_mark: { owner: 'security', person: 'patient_id' },
  sensitivity_scope: { owner: 'security', person: 'no' },
  break_glass: { owner: 'security', person: 'patient_id' },
  access_policy: { owner: 'security', person: 'no' },
} as const satisfies Record<TableName, TableFacts>;

/** What a file has: one of an earlier version, a backup for example, has fewer. */
export function tablesIn(raw: Raw): Set<string> {
  return new Set(raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[]);
}

export const appendOnlyTables = (Object.keys(tables) as TableName[]).filter(
  (name) => 'isAppendOnly' in tables[name] && tables[name].owner !== 'security',
);

/** A row as the audit may keep it. */
export function withoutSecrets(table: TableName, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const facts: TableFacts = tables[table];
  return Object.fromEntries(Object.entries(row).filter(([column]) => !facts.secret?.includes(column)));
}

/** The patient a row is about, or null. */
export function personOf(table: TableName, row: Readonly<Record<string, unknown>>): string | null {
  const column: string = tables[table].person;
  if (column === 'no') return null;
  const value = row[column];
  return typeof value === 'string' ? value : null;
}
