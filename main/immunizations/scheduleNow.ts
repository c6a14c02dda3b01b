import type { Kysely } from 'kysely';
import { listOwnDoses } from '../../db/queries/immunizations.ts';
import type { Database } from '../../db/schema/index.ts';
import { loadSchedule, type ScheduledDose } from '../clinical/immunization/schedule.ts';

export type DoseNow = ScheduledDose & { isActive: boolean; isOwn: boolean; version: number };

let shipped: readonly ScheduledDose[] | undefined;

/** The shipped schedule with the country's own ages over it, and the doses that it adds. */
export async function scheduleNow(db: Kysely<Database>): Promise<DoseNow[]> {
  shipped ??= loadSchedule();
  const own = new Map((await listOwnDoses(db)).map((row) => [`${row.series}\n${row.dose}`, row]));
  const known = shipped.map((rule): DoseNow => {
    const row = own.get(`${rule.series}\n${rule.dose}`);
    own.delete(`${rule.series}\n${rule.dose}`);
    return row ? overlaid(rule, row) : { ...rule, isActive: rule.isRoutine, isOwn: false, version: 0 };
  });
  const added = [...own.values()].map((row): DoseNow => {
    const before = known.find((rule) => rule.series === row.series);
    return overlaid({ ...empty, ...(before && { sex: before.sex, isLive: before.isLive }), series: row.series, dose: row.dose }, row);
  });
  return [...known, ...added].sort((a, b) => orderOf(a.series) - orderOf(b.series) || a.dose - b.dose);

  function orderOf(series: string): number {
    const at = known.findIndex((rule) => rule.series === series);
    return at < 0 ? known.length : at;
  }
}

export const activeOnly = (doses: readonly DoseNow[]): DoseNow[] => doses.filter((dose) => dose.isActive);

const empty: Omit<ScheduledDose, 'series' | 'dose'> = {
  minAge: '0d',
  dueAge: '0d',
  overdueAge: '',
  minInterval: '',
  endAge: '',
  lateFrom: '',
  lateInterval: '',
  sex: '',
  after: '',
  isLive: false,
  isRoutine: false,
};

type OwnRow = Awaited<ReturnType<typeof listOwnDoses>>[number];

/** Ages that the country moved no longer go with WHO's age of being late. */
function overlaid(rule: ScheduledDose, row: OwnRow): DoseNow {
  return {
    ...rule,
    minAge: row.min_age,
    dueAge: row.due_age,
    overdueAge: row.due_age === rule.dueAge ? rule.overdueAge : '',
    minInterval: row.min_interval,
    endAge: row.end_age,
    isActive: row.is_active === 1,
    isOwn: true,
    version: row.version,
  };
}
