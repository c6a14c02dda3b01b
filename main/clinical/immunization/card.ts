import type { Day } from '../../../preload/contract/dates.ts';
import type { CardSeries } from '../../../preload/contract/immunization.ts';
import { afterSpan, type DayNumber, type ScheduledDose, type Span, toDay, toDayNumber } from './schedule.ts';

/** A dose that was given, here or elsewhere. */
export type GivenDose = { id: string; series: string; day: Day };

type Dose = { id: string; at: DayNumber; day: Day };
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
  const born = toDayNumber(person.birthDate);
  const ages = new Map<Span, DayNumber>();
  const atAge = (span: Span): DayNumber => {
    const known = ages.get(span);
    if (known !== undefined) return known;
    const made = afterSpan(born, span);
    ages.set(span, made);
    return made;
  };
  const live = new Set(schedule.filter((rule) => rule.isLive).map((rule) => rule.series));
  const doses = Map.groupBy(
    given.map((dose) => ({ ...dose, at: toDayNumber(dose.day) })),
    (dose) => dose.series,
  );
  const lives = [...live].flatMap((series) => doses.get(series) ?? []);
  const made = new Map<string, CardSeries>();
  const bySeries = Map.groupBy(schedule, (rule) => rule.series);
  // those that wait for another one come after it
  for (const [series, rules] of [...bySeries].sort(([, a], [, b]) => Number(a[0]?.after !== '') - Number(b[0]?.after !== ''))) {
    const mine = doses.get(series) ?? [];
    const isForOthers = rules.every((rule) => rule.sex !== '' && rule.sex !== person.sex);
    if (isForOthers && mine.length === 0) continue;
    const otherLive = live.has(series) ? lives.filter((dose) => dose.series !== series).map((dose) => dose.at) : [];
    made.set(series, oneSeries({ rules, mine, otherLive, after: endOf(rules[0]?.after ?? ''), today: toDayNumber(today), atAge }));
  }
  return [...bySeries.keys()].flatMap((series) => made.get(series) ?? []);

  /** Of the series that must come first, if there is one: the last counted day, null while it is incomplete. */
  function endOf(after: string): Asked['after'] {
    if (after === '') return undefined;
    const first = made.get(after);
    const last = first?.isComplete ? first.doses.at(-1)?.givenOn : undefined;
    return { endedOn: last ? toDayNumber(last) : null };
  }
}

type Asked = {
  rules: readonly ScheduledDose[];
  mine: readonly Dose[];
  otherLive: readonly DayNumber[];
  after: { endedOn: DayNumber | null } | undefined;
  today: DayNumber;
  atAge: (span: Span) => DayNumber;
};

function oneSeries({ rules: unsorted, mine, otherLive, after, today, atAge }: Asked): CardSeries {
  const rules = [...unsorted].sort((a, b) => a.dose - b.dose);
  const counted: Dose[] = [];
  const notCounted: CardSeries['notCounted'] = [];
  for (const dose of [...mine].sort((a, b) => a.at - b.at)) {
    const rule = rules[counted.length];
    const why = rule ? whyNot(dose.at, rule) : 'extra';
    if (why) notCounted.push({ immunizationId: dose.id, day: dose.day, why });
    else counted.push(dose);
  }
  const doses = rules.map((rule, at): CardDose => {
    const dose = counted[at];
    const open = { dose: rule.dose, immunizationId: null, givenOn: null, earliest: null, due: null };
    if (dose) return { ...open, status: 'given', immunizationId: dose.id, givenOn: dose.day };
    const end = rule.endAge === '' ? Infinity : atAge(rule.endAge);
    if (today >= end) return { ...open, status: 'past-age' };
    if (at !== counted.length || after?.endedOn === null) return { ...open, status: 'upcoming' };
    const earliest = earliestFor(rule);
    if (earliest >= end) return { ...open, status: 'past-age' };
    const due = Math.max(atAge(rule.dueAge), earliest);
    const lateFrom = rule.overdueAge === '' ? due + overdueAfterDays + 1 : atAge(rule.overdueAge);
    const isLate = today >= lateFrom && today > due;
    const status = today < earliest ? 'upcoming' : today < due ? 'possible' : isLate ? 'overdue' : 'due';
    return { ...open, earliest: toDay(earliest), due: toDay(due), status };
  });
  return { series: rules[0]?.series ?? '', doses, notCounted, isComplete: counted.length >= rules.length };

  /** The first day that minimum age and intervals allow, other live vaccines left aside. */
  function firstDay(rule: ScheduledDose): DayNumber {
    const byAge = atAge(rule.minAge);
    const first = counted[0]?.at;
    const before = counted.at(-1)?.at ?? after?.endedOn ?? undefined;
    if (before === undefined) return byAge;
    const isLate = rule.lateFrom !== '' && first !== undefined && first >= atAge(rule.lateFrom);
    const interval = isLate ? rule.lateInterval : rule.minInterval;
    return Math.max(byAge, interval === '' ? before + 1 : afterSpan(before, interval));
  }

  function whyNot(at: DayNumber, rule: ScheduledDose): WhyNot | null {
    if (at < atAge(rule.minAge)) return 'too-young';
    if (at < firstDay(rule)) return 'too-soon';
    return otherLive.some((other) => other < at && at < other + liveGapDays) ? 'live-too-soon' : null;
  }

  function earliestFor(rule: ScheduledDose): DayNumber {
    const gaps = otherLive.filter((other) => other !== today && other + liveGapDays > today).map((other) => other + liveGapDays);
    return Math.max(firstDay(rule), ...gaps);
  }
}
