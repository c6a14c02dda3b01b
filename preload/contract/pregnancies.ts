import { z } from 'zod';
import { day, id, instant, longText } from './common.ts';
import { command, query } from './method.ts';

export const pregnancyOutcome = z.enum(['live-birth', 'stillbirth', 'miscarriage', 'termination', 'other']);
export const presentation = z.enum(['', 'cephalic', 'breech', 'transverse']);
export const urineProtein = z.enum(['', 'negative', 'trace', '1+', '2+', '3+']);

/** At least one of the two; `gestationDays`: what the scan measured, in days. */
const dates = z.object({
  lastPeriod: day.nullable(),
  ultrasound: z.object({ day, gestationDays: z.int().min(28).max(308) }).nullable(),
});

const antenatalContact = z.object({
  number: z.int(),
  /** the week WHO asks for it */
  week: z.int(),
  day,
  status: z.enum(['done', 'due', 'missed', 'upcoming']),
  doneOn: day.nullable(),
});

export const pregnancies = {
  /** The pregnancy that is going on, by today; null when none is recorded. */
  'pregnancies.current': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id }),
    output: z.object({
      pregnancy: dates
        .extend({
          pregnancyId: id,
          version: z.int(),
          edd: day,
          basis: z.enum(['last-period', 'ultrasound']),
          /** scan against last period, in days; positive when the scan makes it younger */
          differenceDays: z.int().nullable(),
          thresholdDays: z.int().nullable(),
          /** no scan before 22 weeks confirms the date */
          isSuboptimal: z.boolean(),
          /** completed days; null when the date says it should be over */
          gestationDays: z.int().nullable(),
          trimester: z.int().min(1).max(3).nullable(),
          contacts: z.array(antenatalContact),
          visits: z.array(
            z.object({
              contactId: id,
              encounterId: id,
              day,
              gestationDays: z.int().nullable(),
              fundalHeightCm: z.number().nullable(),
              fetalHeartRate: z.int().nullable(),
              /** outside 110 to 160 */
              isHeartRateUnusual: z.boolean(),
              presentation,
              urineProtein,
              dangerSigns: z.string(),
              recordedAt: instant,
            }),
          ),
        })
        .nullable(),
    }),
  }),
  /** @throws 'pregnancy.going_on', 'pregnancy.dates' when they can't be: ahead, or longer ago than a pregnancy lasts */
  'pregnancies.record': command({
    permission: 'Observation.create',
    input: dates.extend({ patientId: id }),
    output: z.object({ pregnancyId: id }),
  }),
  /** @throws 'version.conflict', 'pregnancy.dates' */
  'pregnancies.amend': command({
    permission: 'Observation.create',
    input: dates.extend({ pregnancyId: id, version: z.int() }),
    output: z.object({ version: z.int() }),
  }),
  /** `outcome` null: it was entered in error. */
  'pregnancies.end': command({
    permission: 'Observation.create',
    input: z.object({ pregnancyId: id, version: z.int(), endedOn: day.optional(), outcome: pregnancyOutcome.nullable() }),
    output: z.object({}),
  }),
  /** What is looked at at every antenatal contact; one a visit. */
  'pregnancies.recordContact': command({
    permission: 'Observation.create',
    input: z.object({
      pregnancyId: id,
      encounterId: id,
      fundalHeightCm: z.number().min(5).max(60).nullable(),
      fetalHeartRate: z.int().min(0).max(260).nullable(),
      presentation: presentation.default(''),
      urineProtein: urineProtein.default(''),
      dangerSigns: longText.default(''),
    }),
    output: z.object({ contactId: id }),
  }),
};
