import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

/** A FHIR status in the user's language: of an encounter, an appointment or a medication request. */
export function useStatusWords(): (status: string) => string {
  useTranslation();
  return (status) => {
    const key = ['encounters.status', 'patients.requestStatus', 'appointments.status']
      .map((place) => `${place}.${status}`)
      .find((one) => i18next.exists(one));
    return key ? (i18next.t as (key: string) => string)(key) : status;
  };
}
