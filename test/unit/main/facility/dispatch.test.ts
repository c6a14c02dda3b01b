import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import { rolePermissions, type RoleCode } from '../../../../main/security/roles.ts';
import { contract, type MethodName } from '../../../../preload/contract/index.ts';
import { aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const names = Object.keys(contract) as MethodName[];
const roles = Object.keys(rolePermissions) as RoleCode[];

/** main/security/rolesMatrix.md as people read it: who may make which call. */
function readMatrix(): Map<string, Set<string>> {
  const file = join(import.meta.dirname, '../../../../main/security/rolesMatrix.md');
  const [head = [], , ...rows] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    ) as string[][];
  return new Map(
    rows.flatMap((cells) => {
      const permitted = new Set(head.filter((role, at) => at > 0 && at < head.length - 1 && cells[at] === 'x'));
      return (cells.at(-1) ?? '').split(', ').map((method) => [method, permitted] as const);
    }),
  );
}

test('every method as every role is let in or refused as the matrix in the repository says', async () => {
  const clinic = await testClinic();
  const matrix = readMatrix();
  for (const role of roles) {
    for (const method of names) {
      const { permission } = contract[method];
      if (permission === 'public' || method === 'session.signOut') continue;
      const answer = await dispatch(clinic.host, clinic.seat(role), { id: '1', method, input: { nonsense: true }, key: 'matrix-key' });
      const mayCall = permission === 'self' || matrix.get(method)?.has(role);
      expect(mayCall, `${method} stands in the matrix`).toBeDefined();
      const isForbidden = !answer.ok && answer.error.code === 'auth.forbidden';
      expect(isForbidden, `${role} ${method}`).toBe(!mayCall);
    }
  }
  expect([...matrix.keys()].filter((method) => !names.some((name) => name === method))).toEqual([]);
});

test('whoever has not signed in is let in nowhere but to the public methods', async () => {
  const clinic = await testClinic();
  for (const method of names.filter((name) => contract[name].permission !== 'public')) {
    const answer = await dispatch(
      clinic.host,
      { id: 'stranger', kind: 'browser', user: null },
      { id: '1', method, input: {}, key: 'stranger-key' },
    );
    expect(answer, method).toMatchObject({ ok: false, error: { code: 'auth.signed_out' } });
  }
});

test('every permission that a method asks for is given to at least one role', () => {
  const givenOut = new Set<string>(roles.flatMap((role) => rolePermissions[role]));
  const asked = names.map((name) => contract[name].permission).filter((permission) => permission.includes('.'));
  expect(asked.filter((permission) => !givenOut.has(permission))).toEqual([]);
});

test('an unknown method, a prototype word and a missing key are refused by name', async () => {
  const clinic = await testClinic();
  const ask = (method: string, key?: string) =>
    dispatch(clinic.host, clinic.seat('front-desk'), { id: '1', method, input: {}, ...(key ? { key } : {}) });
  expect(await ask('patients.fly')).toMatchObject({ error: { code: 'ipc.unknown_method', data: { name: 'patients.fly' } } });
  expect(await ask('__proto__')).toMatchObject({ error: { code: 'ipc.unknown_method' } });
  const registered = { familyName: 'A', givenNames: 'B', sex: 'male', birthDate: null };
  const withoutKey = await dispatch(clinic.host, clinic.seat('front-desk'), { id: '1', method: 'patients.register', input: registered });
  expect(withoutKey).toMatchObject({ error: { code: 'ipc.key_missing' } });
});

test('whatever comes in, an envelope goes out, and nothing of the input or of a person stands in its error', async () => {
  const clinic = await testClinic();
  await aPatient(clinic, { familyName: 'Canaryperson' });
  const before = clinic.count('patient');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.constantFrom(...roles),
      fc.anything({ maxDepth: 4, withNullPrototype: true }),
      async (method, role, input) => {
        if (method === 'facility.exploreDemo' || method === 'facility.setUp') return;
        const answer = await dispatch(clinic.host, clinic.seat(role), { id: '1', method, input, key: `fuzz-${Math.random()}` });
        expect(typeof answer.ok).toBe('boolean');
        if (!answer.ok) expect(JSON.stringify(answer)).not.toContain('Canaryperson');
        if (!answer.ok) expect(answer.error.code).not.toBe('internal');
      },
    ),
    { numRuns: 400 },
  );
  expect(clinic.count('patient')).toBe(before);
});

test('text that looks like SQL, a path or a formula stays text', async () => {
  const clinic = await testClinic();
  for (const text of [`'; DROP TABLE patient; --`, '../../etc/passwd', '=cmd|calc!A0', '"* OR 1', '\u0000', '🦠'.repeat(60)]) {
    const answer = await clinic.ask('front-desk', 'patients.search', { text });
    expect(answer.ok, text).toBe(true);
  }
  expect(clinic.count('patient')).toBe(0);
});

test('a change is announced once to every seat, after it is committed', async () => {
  const clinic = await testClinic();
  await aPatient(clinic);
  expect(clinic.changed.at(-1)).toEqual(expect.arrayContaining(['patient', 'audit_event']));
});

test('a full disk is told as such and loses nothing that was saved', async () => {
  const clinic = await testClinic();
  await aPatient(clinic);
  const { raw } = clinic.facility;
  raw.pragma(`max_page_count = ${raw.pragma('page_count', { simple: true }) as number}`);
  const codes = new Set<string>();
  for (let n = 0; n < 40; n++) {
    const answer = await clinic.ask('front-desk', 'patients.register', {
      familyName: `Fillername${'xyzwvu'[n % 6]}${n}`,
      givenNames: 'Q'.repeat(150),
      sex: 'male',
      birthDate: null,
    });
    if (!answer.ok) codes.add(answer.error.code);
  }
  expect([...codes]).toEqual(['storage.full']);
  raw.pragma('max_page_count = 100000');
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(await clinic.call('front-desk', 'patients.search', { text: 'Tettebi' })).toMatchObject({
    patients: [{ displayName: expect.stringContaining('Tettebi') }],
  });
});
