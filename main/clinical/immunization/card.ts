import { addDays, type Day } from '../../../preload/contract/dates.ts';
import type { CardSeries } from '../../../preload/contract/immunization.ts';
import { type ScheduledDose, spanAfter } from './schedule.ts';

/** A dose that was given, here or elsewhere. */
export type GivenDose = { id: string; series: string; day: Day };

type CardDose = CardSeries['doses'][number];
type WhyNot = CardSeries['notCounted'][number]['why'];

const liveGapDays = 28;
/** Where the schedule names no age: four weeks, the project's own choice. */
const overdueAfterDays = 28;

/**
 * What has been given, counts, is due, and may be given today. A series is resumed where it stopped, never begun again; a dose before its minimum
 * age or interval is repeated; of injected live vaccines two are given on one day or 28 days apart.
 * Source: WHO, Table 3: Recommendations for interrupted or delayed routine immunization; WHO, Immunization in practice, 2015 (live vaccines).
 */
export function immunizationCard(
  person: { birthDate: Day; sex: string },
  schedule: readonly ScheduledDose[],
  given: readonly GivenDose[],
  today: Day,
): CardSeries[] {
  const live = new Set(schedule.filter((rule) => rule.isLive).map((rule) => rule.series));
  const made = new Map<string, CardSeries>();
  const bySeries = Map.groupBy(schedule, (rule) => rule.series);
  // those that wait for another one come after it
  for (const [series, rules] of [...bySeries].sort(([, a], [, b]) => Number(a[0]?.after !== '') - Number(b[0]?.after !== ''))) {
    const mine = given.filter((dose) => dose.series === series);
    const isForOthers = rules.every((rule) => rule.sex !== '' && rule.sex !== person.sex);
    if (isForOthers && mine.length === 0) continue;
    const otherLive = live.has(series)
      ? given.filter((dose) => dose.series !== series && live.has(dose.series)).map((dose) => dose.day)
      : [];
    made.set(series, oneSeries({ birthDate: person.birthDate, rules, mine, otherLive, after: endOf(rules[0]?.after ?? ''), today }));
  }
  return [...bySeries.keys()].flatMap((series) => made.get(series) ?? []);

  /** Of the series that must come first, if there is one: the last counted day, null while it is incomplete. */
  function endOf(after: string): Asked['after'] {
    if (after === '') return undefined;
    const first = made.get(after);
    return { endedOn: first?.isComplete ? (first.doses.at(-1)?.givenOn ?? null) : null };
  }
}

type Asked = {
  birthDate: Day;
  rules: readonly ScheduledDose[];
  mine: readonly GivenDose[];
  otherLive: readonly Day[];
  after: { endedOn: Day | null } | undefined;
  today: Day;
};

function oneSeries({ birthDate, rules: unsorted, mine, otherLive, after, today }: Asked): CardSeries {
  const rules = [...unsorted].sort((a, b) => a.dose - b.dose);
  const counted: GivenDose[] = [];
  const notCounted: CardSeries['notCounted'] = [];
  for (const dose of [...mine].sort((a, b) => a.day.localeCompare(b.day))) {
    const rule = rules[counted.length];
    const why = rule ? whyNot(dose.day, rule) : 'extra';
    if (why) notCounted.push({ immunizationId: dose.id, day: dose.day, why });
    else counted.push(dose);
  }
  const doses = rules.map((rule, at): CardDose => {
    const dose = counted[at];
    const open = { dose: rule.dose, immunizationId: null, givenOn: null, earliest: null, due: null };
    if (dose) return { ...open, status: 'given', immunizationId: dose.id, givenOn: dose.day };
    const end = rule.endAge === '' ? null : spanAfter(birthDate, rule.endAge);
    if (end !== null && today >= end) return { ...open, status: 'past-age' };
    if (at !== counted.length || after?.endedOn === null) return { ...open, status: 'upcoming' };
    const earliest = earliestFor(rule);
    if (end !== null && earliest >= end) return { ...open, status: 'past-age' };
    const meant = spanAfter(birthDate, rule.dueAge);
    const due = meant > earliest ? meant : earliest;
    const lateFrom = rule.overdueAge === '' ? addDays(due, overdueAfterDays + 1) : spanAfter(birthDate, rule.overdueAge);
    const late = today >= lateFrom && today > due;
    return { ...open, earliest, due, status: today < earliest ? 'upcoming' : today < due ? 'possible' : late ? 'overdue' : 'due' };
  });
  return { series: rules[0]?.series ?? '', doses, notCounted, isComplete: counted.length >= rules.length };

  /** The first day that minimum age and intervals allow, other live vaccines left aside. */
  function firstDay(rule: ScheduledDose): Day {
    const byAge = spanAfter(birthDate, rule.minAge);
    const first = counted[0]?.day;
    const before = counted.at(-1)?.day ?? after?.endedOn ?? undefined;
    if (before === undefined) return byAge;
    const isLate = rule.lateFrom !== '' && first !== undefined && first >= spanAfter(birthDate, rule.lateFrom);
    const interval = isLate ? rule.lateInterval : rule.minInterval;
    const byInterval = interval === '' ? addDays(before, 1) : spanAfter(before, interval);
    return byAge > byInterval ? byAge : byInterval;
  }

  function whyNot(day: Day, rule: ScheduledDose): WhyNot | null {
    if (day < spanAfter(birthDate, rule.minAge)) return 'too-young';
    if (day < firstDay(rule)) return 'too-soon';
    return otherLive.some((other) => other < day && day < addDays(other, liveGapDays)) ? 'live-too-soon' : null;
  }

  function earliestFor(rule: ScheduledDose): Day {
    const gaps = otherLive.filter((other) => other !== today).map((other) => addDays(other, liveGapDays));
    return [firstDay(rule), ...gaps.filter((day) => day > today)].sort().at(-1) ?? today;
  }
}
