import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

/** A role in the user's language; a facility's own role reads as it is named. */
export function useRoleWords(): (role: string) => string {
  useTranslation();
  return (role) => (i18next.exists(`frame.role.${role}`) ? (i18next.t as (key: string) => string)(`frame.role.${role}`) : role);
}
