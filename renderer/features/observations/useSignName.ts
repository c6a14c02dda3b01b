import { useTranslation } from 'react-i18next';
import { type VitalSign, vitalSigns } from '../../../preload/contract/encounters.ts';

const signByLoinc = new Map<string, VitalSign>(Object.entries(vitalSigns).map(([sign, { loinc }]) => [loinc, sign as VitalSign]));

/** A vital sign in the language of the screen; anything else as it was stored. */
export function useSignName(): (observation: { code: string; display: string }) => string {
  const { t } = useTranslation();
  return ({ code, display }) => {
    const sign = signByLoinc.get(code);
    return sign === undefined ? display : t(`encounters.vitals.sign.${sign}`);
  };
}
