import { useTranslation } from 'react-i18next';
import type { ComparedPerson } from '../../../preload/contract/duplicates.ts';
import { useFormat } from '../../lib/format.ts';

export const comparedFields = ['given', 'family', 'birthDate', 'sex', 'phone', 'village'] as const;

/** A record's own data as somebody reads it. */
export function usePersonValues(): (person: ComparedPerson) => Record<(typeof comparedFields)[number], string> {
  const { t } = useTranslation();
  const format = useFormat();
  return (person) => ({
    given: person.givenNames,
    family: person.familyName,
    birthDate: [format.birthDate(person.birthDate, person.birthDatePrecision), format.age(person.birthDate, person.birthDatePrecision)]
      .filter(Boolean)
      .join(', '),
    sex: t(`patients.sex.${person.sex}`),
    phone: person.phone,
    village: person.village,
  });
}
