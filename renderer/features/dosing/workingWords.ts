import type { TFunction } from 'i18next';
import { sayAmount, sayFigure } from '../../../preload/contract/amounts.ts';
import type { WorkingLine } from '../../../preload/contract/dosing.ts';
import { en } from '../../lib/strings/index.ts';

type Locale = 'en' | 'fr';

/** One line of the working as a sentence. */
export function wordLine(line: WorkingLine, t: TFunction, locale: Locale): string {
  const values = Object.fromEntries(Object.entries(line.values).map(([name, value]) => [name, shown(name, value, t, locale)]));
  const sentence = t as unknown as (key: string, values: Record<string, string>) => string; // each line has values of its own
  return sentence(`dosing.line.${line.code}`, values);
}

function shown(name: string, value: WorkingLine['values'][string], t: TFunction, locale: Locale): string {
  if (typeof value === 'object') return sayAmount(value, locale);
  if (typeof value === 'number')
    return name === 'deviation' && value !== 0 ? `${value > 0 ? '+' : '−'}${sayFigure(Math.abs(value), locale)}` : sayFigure(value, locale);
  if (name === 'unit') return unitWord(value, t);
  if (name === 'each' && isEach(value)) return t(`dosing.each.${value}`);
  if (name === 'per') return value === 'm2' ? 'm²' : value;
  return value;
}

const isEach = (value: string): value is keyof typeof en.dosing.each => Object.hasOwn(en.dosing.each, value);
const isUnit = (value: string): value is keyof typeof en.dosing.unit => Object.hasOwn(en.dosing.unit, value);

export function unitWord(unit: string, t: TFunction): string {
  const key = isUnit(unit) ? unit : isUnit(`{${unit}}`) ? (`{${unit}}` as keyof typeof en.dosing.unit) : null;
  return key === null ? unit : t(`dosing.unit.${key}`);
}
