/** Who may do what: the matrix that a new facility starts with. Default deny: what is not listed is refused. */
export const rolePermissions = {
  'front-desk': [
    'Patient.read', 'Patient.create', 'Patient.update', 'Appointment.read', 'Appointment.create', 'Appointment.update',
    'Encounter.read', 'Encounter.create', 'DocumentReference.read', 'DocumentReference.create',
  ],
  nurse: [
    'Patient.read', 'Patient.create', 'Patient.update', 'Appointment.read', 'Appointment.create', 'Appointment.update',
    'Encounter.read', 'Encounter.create', 'Encounter.update', 'Observation.create', 'AllergyIntolerance.create', 'AllergyIntolerance.update',
    'MedicationRequest.read', 'InventoryItem.read', 'DocumentReference.read', 'DocumentReference.create', 'Flag.update',
  ],
  doctor: [
    'Patient.read', 'Patient.create', 'Patient.update', 'Appointment.read', 'Appointment.create', 'Appointment.update',
    'Encounter.read', 'Encounter.create', 'Encounter.update', 'Observation.create', 'Condition.create',
    'AllergyIntolerance.create', 'AllergyIntolerance.update', 'MedicationRequest.read', 'MedicationRequest.create', 'MedicationRequest.update',
    'InventoryItem.read', 'DocumentReference.read', 'DocumentReference.create', 'MeasureReport.create', 'Flag.update',
  ],
  'pharmacy-clerk': [
    'Patient.read', 'MedicationRequest.read', 'MedicationDispense.create', 'InventoryItem.read', 'InventoryItem.create', 'InventoryItem.update',
    'StockMovement.create', 'StockMovement.adjust', 'DocumentReference.read', 'DocumentReference.create', 'MeasureReport.create', 'Flag.update',
  ],
  manager: [
    'Patient.read', 'Appointment.read', 'Encounter.read', 'MedicationRequest.read', 'InventoryItem.read', 'InventoryItem.create', 'InventoryItem.update',
    'StockMovement.create', 'StockMovement.adjust', 'DocumentReference.read', 'MeasureReport.create', 'UserAccount.read', 'AuditEvent.read',
    'Organization.update', 'Flag.update',
  ],
  administrator: [
    'UserAccount.read', 'AuditEvent.read', 'Organization.update', 'InventoryItem.read', 'MeasureReport.create', 'DocumentReference.read', 'Flag.update',
  ],
  auditor: ['AuditEvent.read', 'UserAccount.read'],
} as const satisfies Record<string, readonly string[]>;

export type RoleCode = keyof typeof rolePermissions;
