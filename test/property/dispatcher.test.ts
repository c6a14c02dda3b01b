import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dispatch } from '../../main/facility/dispatch.ts';
import { rolePermissions, type RoleCode } from '../../main/security/roles.ts';
import { contract, type MethodName } from '../../preload/contract/index.ts';
import { aLot, anItem, aPatient, aPrescription } from '../support/factories.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

const roles = Object.keys(rolePermissions) as RoleCode[];
/** Leave the clinic that the test stands in, or end the seat's session. */
const leaving = new Set<string>(['facility.exploreDemo', 'facility.setUp', 'session.signOut']);
const methods = (Object.keys(contract) as MethodName[]).filter((method) => !leaving.has(method));
const canary = 'Canaryperson';
const hangMs = 5000;

/** Written by a refusal, rightly: that it was asked, and by whom. */
const notBusiness = /^(audit_|request_outcome|session|seat|sign_in|sqlite_|patient_search_)/;

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '🦠'.repeat(500),
    '\u202e‮gnp.exe',
    `'; DROP TABLE patient; --`,
    '=cmd|calc!A0',
    '../../etc/passwd',
    'x'.repeat(100_000),
    '__proto__',
    'constructor',
    canary,
    -1,
    0,
    1.5,
    NaN,
    Infinity,
    2 ** 53,
    -(2 ** 31),
    null,
    undefined,
    true,
    [],
    {},
    new Date(0),
    10n,
    new Uint8Array(3),
    () => 1,
    Symbol('s'),
    '2026-02-30',
    '9999-12-31',
    '0000-01-01',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
);

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let n = 0; n < levels; n++) value = n % 2 ? [value] : { value };
  return value;
};

const prototypeKeys = fc.constantFrom(
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"can":true}}}') as object,
  Object.create({ patientId: canary }) as object,
);

/** An input of the right shape, as JSON Schema tells it, so that most fuzz goes past the first field. */
function like(schema: unknown, ids: readonly string[]): fc.Arbitrary<unknown> {
  const at = (typeof schema === 'object' && schema !== null ? schema : {}) as Record<string, unknown>;
  const choices = (at['anyOf'] ?? at['oneOf']) as unknown[] | undefined;
  if (choices) return fc.oneof(...choices.map((each) => like(each, ids)));
  if (at['const'] !== undefined) return fc.constant(at['const']);
  if (Array.isArray(at['enum'])) return fc.constantFrom(...(at['enum'] as unknown[]));
  switch (at['type']) {
    case 'object': {
      const fields = Object.entries((at['properties'] ?? {}) as Record<string, unknown>);
      const required = (at['required'] ?? []) as string[];
      const record = Object.fromEntries(fields.map(([name, inner]) => [name, like(inner, ids)]));
      return fc.record(record, { requiredKeys: required.filter((name) => Object.hasOwn(record, name)) });
    }
    case 'array':
      return fc.array(like(at['items'], ids), { minLength: Number(at['minItems'] ?? 0), maxLength: Number(at['minItems'] ?? 0) + 2 });
    case 'integer':
      return fc.integer({
        min: Math.max(-1e9, Number(at['minimum'] ?? at['exclusiveMinimum'] ?? -3)),
        max: Math.min(1e9, Number(at['maximum'] ?? 1e9)),
      });
    case 'number':
      return fc.double({ min: Number(at['minimum'] ?? -1e6), max: Number(at['maximum'] ?? 1e6), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string': {
      const pattern = typeof at['pattern'] === 'string' ? at['pattern'] : '';
      if (at['format'] === 'uuid' || pattern.includes('[0-9a-fA-F]{8}')) return fc.constantFrom(...ids);
      if (at['format'] === 'date-time') return fc.constantFrom('2026-11-21T09:00:00.000Z', '1970-01-01T00:00:00.000Z');
      if (at['format'] === 'date' || pattern.includes('\\d{4}-')) return fc.constantFrom('2026-11-21', '2028-02-29', '1900-01-01');
      const most = Math.min(Number(at['maxLength'] ?? 60), 5000);
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: Math.min(most, 60) }),
        fc.constantFrom('a'.repeat(most), '=1+1', `'"%_*`, canary.slice(0, most)),
      );
      return text.filter((value) => value.length >= Number(at['minLength'] ?? 0));
    }
    default:
      return nasty;
  }
}

/** The same with one field gone wrong. */
const spoilt = (right: fc.Arbitrary<unknown>) =>
  fc.tuple(right, fc.nat(), nasty).map(([value, which, wrong]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
    const names = Object.keys(value);
    const name = names[which % Math.max(1, names.length)] ?? 'extra';
    return { ...value, [name]: wrong };
  });

function counts(clinic: TestClinic): Record<string, number> {
  const { raw } = clinic.facility;
  const tables = (raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[]).filter(
    (table) => !notBusiness.test(table),
  );
  return Object.fromEntries(tables.map((table) => [table, clinic.count(`"${table}"`)]));
}

async function lived(): Promise<{ clinic: TestClinic; ids: string[] }> {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const lotId = await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const patientId = await aPatient(clinic, { familyName: canary, givenNames: 'Zebedee' });
  const requestId = await aPrescription(clinic, { itemId, patientId });
  return { clinic, ids: [itemId, lotId, patientId, requestId, '01930000-0000-7000-8000-ffffffffffff'] };
}

const rounds = Number(process.env['MEDVAULT_FUZZ_ROUNDS'] ?? 4);
let key = 0;

async function refusedWell(clinic: TestClinic, method: MethodName, role: RoleCode, input: unknown): Promise<void> {
  const before = counts(clinic);
  const said = () => inspect(input, { depth: 5, maxStringLength: 80 });
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<'hung'>((resolve) => void (timer = setTimeout(() => resolve('hung'), hangMs)));
  const answer = await Promise.race([dispatch(clinic.host, clinic.seat(role), { id: '1', method, input, key: `fuzz-${++key}` }), hung]);
  clearTimeout(timer);
  if (answer === 'hung') throw new Error(`${method} as ${role} hangs on ${said()}`);
  if (answer.ok) return;
  const { error } = answer;
  expect(error.code, `${method} as ${role}: ${said()}`).not.toBe('internal');
  const text = JSON.stringify(error);
  expect(text.includes(canary) || text.includes('Zebedee'), `${method} names a person: ${text}`).toBe(false);
  expect(counts(clinic), `${method} was refused with ${error.code} and wrote`).toEqual(before);
}

const permitted = (method: MethodName): RoleCode => {
  const { permission } = contract[method];
  return roles.find((role) => (rolePermissions[role] as readonly string[]).includes(permission)) ?? 'administrator';
};

test('whatever comes in for any method: an envelope with a code, nothing half written, nobody named', { timeout: 120_000 }, async () => {
  const { clinic, ids } = await lived();
  for (const method of methods) {
    const right = like(z.toJSONSchema(contract[method].input, { io: 'input', unrepresentable: 'any' }), ids);
    const input = fc.oneof(right, spoilt(right), nasty, prototypeKeys);
    const role = permitted(method);
    await fc.assert(
      fc.asyncProperty(input, (value) => refusedWell(clinic, method, role, value)),
      { numRuns: rounds, endOnFailure: true },
    );
    for (const levels of [50, 3000]) await refusedWell(clinic, method, role, deep(levels));
  }
  expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  expect(clinic.facility.raw.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('an id of another kind than asked for is something that is not there, not a bug', async () => {
  const { clinic, ids } = await lived();
  const [itemId, , patientId] = ids as [string, string, string, string];
  const before = counts(clinic);
  const booked = { patientId, practitionerId: itemId, startAt: '2026-11-21T09:00:00.000Z', reason: 'fever' };
  expect(await clinic.ask('front-desk', 'appointments.book', booked)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(counts(clinic)).toEqual(before);
});
