import { useTranslation } from 'react-i18next';
import type { ComparedPerson, MergeField } from '../../../preload/contract/duplicates.ts';
import { useFormat } from '../../lib/format.ts';

/** A stored value as somebody reads it; the picture is shown beside. */
export function useFieldWords(): (field: MergeField, stored: string, person: ComparedPerson) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const values = usePersonValues();
  return (field, stored, person) => {
    if (field === 'birthDate' || field === 'sex') return values(person)[field];
    if (field === 'unidentified') return t(stored === '' ? 'duplicates.merge.known' : 'duplicates.merge.notKnown');
    if (field === 'photo') return '';
    return field === 'deceasedOn' && stored !== '' ? format.day(stored) : stored;
  };
}

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
