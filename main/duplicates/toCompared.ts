import type { DuplicatePair as PairRow } from '../../db/queries/identity.ts';
import { type Patient, toPatientRow } from '../../db/queries/patients.ts';
import type { ComparedPerson, Evidence } from '../../preload/contract/duplicates.ts';

export function toCompared(patient: Patient): ComparedPerson {
  return {
    ...toPatientRow(patient),
    familyName: patient.family_name,
    givenNames: patient.given_names,
    version: patient.version,
    createdAt: patient.created_at,
  };
}

export const toEvidence = (pair: PairRow | undefined): Evidence[] => (pair ? (JSON.parse(pair.evidence) as Evidence[]) : []);
