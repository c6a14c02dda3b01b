import type { PersonDetails } from '../../../preload/contract/patients.ts';
import type { DraftContent } from '../../lib/draft.ts';
import { parseBirth } from '../../lib/parseBirth.ts';

export type PersonValues = { familyName: string; givenNames: string; sex: string; birth: string; phone: string; village: string };

export const emptyPerson: PersonValues = { familyName: '', givenNames: '', sex: 'unknown', birth: '', phone: '', village: '' };

export type PersonMistake = 'familyName' | 'birth';

export function checkPerson(values: PersonValues, today: string): PersonMistake[] {
  const wrong: PersonMistake[] = [];
  if (values.familyName.trim() === '') wrong.push('familyName');
  if (values.birth.trim() !== '' && !parseBirth(values.birth, today)) wrong.push('birth');
  return wrong;
}

/** The typed values as the contract wants them; check them first. */
export function toPersonDetails(values: PersonValues, today: string): PersonDetails {
  const birth = values.birth.trim() === '' ? null : parseBirth(values.birth, today);
  const sex = (['female', 'male', 'other', 'unknown'] as const).find((one) => one === values.sex) ?? 'unknown';
  return {
    familyName: values.familyName.trim(),
    givenNames: values.givenNames.trim(),
    sex,
    birthDate: birth?.birthDate ?? null,
    birthDatePrecision: birth?.precision ?? 'day',
    phone: values.phone.trim(),
    village: values.village.trim(),
  };
}

export function fromDraft(content: DraftContent): PersonValues {
  const of = (field: keyof PersonValues) => content[field] ?? emptyPerson[field];
  return {
    familyName: of('familyName'),
    givenNames: of('givenNames'),
    sex: of('sex'),
    birth: of('birth'),
    phone: of('phone'),
    village: of('village'),
  };
}
