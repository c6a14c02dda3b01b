import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type Country, countryName, loadAtlas } from '../../../../renderer/features/place/atlas.ts';
import { parseDegrees, splitPair } from '../../../../renderer/features/place/degrees.ts';
import { drawing, follow, mostZoom, scaleBar, settle, toPlace, toPoint } from '../../../../renderer/features/place/mapView.ts';

let countries: Country[] = [];
beforeAll(async () => {
  countries = await loadAtlas();
});

test('a place on the map is the place that was pointed at, to 11 m at the closest', () => {
  const place = fc.record({
    latitude: fc.double({ min: -59, max: 79, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(place, (at) => {
      const back = toPlace(toPoint(at), mostZoom);
      expect(Math.abs(back.latitude - at.latitude)).toBeLessThan(0.0001);
      expect(Math.abs(back.longitude - at.longitude)).toBeLessThan(0.0001);
    }),
  );
});

test('the view never leaves the drawing, and a followed place is in it', () => {
  const any = fc.double({ min: -2000, max: 2000, noNaN: true });
  const point = fc.record({
    x: fc.double({ min: 0, max: drawing.width, noNaN: true }),
    y: fc.double({ min: 0, max: drawing.height, noNaN: true }),
  });
  fc.assert(
    fc.property(any, any, fc.double({ min: 0.01, max: 5000, noNaN: true }), point, (x, y, zoom, at) => {
      const view = settle({ x, y, zoom });
      const [halfWidth, halfHeight] = [drawing.width / view.zoom / 2, drawing.height / view.zoom / 2];
      expect(view.x - halfWidth).toBeGreaterThanOrEqual(-1e-9);
      expect(view.y + halfHeight).toBeLessThanOrEqual(drawing.height + 1e-9);
      const followed = follow(view, at);
      expect(Math.abs(at.x - followed.x)).toBeLessThanOrEqual(halfWidth + 1e-9);
      expect(Math.abs(at.y - followed.y)).toBeLessThanOrEqual(halfHeight + 1e-9);
    }),
  );
});

test('a pin knows its country, in the language of the screen; the sea is nobody’s', () => {
  const at = (latitude: number, longitude: number) => countries.find((country) => country.contains({ latitude, longitude }));
  const cases = [
    [7.35, -1.94, 'Ghana', 'Ghana'],
    [6.82, -5.28, 'Côte d’Ivoire', 'Côte d’Ivoire'],
    [-1.2921, 36.8219, 'Kenya', 'Kenya'],
    [-18.88, 47.51, 'Madagascar', 'Madagascar'],
    [9.03, 38.74, 'Ethiopia', 'Éthiopie'],
    [67, -175, 'Russia', 'Russie'], // beyond the date line
  ] as const;
  for (const [latitude, longitude, english, french] of cases) {
    const found = at(latitude, longitude);
    expect(found && countryName(found, 'en'), english).toBe(english);
    expect(found && countryName(found, 'fr'), english).toBe(french);
  }
  expect(at(0, -30)).toBeUndefined();
});

test('the scale bar is a round length of at most a fifth of the map', () => {
  for (const zoom of [1, 4, 37, 512]) {
    const { km, length } = scaleBar(7.35, zoom);
    expect([1, 2, 5]).toContain(Number(String(km).replaceAll(/[.0]/g, '')));
    expect(length * zoom).toBeLessThanOrEqual(drawing.width / 5 + 1e-9);
  }
  // 111.32 km a degree at the equator; Source: 40,075 km around it
  const degree = toPoint({ latitude: 0, longitude: 1 }).x - toPoint({ latitude: 0, longitude: 0 }).x;
  expect(scaleBar(0, 8).length / scaleBar(0, 8).km).toBeCloseTo(degree / 111.32, 4);
});

test.each([
  ['', null],
  [' ', null],
  ['7,35', 7.35],
  [' -1.94 ', -1.94],
  ['91', undefined],
  ['north', undefined],
])('%j is %j degrees', (text, expected) => {
  expect(parseDegrees(text, 90)).toBe(expected);
});

test('both numbers pasted at once fill both fields; a decimal comma is no pair', () => {
  expect(splitPair('7.3500, -1.9400')).toEqual({ latitude: '7.3500', longitude: '-1.9400' });
  expect(splitPair('-1.2921 36.8219')).toEqual({ latitude: '-1.2921', longitude: '36.8219' });
  expect(splitPair('7,35')).toBeUndefined();
  expect(splitPair('7.35')).toBeUndefined();
});
