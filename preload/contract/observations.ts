import { z } from 'zod';
import { day, id, instant, sex } from './common.ts';
import { query } from './method.ts';

/** `points` null: not measured, or not to be scored without another answer. `score` and `level` are the least that they can be while something is missing. */
export const earlyWarning = z.object({
  system: z.enum(['NEWS2', 'Bedside PEWS']),
  score: z.int(),
  maximum: z.int(),
  level: z.enum(['low', 'low-medium', 'medium', 'high']),
  measured: z.int(),
  of: z.int(),
  parts: z.array(
    z.object({
      sign: z.enum([
        'respiratory-rate',
        'oxygen-saturation',
        'oxygen-flow',
        'systolic-pressure',
        'heart-rate',
        'consciousness',
        'body-temperature',
        'capillary-refill',
        'respiratory-effort',
      ]),
      value: z.union([z.number(), z.string()]).nullable(),
      points: z.int().nullable(),
    }),
  ),
});
export type EarlyWarning = z.infer<typeof earlyWarning>;

export const growthIndicator = z.enum([
  'weight-for-age',
  'length-for-age',
  'weight-for-length',
  'bmi-for-age',
  'head-circumference-for-age',
  'arm-circumference-for-age',
]);
export type GrowthIndicator = z.infer<typeof growthIndicator>;

export const growthClass = z.enum([
  'severely-underweight',
  'underweight',
  'severely-stunted',
  'stunted',
  'very-tall',
  'severely-wasted',
  'wasted',
  'possible-risk-of-overweight',
  'severely-thin',
  'thin',
  'overweight',
  'obese',
  'expected',
]);

/** One day's measurements; `x` is what the curves run over: age in days, or length in cm for weight-for-length. */
const growthVisit = z.object({
  at: instant,
  ageDays: z.int().nullable(),
  hasOedema: z.boolean(),
  scores: z.array(
    z.object({
      indicator: growthIndicator,
      x: z.number(),
      value: z.number(),
      unit: z.enum(['kg', 'cm', 'kg/m2']),
      z: z.number(),
      isImplausible: z.boolean(),
      class: growthClass.nullable(),
    }),
  ),
  arm: z.enum(['severe-acute-malnutrition', 'moderate-acute-malnutrition', 'expected']).nullable(),
});

export const growthSpan = z.enum(['birth-to-2', 'birth-to-5', '5-to-19']);
export type GrowthSpan = z.infer<typeof growthSpan>;

export const observations = {
  /** NEWS2 from 16 years on, Bedside PEWS for younger ones, from the newest value of each sign in this visit. */
  'observations.earlyWarning': query({
    permission: 'Patient.read',
    input: z.object({ encounterId: id }),
    output: z.object({ earlyWarning: earlyWarning.nullable(), why: z.enum(['', 'age-unknown', 'nothing-measured', 'pregnant']) }),
  }),
  /** Oldest first. `why` says what keeps scores away. An age known to the month is taken with its recorded day. */
  'observations.growth': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id }),
    output: z.object({
      sex,
      birthDate: day.nullable(),
      why: z.enum(['', 'sex-unknown', 'birth-date-unknown', 'over-19', 'nothing-measured']),
      isAgeApproximate: z.boolean(),
      visits: z.array(growthVisit),
    }),
  }),
  /** WHO's lines at -3 to +3 SD; the same for every child, so kept by the screen. */
  'observations.growthCurves': query({
    permission: 'Patient.read',
    input: z.object({ sex: z.enum(['male', 'female']), indicator: growthIndicator, span: growthSpan }),
    output: z.object({
      x: z.enum(['days', 'cm']),
      from: z.number(),
      to: z.number(),
      curves: z.array(z.object({ z: z.int(), points: z.array(z.tuple([z.number(), z.number()])) })),
    }),
  }),
};
