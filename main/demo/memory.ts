/** What later steps need of earlier ones. */
export type Memory = { patientId?: string; encounterId?: string; itemId?: string; requestId?: string; handedOverAt?: number };

/** A value that an earlier step or the answer before must have left. */
export const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('an earlier step left nothing');
  return value;
};
