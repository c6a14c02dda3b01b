import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

const say = i18next.t as (key: string) => string;

/** An act as a person says it; one without words yet reads as it is written. */
export function useActionWords(): (action: string) => string {
  useTranslation();
  return (action) => (i18next.exists(`audit.action.${action}`) ? say(`audit.action.${action}`) : action);
}
