import type { DoseUnit } from '../../preload/contract/dosage.ts';

export type Split = 'whole' | 'half' | 'quarter';

/** How a product is measured out: steps to try from the coarsest to the finest, and the unit of the directions. */
export type Measure = { unit: DoseUnit; steps: readonly number[]; per: 'piece' | 'mL' };

/** Up to here a 1 mL oral syringe or a small syringe is used, whose marks are a tenth of a millilitre apart. MedVault's own choice. */
const fineUntilMl = 5;
const pieces: Readonly<Record<string, DoseUnit>> = {
  tablet: '{tablet}',
  capsule: '{capsule}',
  sachet: '{sachet}',
  suppository: '{suppository}',
  pessary: '{pessary}',
};
const stepsOfTablet: Record<Split, readonly number[]> = { whole: [1], half: [1, 0.5], quarter: [1, 0.5, 0.25] };

/**
 * A tablet is divided only where its scores allow it, capsules and suppositories never. Liquids by half millilitres; up to 5 mL by tenths, where
 * half ones would be more than 5 % off. Drops where the product is drops.
 */
export function measureOf(item: { form: string; unit: string; name: string }, split: Split, exactMl: number | null): Measure | null {
  const unit = item.unit.trim().toLowerCase().replace(/s$/, '');
  const piece = pieces[unit];
  if (piece === '{tablet}') return { unit: piece, steps: stepsOfTablet[splitOf(item.name) ?? split], per: 'piece' };
  if (piece) return { unit: piece, steps: [1], per: 'piece' };
  if (unit === 'ampoule' || unit === 'vial' || unit === 'ml' || unit === 'bottle' || exactMl !== null) {
    if (/\bdrops?\b|gouttes?/i.test(item.form) && exactMl !== null && exactMl < 2) return { unit: '{drop}', steps: [1], per: 'mL' };
    return { unit: 'mL', steps: exactMl !== null && exactMl <= fineUntilMl ? [0.5, 0.1] : [0.5], per: 'mL' };
  }
  return null;
}

/** What the label itself says of its scores. */
function splitOf(name: string): Split | null {
  if (/quadris[ée]cable|cross.scored|quarter.scored/i.test(name)) return 'quarter';
  return /s[ée]cable|\bscored\b/i.test(name) ? 'half' : null;
}
