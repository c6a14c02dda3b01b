import { distanceKm } from '../../preload/contract/distance.ts';
import type { Facility } from '../facility/context.ts';

type Coordinates = { latitude: number | null; longitude: number | null };

/** Kilometres from this facility along the earth's surface, to 0.1; null when either place is unknown. Roads are longer. */
export function kmFrom(facility: Facility, there: Coordinates): number | null {
  const { latitude, longitude } = facility.self;
  if (latitude === null || longitude === null || there.latitude === null || there.longitude === null) return null;
  return Math.round(distanceKm({ lat: latitude, lon: longitude }, { lat: there.latitude, lon: there.longitude }) * 10) / 10;
}

/** Nearest first; unknown places last. */
export const byDistance = (a: { km: number | null }, b: { km: number | null }): number => (a.km ?? Infinity) - (b.km ?? Infinity);
