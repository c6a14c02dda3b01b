/**
 * Kidney function from the serum creatinine. Adults: Cockcroft D.W., Gault M.H., Nephron 1976;16:31-41 (creatinine clearance, ml/min; with the
 * weight as measured). Children from 1 to 17 years: bedside formula, Schwartz G.J. et al., J Am Soc Nephrol 2009;20:629-637 (ml/min/1.73 m2).
 * Both suppose a creatinine that is not changing; neither holds in pregnancy.
 */
export type RenalFacts = {
  /** completed years */
  ageYears: number | null;
  sex: 'male' | 'female' | 'other' | 'unknown' | null;
  weightKg: number | null;
  heightCm: number | null;
  creatinineUmolL: number | null;
};

export type RenalFunction =
  | { mlMin: number; formula: 'cockcroft-gault' | 'schwartz-bedside' }
  /** `infant`: under one year no formula of these holds */
  | { missing: 'creatinine' | 'age' | 'sex' | 'weight' | 'height' | 'infant' };

/** g/mol of creatinine 113.12: 1 mg/dL is 88.4 umol/L. */
const umolPerMg = 88.4;

/** ml/min */
export function cockcroftGault(of: { ageYears: number; sex: 'male' | 'female'; weightKg: number; creatinineUmolL: number }): number {
  const male = ((140 - of.ageYears) * of.weightKg) / (72 * (of.creatinineUmolL / umolPerMg));
  return of.sex === 'female' ? 0.85 * male : male;
}

/** ml/min/1.73 m2 */
export function bedsideSchwartz(of: { heightCm: number; creatinineUmolL: number }): number {
  return (0.413 * of.heightCm) / (of.creatinineUmolL / umolPerMg);
}

/** By age, or what it wants. A sex that is not known counts as female: the lower result. */
export function renalFunction({ ageYears, sex, weightKg, heightCm, creatinineUmolL }: RenalFacts): RenalFunction {
  if (creatinineUmolL === null || !(creatinineUmolL > 0)) return { missing: 'creatinine' };
  if (ageYears === null || ageYears < 0 || ageYears > 139) return { missing: 'age' };
  if (ageYears < 1) return { missing: 'infant' };
  if (ageYears < 18) {
    return heightCm === null
      ? { missing: 'height' }
      : { mlMin: bedsideSchwartz({ heightCm, creatinineUmolL }), formula: 'schwartz-bedside' };
  }
  if (sex === null) return { missing: 'sex' };
  if (weightKg === null) return { missing: 'weight' };
  const mlMin = cockcroftGault({ ageYears, sex: sex === 'male' ? 'male' : 'female', weightKg, creatinineUmolL });
  return { mlMin, formula: 'cockcroft-gault' };
}
