import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceKm, isPlace } from '../../../preload/contract/distance.ts';

const place = fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) });

describe('distanceKm', () => {
  test.each([
    // one degree of a great circle of radius 6371.0088 km
    [{ lat: 0, lon: 0 }, { lat: 0, lon: 1 }, 111.195],
    [{ lat: 0, lon: 0 }, { lat: 1, lon: 0 }, 111.195],
    [{ lat: 60, lon: 10 }, { lat: 60, lon: 11 }, 55.597],
    // across the date line is near
    [{ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111.195],
    // half round the earth, and pole to pole
    [{ lat: 0, lon: 0 }, { lat: 0, lon: 180 }, 20_015.115],
    [{ lat: 90, lon: 0 }, { lat: -90, lon: 0 }, 20_015.115],
    // Nairobi to Mombasa, 440 km on the ellipsoid
    [{ lat: -1.2864, lon: 36.8172 }, { lat: -4.0435, lon: 39.6682 }, 440.4],
  ])('%o to %o', (from, to, km) => {
    expect(Math.abs(distanceKm(from, to) - km)).toBeLessThan(km > 200 && km < 1000 ? 3 : 0.002);
  });

  test('is symmetric, never negative, never past half the circumference', () => {
    fc.assert(
      fc.property(place, place, (from, to) => {
        const km = distanceKm(from, to);
        expect(km).toBeGreaterThanOrEqual(0);
        expect(km).toBeLessThanOrEqual(20_015.2);
        expect(distanceKm(to, from)).toBeCloseTo(km, 6);
        expect(distanceKm(from, from)).toBe(0);
      }),
    );
  });

  test('a detour is never shorter', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-3);
      }),
    );
  });

  test('refuses what is no place', () => {
    expect(isPlace({ lat: 91, lon: 0 })).toBe(false);
    expect(isPlace({ lat: Number.NaN, lon: 0 })).toBe(false);
    expect(() => distanceKm({ lat: 0, lon: 181 }, { lat: 0, lon: 0 })).toThrow('Latitude');
  });
});
