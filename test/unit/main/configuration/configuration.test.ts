import { expect, test } from 'vitest';
import { configurationMostBytes } from '../../../../preload/contract/configuration.ts';
import type { RawInput } from '../../../../preload/contract/index.ts';
import { aPatient } from '../../../support/factories.ts';
import {
  askAt,
  callAt,
  clinicWithPasswords,
  everythingStored,
  minutesLater,
  rightPassword,
  signedInSeat,
} from '../../../support/signedIn.ts';
import type { TestClinic } from '../../../support/testContext.ts';
import { testClinic } from '../../../support/testContext.ts';
import { hashOf } from '../../../../main/configuration/file.ts';

const exported = async (clinic: TestClinic) => (await clinic.call('administrator', 'configuration.export', {})).text;
type Asked = Omit<RawInput<'configuration.preview'>, 'mode'> & Partial<RawInput<'configuration.preview'>>;
const preview = (clinic: TestClinic, asked: Asked) => clinic.call('administrator', 'configuration.preview', { mode: 'merge', ...asked });

type LooseFile = { version: number; from: { name: string }; configuration: { [section: string]: object } };

/** The file with another content, as whole as an exported one. */
function rewritten(text: string, change: (file: LooseFile) => void): string {
  const file = JSON.parse(text) as LooseFile;
  change(file);
  return JSON.stringify({ ...file, sha256: hashOf(file) });
}

/** A clinic that was set up as somebody likes it. */
async function arranged(): Promise<TestClinic> {
  const clinic = await testClinic();
  await clinic.call('administrator', 'accounts.composeRole', { name: 'Midwife', permissions: ['Patient.read', 'Encounter.read'] });
  await clinic.call('administrator', 'session.amendSignInRule', { role: 'Midwife', idleLockMinutes: 2, requiresTotp: true });
  await clinic.call('administrator', 'session.amendSignInRule', { role: 'doctor', idleLockMinutes: 12, requiresTotp: false });
  await clinic.call('administrator', 'departments.add', { name: 'Maternity' });
  await clinic.call('administrator', 'access.amendPolicy', { breakGlassMinutes: 30, version: 1, reason: 'long wards' });
  await clinic.call('administrator', 'people.setRetention', { kind: 'care', years: 20, version: 1 });
  await clinic.call('administrator', 'backups.setPlan', { folder: '/media/stick', keep: 30, version: 1 });
  const district = { field: 'district', label: 'County', isAsked: true, isRequired: true } as const;
  await clinic.call('administrator', 'registration.amendFields', { fields: [district] });
  await clinic.call('manager', 'registers.setInterval', { register: 'hypertension', intervalDays: 45, version: 0 });
  return clinic;
}

test('a second clinic gets the roles, rules and settings of the first, and a second import finds nothing to do', async () => {
  const first = await arranged();
  const text = await exported(first);
  const second = await clinicWithPasswords();
  const seat = await signedInSeat(second, 'administrator');
  const seen = await callAt(second, seat, 'configuration.preview', { text, mode: 'merge' });
  expect(seen).toMatchObject({ from: { name: 'Test Clinic' }, signature: 'other', conflicts: [], unknown: [] });
  expect(seen.changes.map(({ section, name, is, after }) => [section, name, is, after.join(' ')])).toEqual([
    ['roles', 'Midwife', 'added', 'Encounter.read Patient.read'],
    ['signIn', 'Midwife', 'changed', '2 totp'],
    ['signIn', 'doctor', 'changed', '12 '],
    ['departments', 'Maternity', 'added', 'Maternity'],
    ['access', 'breakGlassMinutes', 'changed', '30'],
    ['retention', 'care', 'changed', '20'],
    ['backups', 'keep', 'changed', '30'],
    ['registration', 'district', 'changed', 'County asked required'],
    ['registers', 'hypertension', 'changed', '45'],
  ]);
  const input = { text, mode: 'merge', seen: seen.seen, reason: 'the same as at the first clinic' } as const;
  expect(await callAt(second, seat, 'configuration.import', input)).toEqual({ added: 2, changed: 7, removed: 0 });
  const { roles } = await second.call('administrator', 'accounts.matrix', {});
  expect(roles.find(({ code }) => code === 'Midwife')).toMatchObject({ isBuiltIn: false, permissions: ['Encounter.read', 'Patient.read'] });
  const { rules } = await second.call('administrator', 'session.signInRules', {});
  expect(rules).toContainEqual({ role: 'Midwife', idleLockMinutes: 2, requiresTotp: true });
  expect(await second.call('administrator', 'access.policy', {})).toEqual({ breakGlassMinutes: 30, version: 2 });
  const { fields } = await second.call('front-desk', 'registration.fields', {});
  expect(fields).toContainEqual({ field: 'district', label: 'County', isAsked: true, isRequired: true });
  expect((await preview(second, { text })).changes).toEqual([]);
  const { entries } = await second.call('administrator', 'configuration.history', { text: 'the same as at' });
  expect(entries.map(({ resource }) => resource).toSorted()).toEqual(
    ['access_policy', 'backup_plan', 'configuration', 'retention_policy', 'role', 'role_sign_in', 'role_sign_in'].toSorted(),
  );
});

test('the file holds no person, no account, no secret and no folder of this computer; taking it out is in the audit', async () => {
  const clinic = await arranged();
  await aPatient(clinic, { familyName: 'Canaryperson' });
  const text = await exported(clinic);
  const { raw } = clinic.facility;
  for (const word of ['Canaryperson', 'Test doctor', '/media/stick', '7.35', 'password', 'hash', 'none'])
    expect(text, word).not.toContain(word);
  for (const id of raw
    .prepare('SELECT id FROM user_account UNION ALL SELECT id FROM patient UNION ALL SELECT id FROM facility')
    .pluck()
    .all())
    expect(text).not.toContain(id);
  expect(JSON.parse(text)).toMatchObject({ format: 'medvault-configuration', version: 1, from: { name: 'Test Clinic' } });
  expect(raw.prepare(`SELECT count(*) FROM audit_event WHERE action = 'export' AND resource = 'configuration'`).pluck().get()).toBe(1);
});

test('its own file is known by the signature; one letter changed and it is damaged', async () => {
  const clinic = await arranged();
  const text = await exported(clinic);
  expect((await preview(clinic, { text })).signature).toBe('own');
  const asked = (file: string) => clinic.ask('administrator', 'configuration.preview', { text: file, mode: 'merge' });
  expect(await asked(text.replace('Maternity', 'Paternity'))).toMatchObject({ error: { code: 'configuration.damaged' } });
  expect(await asked(text.slice(0, -40))).toMatchObject({ error: { code: 'configuration.damaged' } });
  const forged = rewritten(text, (file) => void (file.from.name = 'Elsewhere'));
  expect((await preview(clinic, { text: forged })).signature).toBe('other');
});

test('wrong, newer and huge files are told apart, and nothing is written', async () => {
  const clinic = await arranged();
  const text = await exported(clinic);
  const before = everythingStored(clinic);
  const asked = async (file: string) => {
    const answer = await clinic.ask('administrator', 'configuration.preview', { text: file, mode: 'exact' });
    return answer.ok ? 'read' : [answer.error.code, answer.error.data];
  };
  expect(await asked('')).toEqual(['configuration.other_file', {}]);
  expect(await asked('%PDF-1.7 …')).toEqual(['configuration.other_file', {}]);
  expect(await asked('[1,2]')).toEqual(['configuration.other_file', {}]);
  expect(await asked('{"format":"something else"}')).toEqual(['configuration.other_file', {}]);
  expect(await asked('{"__proto__":{"format":"medvault-configuration"}}')).toEqual(['configuration.other_file', {}]);
  expect(await asked(rewritten(text, (file) => void (file.version = 2)))).toEqual(['configuration.newer_version', { version: 2 }]);
  expect(await asked(`{"format":"medvault-configuration","version":1}`)).toEqual(['configuration.damaged', {}]);
  const wrongly = rewritten(text, (file) => void (file.configuration['access'] = { breakGlassMinutes: 100_000 }));
  expect(await asked(wrongly)).toEqual(['configuration.damaged', {}]);
  const huge = rewritten(text, (file) => void (file.configuration['departments'] = ['x'.repeat(configurationMostBytes)]));
  expect(await asked(huge)).toEqual(['configuration.too_large', { kilobytes: 256 }]);
  expect(await asked(`${'['.repeat(100_000)}`)).toEqual(['configuration.other_file', {}]);
  expect(everythingStored(clinic)).toBe(before);
});

test('what this program does not know is named and left out; built-in roles, other letters, the currency and what is in use are conflicts', async () => {
  const clinic = await arranged();
  await clinic.call('administrator', 'accounts.composeRole', { name: 'Porter', permissions: ['Patient.read'] });
  await clinic.call('administrator', 'accounts.composeRole', { name: 'Volunteer', permissions: [] });
  const { accounts } = await clinic.call('administrator', 'accounts.list', {});
  const nurse = accounts.find((one) => one.username === 'nurse');
  if (!nurse) throw new Error('no nurse');
  const { userId, version, displayName } = nurse;
  await clinic.call('administrator', 'accounts.amend', { userId, version, displayName, roles: ['nurse', 'Porter'], isBookable: false });
  await clinic.call('administrator', 'departments.add', { name: 'Laundry' });
  const { departments } = await clinic.call('administrator', 'departments.list', {});
  const maternity = departments.find((one) => one.name === 'Maternity');
  if (!maternity) throw new Error('no maternity');
  const { departmentId, version: at } = maternity;
  await clinic.call('administrator', 'departments.amend', { departmentId, version: at, name: 'Maternity', memberIds: [userId] });
  const text = rewritten(await exported(clinic), ({ configuration }) => {
    configuration['facility'] = { currency: 'XOF', timeZone: 'Mars/Phobos' };
    configuration['roles'] = [
      { name: 'administrator', permissions: ['Patient.read'] },
      { name: 'Administrator', permissions: [] },
      { name: 'MIDWIFE', permissions: ['Patient.erase'] },
      { name: 'Herbalist', permissions: ['Patient.read', 'Potion.brew'] },
    ];
    configuration['signIn'] = [{ role: 'wizard', idleLockMinutes: 3, requiresTotp: false }];
    configuration['departments'] = [];
    configuration['registration'] = [{ field: 'shoeSize', label: '', isAsked: true, isRequired: true }];
    configuration['registers'] = { gout: 30 };
    configuration['horoscope'] = { sign: 'leo' };
  });
  const seen = await preview(clinic, { text, mode: 'exact' });
  expect(seen.conflicts.map(({ section, name, why }) => `${section} ${name} ${why}`)).toEqual([
    'facility currency fixed',
    'roles administrator built-in',
    'roles Administrator built-in',
    'roles MIDWIFE other-letters',
    'roles Porter held',
    'departments Maternity used',
  ]);
  expect(seen.unknown.map(({ section, name }) => `${section} ${name}`)).toEqual([
    'file horoscope',
    'facility Mars/Phobos',
    'roles Herbalist: Potion.brew',
    'signIn wizard',
    'registration shoeSize',
    'registers gout',
  ]);
  expect(seen.changes.map(({ section, name, is }) => `${is} ${section} ${name}`)).toEqual([
    'added roles Herbalist',
    'removed roles Volunteer',
    'removed departments Laundry',
  ]);
});

test('an import needs a fresh proof, and is refused when something changed since the preview', async () => {
  const text = await exported(await arranged());
  const clinic = await clinicWithPasswords();
  const seat = await signedInSeat(clinic, 'administrator');
  const { seen } = await callAt(clinic, seat, 'configuration.preview', { text, mode: 'merge' });
  minutesLater(clinic, 4);
  await callAt(clinic, seat, 'session.check', { hasInput: true });
  minutesLater(clinic, 3);
  const input = { text, mode: 'merge', seen, reason: 'as agreed' } as const;
  expect(await askAt(clinic, seat, 'configuration.import', input)).toMatchObject({ error: { code: 'auth.proof_needed' } });
  await callAt(clinic, seat, 'session.prove', { password: rightPassword });
  await clinic.call('administrator', 'access.amendPolicy', { breakGlassMinutes: 15, version: 1 });
  expect(await askAt(clinic, seat, 'configuration.import', input)).toMatchObject({ error: { code: 'version.conflict' } });
  expect(clinic.count('department')).toBe(0);
});

test('a file changes nothing that its bearer could not change by hand, and then nothing of it', async () => {
  const text = await exported(await arranged());
  const clinic = await clinicWithPasswords();
  const permissions = ['Configuration.update', 'Configuration.read', 'Organization.update', 'Backup.create'];
  await clinic.call('administrator', 'accounts.composeRole', { name: 'Office', permissions });
  const { accounts } = await clinic.call('administrator', 'accounts.list', {});
  const doctor = accounts.find((one) => one.username === 'doctor');
  if (!doctor) throw new Error('no doctor');
  const { userId, version, displayName } = doctor;
  await clinic.call('administrator', 'accounts.amend', { userId, version, displayName, roles: ['Office'], isBookable: false });
  const seat = await signedInSeat(clinic, 'doctor');
  const { seen } = await callAt(clinic, seat, 'configuration.preview', { text, mode: 'merge' });
  expect(await askAt(clinic, seat, 'configuration.import', { text, mode: 'merge', seen, reason: 'more rights' })).toMatchObject({
    error: { code: 'auth.forbidden', data: { permission: 'UserAccount.update' } },
  });
  expect(await clinic.call('administrator', 'access.policy', {})).toEqual({ breakGlassMinutes: 60, version: 1 });
});

test('whatever a file says, the administrator keeps every right', async () => {
  const clinic = await clinicWithPasswords();
  const before = (await clinic.call('administrator', 'accounts.me', {})).permissions;
  const text = rewritten(await exported(clinic), ({ configuration }) => {
    configuration['roles'] = [{ name: 'administrator', permissions: [] }];
  });
  const seat = await signedInSeat(clinic, 'administrator');
  const { seen } = await callAt(clinic, seat, 'configuration.preview', { text, mode: 'exact' });
  await callAt(clinic, seat, 'configuration.import', { text, mode: 'exact', seen, reason: 'an attack' });
  expect((await clinic.call('administrator', 'accounts.me', {})).permissions).toEqual(before);
});

test('the history of settings says who, what, before, after and why, and narrows', async () => {
  const clinic = await arranged();
  await clinic.call('administrator', 'facility.amend', {
    version: 1,
    name: 'Hill Clinic',
    latitude: 7.35,
    longitude: -1.94,
    reason: 'the new name',
  });
  const { entries, resources, actors } = await clinic.call('manager', 'configuration.history', {});
  expect(entries[0]).toMatchObject({
    actorName: 'Test administrator',
    action: 'amend',
    resource: 'facility',
    subject: '',
    reason: 'the new name',
    changes: [{ field: 'name', before: 'Test Clinic', after: 'Hill Clinic' }],
  });
  expect(resources).toContain('role_sign_in');
  expect(actors).toContainEqual(expect.objectContaining({ name: 'Test administrator' }));
  const policy = await clinic.call('auditor', 'configuration.history', { resource: 'access_policy' });
  expect(policy.entries).toMatchObject([{ reason: 'long wards', changes: [{ field: 'breakGlassMinutes', before: '60', after: '30' }] }]);
  const administratorId = clinic.seat('administrator').user?.userId ?? '';
  const narrowed = { actorId: administratorId, text: 'long', from: '2026-11-21', to: '2026-11-21', resource: 'access_policy' };
  expect((await clinic.call('administrator', 'configuration.history', narrowed)).entries).toHaveLength(1);
  const paged = await clinic.call('administrator', 'configuration.history', { limit: 2 });
  expect(paged.next).toBe(paged.entries[1]?.seq);
  const next = await clinic.call('administrator', 'configuration.history', { limit: 2, before: paged.next ?? 0 });
  expect(next.entries[0]?.seq).toBeLessThan(paged.next ?? 0);
  expect((await clinic.call('administrator', 'configuration.history', { resource: 'patient' })).entries).toEqual([]);
  expect((await clinic.call('administrator', 'configuration.history', { to: '2026-11-20' })).entries).toEqual([]);
});

test('the history says members of a department and holders of a role by name, and never a password', async () => {
  const clinic = await arranged();
  const { accounts } = await clinic.call('administrator', 'accounts.list', {});
  const nurse = accounts.find((one) => one.username === 'nurse');
  const { departments } = await clinic.call('administrator', 'departments.list', {});
  const [maternity] = departments;
  if (!nurse || !maternity) throw new Error('nobody');
  await clinic.call('administrator', 'departments.amend', {
    departmentId: maternity.departmentId,
    version: maternity.version,
    name: 'Maternity',
    memberIds: [nurse.userId],
  });
  const { entries } = await clinic.call('administrator', 'configuration.history', { limit: 500 });
  expect(entries.find(({ resource }) => resource === 'user_department')).toMatchObject({
    subject: 'Maternity',
    changes: [{ field: 'members', before: '', after: 'Test nurse' }],
  });
  expect(entries.find(({ resource, subject }) => resource === 'user_role' && subject === 'Test doctor')).toMatchObject({
    changes: [{ field: 'roleCode', before: null, after: 'doctor' }],
  });
  expect(JSON.stringify(entries)).not.toContain('password');
  await clinic.call('nurse', 'session.setPreferences', { locale: 'fr', theme: 'dark' });
  const after = await clinic.call('administrator', 'configuration.history', { limit: 500 });
  expect(after.entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq)); // one's own taste is nobody's setting
});

test('break-glass stays open as long as the administrator decided', async () => {
  const clinic = await arranged();
  const patientId = await aPatient(clinic);
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes: ['manager'], reason: 'asked by the person' });
  const { endsAt } = await clinic.call('nurse', 'breakGlass.open', { patientId, reason: 'unconscious in the ward' });
  expect(Date.parse(endsAt) - Date.parse(clinic.clock.now)).toBe(30 * 60_000);
  expect(await clinic.ask('administrator', 'access.amendPolicy', { breakGlassMinutes: 60, version: 1 })).toMatchObject({
    error: { code: 'version.conflict' },
  });
  expect(await clinic.ask('administrator', 'access.amendPolicy', { breakGlassMinutes: 4, version: 2 })).toMatchObject({
    error: { code: 'ipc.invalid_input' },
  });
});
