import type { Database as Raw, Statement } from 'better-sqlite3';
import fc from 'fast-check';
import { z } from 'zod';
import { contract, type MethodName } from '../../preload/contract/index.ts';
import { aLot, anItem, aPatient, aPrescription } from './factories.ts';
import { aFullRecord } from './sensitive.ts';
import type { TestClinic } from './testContext.ts';

/** The part of JSON Schema that the contract's inputs are told in. */
export type Schema = {
  type?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
};

export const schemaOf = (method: MethodName): Schema =>
  z.toJSONSchema(contract[method].input, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Ids that stand in the clinic, by the field that asks for them: patientId, lotId, ... */
export type World = ReadonlyMap<string, readonly string[]>;

/** A clinic in which something of every kind has happened. */
export async function liveIn(clinic: TestClinic): Promise<{ patientId: string }> {
  const { patientId } = await aFullRecord(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 500 });
  await aPrescription(clinic, {
    itemId,
    patientId: await aPatient(clinic, { familyName: 'Boateng', givenNames: 'Yaw', birthDate: '1970-01-01' }),
  });
  const scope = { departmentIds: [], roleCodes: ['doctor', 'nurse', 'administrator'] };
  await clinic.call('doctor', 'sensitivity.mark', { patientId, ...scope, reason: 'asked by the person' });
  await clinic.call('administrator', 'departments.add', { name: 'Maternity' });
  return { patientId };
}

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The ids of `medication_request` are asked for as medicationRequestId or requestId, those of `break_glass` as breakGlassId or glassId. */
export function worldOf(clinic: TestClinic): World {
  const { raw } = clinic.host.open();
  const readers = known.get(raw) ?? idReaders(raw);
  known.set(raw, readers);
  const world = new Map<string, string[]>();
  for (const { names, ids } of readers) {
    const texts = ids.all().filter((one) => typeof one === 'string');
    for (const name of names) world.set(name, [...(world.get(name) ?? []), ...texts]);
  }
  return world;
}

type IdReader = { names: readonly string[]; ids: Statement };
/** Asked thousands of times: the statements are made once a file. */
const known = new WeakMap<Raw, IdReader[]>();

function idReaders(raw: Raw): IdReader[] {
  const tables = raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck().all() as string[];
  const withId = tables.filter((table) => (raw.pragma(`table_info(${table})`) as { name: string }[]).some(({ name }) => name === 'id'));
  return withId.map((table) => {
    const words = table.split('_');
    const names = [...new Set([camel(table), words.at(-1) ?? '', words[0] ?? ''])].map((name) => `${name}Id`);
    return { names, ids: raw.prepare(`SELECT id FROM "${table}" ORDER BY rowid DESC LIMIT 3`).pluck() };
  });
}

const nobodysId = '01930000-0000-7000-8000-ffffffffffff';

function idsFor(world: World, field: string): readonly string[] {
  const named = world.get(field) ?? world.get(field.replace(/s$/, '')) ?? world.get('patientId');
  return named && named.length > 0 ? named : [nobodysId];
}

const isId = (at: Schema) => at.format === 'uuid' || (at.pattern ?? '').includes('[0-9a-fA-F]{8}');
const isDay = (at: Schema) => at.format === 'date' || (at.format === undefined && (at.pattern ?? '').includes('\\d{4}-'));
const choicesOf = (at: Schema) => at.anyOf ?? at.oneOf;

/** Text that somebody types: no id, no day, nothing of a fixed form. */
export const isFreeText = (at: Schema): boolean =>
  at.type === 'string' && at.const === undefined && !at.enum && at.format === undefined && at.pattern === undefined;

/** Inputs of the right shape, with `text` in every field that takes any text. */
export function like(at: Schema, world: World, text: fc.Arbitrary<string>, field = ''): fc.Arbitrary<unknown> {
  const choices = choicesOf(at);
  if (choices) return fc.oneof(...choices.map((each) => like(each, world, text, field)));
  if (at.const !== undefined) return fc.constant(at.const);
  if (at.enum) return fc.constantFrom(...at.enum);
  switch (at.type) {
    case 'object': {
      const fields = Object.entries(at.properties ?? {});
      const record = Object.fromEntries(fields.map(([name, inner]) => [name, like(inner, world, text, name)]));
      return fc.record(record, { requiredKeys: (at.required ?? []).filter((name) => Object.hasOwn(record, name)) });
    }
    case 'array':
      return fc.array(like(at.items ?? {}, world, text, field), { minLength: at.minItems ?? 0, maxLength: (at.minItems ?? 0) + 2 });
    case 'integer':
      return field === 'version'
        ? fc.constantFrom(1, 1, 2)
        : fc.integer({ min: Math.max(-1e9, at.minimum ?? at.exclusiveMinimum ?? -3), max: Math.min(1e9, at.maximum ?? 1e9) });
    case 'number':
      return fc.double({ min: at.minimum ?? -1e6, max: at.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string': {
      if (isId(at)) return fc.constantFrom(...idsFor(world, field), nobodysId);
      if (at.format === 'date-time') return fc.constantFrom('2026-11-21T09:00:00.000Z', '1970-01-01T00:00:00.000Z');
      if (isDay(at)) return fc.constantFrom('2026-11-21', '2028-02-29', '1900-01-01');
      return text.map((value) => value.slice(0, at.maxLength ?? value.length).padEnd(at.minLength ?? 0, 'x'));
    }
    default:
      return fc.anything({ maxDepth: 2 });
  }
}

/** One input of the right shape: the clinic's own ids, the first of several choices, `texts` by their place ('lines.0.note'). */
export function sample(at: Schema, world: World, texts: ReadonlyMap<string, string> = new Map(), field = '', place = ''): unknown {
  const below = (name: string | number) => (place === '' ? String(name) : `${place}.${name}`);
  const choices = choicesOf(at);
  if (choices) return sample(chosen(choices, texts, place), world, texts, field, place);
  if (at.const !== undefined) return at.const;
  if (at.enum) return at.enum[0];
  switch (at.type) {
    case 'object': {
      const wanted = Object.entries(at.properties ?? {}).filter(
        ([name, inner]) => at.required?.includes(name) || isOnTheWay(texts, below(name)) || isId(inner),
      );
      return Object.fromEntries(wanted.map(([name, inner]) => [name, sample(inner, world, texts, name, below(name))]));
    }
    case 'array': {
      const length = Math.max(at.minItems ?? 0, isOnTheWay(texts, below(0)) ? 1 : 0);
      return Array.from({ length }, (_, index) => sample(at.items ?? {}, world, texts, field, below(index)));
    }
    case 'integer':
    case 'number':
      return Math.max(at.minimum ?? 1, (at.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'string': {
      if (isId(at)) return idsFor(world, field)[0];
      if (at.format === 'date-time') return '2026-11-21T12:00:00.000Z';
      if (isDay(at)) return field === 'month' ? '2026-11' : '2026-11-21';
      if (field === 'sha256') return 'a'.repeat(64);
      return texts.get(place) ?? 'x'.repeat(Math.max(at.minLength ?? 0, 10));
    }
    default:
      return {};
  }
}

const isOnTheWay = (texts: ReadonlyMap<string, string>, place: string) =>
  [...texts.keys()].some((one) => one === place || one.startsWith(`${place}.`));

/** The choice in which the text's place is; else the first that is not null. */
function chosen(choices: readonly Schema[], texts: ReadonlyMap<string, string>, place: string): Schema {
  const target = [...texts.keys()].find((one) => one === place || one.startsWith(place === '' ? '' : `${place}.`));
  const holding = target === undefined ? undefined : choices.find((each) => textPlaces(each, place).includes(target));
  return holding ?? choices.find((each) => each.type !== 'null') ?? choices[0] ?? {};
}

/** Where in an input somebody may write any text. */
export function textPlaces(at: Schema, place = ''): string[] {
  const below = (name: string | number) => (place === '' ? String(name) : `${place}.${name}`);
  const choices = choicesOf(at);
  if (choices) return [...new Set(choices.flatMap((each) => textPlaces(each, place)))];
  if (isFreeText(at)) return [place];
  if (at.type === 'object') return Object.entries(at.properties ?? {}).flatMap(([name, inner]) => textPlaces(inner, below(name)));
  return at.type === 'array' ? textPlaces(at.items ?? {}, below(0)) : [];
}
