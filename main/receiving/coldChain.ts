/**
 * Vaccines and other refrigerated products travel between +2 and +8 °C.
 * Source: WHO Technical Report Series 961, Annex 9 (Model guidance for the storage and transport of time- and temperature-sensitive
 * pharmaceutical products, 2011); WHO/IVB/15.01 Immunization in practice, module 2 (2015).
 */
export const coldRange = { low: 2, high: 8 } as const;

/**
 * Stage 3 is the discard point, stage 4 is past it: the vaccine is not used whatever its expiry says.
 * Source: WHO/IVB/15.01 Immunization in practice, module 2 (2015), vaccine vial monitors; WHO/V&B/99.18.
 */
export const discardStage = 3;

export type ColdArrival = { arrivalCelsius: number | null; vvmStage: number | null };

/** Both are noted; stage 0 says that the product carries no monitor. */
export const isColdNoted = ({ arrivalCelsius, vvmStage }: ColdArrival): boolean => arrivalCelsius !== null && vvmStage !== null;

/** Why the lot must not be used before somebody has decided; null where nothing speaks against it. */
export function coldTrouble({ arrivalCelsius, vvmStage }: ColdArrival): 'warm' | 'frozen' | 'monitor' | null {
  if (vvmStage !== null && vvmStage >= discardStage) return 'monitor';
  if (arrivalCelsius === null) return null;
  if (arrivalCelsius > coldRange.high) return 'warm';
  return arrivalCelsius < coldRange.low ? 'frozen' : null;
}
