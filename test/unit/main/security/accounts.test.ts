import { expect, test } from 'vitest';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import { bringRolesUpToDate } from '../../../../main/security/builtInRoles.ts';
import { verifyPassword } from '../../../../sync/security/password.ts';
import { contract } from '../../../../preload/contract/index.ts';
import { aPatient } from '../../../support/factories.ts';
import { everythingStored } from '../../../support/signedIn.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const efua = { displayName: 'Efua Owusu', username: 'efua', roles: ['nurse'], isBookable: true, password: 'river-lamp-42' };

const cardOf = async (clinic: TestClinic, username: string) => {
  const found = (await clinic.call('administrator', 'accounts.list', {})).accounts.find((card) => card.username === username);
  if (!found) throw new Error(`${username} has no account`);
  return found;
};
const lastAudit = (clinic: TestClinic) =>
  clinic.facility.raw
    .prepare('SELECT action, resource, resource_id, reason, CAST(body AS TEXT) AS body FROM audit_event ORDER BY seq DESC')
    .get();

test('an account is added with its roles and a first password that must be changed', async () => {
  const clinic = await testClinic();
  const { userId } = await clinic.call('administrator', 'accounts.add', efua);
  expect(await cardOf(clinic, 'efua')).toEqual({
    userId,
    username: 'efua',
    displayName: 'Efua Owusu',
    roles: ['nurse'],
    isActive: true,
    isBookable: true,
    isLockedOut: false,
    lastSignInAt: null,
    version: 1,
  });
  const { raw } = clinic.facility;
  const hash = raw.prepare('SELECT password_hash FROM user_account WHERE id = ?').pluck().get(userId) as string;
  expect(await verifyPassword(hash, efua.password)).toBe(true);
  expect(raw.prepare('SELECT must_change_password FROM credential WHERE user_id = ?').pluck().get(userId)).toBe(1);
  expect((await clinic.call('front-desk', 'appointments.forDay', { day: '2026-11-21' })).practitioners).toContainEqual(
    expect.objectContaining({ name: 'Efua Owusu' }),
  );
});

test('refused without a trace: a taken name in other letters, a role that is none, a short password, a name with a blank', async () => {
  const clinic = await testClinic();
  await clinic.call('administrator', 'accounts.add', efua);
  const before = clinic.count('user_account');
  const refused = async (change: object) => {
    const answer = await clinic.ask('administrator', 'accounts.add', { ...efua, username: 'other', ...change });
    return answer.ok ? 'added' : answer.error.code;
  };
  expect(await refused({ username: 'EFUA' })).toBe('auth.username_taken');
  expect(await refused({ roles: ['wizard'] })).toBe('not_found');
  expect(await refused({ roles: [] })).toBe('ipc.invalid_input');
  expect(await refused({ password: 'short' })).toBe('ipc.invalid_input');
  expect(await refused({ password: 'Password123' })).toBe('auth.weak_password');
  expect(await refused({ username: 'efuaowusu', password: 'efuaowusu-9' })).toBe('auth.weak_password');
  expect(await refused({ username: 'a b' })).toBe('ipc.invalid_input');
  expect(clinic.count('user_account')).toBe(before);
});

test('nothing of the first password is kept but its argon2id hash: no outcome, no hash of the input', async () => {
  const clinic = await testClinic();
  await clinic.call('administrator', 'accounts.add', efua);
  expect(contract['accounts.add'].kind).toBe('host');
  const { raw } = clinic.facility;
  expect(raw.prepare(`SELECT count(*) FROM request_outcome WHERE method = 'accounts.add'`).pluck().get()).toBe(0);
  expect(everythingStored(clinic)).not.toContain(efua.password);
});

test('an amended account has its new name everywhere and its new roles; the second editor is refused', async () => {
  const clinic = await testClinic();
  const { userId } = await clinic.call('administrator', 'accounts.add', efua);
  const change = { userId, version: 1, displayName: 'Efua Mensah', roles: ['pharmacist', 'nurse'], isBookable: false };
  expect(await clinic.call('administrator', 'accounts.amend', change)).toEqual({ version: 2 });
  expect(await cardOf(clinic, 'efua')).toMatchObject({ displayName: 'Efua Mensah', roles: ['nurse', 'pharmacist'], isBookable: false });
  expect(clinic.facility.raw.prepare('SELECT display_name FROM practitioner WHERE user_id = ?').pluck().get(userId)).toBe('Efua Mensah');
  expect(
    clinic.facility.raw.prepare(`SELECT CAST(body AS TEXT) FROM audit_event WHERE resource = 'user_role' ORDER BY seq DESC`).pluck().get(),
  ).toBe('{"before":{"roles":["nurse"]},"after":{"roles":["nurse","pharmacist"]}}');
  expect(await clinic.ask('administrator', 'accounts.amend', { ...change, displayName: 'Somebody' })).toMatchObject({
    error: { code: 'version.conflict', data: { found: 2 } },
  });
  expect((await cardOf(clinic, 'efua')).displayName).toBe('Efua Mensah');
});

test('a changed role counts at an open seat with its next call, both ways', async () => {
  const clinic = await testClinic();
  const { userId } = await clinic.call('administrator', 'accounts.add', efua);
  const seat = clinic.seatOf('efua');
  const ask = (method: string, input: object) =>
    dispatch(clinic.host, seat, { id: '1', method, input, key: `k-${method}-${Math.random()}` });
  expect(await ask('inventory.items', {})).toMatchObject({ ok: true });
  expect(await ask('audit.list', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  await clinic.call('administrator', 'accounts.amend', {
    userId,
    version: 1,
    displayName: 'Efua Owusu',
    roles: ['auditor'],
    isBookable: true,
  });
  expect(await ask('inventory.items', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(await ask('audit.list', {})).toMatchObject({ ok: true });
  expect(await ask('accounts.me', {})).toMatchObject({
    value: { roles: ['auditor'], permissions: ['AuditEvent.read', 'BreakGlass.review', 'Configuration.read', 'UserAccount.read'] },
  });
});

test('who is deactivated is out at once, keeps their name on what they did, and can come back', async () => {
  const clinic = await testClinic();
  const { userId } = await clinic.call('administrator', 'accounts.add', { ...efua, roles: ['front-desk'] });
  const seat = clinic.seatOf('efua');
  const register = { familyName: 'Adjei', givenNames: 'Yaw', sex: 'male', birthDate: null };
  await dispatch(clinic.host, seat, { id: '1', method: 'patients.register', input: register, key: 'first-key' });
  clinic.facility.raw.prepare(`INSERT INTO seat (id, kind, name, created_at) VALUES ('s', 'browser', 's', '')`).run();
  clinic.facility.raw
    .prepare(`INSERT INTO session (id, user_id, seat_id, token_hash, started_at, expires_at) VALUES ('x', ?, 's', 'h', '2026', '2027')`)
    .run(userId);
  await clinic.call('administrator', 'accounts.deactivate', { userId, version: 1, reason: 'left the clinic' });
  expect(await dispatch(clinic.host, seat, { id: '2', method: 'patients.search', input: { text: 'Adjei' } })).toMatchObject({
    error: { code: 'auth.signed_out' },
  });
  expect(seat.user).toBeNull();
  expect(clinic.facility.raw.prepare('SELECT ended_at FROM session').pluck().get()).toBe(clinic.clock.now);
  expect(lastAudit(clinic)).toMatchObject({ action: 'amend', resource: 'user_account', resource_id: userId, reason: 'left the clinic' });
  const did = await clinic.call('auditor', 'audit.list', { actorId: userId });
  expect(did.rows.map((row) => [row.actorName, row.resource])).toContainEqual(['Efua Owusu', 'patient']);
  await clinic.call('administrator', 'accounts.reactivate', { userId, version: 2, reason: 'came back' });
  expect(await cardOf(clinic, 'efua')).toMatchObject({ isActive: true, version: 3 });
});

test('the last administrator is neither deactivated nor demoted; with a second one, either goes', async () => {
  const clinic = await testClinic();
  const only = await cardOf(clinic, 'administrator');
  const demotion = { userId: only.userId, version: only.version, displayName: only.displayName, roles: ['nurse'], isBookable: false };
  expect(await clinic.ask('administrator', 'accounts.amend', demotion)).toMatchObject({ error: { code: 'auth.last_administrator' } });
  const leaving = { userId: only.userId, version: only.version, reason: 'leaving' };
  expect(await clinic.ask('administrator', 'accounts.deactivate', leaving)).toMatchObject({ error: { code: 'auth.last_administrator' } });
  await clinic.call('administrator', 'accounts.add', { ...efua, roles: ['administrator'] });
  expect(await clinic.ask('administrator', 'accounts.amend', demotion)).toMatchObject({ ok: true });
});

test('a role composed from permissions lets its people do just that, and what it gives can be changed while they work', async () => {
  const clinic = await testClinic();
  const { code } = await clinic.call('administrator', 'accounts.composeRole', { name: 'midwife', permissions: ['Patient.read'] });
  expect(code).toBe('Midwife');
  await clinic.call('administrator', 'accounts.add', { ...efua, roles: [code] });
  const seat = clinic.seatOf('efua');
  const search = () => dispatch(clinic.host, seat, { id: '1', method: 'patients.search', input: { text: 'a' } });
  const queue = () => dispatch(clinic.host, seat, { id: '1', method: 'encounters.queue', input: {} });
  expect([(await search()).ok, (await queue()).ok]).toEqual([true, false]);
  const change = { code, seen: ['Patient.read'], permissions: ['Encounter.read'] };
  await clinic.call('administrator', 'accounts.amendRole', change);
  expect([(await search()).ok, (await queue()).ok]).toEqual([false, true]);
  expect(lastAudit(clinic)).toMatchObject({ action: 'deny' });
  const { roles } = await clinic.call('administrator', 'accounts.matrix', {});
  expect(roles.at(-1)).toEqual({ code, isBuiltIn: false, permissions: ['Encounter.read'], holders: ['Efua Owusu'] });
  expect(await clinic.ask('administrator', 'accounts.amendRole', change), 'seen by another desk before').toMatchObject({
    error: { code: 'version.conflict' },
  });
});

test('a composed role is refused by name, permission, or when it is built in; it goes only when nobody has it', async () => {
  const clinic = await testClinic();
  const refused = async (method: 'accounts.composeRole' | 'accounts.amendRole' | 'accounts.removeRole', input: object) => {
    const answer = await clinic.ask('administrator', method, input as never);
    return answer.ok ? 'done' : answer.error.code;
  };
  expect(await refused('accounts.composeRole', { name: 'Doctor', permissions: [] })).toBe('role.name_taken');
  expect(await refused('accounts.composeRole', { name: 'Midwife', permissions: ['Everything.do'] })).toBe('ipc.invalid_input');
  expect(await refused('accounts.composeRole', { name: 'Midwife', permissions: ['Patient.read'] })).toBe('done');
  expect(await refused('accounts.composeRole', { name: 'MIDWIFE', permissions: [] })).toBe('role.name_taken');
  expect(await refused('accounts.amendRole', { code: 'nurse', seen: [], permissions: [] })).toBe('role.built_in');
  expect(await refused('accounts.removeRole', { code: 'nurse', reason: 'no nurse' })).toBe('role.built_in');
  await clinic.call('administrator', 'accounts.add', { ...efua, roles: ['Midwife'] });
  expect(await refused('accounts.removeRole', { code: 'Midwife', reason: 'not used' })).toBe('role.in_use');
  const { userId, version } = await cardOf(clinic, 'efua');
  await clinic.call('administrator', 'accounts.amend', { userId, version, displayName: 'Efua', roles: ['nurse'], isBookable: false });
  expect(await refused('accounts.removeRole', { code: 'Midwife', reason: 'not used' })).toBe('done');
  expect(await refused('accounts.removeRole', { code: 'Midwife', reason: 'not used' })).toBe('not_found');
});

test('a file from an older program gets the roles and permissions of this one, told in the audit, and nothing twice', async () => {
  const clinic = await testClinic();
  const { raw } = clinic.facility;
  raw.exec(`DELETE FROM user_role WHERE role_code = 'laboratory'; DELETE FROM role_permission WHERE role_code = 'laboratory';
    DELETE FROM role WHERE code = 'laboratory'; DELETE FROM role_permission WHERE permission = 'UserAccount.create'`);
  await bringRolesUpToDate(clinic.facility);
  expect(raw.prepare(`SELECT count(*) FROM role_permission WHERE role_code = 'laboratory'`).pluck().get()).toBeGreaterThan(3);
  expect(await clinic.ask('administrator', 'accounts.add', efua)).toMatchObject({ ok: true });
  const told = () => raw.prepare(`SELECT resource_id FROM audit_event WHERE resource = 'role' ORDER BY seq`).pluck().all();
  expect(told()).toEqual(['laboratory', 'administrator']);
  await bringRolesUpToDate(clinic.facility);
  expect(told()).toHaveLength(2);
});

test('nobody but an administrator adds, amends or composes', async () => {
  const clinic = await testClinic();
  await aPatient(clinic);
  for (const role of ['manager', 'doctor', 'auditor', 'department-head'] as const) {
    expect(await clinic.ask(role, 'accounts.add', efua), role).toMatchObject({ error: { code: 'auth.forbidden' } });
    expect(await clinic.ask(role, 'accounts.composeRole', { name: 'Mine', permissions: ['UserAccount.update'] }), role).toMatchObject({
      error: { code: 'auth.forbidden' },
    });
  }
});
