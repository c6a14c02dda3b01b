import type { LabRange } from './ranges.ts';

/** HL7 v3 ObservationInterpretation, as FHIR uses it; '' = nothing to compare with. */
export type LabFlag = '' | 'N' | 'L' | 'H' | 'LL' | 'HH';

/** At a critical limit a result is critical; at a normal limit it is normal. */
export function labFlag(range: Pick<LabRange, 'criticalLow' | 'normalLow' | 'normalHigh' | 'criticalHigh'> | null, value: number): LabFlag {
  if (!range) return '';
  const { criticalLow, normalLow, normalHigh, criticalHigh } = range;
  if (criticalLow !== null && value <= criticalLow) return 'LL';
  if (criticalHigh !== null && value >= criticalHigh) return 'HH';
  if (normalLow !== null && value < normalLow) return 'L';
  if (normalHigh !== null && value > normalHigh) return 'H';
  return normalLow === null && normalHigh === null ? '' : 'N';
}
