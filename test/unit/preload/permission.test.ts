import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, type MethodName } from '../../../preload/contract/index.ts';
import { command, host, type Permission, query } from '../../../preload/contract/method.ts';

const shapes = { input: z.object({}), output: z.object({}) };

test('a method without a permission does not compile', () => {
  // @ts-expect-error -- no permission
  const unguarded = [() => query(shapes)];
  // @ts-expect-error -- no permission
  unguarded.push(() => command(shapes));
  // @ts-expect-error -- no permission
  unguarded.push(() => host(shapes));
  // @ts-expect-error -- neither public, nor self, nor Resource.verb
  unguarded.push(() => query({ permission: 'everybody', ...shapes }));
  expect(unguarded).toHaveLength(4);
});

test('every method of the contract names one, and only what must answer before anybody signed in is public', () => {
  const names = Object.keys(contract) as MethodName[];
  const permissions: Permission[] = names.map((name) => contract[name].permission);
  expect(permissions.filter((one) => !/^(public|self|[A-Z][A-Za-z]+\.[a-zA-Z]+)$/.test(one))).toEqual([]);
  expect(names.filter((name) => contract[name].permission === 'public').toSorted()).toMatchInlineSnapshot(`
    [
      "facility.exploreDemo",
      "facility.recover",
      "facility.restore",
      "facility.setUp",
      "facility.status",
      "facility.tryAgain",
      "recovery.administrators",
      "recovery.resetPassword",
      "session.resume",
      "session.signIn",
    ]
  `);
});
