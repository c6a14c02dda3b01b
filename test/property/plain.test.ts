import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { kinds } from '../../sync/protocol/kinds.ts';
import type { Kind } from '../../sync/protocol/kinds.ts';
import { depthOf, isTooDeep, maxDepth } from '../../sync/protocol/limits.ts';
import { facilityFrame, hubFrame } from '../../sync/protocol/messages.ts';
import { plainCheck } from '../../sync/protocol/plain.ts';

const schemas: Readonly<Record<string, z.ZodType>> = { ...kinds, 'a facility’s frame': facilityFrame, 'a hub’s frame': hubFrame };

/** Whatever JSON may bring where something else was meant, and what only looks like nothing. */
const anything = fc.oneof(
  fc.constantFrom<unknown[]>(null, '', 0, -0, -1, 0.5, 2 ** 53, true, [], {}, 'unknown', [null], { t: 'push' }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value as the schema wants it, in which now and then something is left out, added, or is another thing. */
function nearly(schema: z.core.$ZodType, slips: number): fc.Arbitrary<unknown> {
  const good = asMeant(schema, slips);
  return slips === 0 ? good : fc.oneof({ weight: slips, arbitrary: good }, { weight: 1, arbitrary: anything });
}

function asMeant(schema: z.core.$ZodType, slips: number): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const bounds = (def.checks ?? []).map(({ _zod }) => _zod.def as { check: string; maximum?: number; minimum?: number; length?: number });
  const length = bounds.find((check) => check.length !== undefined)?.length;
  const most = length ?? bounds.find(({ maximum }) => maximum !== undefined)?.maximum ?? 50;
  const least = length ?? bounds.find(({ minimum }) => minimum !== undefined)?.minimum ?? 0;
  const slip = slips > 0 ? 1 : 0;
  switch (def.type) {
    case 'string':
      if ('format' in def && def.format === 'uuid') return fc.uuid();
      if (bounds.some(({ check }) => check === 'string_format')) return fc.stringMatching(/^[0-9a-f]{64}$/);
      return fc.integer({ min: Math.max(0, least - slip), max: Math.min(most, 1000) + slip }).map((long) => 'é'.repeat(long));
    case 'number':
      return fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constantFrom(...(slips > 0 ? [0, -1, 90, 91, 0.5, 2 ** 53] : [1])));
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom<unknown[]>(...def.values);
    case 'enum':
      return fc.constantFrom<unknown[]>(...Object.values(def.entries), ...(slips > 0 ? ['new one'] : []));
    case 'array':
      return fc.array(nearly(def.element, slips), { minLength: Math.max(0, least - slip), maxLength: Math.max(least, 3) });
    case 'nullable':
      return fc.option(nearly(def.innerType, slips));
    case 'optional':
    case 'default':
    case 'catch':
      return nearly(def.innerType, slips);
    case 'union':
      return fc.oneof(...def.options.map((option) => nearly(option, slips)));
    case 'object': {
      const fields = Object.fromEntries(Object.entries(def.shape).map(([name, field]) => [name, nearly(field, slips)]));
      const left = fc.subarray(Object.keys(fields), { minLength: Math.max(0, Object.keys(fields).length - 1) });
      const added = fc.constantFrom({}, {}, {}, { added: 1 }, JSON.parse('{"__proto__":1}') as object);
      if (slips === 0) return fc.record(fields);
      return fc.tuple(fc.record(fields), fc.option(left, { freq: 3 }), added).map(([whole, kept, more]) => {
        const some = kept === null ? whole : Object.fromEntries(kept.map((name) => [name, whole[name]]));
        return { ...some, ...more };
      });
    }
    default:
      throw new Error(`nothing is known of ${def.type}`);
  }
}

test.each(Object.keys(schemas))('%s is plain exactly when its schema gives it back as it is', (name) => {
  const schema = schemas[name]!;
  const isPlain = plainCheck(schema);
  fc.assert(
    fc.property(fc.oneof(nearly(schema, 60), nearly(schema, 500), anything), (drawn) => {
      const value: unknown = JSON.parse(JSON.stringify(drawn) ?? 'null');
      const read = schema.safeParse(value);
      expect(isPlain(value)).toBe(read.success && isDeepStrictEqual(read.data, value));
    }),
    { numRuns: 400 },
  );
});

test.each(Object.keys(kinds))('what is published of kind %s is read quickly', (name) => {
  const schema = kinds[name as Kind];
  fc.assert(
    fc.property(nearly(schema, 0), (value) => {
      expect(plainCheck(schema)(JSON.parse(JSON.stringify(schema.parse(value))))).toBe(true);
    }),
  );
});

test('a text is too deep exactly when its brackets nest too deep', () => {
  const pieces = fc.constantFrom('{', '[', '}', ']', '[[[[[', ']]]]]', '"', '\\"', '\\', 'a', '{"a":', '"[[[[[[[[[[[[[[[[[["');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (drawn) => {
      const text = drawn.join('');
      expect(isTooDeep(text)).toBe(depthOf(text) > maxDepth);
    }),
    { numRuns: 1000 },
  );
});

test('a number too large for JSON is none', () => {
  expect(plainCheck(z.number())(JSON.parse('1e999'))).toBe(z.number().safeParse(JSON.parse('1e999')).success);
});

test('where a schema asks for more than is known here, the schema itself is asked', () => {
  const more = [
    z.string().trim(),
    z.string().refine(() => false),
    z.boolean().refine(() => false),
    z.object({ a: z.string().nullable() }).refine(() => false),
    z.looseObject({}),
    z.strictObject({}),
    z.array(z.string()).refine(() => false),
    z.email(),
    z.int32(),
    z.union([z.string(), z.boolean()]),
    z.string().transform(Number),
    z.record(z.string(), z.string()),
    z.enum(['a']).refine(() => false),
  ];
  for (const schema of more) for (const value of ['a', ' a', true, {}, { a: null }, [], 1]) expect(plainCheck(schema)(value)).toBe(false);
});
