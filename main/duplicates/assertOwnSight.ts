import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import { sightNow } from '../security/sightNow.ts';

/** Who joins or parts two records must see both by right: an emergency opening is for care, not for this. @throws 'patient.restricted' */
export function assertOwnSight(ctx: Context, patientIds: readonly string[]): void {
  const sight = sightNow(ctx);
  if (sight && patientIds.some((patientId) => sight(patientId).sight !== 'own')) throw new AppError('patient.restricted');
}
