import { z } from 'zod';
import { coding, day, id, instant, longText, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';

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
  'body-height': { loinc: '8302-2', unit: 'cm' },
} as const;
export type VitalSign = keyof typeof vitalSigns;
const vitalSign = z.enum(Object.keys(vitalSigns) as [VitalSign, ...VitalSign[]]);

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
  /** Values outside the plausible range are refused with 'observation.implausible' unless listed in `confirmed`. */
  'encounters.recordVitals': command({
    permission: 'Observation.create',
    input: z.object({
      encounterId: id,
      values: z.array(z.object({ sign: vitalSign, value: z.number().finite() })).min(1),
      confirmed: z.array(vitalSign).default([]),
    }),
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
    }),
    output: z.object({ allergyId: id, recognised: z.array(shortText) }),
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
