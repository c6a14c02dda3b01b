import type { RawInput } from '../../../preload/contract/index.ts';
import { parseDegrees } from '../place/degrees.ts';

export type SetUpValues = {
  name: string;
  type: string;
  timeZone: string;
  currency: string;
  latitude: string;
  longitude: string;
  locale: string;
  displayName: string;
  username: string;
  password: string;
  passwordAgain: string;
};
export type SetUpMistake = 'required' | 'short' | 'password' | 'different' | 'currency' | 'latitude' | 'longitude' | 'both';

/** What is wrong, by field; the form says it in words. */
export function checkSetUp(values: SetUpValues): Partial<Record<keyof SetUpValues, SetUpMistake>> {
  const wrong: Partial<Record<keyof SetUpValues, SetUpMistake>> = {};
  for (const field of ['name', 'displayName', 'username'] as const) {
    const length = values[field].trim().length;
    if (length < 2) wrong[field] = length === 0 ? 'required' : 'short';
  }
  if (!/^[A-Za-z]{3}$/.test(values.currency.trim())) wrong.currency = 'currency';
  if (parseDegrees(values.latitude, 90) === undefined) wrong.latitude = 'latitude';
  if (parseDegrees(values.longitude, 180) === undefined) wrong.longitude = 'longitude';
  if ((values.latitude.trim() === '') !== (values.longitude.trim() === ''))
    wrong[values.latitude.trim() === '' ? 'latitude' : 'longitude'] = 'both';
  if (values.password.length < 10) wrong.password = 'password';
  else if (values.password !== values.passwordAgain) wrong.passwordAgain = 'different';
  return wrong;
}

export function toSetUpInput(values: SetUpValues): RawInput<'facility.setUp'> {
  return {
    name: values.name.trim(),
    type: values.type as RawInput<'facility.setUp'>['type'],
    timeZone: values.timeZone,
    latitude: parseDegrees(values.latitude, 90) ?? null,
    longitude: parseDegrees(values.longitude, 180) ?? null,
    currency: values.currency.trim().toUpperCase(),
    locale: values.locale === 'fr' ? 'fr' : 'en',
    administrator: { displayName: values.displayName.trim(), username: values.username.trim(), password: values.password },
  };
}
