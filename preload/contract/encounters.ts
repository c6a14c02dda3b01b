import { z } from 'zod';
import { coding, day, id, instant, longText, shortText } from './common.ts';
import { command, query } from './method.ts';
import { allergyCertainty, allergySeverity, chart, patientRow } from './patients.ts';

export const appointmentStatus = z.enum(['booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error']);
export const encounterStatus = z.enum(['arrived', 'triaged', 'in-progress', 'finished', 'entered-in-error']);

export const appointmentRow = z.object({
  appointmentId: id,
  patient: patientRow,
  practitionerId: id,
  practitionerName: shortText,
  startAt: instant,
  minutes: z.int(),
  reason: z.string(),
  status: appointmentStatus,
  encounterId: id.nullable(),
  encounterStatus: encounterStatus.nullable(),
});
export type AppointmentRow = z.infer<typeof appointmentRow>;

/** LOINC codes of the vital signs that the screens know; values travel in the UCUM unit given here. */
export const vitalSigns = {
  'body-temperature': { loinc: '8310-5', unit: 'Cel' },
  'heart-rate': { loinc: '8867-4', unit: '/min' },
  'respiratory-rate': { loinc: '9279-1', unit: '/min' },
  'oxygen-saturation': { loinc: '2708-6', unit: '%' },
  'systolic-pressure': { loinc: '8480-6', unit: 'mm[Hg]' },
  'diastolic-pressure': { loinc: '8462-4', unit: 'mm[Hg]' },
  'body-weight': { loinc: '29463-7', unit: 'kg' },
  /** position not said: as WHO expects at the age, lying before 2 years */ 'body-height': { loinc: '8302-2', unit: 'cm' },
  /** lying */ 'body-length': { loinc: '8306-3', unit: 'cm' },
  'standing-height': { loinc: '8308-9', unit: 'cm' },
  'head-circumference': { loinc: '9843-4', unit: 'cm' },
  /** middle of the upper arm, muscles relaxed */ 'arm-circumference': { loinc: '56072-2', unit: 'cm' },
  'capillary-refill': { loinc: '44963-7', unit: 's' },
  /** inhaled oxygen; 0 = room air */ 'oxygen-flow': { loinc: '3151-8', unit: 'L/min' },
  /** blood, by meter */ 'blood-glucose': { loinc: '15074-8', unit: 'mmol/L' },
} as const;
export type VitalSign = keyof typeof vitalSigns;
export const vitalSign = z.enum(Object.keys(vitalSigns) as [VitalSign, ...VitalSign[]]);

/** What is seen rather than measured. Stored as the place of the answer in its list, so that the order here never changes. */
export const findings = {
  /** ACVPU */ consciousness: { code: '67775-7', unit: '{ACVPU}', answers: ['alert', 'confusion', 'voice', 'pain', 'unresponsive'] },
  'respiratory-effort': { code: '80341-1', unit: '{effort}', answers: ['normal', 'mild', 'moderate', 'severe'] },
  /** pitting, both feet: severe acute malnutrition whatever the weight */ 'feet-oedema': { code: 'medvault:feet-oedema', unit: '{presence}', answers: ['absent', 'present'] },
  /** NEWS2 scale 2 is a clinician's decision about one patient; it holds until changed */ 'oxygen-scale': { code: 'medvault:news2-scale', unit: '{scale}', answers: ['scale-1', 'scale-2'] },
} as const; // prettier-ignore
export type Finding = keyof typeof findings;
const finding = z.discriminatedUnion('sign', [
  z.object({ sign: z.literal('consciousness'), answer: z.enum(findings.consciousness.answers) }),
  z.object({ sign: z.literal('respiratory-effort'), answer: z.enum(findings['respiratory-effort'].answers) }),
  z.object({ sign: z.literal('feet-oedema'), answer: z.enum(findings['feet-oedema'].answers) }),
  z.object({ sign: z.literal('oxygen-scale'), answer: z.enum(findings['oxygen-scale'].answers) }),
]);

export const encounters = {
  'appointments.forDay': query({
    permission: 'Appointment.read',
    input: z.object({ day: day.optional(), practitionerId: id.optional() }),
    output: z.object({
      day,
      appointments: z.array(appointmentRow),
      practitioners: z.array(z.object({ practitionerId: id, name: shortText })),
    }),
  }),
  'appointments.book': command({
    permission: 'Appointment.create',
    input: z.object({
      patientId: id,
      practitionerId: id,
      startAt: instant,
      minutes: z.int().min(5).max(240).default(15),
      reason: shortText.default(''),
    }),
    output: z.object({ appointmentId: id }),
  }),
  'appointments.cancel': command({
    permission: 'Appointment.update',
    input: z.object({ appointmentId: id, reason: shortText.default('') }),
    output: z.object({}),
  }),
  /** The person stands at the desk: the appointment becomes 'arrived' and an encounter opens. */
  'appointments.checkIn': command({
    permission: 'Appointment.update',
    input: z.object({ appointmentId: id }),
    output: z.object({ encounterId: id }),
  }),
  'encounters.startWalkIn': command({
    permission: 'Encounter.create',
    input: z.object({ patientId: id, reason: shortText.default('') }),
    output: z.object({ encounterId: id }),
  }),
  'encounters.queue': query({
    permission: 'Encounter.read',
    input: z.object({}),
    output: z.object({
      queue: z.array(
        z.object({
          encounterId: id,
          patient: patientRow,
          status: encounterStatus,
          startedAt: instant,
          reason: z.string(),
          allergies: z.array(shortText),
          /** nobody asked yet: an empty list is then no statement */
          allergiesAsked: z.boolean(),
          hasVitals: z.boolean(),
        }),
      ),
    }),
  }),
  /** One visit, open or over: what was recorded at it. */
  'encounters.get': query({
    permission: 'Encounter.read',
    input: z.object({ encounterId: id }),
    output: z.object({
      encounterId: id,
      patient: patientRow,
      status: encounterStatus,
      startedAt: instant,
      endedAt: instant.nullable(),
      reason: z.string(),
      conditions: chart.shape.conditions,
      observations: chart.shape.observations,
      medications: chart.shape.medications,
    }),
  }),
  /**
   * Impossible values are refused with 'observation.implausible' { canConfirm: false }; unlikely ones, also for this age and sex,
   * are asked about: { signs, canConfirm: true } lists what the second call must name in `confirmed`.
   */
  'encounters.recordVitals': command({
    permission: 'Observation.create',
    input: z
      .object({
        encounterId: id,
        values: z.array(z.object({ sign: vitalSign, value: z.number().finite() })).max(50),
        findings: z.array(finding).max(20).default([]),
        confirmed: z.array(vitalSign).default([]),
      })
      .refine(({ values, findings: seen }) => values.length + seen.length > 0, { path: ['values'] }),
    output: z.object({ observationIds: z.array(id) }),
  }),
  'encounters.recordDiagnosis': command({
    permission: 'Condition.create',
    input: z.object({ encounterId: id, coding, note: longText.default('') }),
    output: z.object({ conditionId: id }),
  }),
  'encounters.finish': command({ permission: 'Encounter.update', input: z.object({ encounterId: id }), output: z.object({}) }),
  'allergies.record': command({
    permission: 'AllergyIntolerance.create',
    input: z.object({
      patientId: id,
      substance: shortText.min(2),
      reaction: shortText.default(''),
      criticality: z.enum(['low', 'high', 'unable-to-assess']).default('unable-to-assess'),
      severity: allergySeverity.default(''),
      certainty: allergyCertainty.exclude(['refuted']).default('unconfirmed'),
    }),
    output: z.object({ allergyId: id, recognised: z.array(shortText) }),
  }),
  /** Tested, remembered, doubted: what is known now. A refuted allergy no longer warns and stays in sight; its reason is asked for. */
  'allergies.amend': command({
    permission: 'AllergyIntolerance.update',
    input: z
      .object({
        allergyId: id,
        version: z.int(),
        reaction: shortText,
        criticality: z.enum(['low', 'high', 'unable-to-assess']),
        severity: allergySeverity,
        certainty: allergyCertainty,
        reason: shortText.default(''),
      })
      .refine(({ certainty, reason }) => certainty !== 'refuted' || reason.length >= 3, { path: ['reason'] }),
    output: z.object({ version: z.int() }),
  }),
  /** "None known" is recorded with its date; it ends when an allergy is recorded. */
  'allergies.recordNoneKnown': command({
    permission: 'AllergyIntolerance.create',
    input: z.object({ patientId: id }),
    output: z.object({}),
  }),
  'allergies.enteredInError': command({
    permission: 'AllergyIntolerance.update',
    input: z.object({ allergyId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'codes.searchConditions': query({
    permission: 'Condition.create',
    input: z.object({ text: z.string().max(100), locale: z.enum(['en', 'fr']).default('en') }),
    output: z.object({ codings: z.array(coding) }),
  }),
  'codes.searchMedicines': query({
    permission: 'self',
    input: z.object({ text: z.string().max(100) }),
    output: z.object({ medicines: z.array(z.object({ name: shortText, atc: shortText.optional() })) }),
  }),
};
