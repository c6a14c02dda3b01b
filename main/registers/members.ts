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

export type Member = {
  patientId: string;
  codings: Coding[];
  since: Day | null;
  lastVisit: Day | null;
  nextDue: Day;
  daysOverdue: number;
  nextAppointment: Day | null;
};

type Candidate = { codings: Coding[]; since: Day | null; records: Set<string> };

/**
 * Who stands on a register today, longest overdue first: merged records as one person, the dead left out, and whoever's record is not
 * for the eyes of who asks: standing on a register says the diagnosis. A dated pregnancy is due at its next antenatal contact.
 */
export function members(ctx: Context, register: RegisterName, intervalDays: number): Member[] {
  const { raw } = ctx;
  const today = ctx.today();
  const surviving = new Map(listLinks(raw).map((link) => [link.patient_id, link.surviving_id]));
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = surviving.get(root), steps = 0; next !== undefined && steps < 20; next = surviving.get(root), steps++) root = next;
    return root;
  };
  const candidates = candidatesOf(ctx, register, rootOf);
  const pregnancies = register === 'antenatal' ? antenatalNow(ctx, rootOf) : new Map<string, Antenatal>();
  for (const { patientId, record, recordedAt } of pregnancies.values()) {
    const said = candidates.get(patientId);
    const since = said?.since ?? dayIn(recordedAt, ctx.facility.self.time_zone);
    candidates.set(patientId, { codings: said?.codings ?? [], since, records: new Set([patientId, record, ...(said?.records ?? [])]) });
  }
  for (const record of surviving.keys()) candidates.get(rootOf(record))?.records.add(record);
  const sight = sightNow(ctx);
  const ids = listLiving(raw, [...candidates.keys()]).filter((id) => !sight || sight(id).sight !== 'none');
  const records = ids.flatMap((id) => [...(candidates.get(id)?.records ?? [])]);
  const newest = latestByPerson(listLastVisits(raw, records), rootOf, (a, b) => (a > b ? a : b));
  const booked = latestByPerson(listNextAppointments(raw, records, today), rootOf, (a, b) => (a < b ? a : b));
  const dueFrom = new Map<string, ReturnType<typeof nextDue>>(); // thousands of people share a few hundred days
  return ids
    .map((patientId): Member => {
      const { codings, since } = candidates.get(patientId) ?? { codings: [], since: null };
      const lastVisit = newest.get(patientId) ?? null;
      const from = lastVisit ?? since ?? today;
      const { due, daysOverdue } = dueFrom.get(from) ?? nextDue({ lastVisit, since }, intervalDays, today);
      dueFrom.set(from, { due, daysOverdue });
      const contact = pregnancies.get(patientId)?.due;
      if (contact) {
        const late = Math.max(0, daysBetween(contact, today));
        return {
          patientId,
          codings,
          since,
          lastVisit,
          nextDue: contact,
          daysOverdue: late,
          nextAppointment: booked.get(patientId) ?? null,
        };
      }
      return { patientId, codings, since, lastVisit, nextDue: due, daysOverdue, nextAppointment: booked.get(patientId) ?? null };
    })
    .sort((a, b) => (a.nextDue < b.nextDue ? -1 : a.nextDue > b.nextDue ? 1 : a.patientId < b.patientId ? -1 : 1));
}

function candidatesOf(ctx: Context, register: RegisterName, rootOf: (id: string) => string): Map<string, Candidate> {
  const { codes, underYears, sinceDays } = registerRules[register];
  const found = new Map<string, Candidate>();
  if (underYears !== undefined) {
    // strictly younger: whoever has this birthday today is not on it any more
    for (const { patientId, birthDate } of listBornSince(ctx.raw, addDays(addMonths(ctx.today(), -12 * underYears), 1))) {
      if (rootOf(patientId) === patientId) found.set(patientId, { codings: [], since: birthDate, records: new Set([patientId]) });
    }
    return found;
  }
  const oldest = sinceDays === undefined ? '' : addDays(ctx.today(), -sinceDays);
  for (const [patientId, rows] of Map.groupBy(listCoded(ctx.raw, codes), (row) => rootOf(row.patientId))) {
    const standing = standingOf(rows).filter((row) => row.recordedAt >= oldest);
    if (standing.length === 0) continue;
    const byCode = new Map(standing.map((row) => [row.code, { system: row.system, edition: row.edition, code: row.code, display: row.display }]));
    const days = standing.map((row) => row.onset ?? dayIn(row.recordedAt, ctx.facility.self.time_zone)).sort();
    found.set(patientId, { codings: [...byCode.values()], since: days[0] ?? null, records: new Set([patientId, ...rows.map((row) => row.patientId)]) });
  }
  return found;
} // prettier-ignore

/** The problem list has the last word: what it calls resolved is over, also where a visit said it. */
function standingOf(rows: readonly CodedRow[]): CodedRow[] {
  const resolved = new Set(rows.filter((row) => row.status === 'resolved').map((row) => row.code));
  return rows.filter((row) => !resolved.has(row.code));
}

function latestByPerson(rows: readonly { patientId: string; day: Day }[], rootOf: (id: string) => string, better: (a: Day, b: Day) => Day) {
  const days = new Map<string, Day>();
  for (const { patientId, day } of rows) {
    const person = rootOf(patientId);
    const before = days.get(person);
    days.set(person, before === undefined ? day : better(before, day));
  }
  return days;
}
