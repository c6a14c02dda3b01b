import type { MethodName } from '../../preload/contract/index.ts';

/** Which reads a table feeds, by the first letters of the method. A table that is not listed makes every screen read again. */
const readersByTable: Record<string, readonly string[]> = {
  patient: ['patients.', 'duplicates.', 'appointments.', 'encounters.', 'prescriptions.', 'history.'],
  patient_link: [
    'patients.',
    'appointments.',
    'encounters.',
    'prescriptions.',
    'observations.',
    'laboratory.',
    'immunizations.',
    'compositions.',
    'duplicates.',
  ],
  patient_merge: ['duplicates.'],
  patient_distinction: ['duplicates.'],
  duplicate_run: ['duplicates.list'],
  duplicate_pair: ['duplicates.list'],
  appointment: ['appointments.', 'encounters.', 'patients.chart'],
  encounter: ['encounters.', 'compositions.', 'appointments.', 'patients.'],
  observation: ['laboratory.', 'encounters.', 'observations.', 'patients.chart', 'prescriptions.check'],
  immunization: ['immunizations.'],
  immunization_reaction: ['immunizations.'],
  immunization_schedule_dose: ['immunizations.'],
  condition: ['patients.chart', 'encounters.', 'prescriptions.check'],
  service_request: ['laboratory.'],
  service_request_test: ['laboratory.'],
  critical_result: ['laboratory.criticals'],
  composition: ['compositions.', 'encounters.'],
  phrase: ['phrases.'],
  allergy_intolerance: ['patients.chart', 'encounters.queue', 'prescriptions.'],
  medication_request: ['prescriptions.', 'patients.chart', 'encounters.get'],
  medication_dispense: ['prescriptions.', 'patients.chart', 'encounters.get', 'inventory.'],
  document_reference: ['patients.chart'],
  item: ['inventory.', 'network.', 'prescriptions.'],
  lot: ['inventory.', 'prescriptions.'],
  stock_movement: ['inventory.', 'prescriptions.'],
  stock_balance: ['inventory.', 'prescriptions.'],
  outbox: ['network.status'],
  peer_facility: ['network.'],
  peer_state: ['network.'],
  alert: ['network.'],
  facility: ['facility.', 'network.status'],
  audit_event: [
    'audit.list',
    'audit.choices',
    'audit.whoLooked',
    'facility.health',
    'configuration.history',
    'history.',
    'inventory.history',
  ],
  user_account: ['accounts.', 'audit.choices'],
  user_role: ['accounts.'],
  role: ['accounts.'],
  role_permission: ['accounts.'],
  session: ['session.mine', 'session.all', 'seats.list'],
  seat: ['seats.'],
  seat_sharing: ['seats.'],
  credential: ['session.security'],
  backup_code: ['session.security'],
  role_sign_in: ['session.signInRules', 'session.security'],
  draft: [],
  request_outcome: [],
  audit_head: ['audit.'],
  backup_plan: ['backups.'],
  backup_run: ['backups.', 'facility.health'],
  retention_policy: ['people.', 'configuration.preview'],
  access_policy: ['access.', 'configuration.preview'],
  erasure: ['people.'],
};

export function isFedBy(method: string, tables: readonly string[]): boolean {
  return tables.some((table) => {
    const readers = readersByTable[table];
    return readers === undefined || readers.some((start) => method.startsWith(start));
  });
}

/** Never read again by themselves: an unsaved form or a code list does not change under the user. */
export const settledReads: readonly MethodName[] = ['drafts.get', 'codes.searchConditions', 'codes.searchMedicines', 'audit.entry'];
