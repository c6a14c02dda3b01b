import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GivenDose, immunizationCard } from '../../../../main/clinical/immunization/card.ts';
import { isSpan, loadSchedule, spanAfter } from '../../../../main/clinical/immunization/schedule.ts';
import { addDays } from '../../../../preload/contract/dates.ts';

const all = loadSchedule();
const routine = all.filter((rule) => rule.isRoutine);
const born = '2026-01-05';
const at = (span: string, birthDate = born) => spanAfter(birthDate, span);
let count = 0;
const dose = (series: string, day: string): GivenDose => ({ id: `00000000-0000-7000-8000-${`${++count}`.padStart(12, '0')}`, series, day });
const cardOf = (given: GivenDose[], today: string, person = { birthDate: born, sex: 'female' }, schedule = routine) =>
  new Map(immunizationCard(person, schedule, given, today).map((card) => [card.series, card]));
const statuses = (given: GivenDose[], today: string, series: string) =>
  cardOf(given, today)
    .get(series)
    ?.doses.map((one) => one.status);

test('the shipped schedule: every span is one, doses count from 1, what comes first exists', () => {
  for (const rule of all) {
    for (const span of [rule.minAge, rule.dueAge]) expect([rule.series, isSpan(span)]).toEqual([rule.series, true]);
    for (const span of [rule.overdueAge, rule.minInterval, rule.endAge, rule.lateFrom, rule.lateInterval])
      expect([rule.series, span === '' || isSpan(span)]).toEqual([rule.series, true]);
    expect(rule.after === '' || all.some((one) => one.series === rule.after)).toBe(true);
    expect(at(rule.minAge) <= at(rule.dueAge)).toBe(true);
    expect(rule.endAge === '' || at(rule.dueAge) < at(rule.endAge)).toBe(true);
  }
  for (const [series, rules] of Map.groupBy(all, (rule) => rule.series))
    expect([series, rules.map((rule) => rule.dose)]).toEqual([series, rules.map((_, index) => index + 1)]);
});

test('a child who comes on time is never late and ends complete', () => {
  const visits = ['0d', '6w', '10w', '14w', '9m', '15m', '18m', '4y', '9y', '114m'];
  const given: GivenDose[] = [];
  for (const visit of visits) {
    const today = at(visit);
    for (const { series, doses } of cardOf(given, today).values()) {
      expect(doses.filter((one) => one.status === 'overdue')).toEqual([]);
      if (doses.some((one) => one.status === 'due')) given.push(dose(series, today));
    }
  }
  const card = cardOf(given, at('114m'));
  expect([...card.values()].filter((one) => !one.isComplete).map((one) => one.series)).toEqual([]);
  expect([...card.values()].flatMap((one) => one.notCounted)).toEqual([]);
});

describe('minimum ages and intervals', () => {
  test('a day before six weeks does not count and is given again; on the day it counts', () => {
    const early = cardOf([dose('OPV', addDays(at('6w'), -1))], at('6w')).get('OPV');
    expect(early?.notCounted).toMatchObject([{ why: 'too-young' }]);
    expect(early?.doses[0]).toMatchObject({ status: 'due', earliest: at('6w') });
    expect(statuses([dose('OPV', at('6w'))], at('6w'), 'OPV')).toEqual(['given', 'upcoming', 'upcoming']);
  });

  test('27 days after the dose before do not count, 28 do', () => {
    const first = dose('OPV', at('11w'));
    const soon = cardOf([first, dose('OPV', addDays(at('11w'), 27))], at('20w')).get('OPV');
    expect(soon?.notCounted).toMatchObject([{ why: 'too-soon' }]);
    expect(soon?.doses.map((one) => one.status)).toEqual(['given', 'overdue', 'upcoming']);
    expect(statuses([first, dose('OPV', addDays(at('11w'), 28))], at('20w'), 'OPV')).toEqual(['given', 'given', 'due']);
  });

  test('a dose of another live vaccine: the same day or four weeks later', () => {
    const schedule = all;
    const person = { birthDate: born, sex: 'male' };
    const measles = dose('Measles-rubella', at('9m'));
    const card = (given: GivenDose[], today: string) => cardOf(given, today, person, schedule).get('Yellow-fever');
    expect(card([measles], at('9m'))?.doses[0]).toMatchObject({ status: 'due' });
    expect(card([measles], addDays(at('9m'), 10))?.doses[0]).toMatchObject({ status: 'upcoming', earliest: addDays(at('9m'), 28) });
    expect(card([measles, dose('Yellow-fever', addDays(at('9m'), 27))], at('11m'))?.notCounted).toMatchObject([{ why: 'live-too-soon' }]);
    expect(card([measles, dose('Yellow-fever', addDays(at('9m'), 28))], at('11m'))?.isComplete).toBe(true);
  });
});

describe('catching up', () => {
  test('a series goes on where it stopped, however long ago', () => {
    expect(statuses([dose('DTP-HepB-Hib', at('6w'))], at('3y'), 'DTP-HepB-Hib')).toEqual(['given', 'overdue', 'upcoming']);
  });

  test('begun after twelve months, the third DTP waits six months', () => {
    const first = at('14m');
    const second = addDays(first, 28);
    const card = cardOf([dose('DTP-HepB-Hib', first), dose('DTP-HepB-Hib', second)], addDays(second, 40)).get('DTP-HepB-Hib');
    expect(card?.doses[2]).toMatchObject({ status: 'upcoming', earliest: spanAfter(second, '6m') });
    const onTime = cardOf([dose('DTP-HepB-Hib', at('6w')), dose('DTP-HepB-Hib', second)], addDays(second, 40)).get('DTP-HepB-Hib');
    expect(onTime?.doses[2]?.status).toBe('due');
  });

  test('rotavirus is no longer begun at 24 months, the birth dose of hepatitis B not at 6 weeks', () => {
    expect(statuses([], addDays(at('24m'), -1), 'Rotavirus')).toEqual(['overdue', 'upcoming']);
    expect(statuses([], at('24m'), 'Rotavirus')).toEqual(['past-age', 'past-age']);
    expect(statuses([], at('6w'), 'HepB-birth')).toEqual(['past-age']);
  });

  test('a booster waits for the whole primary series and six months', () => {
    const two = [dose('DTP-HepB-Hib', at('6w')), dose('DTP-HepB-Hib', at('10w'))];
    expect(cardOf(two, at('20m')).get('DTP-booster')?.doses[0]).toMatchObject({ status: 'upcoming', due: null });
    const late = addDays(at('17m'), 3);
    expect(cardOf([...two, dose('DTP-HepB-Hib', late)], at('20m')).get('DTP-booster')?.doses[0]).toMatchObject({ status: 'upcoming', earliest: spanAfter(late, '6m') });
    expect(cardOf([...two, dose('DTP-HepB-Hib', at('14w'))], at('18m')).get('DTP-booster')?.doses[0]?.status).toBe('due');
  }); // prettier-ignore
});

test('girls are offered HPV, boys are not; what a boy was given is shown', () => {
  const today = '2036-02-01';
  expect(cardOf([], today).get('HPV')?.doses[0]?.status).toBe('due');
  const boy = { birthDate: born, sex: 'male' };
  expect(cardOf([], today, boy).has('HPV')).toBe(false);
  expect(cardOf([dose('HPV', '2036-01-10')], today, boy).get('HPV')?.doses[0]?.status).toBe('given');
});

test('born on 29 February, and at 120 years', () => {
  expect(at('9m', '2024-02-29')).toBe('2024-11-29');
  expect(at('1y', '2024-02-29')).toBe('2025-02-28');
  const old = cardOf([], '2026-01-05', { birthDate: '1906-01-05', sex: 'female' });
  expect(new Set([...old.values()].flatMap((card) => card.doses.map((one) => one.status)))).toEqual(new Set(['past-age']));
  expect([...old.values()].flatMap((card) => card.doses).some((one) => one.due !== null)).toBe(false);
});

test('property: what the card calls possible, due or overdue counts when it is given today; what it calls upcoming does not', () => {
  const series = [...new Set(all.map((rule) => rule.series))];
  const history = fc.array(fc.tuple(fc.constantFrom(...series), fc.nat(2500)), { maxLength: 14 });
  fc.assert(
    fc.property(history, fc.nat(2600), fc.constantFrom(...series), (doses, days, name) => {
      const today = addDays(born, days);
      const given = doses.filter(([, age]) => age < days).map(([one, age]) => dose(one, addDays(born, age)));
      const before = cardOf(given, today, undefined, all).get(name);
      const next = before?.doses.find((one) => one.status !== 'given');
      if (!before || !next || next.status === 'past-age') return;
      const after = cardOf([...given, dose(name, today)], today, undefined, all).get(name);
      const grew = (after?.doses.filter((one) => one.status === 'given').length ?? 0) - before.doses.filter((one) => one.status === 'given').length;
      if (next.status === 'upcoming' && next.earliest === null) return; // waits for another series
      expect([next.status, grew]).toEqual([next.status, next.status === 'upcoming' ? 0 : 1]);
    }),
    { numRuns: 500 },
  ); // prettier-ignore
});
