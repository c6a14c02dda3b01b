import { isInside } from '../protocol/interest.ts';
import type { Area, Place } from '../protocol/interest.ts';

/** Someone who reads, everywhere or within an area. */
type Reader = { facility: string; area: Area | null };

/** Who published, and where they are; a place of null reaches everybody: it is not known, or what was published is for all. */
export type Publishers = ReadonlyMap<string, Place>;

/** A degree of latitude is nowhere shorter. WGS 84: 110.574 km at the equator. */
const leastKmPerDegree = 110.5;
/** An area of more cells is asked about one by one. */
const mostCells = 100;

/**
 * Who is to hear of a change, found by the cell of one degree that its publisher is in, not by asking everybody who is connected.
 */
export function createAudience<R extends Reader>() {
  const all = new Set<R>();
  const everywhere = new Set<R>();
  const wide = new Set<R>();
  const cells = new Map<number, Set<R>>();

  function file(reader: R): void {
    if (reader.area === null) return void everywhere.add(reader);
    const covered = cellsOf(reader.area);
    if (covered === null) return void wide.add(reader);
    for (const cell of covered) {
      const there = cells.get(cell);
      if (there === undefined) cells.set(cell, new Set([reader]));
      else there.add(reader);
    }
  }

  function unfile(reader: R): void {
    everywhere.delete(reader);
    wide.delete(reader);
    for (const cell of reader.area === null ? [] : (cellsOf(reader.area) ?? [])) {
      const there = cells.get(cell);
      if (there?.delete(reader) && there.size === 0) cells.delete(cell);
    }
  }

  /** Whoever a publisher at that place is near to, itself among them; null = everybody. */
  function near(place: Place): Set<R> {
    if (place === null) return all;
    const reached = new Set(everywhere);
    for (const filed of [cells.get(cellOf(place)) ?? [], wide]) {
      for (const reader of filed) if (isInside(reader.area!, place)) reached.add(reader);
    }
    return reached;
  }

  return {
    near,
    size: () => all.size,
    has: (reader: R) => all.has(reader),
    add(reader: R): void {
      all.add(reader);
      file(reader);
    },
    remove(reader: R): void {
      all.delete(reader);
      unfile(reader);
    },
    /** Reads elsewhere from now on. */
    move(reader: R, area: Area | null): void {
      if (!all.has(reader)) return void (reader.area = area);
      unfile(reader);
      reader.area = area;
      file(reader);
    },
    /** Nobody hears of what was published by nobody else. @param from null = it is not known who published */
    of(from: Publishers | null): Iterable<R> {
      if (from === null) return all;
      if (from.size > 1 && [...from.values()].includes(null)) return all;
      const reached = new Set<R>();
      for (const [facility, place] of from) for (const reader of near(place)) if (reader.facility !== facility) reached.add(reader);
      return reached;
    },
  };
}

const cellOf = ({ latitude, longitude }: NonNullable<Place>): number => numberOf(Math.floor(latitude), Math.floor(longitude));
/** 180 degrees east is 180 degrees west. */
const numberOf = (south: number, west: number): number => (south + 90) * 360 + ((((west + 180) % 360) + 360) % 360);

/** Every cell in which the area may have a point; null where they are too many, or around a pole. */
function cellsOf({ latitude, longitude, radiusKm }: Area): readonly number[] | null {
  const high = radiusKm / leastKmPerDegree;
  const furthest = Math.abs(latitude) + high;
  if (furthest >= 89) return null;
  const broad = high / Math.cos((furthest * Math.PI) / 180);
  const [south, north] = [Math.floor(latitude - high), Math.floor(latitude + high)];
  const [west, east] = [Math.floor(longitude - broad), Math.floor(longitude + broad)];
  if ((north - south + 1) * (east - west + 1) > mostCells) return null;
  const found: number[] = [];
  for (let lat = south; lat <= north; lat++) for (let lon = west; lon <= east; lon++) found.push(numberOf(lat, lon));
  return found;
}
