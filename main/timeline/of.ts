import { linkedPatientIds } from '../../db/queries/patients.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { type TimelineEntry, type TimelineKind, timelineKinds } from '../../preload/contract/timeline.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { fold, foldedTokens } from '../patients/names.ts';
import { noteRead } from '../patients/noteRead.ts';
import { startOfDay } from '../security/startOfDay.ts';
import { readers } from './read.ts';

// before and after everything, as text
const first = '0001-01-01';
const last = '9999-12-31';

/** What one may see in the chart is what one may see here. */
const needed: Partial<Record<TimelineKind, string>> = {
  note: 'Composition.read',
  letter: 'Composition.read',
  laboratory: 'ServiceRequest.read',
};

/**
 * One person's life is a few thousand rows: they are read, sorted and looked through here, so that an accent, a word in the middle
 * and a period are found alike, and the counts are of what is found. A look at it is a look at the chart. @throws 'not_found'
 */
export const timelineOf: QueryHandler<'timeline.of'> = (outside, { patientId, kinds, from, until, text, offset, limit }) =>
  inTransaction(outside, async (ctx) => {
    await assertPatient(ctx.db, patientId);
    await noteRead(ctx, patientId);
    const ids = await linkedPatientIds(ctx.db, patientId);
    const zone = ctx.facility.self.time_zone;
    const span = {
      ids,
      from: from === null ? first : startOfDay(from, zone),
      until: until === null ? last : startOfDay(addDays(until, 1), zone),
      fromDay: from ?? first,
      untilDay: until ?? last,
    };
    const wanted = foldedTokens(text);
    const counts: Partial<Record<TimelineKind, number>> = {};
    const found: TimelineEntry[] = [];
    for (const kind of timelineKinds.filter((one) => isOpen(ctx, one))) {
      const read = await readers[kind](ctx.db, span);
      const entries = (kind === 'document' && !ctx.can('DocumentReference.read') ? read.map(withoutText) : read)
        .filter((entry) => holds(entry, wanted))
        .map((entry) => (kind === 'document' ? withFoundLines(entry, wanted) : entry));
      counts[kind] = entries.length;
      if (kinds.length === 0 || kinds.includes(kind)) for (const entry of entries) found.push(entry);
    }
    found.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.key < b.key ? 1 : -1));
    return { total: found.length, counts, entries: found.slice(offset, offset + limit) };
  });

function isOpen(ctx: Context, kind: TimelineKind): boolean {
  const permission = needed[kind];
  return permission === undefined || ctx.can(permission);
}

const withoutText = (entry: TimelineEntry): TimelineEntry => ({ ...entry, lines: [] });
const mostLines = 3;

/** Of the text that was read off a document only the lines that answer the search are shown. */
function withFoundLines(entry: TimelineEntry, wanted: readonly string[]): TimelineEntry {
  const found = entry.lines.filter((line) => wanted.some((word) => fold(line).includes(word)));
  return { ...entry, lines: found.slice(0, mostLines) };
}

function holds(entry: TimelineEntry, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const words = fold(
    [entry.title, entry.code, ...entry.lines, ...entry.values.map(({ display, value, unit }) => `${display} ${value} ${unit}`)].join(' '),
  );
  return wanted.every((word) => words.includes(word));
}
