import { AppError } from '../../preload/contract/errors.ts';
import { decodeText } from '../documents/csv/decodeText.ts';
import { readCsv } from '../documents/csv/readCsv.ts';
import type { Reading } from './findExcursions.ts';

export type LoggerFile = { readings: Reading[]; badRows: number; order: 'iso' | 'day-first' | 'month-first' };

const clock = /(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?/i;
const isoDay = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/;
const otherDay = /(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/;
const degrees = /^[^\d+\-−]*([+\-−]?\d{1,3}(?:[.,]\d{1,3})?)\s*(?:°?\s*([CF]))?\s*$/i;

type Cells = { day: string; time: RegExpExecArray; celsius: number };

/**
 * What a temperature logger wrote: any delimiter, a head of some lines, days and times in one column or two, in this order or the other.
 * Days such as 03/04/2026 are read in the order that keeps the file going forward in time; day first where both do.
 * @param toInstant the instant of a day and a time on the facility's clock
 * @throws 'coldChain.no_readings', and what readCsv refuses
 */
export function readLogger(bytes: Uint8Array, toInstant: (day: string, time: string) => string): LoggerFile {
  const text = decodeText(bytes);
  // where semicolons stand, commas are decimals: a guess by their number would take 4,5 apart
  const hasSemicolons = (text.match(/;/g)?.length ?? 0) >= (text.match(/\n/g)?.length ?? 0);
  const { rows } = readCsv(hasSemicolons ? Buffer.from(`sep=;\n${text}`) : bytes);
  const isFahrenheit = rows.slice(0, 40).some(({ cells }) => cells.some((cell) => /°\s*F\b|fahrenheit/i.test(cell)));
  const read = rows.flatMap(({ cells }) => readCells(cells, isFahrenheit) ?? []);
  if (read.length === 0) throw new AppError('coldChain.no_readings');
  const looksLikeData = rows.filter(({ cells }) => cells.some((cell) => clock.test(cell))).length;
  for (const order of ['iso', 'day-first', 'month-first'] as const) {
    const readings = read.flatMap((row) => toReading(row, order, toInstant) ?? []);
    if (readings.length >= read.length * 0.9 && goesForward(readings)) return settled(readings, looksLikeData, order);
  }
  const best = read.flatMap((row) => toReading(row, 'day-first', toInstant) ?? toReading(row, 'iso', toInstant) ?? []);
  if (best.length === 0) throw new AppError('coldChain.no_readings');
  return settled(best, looksLikeData, 'day-first');
}

function settled(readings: Reading[], rows: number, order: LoggerFile['order']): LoggerFile {
  const byTime = new Map(readings.map((reading) => [reading.at, reading]));
  const sorted = [...byTime.values()].sort((a, b) => a.at.localeCompare(b.at));
  return { readings: sorted, badRows: Math.max(0, rows - readings.length), order };
}

/** Loggers write in order, the oldest or the newest first. */
function goesForward(readings: readonly Reading[]): boolean {
  const steps = readings.slice(1).map((reading, at) => Math.sign(Date.parse(reading.at) - Date.parse(readings[at]!.at)));
  return !(steps.includes(1) && steps.includes(-1));
}

function readCells(cells: readonly string[], isFahrenheit: boolean): Cells | null {
  const dayAt = cells.findIndex((cell) => isoDay.test(cell) || otherDay.test(cell));
  if (dayAt < 0) return null;
  const timeAt = clock.test(cells[dayAt]!) ? dayAt : cells.findIndex((cell) => clock.test(cell));
  if (timeAt < 0) return null;
  for (const [at, cell] of cells.entries()) {
    if (at <= Math.max(dayAt, timeAt)) continue;
    const [, number, unit] = degrees.exec(cell.trim()) ?? [];
    if (number === undefined) continue;
    const value = Number(number.replace('−', '-').replace(',', '.'));
    const celsius = (unit ? unit.toUpperCase() === 'F' : isFahrenheit) ? ((value - 32) * 5) / 9 : value;
    if (celsius < -100 || celsius > 100) return null;
    return { day: cells[dayAt]!, time: clock.exec(cells[timeAt]!)!, celsius: Math.round(celsius * 100) / 100 };
  }
  return null;
}

function toReading(
  { day, time, celsius }: Cells,
  order: LoggerFile['order'],
  toInstant: (day: string, time: string) => string,
): Reading | null {
  const iso = isoDay.exec(day);
  const other = iso ? null : otherDay.exec(day);
  if (order === 'iso' ? !iso : !other) return null;
  const [year, month, date] = iso
    ? [iso[1]!, iso[2]!, iso[3]!]
    : [
        other![3]!.length === 2 ? `20${other![3]!}` : other![3]!,
        order === 'day-first' ? other![2]! : other![1]!,
        order === 'day-first' ? other![1]! : other![2]!,
      ];
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const [, hours, minutes, seconds = '00', half] = time;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  if (Number.isNaN(Date.parse(`${text}T00:00:00Z`)) || new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text) return null;
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const at = toInstant(text, `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`);
  return { at, celsius };
}
