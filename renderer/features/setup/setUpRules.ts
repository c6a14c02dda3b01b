import type { RawInput } from '../../../preload/contract/index.ts';

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
  if (isOutside(values.latitude, 90)) wrong.latitude = 'latitude';
  if (isOutside(values.longitude, 180)) wrong.longitude = 'longitude';
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
    latitude: degrees(values.latitude),
    longitude: degrees(values.longitude),
    currency: values.currency.trim().toUpperCase(),
    locale: values.locale === 'fr' ? 'fr' : 'en',
    administrator: { displayName: values.displayName.trim(), username: values.username.trim(), password: values.password },
  };
}

function degrees(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim().replace(',', '.'));
}

function isOutside(text: string, limit: number): boolean {
  const value = degrees(text);
  return value !== null && !(Math.abs(value) <= limit);
}
