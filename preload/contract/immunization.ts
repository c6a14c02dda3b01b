import { z } from 'zod';
import { day, id, instant, longText, page, sex, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';

const series = shortText.min(1).max(60);
/** `6w`, `9m`, `4y`, `0d` */
const span = z.string().regex(/^\d{1,3}[dwmy]$/);
const spanOrNone = z.union([z.literal(''), span]);

/** One line of the card: a series with its doses, and what was given but does not count. */
export const cardSeries = z.object({
  series,
  isComplete: z.boolean(),
  doses: z.array(
    z.object({
      dose: z.int().positive(),
      /** 'possible': allowed already, not yet meant; 'past-age': no longer given */
      status: z.enum(['given', 'overdue', 'due', 'possible', 'upcoming', 'past-age']),
      immunizationId: id.nullable(),
      givenOn: day.nullable(),
      /** the first day on which it counts */
      earliest: day.nullable(),
      /** the day on which it is meant to be given */
      due: day.nullable(),
    }),
  ),
  notCounted: z.array(z.object({ immunizationId: id, day, why: z.enum(['too-young', 'too-soon', 'live-too-soon', 'extra']) })),
});
export type CardSeries = z.infer<typeof cardSeries>;

const severity = z.enum(['mild', 'moderate', 'severe']);

const givenDose = z.object({
  immunizationId: id,
  series,
  vaccine: shortText,
  day,
  isPrimarySource: z.boolean(),
  lotNumber: shortText,
  expiry: day.nullable(),
  site: shortText,
  overrideReason: z.string(),
  recordedAt: instant,
  by: shortText,
  /** may be given back to the stock when it was entered in error */
  isFromStock: z.boolean(),
  reactions: z.array(z.object({ day, reaction: z.string(), severity, isSerious: z.boolean() })),
});

export const scheduleDose = z.object({
  series,
  dose: z.int(),
  minAge: span,
  dueAge: span,
  minInterval: spanOrNone,
  endAge: spanOrNone,
  sex: z.enum(['', 'female', 'male']),
  isLive: z.boolean(),
  isActive: z.boolean(),
  /** differs from the schedule that is shipped */
  isOwn: z.boolean(),
  /** 0: never changed */
  version: z.int(),
});

export const immunizations = {
  /** What was given and what is due today. Without a birth date only what was given. */
  'immunizations.card': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id }),
    output: z.object({
      birthDate: day.nullable(),
      sex,
      why: z.enum(['', 'birth-date-unknown', 'birth-date-estimated']),
      series: z.array(cardSeries),
      given: z.array(givenDose),
    }),
  }),
  /**
   * A dose given here takes one dispensing unit from the stock, first expired first out or from the lot named; one from a card takes nothing.
   * @throws 'immunization.too_early' { why, earliest } unless `overrideReason` says why it was given all the same
   */
  'immunizations.record': command({
    permission: 'Immunization.create',
    input: z.object({
      patientId: id,
      encounterId: id.nullable().default(null),
      series,
      day: day.optional(),
      isPrimarySource: z.boolean(),
      itemId: id.nullable().default(null),
      lotId: id.nullable().default(null),
      vaccine: shortText.default(''),
      lotNumber: shortText.default(''),
      expiry: day.nullable().default(null),
      site: shortText.default(''),
      overrideReason: shortText.default(''),
    }),
    output: z.object({ immunizationId: id, lotNumber: shortText, expiry: day.nullable(), counts: z.boolean() }),
  }),
  /** `returnToStock`: the dose was never given, so its unit goes back to its lot. */
  'immunizations.enteredInError': command({
    permission: 'Immunization.create',
    input: z.object({ immunizationId: id, reason: shortText.min(3), returnToStock: z.boolean().default(false) }),
    output: z.object({}),
  }),
  /** An adverse event after a dose; serious: death, danger to life, hospital, lasting harm (WHO, Global manual on surveillance of AEFI). */
  'immunizations.recordReaction': command({
    permission: 'Immunization.create',
    input: z.object({ immunizationId: id, day: day.optional(), reaction: longText.min(2), severity, isSerious: z.boolean() }),
    output: z.object({}),
  }),
  /** Who of the children up to this age has something due or overdue, longest overdue first. */
  'immunizations.due': query({
    permission: 'Immunization.read',
    input: page.extend({
      which: z.enum(['overdue', 'due']).default('overdue'),
      upToYears: z.int().min(1).max(18).default(5),
      series: series.nullable().default(null),
    }),
    output: z.object({
      total: z.int(),
      children: z.array(
        z.object({
          patient: patientRow,
          doses: z.array(z.object({ series, dose: z.int(), status: z.enum(['overdue', 'due']), due: day })),
          since: day,
        }),
      ),
    }),
  }),
  'immunizations.schedule': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({ doses: z.array(scheduleDose) }),
  }),
  /** The country's own ages, or a further dose; the past stays in the audit. @throws 'version.conflict' */
  'immunizations.setDose': command({
    permission: 'Organization.update',
    input: z.object({
      series,
      dose: z.int().min(1).max(12),
      minAge: span,
      dueAge: span,
      minInterval: spanOrNone,
      endAge: spanOrNone,
      isActive: z.boolean(),
      version: z.int().nonnegative(),
    }),
    output: z.object({ version: z.int() }),
  }),
};
