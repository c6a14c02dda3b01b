import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCredits } from '../../../sync/hub/credits.ts';

test('a facility that keeps to what it read is never refused, however the load of the hub changes and however long the line is', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant('ask' as const) },
    { weight: 3, arbitrary: fc.constant('arrive' as const) },
    { weight: 3, arbitrary: fc.constant('answer' as const) },
    { weight: 3, arbitrary: fc.constant('read' as const) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const load = { count: 0 };
      let others = 0;
      const credits = createCredits(load);
      let mine = credits.grant();
      let unanswered = 0;
      let toHub = 0;
      let atHub = 0;
      const toMe: number[] = [];
      for (const next of steps) {
        if (typeof next === 'number') {
          load.count += next - others;
          others = next;
        } else if (next === 'ask' && unanswered < mine) {
          unanswered++;
          toHub++;
        } else if (next === 'arrive' && toHub > 0) {
          toHub--;
          atHub++;
          expect(credits.take()).toBe(true);
        } else if (next === 'answer' && atHub > 0) {
          atHub--;
          toMe.push(credits.grant());
          credits.answered();
        } else if (next === 'read' && toMe.length > 0) {
          unanswered--;
          mine = toMe.shift()!;
        }
      }
      credits.end();
      expect(load.count).toBe(others);
    }),
    { numRuns: 500 },
  );
});

test('whoever asks beyond its grant is refused, and a hub that is busy with others grants fewer', () => {
  const load = { count: 0 };
  const credits = createCredits(load);
  expect(credits.grant()).toBe(16);
  const taken = Array.from({ length: 18 }, () => credits.take());
  expect(taken.filter(Boolean)).toHaveLength(16);
  for (let answered = 0; answered < 18; answered++) credits.answered();
  load.count = 6400;
  expect(credits.grant()).toBe(1);
  // What was on its way when it was told is let through; then the lower one holds.
  for (let late = 0; late < 16; late++) {
    expect(credits.take()).toBe(true);
    credits.answered();
  }
  expect([credits.take(), credits.take()]).toEqual([true, false]);
});
