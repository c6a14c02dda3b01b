import {
  type CodedRow,
  listBornSince,
  listCoded,
  listLastVisits,
  listLinks,
  listLiving,
  listNextAppointments,
} from '../../db/queries/registers.ts';
import { addDays, addMonths, type Day, daysBetween, today as dayIn } from '../../preload/contract/dates.ts';
import type { Coding } from '../../preload/contract/common.ts';
import type { RegisterName } from '../../preload/contract/registers.ts';
import type { Context } from '../facility/context.ts';
import { sightNow } from '../security/sightNow.ts';
import { type Antenatal, antenatalNow } from './antenatal.ts';
import { nextDue, registerRules } from './standard.ts';
import { survivors } from '../patients/survivor.ts';

export type Member = { patientId: string; codings: Coding[]; since: Day | null; lastVisit: Day | null; nextDue: Day; daysOverdue: number };

type Standing = Pick<Member, 'patientId' | 'codings' | 'since' | 'lastVisit'>;

/** Merged records: under which one each is read, and which are read under one. */
type Links = { rootOf: (id: string) => string; recordsOf: ReadonlyMap<string, readonly string[]> };

/**
 * Who stands on a register today, longest overdue first: merged records as one person, the dead left out, and whoever's record is not
 * for the eyes of who asks: standing on a register says the diagnosis. A dated pregnancy is due at its next antenatal contact.
 */
export function members(ctx: Context, register: RegisterName, intervalDays: number): Member[] {
  const today = ctx.today();
  const links = linksNow(ctx);
  const pregnancies = register === 'antenatal' ? antenatalNow(ctx, links.rootOf) : new Map<string, Antenatal>();
  const { underYears } = registerRules[register];
  const standing = underYears === undefined ? diagnosed(ctx, register, links, pregnancies) : younger(ctx, underYears, links);
  const sight = sightNow(ctx);
  const dueFrom = new Map<string, ReturnType<typeof nextDue>>(); // thousands of people share a few hundred days
  const byDue = new Map<Day, Member[]>();
  for (const one of standing) {
    if (sight?.(one.patientId).sight === 'none') continue;
    const contact = pregnancies.get(one.patientId)?.due;
    const from = one.lastVisit ?? one.since ?? today;
    const { due, daysOverdue } = contact
      ? { due: contact, daysOverdue: Math.max(0, daysBetween(contact, today)) }
      : (dueFrom.get(from) ?? nextDue(one, intervalDays, today));
    if (!contact) dueFrom.set(from, { due, daysOverdue });
    const member = { ...one, nextDue: due, daysOverdue };
    const sameDay = byDue.get(due);
    if (sameDay) sameDay.push(member);
    else byDue.set(due, [member]);
  }
  return [...byDue.keys()].sort().flatMap((due) => (byDue.get(due) ?? []).sort((a, b) => (a.patientId < b.patientId ? -1 : 1)));
}

function linksNow({ raw }: Pick<Context, 'raw'>): Links {
  const { rootOf, merged } = survivors(listLinks(raw));
  return { rootOf, recordsOf: Map.groupBy(merged, rootOf) };
}

/** Strictly younger: whoever has this birthday today is not on it any more. A merged record counts by its visits. */
function younger(ctx: Context, underYears: number, { rootOf, recordsOf }: Links): Standing[] {
  const bornSince = addDays(addMonths(ctx.today(), -12 * underYears), 1);
  const merged = latestByPerson(listLastVisits(ctx.raw, [...recordsOf.values()].flat()), rootOf);
  const found: Standing[] = [];
  for (const [patientId, since, own] of listBornSince(ctx.raw, bornSince)) {
    if (merged.size + recordsOf.size > 0 && rootOf(patientId) !== patientId) continue;
    found.push({ patientId, codings: [], since, lastVisit: later(own, merged.get(patientId)) });
  }
  return found;
}

const later = (one: Day | null, other: Day | undefined): Day | null =>
  one === null || (other !== undefined && other > one) ? (other ?? null) : one;

function diagnosed(ctx: Context, register: RegisterName, { rootOf, recordsOf }: Links, pregnancies: ReadonlyMap<string, Antenatal>): Standing[] {
  const { codes, sinceDays } = registerRules[register];
  const zone = ctx.facility.self.time_zone;
  const found = new Map<string, Pick<Standing, 'codings' | 'since'>>();
  const oldest = sinceDays === undefined ? '' : addDays(ctx.today(), -sinceDays);
  for (const [patientId, rows] of Map.groupBy(listCoded(ctx.raw, codes), (row) => rootOf(row.patientId))) {
    const standing = standingOf(rows).filter((row) => row.recordedAt >= oldest);
    if (standing.length === 0) continue;
    const byCode = new Map(standing.map((row) => [row.code, { system: row.system, edition: row.edition, code: row.code, display: row.display }]));
    const days = standing.map((row) => row.onset ?? dayIn(row.recordedAt, zone)).sort();
    found.set(patientId, { codings: [...byCode.values()], since: days[0] ?? null });
  }
  for (const { patientId, recordedAt } of pregnancies.values()) {
    const said = found.get(patientId);
    found.set(patientId, { codings: said?.codings ?? [], since: said?.since ?? dayIn(recordedAt, zone) });
  }
  const living = listLiving(ctx.raw, [...found.keys()]);
  const visits = latestByPerson(listLastVisits(ctx.raw, living.flatMap((id) => [id, ...(recordsOf.get(id) ?? [])])), rootOf);
  return living.map((patientId) => ({
    patientId,
    codings: found.get(patientId)?.codings ?? [],
    since: found.get(patientId)?.since ?? null,
    lastVisit: visits.get(patientId) ?? null,
  }));
} // prettier-ignore

/** The problem list has the last word: what it calls resolved is over, also where a visit said it. */
function standingOf(rows: readonly CodedRow[]): CodedRow[] {
  const resolved = new Set(rows.filter((row) => row.status === 'resolved').map((row) => row.code));
  return rows.filter((row) => !resolved.has(row.code));
}

function latestByPerson(rows: readonly { patientId: string; day: Day }[], rootOf: Links['rootOf']): Map<string, Day> {
  const days = new Map<string, Day>();
  for (const { patientId, day } of rows) {
    const person = rootOf(patientId);
    const before = days.get(person);
    if (before === undefined || day > before) days.set(person, day);
  }
  return days;
}

/** Booked from today on, of a page of members: under whichever of their records it was booked. */
export function bookedNext(ctx: Context, patientIds: readonly string[]): Map<string, Day> {
  const { rootOf, recordsOf } = linksNow(ctx);
  const found = new Map<string, Day>();
  for (const { patientId, day } of listNextAppointments(ctx.raw, patientIds.flatMap((id) => [id, ...(recordsOf.get(id) ?? [])]), ctx.today())) {
    const person = rootOf(patientId);
    const before = found.get(person);
    if (before === undefined || day < before) found.set(person, day);
  }
  return found;
} // prettier-ignore
