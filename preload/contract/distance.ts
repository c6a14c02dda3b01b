/** A place on earth, WGS 84 degrees, north and east positive. */
export type Place = { lat: number; lon: number };

/** Mean radius R1 = (2a + b) / 3 of GRS 80, km. Source: Moritz, Geodetic Reference System 1980, J. Geodesy 74 (2000) 128-133: 6 371 008.7714 m. */
const earthRadiusKm = 6371.0087714;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Distance in km as the crow flies, by the haversine formula on a sphere: within 0.6 % of the distance on the ellipsoid. Not a road distance. */
export function distanceKm(from: Place, to: Place): number {
  assertPlace(from);
  assertPlace(to);
  const halfLat = Math.sin(radians(to.lat - from.lat) / 2);
  const halfLon = Math.sin(radians(to.lon - from.lon) / 2);
  const haversine = halfLat ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * halfLon ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(Math.min(1, haversine))); // rounding may reach past 1 at the antipode
}

export function isPlace(place: Place): boolean {
  return Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180;
}

function assertPlace(place: Place): void {
  if (!isPlace(place)) throw new Error('Latitude must be within 90 and longitude within 180 degrees');
}
