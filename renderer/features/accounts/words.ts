import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

const say = i18next.t as (key: string) => string;
const word = (key: string, otherwise: string) => (i18next.exists(key) ? say(key) : otherwise);

/** `Patient.read` as a person says it; one without words yet reads as it is written. */
export function usePermissionWords(): {
  resource: (permission: string) => string;
  verb: (permission: string) => string;
  whole: (permission: string) => string;
} {
  useTranslation();
  const resource = (permission: string) => word(`accounts.resource.${permission.split('.')[0]}`, permission.split('.')[0] ?? permission);
  const verb = (permission: string) => word(`accounts.verb.${permission.split('.')[1]}`, permission.split('.')[1] ?? permission);
  return { resource, verb, whole: (permission) => `${resource(permission)}: ${verb(permission)}` };
}
