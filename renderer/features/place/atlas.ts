import { geoBounds, geoContains, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { type Place, projection } from './mapView.ts';

export type Country = {
  key: string;
  /** ISO 3166-1 numeric; '' for a territory without one */
  code: string;
  name: string;
  /** SVG path in the drawing's units */
  path: string;
  /** where its name stands, and how much room there is */
  middle: { x: number; y: number };
  room: number;
  contains: (place: Place) => boolean;
};

/** Countries at 1:50 million. Source: Natural Earth (public domain), through the package world-atlas. */
export async function loadAtlas(): Promise<Country[]> {
  const { default: text } = await import('world-atlas/countries-50m.json?raw');
  const world = JSON.parse(text) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const draw = geoPath(projection).digits(2);
  return feature(world, world.objects.countries).features.flatMap((country, index) => {
    const path = draw(country);
    const { name } = country.properties;
    if (!path || name === 'Antarctica') return [];
    const [[west], [east]] = draw.bounds(country);
    const room = Math.min(east - west, 1.5 * Math.sqrt(draw.area(country))); // scattered islands reach far and have none
    const [x, y] = draw.centroid(country);
    const [[fromLongitude, south], [toLongitude, north]] = geoBounds(country);
    const contains = ({ latitude, longitude }: Place) =>
      latitude >= south &&
      latitude <= north &&
      (fromLongitude > toLongitude || (longitude >= fromLongitude && longitude <= toLongitude)) &&
      geoContains(country, [longitude, latitude]);
    return [{ key: `${index}`, code: String(country.id ?? ''), name, path, middle: { x, y }, room, contains }];
  });
}

/** In the user's language where it has a word for it. */
export function countryName({ code, name }: Pick<Country, 'code' | 'name'>, locale: string): string {
  const region = code === '' ? undefined : new Intl.Locale(`und-${code}`).region;
  return (region && new Intl.DisplayNames(locale, { type: 'region' }).of(region)) ?? name;
}
