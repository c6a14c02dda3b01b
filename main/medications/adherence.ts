import { addDays, addMonths } from '../../preload/contract/dates.ts';
import type { Adherence } from '../../preload/contract/medications.ts';
import { daysCovered, regularFrom } from './daysCovered.ts';

/** One collection of a medicine: `group` is what makes two of them the same medicine; `perDay` dispensing units, null where the directions leave it open. */
export type Collected = {
  group: string;
  medicine: string;
  unit: string;
  on: string;
  quantity: number;
  perDay: number | null;
  isAsNeeded: boolean;
  /** the last day on which it was to be taken; null: still */
  until: string | null;
};

/** How regularly each medicine was collected in the last twelve months, the least regular first. `collected`: oldest first. */
export function adherenceOf(collected: readonly Collected[], today: string): Adherence[] {
  const from = addDays(addMonths(today, -12), 1);
  return [...Map.groupBy(collected, ({ group }) => group).values()]
    .map((group) => ofOne(group, from, today))
    .filter(({ cover, collections }) => cover !== null || collections.some(({ on }) => on >= from))
    .toSorted((a, b) => share(a) - share(b));
}

const share = ({ cover }: Adherence): number => (cover ? cover.covered / cover.days : 2);

function ofOne(group: readonly Collected[], from: string, today: string): Adherence {
  const newest = group.at(-1)!;
  const collections = group.map(({ on, quantity, perDay }) => ({
    on,
    quantity,
    days: perDay === null || perDay <= 0 ? null : quantity / perDay,
  }));
  const one = { medicine: newest.medicine, unit: newest.unit, collections };
  if (newest.isAsNeeded) return { ...one, cover: null, why: 'as-needed' };
  const counted = collections.flatMap(({ on, days }) => (days === null ? [] : [{ on, days }]));
  if (counted.length < collections.length) return { ...one, cover: null, why: 'unclear' };
  if (new Set(counted.map(({ on }) => on)).size < 2) return { ...one, cover: null, why: 'once' };
  // a line that goes on has no end; of those that ended the last one's counts
  const ends = group.map(({ until }) => until);
  const last = ends.includes(null) ? today : ends.reduce((a, b) => (a! > b! ? a : b))!;
  const until = last < today ? last : today;
  const cover = until < from ? null : daysCovered(counted, from, until);
  return { ...one, cover: cover && { ...cover, isRegular: cover.covered >= regularFrom * cover.days }, why: '' };
}
