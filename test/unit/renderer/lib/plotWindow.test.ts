import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marked, moved, newest, type PlotWindow, zoomed, zoomedIn, zoomedOut } from '../../../../renderer/lib/plotWindow.ts';

const whole: PlotWindow = [0, 90];

test('nearer and farther go by thirds around a place, which stays where it is', () => {
  expect(zoomedIn(whole, whole, 1)).toEqual([15, 75]);
  expect(zoomedOut([15, 75], whole, 1)).toEqual([0, 90]);
  expect(zoomed(whole, whole, 1, 3, 30)).toEqual([20, 50]);
  expect(zoomedIn([10, 12], whole, 2)).toEqual([10, 12]);
});

test('moving stops at the ends', () => {
  expect(moved([30, 60], whole, 1)).toEqual([40, 70]);
  expect(moved([80, 90], whole, 1)).toEqual([80, 90]);
  expect(moved([1, 31], whole, -1)).toEqual([0, 30]);
});

test('a part is marked from either end; a slip of the hand is none', () => {
  expect(marked(50, 20, whole, 1)).toEqual([20, 50]);
  expect(marked(50, 50.2, whole, 0)).toBeNull();
  expect(marked(50, 52, whole, 5)).toBeNull();
});

test('the newest part is never longer than the whole', () => {
  expect(newest(30, whole)).toEqual([60, 90]);
  expect(newest(300, whole)).toEqual([0, 90]);
});

test('whatever is pressed, what is shown lies inside the whole and has a width', () => {
  const press = fc.constantFrom('in', 'out', 'left', 'right');
  fc.assert(
    fc.property(fc.array(fc.tuple(press, fc.double({ min: 0, max: 90, noNaN: true })), { maxLength: 40 }), (presses) => {
      let shown = whole;
      for (const [act, around] of presses) {
        const place = Math.min(shown[1], Math.max(shown[0], around));
        if (act === 'in') shown = zoomedIn(shown, whole, 2, place);
        else if (act === 'out') shown = zoomedOut(shown, whole, 2, place);
        else shown = moved(shown, whole, act === 'left' ? -1 : 1);
        expect(shown[0]).toBeGreaterThanOrEqual(-1e-9);
        expect(shown[1]).toBeLessThanOrEqual(90 + 1e-9);
        expect(shown[1] - shown[0]).toBeGreaterThanOrEqual(2 - 1e-9);
      }
    }),
  );
});
