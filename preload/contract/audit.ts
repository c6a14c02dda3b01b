import { z } from 'zod';
import { day, id, instant, shortText } from './common.ts';
import { host, query } from './method.ts';

export const auditRow = z.object({
  seq: z.int(),
  at: instant,
  actorKind: z.enum(['user', 'job', 'command', 'peer']),
  actorName: shortText,
  action: shortText,
  resource: shortText,
  resourceId: z.string(),
  patientId: id.nullable(),
  reason: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

/** All given ones must fit. */
export const auditFilter = z.object({
  actorId: z.string().max(100).optional(),
  action: shortText.optional(),
  resource: shortText.optional(),
  /** id, or the readable number; one that is nobody's finds nothing */
  patient: shortText.optional(),
  /** the facility's days, both included */
  from: day.optional(),
  to: day.optional(),
  /** stands somewhere in the reason */
  text: shortText.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

/** Values as they were written, as text; null = there was none. */
export const fieldChange = z.object({ field: shortText, before: z.string().nullable(), after: z.string().nullable() });
export type FieldChange = z.infer<typeof fieldChange>;

/** `firstBad` names the first row that was changed, removed, reordered or inserted, or that the hub witnessed otherwise. */
export const auditVerdict = z.object({
  ok: z.boolean(),
  rows: z.int(),
  heads: z.int(),
  signed: z.int(),
  /** people who were erased */
  erased: z.int(),
  firstBad: z.object({ seq: z.int(), table: shortText, why: shortText }).nullable(),
  /** What the hub has witnessed, compared; null when it never witnessed anything. */
  witness: z
    .object({
      compared: z.int(),
      newestSeq: z.int(),
      newestAt: instant,
      /** when the hub last answered; `isLive`: just now, so that nobody with a key of this computer could change the answer */
      askedAt: instant,
      isLive: z.boolean(),
      /** the newest row that the hub witnessed before this facility was restored and that is not here any more */
      lostInRestore: z.object({ seq: z.int(), at: instant }).nullable(),
    })
    .nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const auditExportMost = { csv: 50_000, pdf: 2000 } as const;

export const historyEntry = z.object({
  seq: z.int(),
  at: instant,
  actorName: shortText,
  action: z.enum(['create', 'amend']),
  reason: z.string(),
  /** the person was erased: who and when are left */
  isErased: z.boolean(),
  changes: z.array(fieldChange),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** FHIR's names of what a record holds. */
export const recordResource = z.enum([
  'Patient',
  'AllergyIntolerance',
  'MedicationStatement',
  'Condition',
  'Encounter',
  'Observation',
  'MedicationRequest',
  'Appointment',
  'DocumentReference',
]);

/** Of a whole record: `resource` is the table, `subject` what a person would call the thing. */
export const recordEntry = historyEntry.extend({ resource: shortText, subject: z.string(), isWithdrawn: z.boolean() });
export type RecordEntry = z.infer<typeof recordEntry>;

export const audit = {
  /** Newest first, those before entry `before`; `next` = where the following page begins, null at the end. */
  'audit.list': query({
    permission: 'AuditEvent.read',
    input: auditFilter.extend({ before: z.int().positive().optional(), limit: z.int().positive().max(1000).default(200) }),
    output: z.object({ rows: z.array(auditRow), next: z.int().nullable() }),
  }),
  /** What there is to filter by. */
  'audit.choices': query({
    permission: 'AuditEvent.read',
    input: z.object({}),
    output: z.object({
      actors: z.array(z.object({ id: z.string(), name: shortText })),
      actions: z.array(shortText),
      resources: z.array(shortText),
    }),
  }),
  /** One entry with what it says; looking at what is sealed under a person's key is itself written down. */
  'audit.entry': query({
    permission: 'AuditEvent.read',
    input: z.object({ seq: z.int().positive() }),
    output: z.object({
      row: auditRow,
      seatName: shortText.nullable(),
      patientNumber: shortText.nullable(),
      content: z.enum(['none', 'shown', 'erased', 'restricted']),
      changes: z.array(fieldChange),
    }),
  }),
  /** Who opened, printed or took out this person's record: one line a reader, the latest first. */
  'audit.whoLooked': query({
    permission: 'AuditEvent.read',
    input: z.object({ patientId: id }),
    output: z.object({
      lines: z.array(z.object({ actorName: shortText, actions: z.array(shortText), times: z.int(), firstAt: instant, lastAt: instant })),
    }),
  }),
  /** The filtered list as a file; the export is in the audit before it is made. Not kept here. 'audit.too_many' { most }. */
  'audit.export': host({
    permission: 'AuditEvent.read',
    input: z.object({ filter: auditFilter, format: z.enum(['csv', 'pdf']), locale: z.enum(['en', 'fr']).default('en') }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
  'audit.verify': query({ permission: 'AuditEvent.read', input: z.object({}), output: auditVerdict }),
  /** What was changed in one thing of a record since it was made, newest first. @throws 'not_found' */
  'history.of': query({
    permission: 'Patient.read',
    input: z.object({ resource: recordResource, id }),
    output: z.object({ entries: z.array(historyEntry) }),
  }),
  /** Everything that was changed or withdrawn in a person's record, of linked records too, newest first; what was only added is in the chart. */
  'history.ofRecord': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id, onlyWithdrawn: z.boolean().default(false) }),
    output: z.object({ entries: z.array(recordEntry) }),
  }),
  /** What was changed in an item of stock. @throws 'not_found' */
  'inventory.history': query({
    permission: 'InventoryItem.read',
    input: z.object({ itemId: id }),
    output: z.object({ entries: z.array(historyEntry) }),
  }),
};
