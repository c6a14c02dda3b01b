import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dispatch } from '../../main/facility/dispatch.ts';
import { handlers } from '../../main/facility/handlers.ts';
import { serveSeat } from '../../main/facility/ports.ts';
import { rolePermissions, type RoleCode } from '../../main/security/roles.ts';
import { errorCodes } from '../../preload/contract/errors.ts';
import { contract, type MethodName } from '../../preload/contract/index.ts';
import type { FromFacility } from '../../preload/contract/wire.ts';
import { businessRows } from '../support/businessRows.ts';
import { like, liveIn, schemaOf, worldOf } from '../support/contractInputs.ts';
import { aPatient } from '../support/factories.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

/** They close the facility, or leave another one behind: last, each time asked anew what is open. */
const last = ['facility.tryAgain', 'people.erase', 'dataKey.change', 'facility.setUp', 'facility.exploreDemo', 'session.signOut'];
const methods = (Object.keys(contract) as MethodName[]).toSorted((a, b) => last.indexOf(a) - last.indexOf(b));
const canary = 'Canaryperson';
const hangMs = 60_000;

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let n = 0; n < levels; n++) value = n % 2 ? [value] : { value };
  return value;
};

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
    deep(50),
    deep(20_000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
);

/** What the shape allows and nobody means. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'a'.repeat(5000),
    '=1+1',
    `'"%_*\\`,
    '\ud800',
    '\u0000\u0007',
    '‮kcab',
    '__proto__',
    '../../..',
    `${canary}`,
    '1e999',
    '𝒳'.repeat(50),
  ),
);

const prototypeKeys = fc.constantFrom(
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"can":true}}}') as object,
  Object.create({ patientId: canary }) as object,
);

/** The same with one field gone wrong. */
const spoilt = (right: fc.Arbitrary<unknown>) =>
  fc.tuple(right, fc.nat(), nasty).map(([value, which, wrong]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
    const names = Object.keys(value);
    const name = names[which % Math.max(1, names.length)] ?? 'extra';
    return { ...value, [name]: wrong };
  });

const roles = Object.keys(rolePermissions) as RoleCode[];
const permitted = (method: MethodName): RoleCode => {
  const { permission } = contract[method];
  return roles.find((role) => (rolePermissions[role] as readonly string[]).includes(permission)) ?? 'administrator';
};

const codes: readonly string[] = errorCodes;
const rounds = Number(process.env['MEDVAULT_FUZZ_ROUNDS'] ?? 4);
let key = 0;

/** Answered with a value, or refused with a code, with nothing written and nobody named. */
async function isAnsweredWell(clinic: TestClinic, method: MethodName, input: unknown): Promise<boolean> {
  const role = permitted(method);
  const before = businessRows(clinic);
  const said = () => inspect(input, { depth: 5, maxStringLength: 80 });
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<'hung'>((resolve) => void (timer = setTimeout(() => resolve('hung'), hangMs)));
  const answer = await Promise.race([dispatch(clinic.host, clinic.seat(role), { id: '1', method, input, key: `fuzz-${++key}` }), hung]);
  clearTimeout(timer);
  if (answer === 'hung') throw new Error(`${method} as ${role} hangs on ${said()}`);
  if (answer.ok) return true;
  const { error } = answer;
  expect(codes, `${method} as ${role}: ${said()}`).toContain(error.code);
  expect(error.code, `${method} as ${role}: ${said()}`).not.toBe('internal');
  const text = JSON.stringify(error);
  expect(text.includes(canary) || text.includes('Zebedee'), `${method} names a person: ${text}`).toBe(false);
  const after = { ...businessRows(clinic) };
  if ('refused' in handlers[method]) after['demand_event'] = before['demand_event'] ?? ''; // what was asked for and not there is kept
  expect(after, `${method} was refused with ${error.code} and wrote: ${said()}`).toEqual(before);
  return false;
}

test('whatever comes in for any method: an envelope with a code, nothing half written, nobody named', { timeout: 600_000 }, async () => {
  const clinic = await testClinic();
  await liveIn(clinic);
  await aPatient(clinic, { familyName: canary, givenNames: 'Zebedee', birthDate: '1955-05-05' });
  const answered = new Set<string>();
  for (const method of methods) {
    const right = like(schemaOf(method), worldOf(clinic), hostileText);
    const input = fc.oneof({ arbitrary: right, weight: 2 }, spoilt(right), nasty, prototypeKeys);
    const check = async (value: unknown) => {
      if (await isAnsweredWell(clinic, method, value)) answered.add(method);
    };
    await fc.assert(fc.asyncProperty(input, check), { numRuns: rounds, endOnFailure: true });
    for (const levels of [50, 20_000]) await check(deep(levels));
  }
  expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  expect(clinic.host.open().raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(answered.size, 'most inputs of the right shape get past the border').toBeGreaterThan(methods.length / 4);
});

test('an id of another kind than asked for is something that is not there, not a bug', async () => {
  const clinic = await testClinic();
  const { patientId } = await liveIn(clinic);
  const before = businessRows(clinic);
  const [itemId = ''] = worldOf(clinic).get('itemId') ?? [];
  const booked = { patientId, practitionerId: itemId, startAt: '2026-11-21T09:00:00.000Z', reason: 'fever' };
  expect(await clinic.ask('front-desk', 'appointments.book', booked)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(businessRows(clinic)).toEqual(before);
});

test('whatever comes over a line: an answer to a call, silence to anything else', async () => {
  const clinic = await testClinic();
  const said: FromFacility[] = [];
  const line = serveSeat(clinic.host, clinic.seat('front-desk'), { post: (message) => void said.push(message) });
  const frame = fc.oneof(
    nasty,
    prototypeKeys,
    fc.record({ id: nasty, method: nasty, input: nasty, key: nasty }, { requiredKeys: [] }),
    fc.record({
      id: fc.string({ maxLength: 64 }),
      method: fc.constantFrom('__proto__', 'toString', 'constructor', '', 'patients.search'),
      input: nasty,
    }),
  );
  for (const value of fc.sample(frame, 300)) line.receive(value);
  line.receive({ id: 'the last', method: 'facility.status', input: {} });
  await expect.poll(() => said.some((message) => message.t === 'answer' && message.id === 'the last')).toBe(true);
  line.end();
  const answers = said.filter((message) => message.t === 'answer');
  expect(answers.length).toBeGreaterThan(10);
  for (const answer of answers.filter((each) => !each.ok)) expect(codes).toContain(answer.error.code);
  expect(answers.filter((each) => !each.ok && each.error.code === 'internal')).toEqual([]);
});
