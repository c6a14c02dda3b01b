import { z } from 'zod';
import { amountUnits } from './amounts.ts';
import { day, id, sex, shortText } from './common.ts';
import { dosage, doseRoutes } from './dosage.ts';
import { query } from './method.ts';

/** What a dose is calculated from; null = not known. */
export const dosingFigures = z.object({
  birthDate: day.nullable(),
  sex,
  weightKg: z.number().positive().max(1000).nullable(),
  heightCm: z.number().positive().max(300).nullable(),
  creatinineUmolL: z.number().positive().max(10_000).nullable(),
});
export type DosingFigures = z.infer<typeof dosingFigures>;

const amount = z.object({ value: z.number(), unit: z.enum(amountUnits) });

/** One line of the working; screens word `code` with `values`. `source`: whose rule or formula it is. */
export const workingLine = z.object({
  code: z.enum([
    'rule',
    'clearance_rule',
    'clearance',
    'surface',
    'multiply',
    'fixed',
    'divide',
    'max_dose',
    'max_day',
    'adult_most',
    'volume',
    'pieces',
    'rounded',
    'rounded_down',
    'day',
    'course',
    'packs',
  ]),
  values: z.record(z.string(), z.union([z.string(), z.number(), amount])),
  source: z.string().nullable(),
});
export type WorkingLine = z.infer<typeof workingLine>;

export const doseRuleChoice = z.object({
  /** the same at every call while the rules are the same */
  key: z.string(),
  ingredient: shortText,
  indication: z.string(),
  routes: z.array(z.enum(doseRoutes)),
  /** as the source gives it: "10-15 mg/kg/dose" */
  says: z.string(),
  source: z.string(),
  isAdjusted: z.boolean(),
  times: z.object({ from: z.number(), to: z.number() }).nullable(),
  maxDays: z.number().nullable(),
});
export type DoseRuleChoice = z.infer<typeof doseRuleChoice>;

export const tabletSplits = ['whole', 'half', 'quarter'] as const;

/** A product on the shelf, and how the dose is measured with it. */
export const doseProduct = z.object({
  itemId: id,
  name: z.string(),
  form: z.string(),
  unit: z.string(),
  onHand: z.int(),
  packSize: z.int(),
  /** null: `problem` says why the dose cannot be given with it */
  plan: z
    .object({
      dosage,
      /** what is given at a time, after rounding */
      given: amount,
      /** of the calculated dose, in percent; negative: less */
      deviation: z.number(),
      /** dispensing units for the whole course; null: no end is known, or nobody can say how many */
      quantity: z.int().nullable(),
      packs: z.int().nullable(),
      /** how fine it is measured: 0.5 mL, half a tablet */
      step: z.number(),
      stepUnit: z.string(),
    })
    .nullable(),
  problem: z.enum(['no_strength', 'too_coarse', 'above_most']).nullable(),
  working: z.array(workingLine),
});
export type DoseProduct = z.infer<typeof doseProduct>;

export const missingFacts = ['age', 'weight', 'height', 'clearance'] as const;

export const calculatedDose = z.object({
  key: z.string(),
  /** at a time, exact */
  perDose: amount,
  range: z.object({ low: z.number().nullable(), high: z.number() }),
  timesPerDay: z.number().nullable(),
  days: z.int().nullable(),
  working: z.array(workingLine),
  products: z.array(doseProduct),
});

export const infusionRule = z.object({
  ingredient: shortText,
  unit: z.enum(amountUnits),
  per: z.enum(['person', 'kg', 'm2']),
  each: z.enum(['h', 'min']),
  low: z.number().nullable(),
  usual: z.number(),
  high: z.number(),
  source: z.string(),
});
export type InfusionRule = z.infer<typeof infusionRule>;

export const dosing = {
  /** What the record knows of a person that doses depend on, with the day it is from. */
  'dosing.facts': query({
    permission: 'MedicationRequest.read',
    input: z.object({ patientId: id }),
    output: dosingFigures.extend({ weightAt: z.string().nullable(), creatinineAt: z.string().nullable() }),
  }),
  /** Doses of one medicine by every rule that holds; pure in the figures given, nothing is kept. Products where the stock may be seen. */
  'dosing.calculate': query({
    permission: 'MedicationRequest.read',
    input: z.object({
      medicine: z.string().trim().min(2).max(500),
      figures: dosingFigures,
      /** the rule that is calculated; without it the first that fits */
      rule: z.string().max(300).nullable().default(null),
      timesPerDay: z.number().positive().max(24).nullable().default(null),
      days: z.int().min(1).max(365).nullable().default(null),
      /** how the tablet may be divided: as its scores say */
      split: z.enum(tabletSplits).default('whole'),
    }),
    output: z.object({
      ingredients: z.array(z.object({ id: z.string(), name: z.string(), hasRules: z.boolean() })),
      rules: z.array(doseRuleChoice),
      infusions: z.array(infusionRule),
      missing: z.array(z.enum(missingFacts)),
      /** why the weight cannot be right; nothing is calculated with it */
      weight: z.object({ verdict: z.enum(['likely', 'unlikely', 'grams', 'pounds']), meantKg: z.number().nullable() }),
      surfaceM2: z.number().nullable(),
      clearance: z.object({ mlMin: z.number(), formula: z.string() }).nullable(),
      result: calculatedDose.nullable(),
    }),
  }),
};
