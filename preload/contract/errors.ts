/**
 * Every refusal a user can meet. The screen turns code and data into a translated sentence (renderer/lib/strings, key `errors.<code>`).
 * `data` holds numbers and names of things, never a person.
 */
export const errorCodes = [
  // reaching the facility
  'internal',
  'ipc.unknown_method',
  'ipc.invalid_input',
  'ipc.key_reused',
  'ipc.key_missing',
  'ipc.too_large',
  'ipc.disconnected',
  'not_found',
  'version.conflict',
  // who and what
  'auth.signed_out',
  'auth.forbidden',
  'auth.wrong_password',
  'auth.locked_out',
  'auth.username_taken',
  'auth.weak_password',
  'role.name_taken',
  'role.built_in',
  'role.in_use',
  'audit.too_many',
  'auth.last_administrator',
  'auth.password_reused',
  'auth.must_change_password',
  'auth.code_needed',
  'auth.wrong_code',
  'auth.totp_setup_needed',
  'auth.proof_needed',
  'auth.locked',
  'auth.wrong_pin',
  'auth.weak_pin',
  'auth.password_needed',
  // the data folder and its file
  'facility.not_set_up',
  'facility.already_set_up',
  'storage.in_use',
  'storage.wrong_key',
  'storage.damaged',
  'storage.newer_version',
  'storage.full',
  'storage.not_writable',
  'storage.key_missing',
  'recovery.mistyped',
  'recovery.wrong',
  'key.weak_passphrase',
  'key.last',
  'key.not_prepared',
  'key.not_changed',
  'backup.not_found',
  'backup.damaged',
  'backup.other_facility',
  'backup.busy',
  'backup.cancelled',
  'port.in_use',
  // erasing a person
  'erasure.not_confirmed',
  'erasure.visit_open',
  'erasure.reason_names',
  // other computers
  'seat.not_shared',
  'seat.own',
  'seat.code_mistyped',
  'seat.code_refused',
  'seat.too_many_tries',
  'seat.wrong_computer',
  'seat.revoked',
  'seat.unreachable',
  'seat.key_lost',
  // record
  'patient.duplicate_not_confirmed',
  'patient.restricted',
  'patient.field_missing',
  'identifier.taken',
  'household.same_person',
  'date.before_birth',
  'break_glass.not_needed',
  'break_glass.own',
  'break_glass.reviewed',
  'department.name_taken',
  'department.in_use',
  'configuration.other_file',
  'configuration.damaged',
  'configuration.newer_version',
  'configuration.too_large',
  'appointment.slot_taken',
  'appointment.wrong_status',
  'encounter.closed',
  'encounter.open',
  'laboratory.closed',
  'laboratory.has_results',
  'result.already_entered',
  'result.unit',
  'result.impossible',
  'result.confirm',
  'result.nothing',
  'phrase.name_taken',
  'observation.implausible',
  'pregnancy.going_on',
  'pregnancy.dates',
  'pregnancy.contact_made',
  'immunization.too_early',
  'immunization.already_given',
  'immunization.before_birth',
  'immunization.reaction_before',
  'immunization.schedule_order',
  'date.in_future',
  'problem.on_list',
  'problem.reason_needed',
  'date.invalid',
  // stock and medicines
  'stock.insufficient',
  'stock.lot_expired',
  'stock.lot_on_hold',
  'stock.already_reversed',
  'prescription.not_active',
  'prescription.quantity_exceeded',
  'prescription.reason_needed',
  'prescription.no_item',
  // documents
  'file.missing',
  'duplicates.already_joined',
  'duplicates.not_merged',
  'duplicates.running',
  'duplicates.cancelled',
  'dedupe.no_columns',
  'dedupe.empty',
  'file.exists',
  'file.not_readable',
  'file.not_an_image',
  'file.damaged',
  'file.too_large',
  'ocr.cancelled',
  'ocr.timed_out',
  'ocr.failed',
  'blob.incomplete',
  'blob.hash_mismatch',
  // the hub
  'hub.unreachable',
  'hub.nonsense',
  'hub.code_invalid',
  'hub.code_used',
  'hub.wrong_identity',
  'hub.unknown_facility',
  'hub.revoked',
  'hub.facility_code_taken',
  'hub.fork',
  'hub.version_too_old',
  'hub.not_enrolled',
  'hub.bad_signature',
  'hub.not_owner',
  'hub.rate_limited',
  'hub.needs_tls',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Plain values only, so that an error crosses a port unchanged. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** An expected refusal: travels to the screen as data. A bug throws a plain Error instead and reaches the screen as 'internal'. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: ErrorData = {}) {
    super(code);
    this.code = code;
    this.data = data;
  }
}

export type WireError = { code: ErrorCode; data: ErrorData };
