const msADay = 86_400_000;

/**
 * A spreadsheet counts days from 1900 and takes that year for a leap year (day 60 never was); files made on older Macs count from 1904.
 * Source: ECMA-376 part 1, 18.17.4.1 (date conversion for serial date-times).
 * @returns "2027-03-31", with the time behind it where there is one; null when it is no date
 */
export function dayOfSerial(serial: number, is1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
  const base = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const iso = new Date(base + Math.round(serial * 86_400) * 1000).toISOString();
  const time = iso.slice(11, 16);
  if (serial < 1) return time;
  return Math.abs(serial - Math.round(serial)) < 1 / 86_400 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

/** `day`: YYYY-MM-DD, from March 1900 on. */
export const serialOfDay = (day: string): number => (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / msADay;
