import type { Locale } from './strings.ts';

const micrograms: Record<Locale, string> = { en: 'micrograms', fr: 'microgrammes' };
const units: Record<Locale, string> = { en: 'units', fr: 'unités' };

const unitWord = '(?:mg|g|kg|mcg|µg|μg|ug|ml|l|iu|ui|u|mmol|%)(?![\\p{L}\\d])';
/** The unit may stand after a whole ratio: 10.0/5.0 mg. */
const beforeUnit = `(?=(?:\\s?[/+]\\s?[\\d.,]+)*\\s?${unitWord})`;
const nakedDecimal = new RegExp(`(?<=^|[\\s(/+])(?:\\.(?=\\d)|,(?=\\d+\\s?${unitWord}))`, 'giu');
const decimal = new RegExp(`(?<![\\d.,])(\\d+)[.,](\\d{1,2}|\\d{4,})(?!\\d)${beforeUnit}`, 'giu');

/**
 * Writes amounts so that they can't be misread, changing no amount: 0.5 mg and never .5 mg, 5 mg and never 5.0 mg, a space before the
 * unit, micrograms and units in full, and no line end between a number and what it counts. Three digits after the sign are left as written: 1.000 is one here and a thousand there.
 * Source: ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations (2021); in French the decimal sign is a comma.
 */
export function writeDose(text: string, locale: Locale): string {
  return text
    .replaceAll(nakedDecimal, (sign) => `0${sign}`)
    .replaceAll(decimal, (_, whole: string, fraction: string) => {
      const kept = fraction.replace(/0+$/, '');
      return kept === '' ? whole : `${whole}${locale === 'fr' ? ',' : '.'}${kept}`;
    })
    .replaceAll(/(?<=\d)\s?(?:mcg|µg|μg|ug)(?![\p{L}\d])/giu, `\u00A0${micrograms[locale]}`)
    .replaceAll(/(?<=\d)\s?(?:IU|UI|U)(?![\p{L}\d])/gu, `\u00A0${units[locale]}`)
    .replaceAll(/(?<=\d)\s?(mg|g|kg|mmol)(?![\p{L}\d])/gu, '\u00A0$1')
    .replaceAll(/(?<=\d)\s?(m?)[lL](?![\p{L}\d'’])/gu, '\u00A0$1L')
    .replaceAll(/(?<=\d) (?=\p{L})/gu, '\u00A0');
}
