import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { FieldChange } from '../../../preload/contract/audit.ts';
import { useFormat } from '../../lib/format.ts';

const say = i18next.t as (key: string) => string;
const word = (key: string, otherwise: string) => (i18next.exists(key) ? say(key) : otherwise);

/** An act as a person says it; one without words yet reads as it is written. */
export function useActionWords(): (action: string) => string {
  useTranslation();
  return (action) => word(`audit.action.${action}`, action);
}

/** `idleLockMinutes` as "idle lock minutes" */
export const spaced = (field: string): string => field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();

/** A table, or the list that was looked through: "patients.search". */
function resource(name: string): string {
  if (name.includes('.')) return word(`audit.lookedThrough.${name.replace('.', '_')}`, spaced(name.replace('.', ', ')));
  return word(`audit.history.resource.${name}`, spaced(name.replaceAll('_', ' ')));
}

/** Things of a record, their fields and values as the screens say them; what has no words yet reads as it is written. */
export function useChangeWords(): {
  resource: (table: string) => string;
  field: (field: string) => string;
  value: (change: FieldChange, side: 'before' | 'after') => string;
} {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    resource,
    field: (field) => word(`audit.history.field.${field}`, spaced(field)),
    value: ({ field, ...sides }, side) => {
      const value = sides[side];
      if (value === null || value === '') return t('audit.history.nothing');
      if (/^\d{4}-\d\d-\d\d$/.test(value)) return format.day(value);
      if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return format.instant(value);
      if (field === 'sex') return word(`patients.sex.${value}`, value);
      if (field === 'birthDatePrecision') return word(`audit.history.precision.${value}`, value);
      if (field === 'status') return word(`audit.history.status.${value}`, value);
      if (field === 'criticality') return word(`allergies.criticality.${value}`, value);
      return value;
    },
  };
}
