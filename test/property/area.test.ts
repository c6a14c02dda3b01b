import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceKm } from '../../preload/contract/distance.ts';
import { isInside } from '../../sync/protocol/interest.ts';

const edges = [-180, -179.999, -90, -89.999, -0.001, 0, 0.001, 89.999, 90, 179.999, 180];
const near = (most: number) =>
  fc.oneof(fc.double({ min: -most, max: most, noNaN: true }), fc.constantFrom(...edges.filter((degrees) => Math.abs(degrees) <= most)));
const place = fc.record({ latitude: near(90), longitude: near(180) });

test('whoever is asked about, at the poles and where the days meet too: inside is what is no farther than the radius', () => {
  const kmOf = (a: { latitude: number; longitude: number }, b: typeof a) =>
    distanceKm({ lat: a.latitude, lon: a.longitude }, { lat: b.latitude, lon: b.longitude });
  fc.assert(
    fc.property(
      place,
      place,
      fc.double({ min: 0.001, max: 20_100, noNaN: true }),
      fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
      (at, of, radius, hair) => {
        const apart = kmOf(at, of);
        for (const radiusKm of [radius, Math.max(0.001, apart), Math.max(0.001, apart + hair)])
          expect(isInside({ ...at, radiusKm }, of)).toBe(apart <= radiusKm);
        // Along one meridian nothing is nearer than the latitudes say.
        const north = { latitude: at.latitude, longitude: of.longitude };
        const along = kmOf(north, of);
        expect(isInside({ ...north, radiusKm: Math.max(0.001, along) }, of)).toBe(along <= Math.max(0.001, along));
      },
    ),
    { numRuns: 1000 },
  );
});
