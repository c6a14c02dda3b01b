import type { Row } from '../../db/schema/index.ts';
import type { LabResult } from '../../preload/contract/laboratory.ts';

export function toResult(row: Row<'observation'>): LabResult {
  return {
    observationId: row.id,
    loinc: row.code,
    name: row.display,
    value: row.value,
    unit: row.unit,
    interpretation: row.interpretation as LabResult['interpretation'],
    referenceLow: row.reference_low,
    referenceHigh: row.reference_high,
    effectiveAt: row.effective_at,
    status: row.status as LabResult['status'],
  };
}
