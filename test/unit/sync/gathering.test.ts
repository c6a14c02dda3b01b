import { expect, test } from 'vitest';
import { createGathering } from '../../../sync/hub/store/postgres/gather.ts';
import { handTime } from '../../support/handTime.ts';

function aStore(pauseMs: number) {
  const { time, now, tick } = handTime();
  const groups: { at: number; inputs: readonly string[] }[] = [];
  const run = async (inputs: readonly string[]) => {
    groups.push({ at: now(), inputs });
    return inputs.map((input) => () => input);
  };
  const gather = createGathering(run, () => pauseMs, time);
  let number = 0;
  return {
    groups,
    push: (size = 1) => gather(`facility ${++number}`, `sender ${number}`, size, `${number}`),
    async pass(ms: number): Promise<void> {
      for (let step = 0; step < ms; step++) {
        await new Promise((resolve) => void setImmediate(resolve));
        tick();
      }
    },
  };
}

test('alone nobody waits; what comes soon after is committed together, once the pause is over', async () => {
  const store = aStore(20);
  const answers = [store.push()];
  await store.pass(5);
  answers.push(store.push(), store.push());
  await store.pass(10);
  answers.push(store.push());
  await store.pass(30);
  answers.push(store.push());
  expect(store.groups).toEqual([
    { at: 0, inputs: ['1'] },
    { at: 20, inputs: ['2', '3', '4'] },
    { at: 45, inputs: ['5'] },
  ]);
  expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4', '5']);
});

test('what is worth a commit by itself waits for no pause', async () => {
  const store = aStore(20);
  const answers = [store.push()];
  await store.pass(2);
  answers.push(store.push(30));
  await store.pass(2);
  answers.push(store.push(30));
  await store.pass(2);
  expect(store.groups).toEqual([
    { at: 0, inputs: ['1'] },
    { at: 4, inputs: ['2', '3'] },
  ]);
  await Promise.all(answers);
});
