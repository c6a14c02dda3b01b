import { z } from 'zod';
import { distanceKm } from '../../preload/contract/distance.ts';
import { sha256Hex } from '../security/tokens.ts';
import { readProduct } from './kinds.ts';
import type { Product } from './kinds.ts';
import { productKey } from './productKey.ts';

/** Spoken since this version: a facility says what it wants to read. */
export const interestSince = 5;

export const mostItems = 5000;
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** What a facility wants to read of others. `area` null: wherever they are; `items` null: whatever they stock. */
export const interest = z.object({
  area: z.object({ latitude, longitude, radiusKm: z.number().positive().max(20_100) }).nullable(),
  /** `itemHash` of each product */
  items: z
    .array(z.string().regex(/^[0-9a-f]{12}$/))
    .max(mostItems)
    .nullable(),
});
export type Interest = z.infer<typeof interest>;
export type Area = NonNullable<Interest['area']>;
/** Where a facility said that it is; null = it did not say. */
export type Place = { latitude: number; longitude: number } | null;

export const everything: Interest = { area: null, items: null };

/** Whoever reads, wherever: who there is, and what cannot wait for a setting. */
export const forAll = '*';

/** Short: a hub that confuses two of them sends a row too much, and its reader puts that aside. */
export const itemHash = (key: string): string => sha256Hex(key).slice(0, 12);

/**
 * What of a row decides who wants it, in one word, so that a hub need not open payloads again: `forAll`; of a stock level its product;
 * of a transfer or an acknowledgement the facility it names. Null: nothing, or it cannot be told.
 */
export function topicOf(kind: string, payload: unknown): string | null {
  if (kind === 'facility.profile') return forAll;
  if (typeof payload !== 'object' || payload === null) return null;
  const read = (name: string): unknown => (Object.hasOwn(payload, name) ? (payload as Record<string, unknown>)[name] : undefined);
  switch (kind) {
    case 'stock.level': {
      const found = readProduct(read('product'));
      return found === null ? null : topicOfProduct(found);
    }
    case 'alert':
      return read('kind') === 'emergency' || read('kind') === 'recall' ? forAll : null;
    case 'transfer':
      return nameIn(read('partner'));
    case 'ack':
      return nameIn(read('alertFacility'));
    default:
      return null;
  }
}

const nameIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' && value.length <= 64 ? value : null);

const known = new Map<string, string>();

/** A facility publishes the same few hundred products for ever. */
function topicOfProduct(of: Product): string {
  const text = JSON.stringify([of.ingredients, of.form, of.unit]);
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= 20_000) known.clear();
  const hash = itemHash(productKey(of));
  known.set(text, hash);
  return hash;
}

export type About = { kind: string; topic: string | null; place: Place };

/**
 * Which rows of others this facility wants. A stock level whose product, and an owner whose place is not known, count as wanted; a transfer
 * between two others never does.
 */
export function interestFilter({ area, items }: Interest, reader: string): (about: About) => boolean {
  const wanted = items === null ? null : new Set(items);
  return ({ kind, topic, place }) => {
    if (topic === forAll || topic === reader) return true;
    if (kind === 'transfer' && topic !== null) return false;
    if (area !== null && !isInside(area, place)) return false;
    return kind !== 'stock.level' || topic === null || wanted === null || wanted.has(topic);
  };
}

/** A little less than a degree of latitude is on the sphere of `distanceKm`. */
const kmPerDegree = 111.19;

/** A place that is not known is inside: better a row too many than one that is missed. */
export function isInside(area: Area, place: Place): boolean {
  if (place === null) return true;
  // Most places are too far north or south already: no way is shorter than along the meridian. A hub asks this thousands of times at once.
  if (Math.abs(place.latitude - area.latitude) * kmPerDegree > area.radiusKm + 1) return false;
  return distanceKm({ lat: area.latitude, lon: area.longitude }, { lat: place.latitude, lon: place.longitude }) <= area.radiusKm;
}

/** Whether everything that `next` wants was wanted by `before`: then what is held is enough, and some of it may go. */
export function isWithin(next: Interest, before: Interest): boolean {
  return isAreaWithin(next.area, before.area) && areItemsWithin(next.items, before.items);
}

function isAreaWithin(next: Interest['area'], before: Interest['area']): boolean {
  if (before === null) return true;
  if (next === null) return false;
  const apart = distanceKm({ lat: next.latitude, lon: next.longitude }, { lat: before.latitude, lon: before.longitude });
  return apart + next.radiusKm <= before.radiusKm;
}

function areItemsWithin(next: Interest['items'], before: Interest['items']): boolean {
  if (before === null) return true;
  if (next === null) return false;
  const had = new Set(before);
  return next.every((item) => had.has(item));
}

export function placeOf(profile: { latitude: number | null; longitude: number | null } | null): Place {
  if (profile === null || profile.latitude === null || profile.longitude === null) return null;
  return { latitude: profile.latitude, longitude: profile.longitude };
}
