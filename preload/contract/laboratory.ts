import { z } from 'zod';
import { blobRef, day, id, instant, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';

/** A number in a unit, or one of the answers of a test that is read by eye (rapid test, smear). */
export const presenceAnswers = ['negative', 'positive', 'invalid'] as const;
export type PresenceAnswer = (typeof presenceAnswers)[number];
export const presenceUnit = '{presence}';

export const labTest = z.object({
  loinc: shortText,
  name: shortText,
  /** UCUM; '{presence}' = negative, positive or invalid */
  unit: shortText,
});
export type LabTest = z.infer<typeof labTest>;
export const labPanel = z.object({ code: shortText, name: shortText, loincs: z.array(shortText) });

/** HL7 v3 ObservationInterpretation: normal, low, high, critically low, critically high, abnormal; '' = nothing to compare with. */
export const interpretation = z.enum(['', 'N', 'L', 'H', 'LL', 'HH', 'A']);
export type Interpretation = z.infer<typeof interpretation>;

export const labResult = z.object({
  observationId: id,
  loinc: shortText,
  name: shortText,
  value: z.number(),
  unit: shortText,
  interpretation,
  referenceLow: z.number().nullable(),
  referenceHigh: z.number().nullable(),
  effectiveAt: instant,
  status: z.enum(['final', 'amended', 'entered-in-error']),
});
export type LabResult = z.infer<typeof labResult>;

export const labOrder = z.object({
  serviceRequestId: id,
  number: shortText,
  patient: patientRow,
  status: z.enum(['active', 'completed', 'revoked', 'entered-in-error']),
  priority: z.enum(['routine', 'urgent', 'stat']),
  note: z.string(),
  requesterName: shortText,
  authoredAt: instant,
  collectedAt: instant.nullable(),
  performer: shortText,
  blobId: id.nullable(),
  version: z.int(),
  tests: z.array(labTest.extend({ result: labResult.nullable() })),
});
export type LabOrder = z.infer<typeof labOrder>;

const enteredResult = z.object({
  loinc: shortText,
  value: z.number().finite().min(-1000).max(1e9),
  unit: shortText,
});

export const criticalRow = z.object({
  criticalResultId: id,
  patient: patientRow,
  /** null: of a restricted record, for the eyes of others */
  result: labResult.nullable(),
  requesterName: shortText,
  issuedAt: instant,
  /** who is told by now: who ordered it, then every clinician, then everybody who may read results */
  level: z.enum(['orderer', 'clinicians', 'in-charge']),
  /** whole minutes since it was issued */
  minutes: z.int(),
  version: z.int(),
});
export type CriticalRow = z.infer<typeof criticalRow>;

/** A limit in `unit`; null = none. Ages as schedules print them: 0d, 6w, 3m, 18y. */
const limit = z.number().finite().min(0).max(1e9).nullable();
const age = z.string().regex(/^\d{1,3}[dwmy]$/);
const rangeContent = z.object({
  loinc: shortText,
  /** UCUM */
  unit: shortText.min(1),
  /** '' = both */
  sex: z.enum(['', 'female', 'male']),
  /** included */
  fromAge: age,
  /** excluded; '' = no end */
  beforeAge: z.union([z.literal(''), age]),
  criticalLow: limit,
  normalLow: limit,
  normalHigh: limit,
  criticalHigh: limit,
  /** the maker's leaflet, a book, a study of one's own; 'nlm' and 'ciel' are shipped */
  source: shortText.min(2),
  edition: shortText,
});
export const ownLabRange = rangeContent.extend({ labRangeId: id, version: z.int() });
export type OwnLabRange = z.infer<typeof ownLabRange>;
export type LabRangeContent = z.infer<typeof rangeContent>;

/** `isShipped`: comes with the program; `isOwn`: this laboratory has decided about it. */
export const labPanelSetting = labPanel.extend({ isActive: z.boolean(), isShipped: z.boolean(), isOwn: z.boolean(), version: z.int() });
export type LabPanelSetting = z.infer<typeof labPanelSetting>;

export const laboratory = {
  'laboratory.catalogue': query({
    permission: 'ServiceRequest.read',
    input: z.object({ text: z.string().max(100).default('') }),
    output: z.object({ tests: z.array(labTest), panels: z.array(labPanel) }),
  }),
  /** Every test with this laboratory's own ranges and, beside them, the shipped ones, which nobody changes; every panel. */
  'laboratory.ranges': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({
      tests: z.array(labTest.extend({ own: z.array(ownLabRange), shipped: z.array(rangeContent) })),
      panels: z.array(labPanelSetting),
    }),
  }),
  /** A range of one's own, used for results from now on; `labRangeId` null: a new one. Results that were issued keep the limits they were held against. */
  'laboratory.setRange': command({
    permission: 'ObservationDefinition.update',
    input: rangeContent.extend({ labRangeId: id.nullable(), version: z.int(), reason: shortText.default('') }),
    output: z.object({ labRangeId: id, version: z.int() }),
  }),
  'laboratory.withdrawRange': command({
    permission: 'ObservationDefinition.update',
    input: z.object({ labRangeId: id, version: z.int(), reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /** `code` null: a new panel. A shipped one keeps its code and gets another name or content, or is not offered. */
  'laboratory.setPanel': command({
    permission: 'ObservationDefinition.update',
    input: z.object({
      code: shortText.nullable(),
      name: shortText.min(2),
      loincs: z.array(shortText).min(1).max(60),
      isActive: z.boolean(),
      version: z.int(),
    }),
    output: z.object({ code: shortText, version: z.int() }),
  }),
  'laboratory.order': command({
    permission: 'ServiceRequest.create',
    input: z.object({
      encounterId: id,
      loincs: z.array(shortText).min(1).max(60),
      priority: z.enum(['routine', 'urgent', 'stat']).default('routine'),
      note: shortText.default(''),
    }),
    output: z.object({ serviceRequestId: id, number: shortText }),
  }),
  'laboratory.worklist': query({
    permission: 'ServiceRequest.read',
    input: z.object({ show: z.enum(['open', 'done']).default('open') }),
    output: z.object({ orders: z.array(labOrder) }),
  }),
  'laboratory.ofEncounter': query({
    permission: 'ServiceRequest.read',
    input: z.object({ encounterId: id }),
    output: z.object({ orders: z.array(labOrder) }),
  }),
  'laboratory.collect': command({
    permission: 'ServiceRequest.update',
    input: z.object({ serviceRequestId: id, version: z.int() }),
    output: z.object({ version: z.int() }),
  }),
  /** The specimen's label: person, number as QR code, tests. */
  'laboratory.printLabel': command({
    permission: 'ServiceRequest.update',
    input: z.object({ serviceRequestId: id, locale: z.enum(['en', 'fr']).default('en') }),
    output: blobRef,
  }),
  /**
   * Results of some or all tests of an order. What is critical, or has changed more than chance explains, is refused with
   * 'result.confirm' { critical, changed } until it is named in `confirmed`; then it is issued, and who ordered it is told.
   */
  'laboratory.enterResults': command({
    permission: 'DiagnosticReport.create',
    input: z.object({
      serviceRequestId: id,
      version: z.int(),
      results: z.array(enteredResult).min(1).max(60),
      confirmed: z.array(shortText).max(60).default([]),
    }),
    output: z.object({ version: z.int(), status: z.enum(['active', 'completed']), observationIds: z.array(id) }),
  }),
  /** A wrong result is taken back with a reason; the order is open again for the right one. */
  'laboratory.retract': command({
    permission: 'DiagnosticReport.create',
    input: z.object({ observationId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'laboratory.revoke': command({
    permission: 'ServiceRequest.create',
    input: z.object({ serviceRequestId: id, version: z.int(), reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /** What another laboratory found: its paper, and the values read off it. */
  'laboratory.recordOutside': command({
    permission: 'DiagnosticReport.create',
    input: z.object({
      patientId: id,
      performer: shortText.min(2),
      collectedOn: day,
      blobId: id.nullable().default(null),
      results: z.array(enteredResult).max(60),
      confirmed: z.array(shortText).max(60).default([]),
    }),
    output: z.object({ serviceRequestId: id, observationIds: z.array(id) }),
  }),
  /** Every result of a person, newest first; the table and the plots are made of it. */
  'laboratory.results': query({
    permission: 'ServiceRequest.read',
    input: z.object({ patientId: id }),
    output: z.object({ results: z.array(labResult) }),
  }),
  /** Critical results that nobody acknowledged and that who asks must know by now. */
  'laboratory.criticals': query({
    permission: 'ServiceRequest.read',
    input: z.object({}),
    output: z.object({ criticals: z.array(criticalRow) }),
  }),
  'laboratory.acknowledge': command({
    permission: 'ServiceRequest.read',
    input: z.object({ criticalResultId: id, version: z.int(), actionTaken: shortText.min(3) }),
    output: z.object({}),
  }),
};
