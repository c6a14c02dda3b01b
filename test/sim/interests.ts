import { itemHash } from '../../sync/protocol/interest.ts';
import type { Interest } from '../../sync/protocol/interest.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { aStockLevel } from '../support/sync/facility.ts';
import type { Random } from './random.ts';
import type { Computer } from './parts.ts';

/** Where facilities are: two in one town, one in the next, one far away, one that does not say. */
const places = [
  { latitude: 0.31, longitude: 32.58 },
  { latitude: 0.35, longitude: 32.6 },
  { latitude: 0.44, longitude: 33.2 },
  { latitude: 2.77, longitude: 32.3 },
  { latitude: null, longitude: null },
] as const;
export type Spot = (typeof places)[number];

const medicines = ['amoxicillin', 'paracetamol', 'artemether'] as const;
const hashOf = (inn: string) => {
  const { product } = JSON.parse(aStockLevel(1, inn)) as { product: Parameters<typeof productKey>[0] };
  return itemHash(productKey(product));
};
const hashes = medicines.map(hashOf);

export const aSpot = (random: Random): Spot => random.pick(places);

/** Mostly an item is the same medicine for ever; now and then somebody corrects what it is. */
export const medicineOf = (random: Random, item: number): string =>
  random.chance(0.05) ? random.pick(medicines) : medicines[item % medicines.length]!;

function anInterest(random: Random): Interest {
  const [town] = places;
  const area = random.chance(0.4) ? null : { latitude: town.latitude, longitude: town.longitude, radiusKm: random.pick([10, 100, 1000]) };
  const items = random.chance(0.5) ? null : hashes.filter(() => random.chance(0.5));
  return { area, items };
}

/** Somebody chooses what this facility reads of others, or that every byte is paid for. */
export function choose(random: Random, computer: Computer): void {
  if (random.chance(0.2)) return computer.setMetered(random.chance(0.5));
  const chosen = computer.link()?.setInterest(anInterest(random));
  chosen?.catch((error: unknown) => {
    if (!computer.disk.isFull()) throw error;
  });
}
