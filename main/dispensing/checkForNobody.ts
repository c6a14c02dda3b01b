import type { SafetyAnswer } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import { safetyCheck } from '../prescriptions/safetyCheck.ts';

/** Of somebody who need not say who nothing is known: each fact is told as not asked. */
export function checkForNobody(ctx: Context, medicine: string): SafetyAnswer {
  const patient = {
    birthDate: null,
    sex: 'unknown',
    weightKg: null,
    weightAt: null,
    heightCm: null,
    pregnant: null,
    gestationWeeks: null,
  } as const;
  return safetyCheck({ today: ctx.today(), patient, allergies: null, conditions: null }, null, medicine, ctx.facility.catalogues.knowledge);
}
