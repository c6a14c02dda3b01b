import { expect, onTestFinished, test, vi } from 'vitest';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import { handlers } from '../../../../main/facility/handlers.ts';
import { rolePermissions, type RoleCode } from '../../../../main/security/roles.ts';
import { contract, type MethodName } from '../../../../preload/contract/index.ts';
import { businessRows } from '../../../support/businessRows.ts';
import { liveIn, sample, schemaOf, worldOf } from '../../../support/contractInputs.ts';
import { aPatient } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const methods = Object.keys(contract) as MethodName[];
const roles = Object.keys(rolePermissions) as RoleCode[];
const permitted = (method: MethodName): RoleCode =>
  roles.find((role) => (rolePermissions[role] as readonly string[]).includes(contract[method].permission)) ?? 'administrator';
const newestLine = (clinic: TestClinic) => clinic.facility.raw.prepare('SELECT max(seq) FROM audit_event').pluck().get() as number;

test('a command that writes rows without an audit line is undone, whichever way it writes', async () => {
  const clinic = await testClinic();
  const original = handlers['departments.add'];
  const without = vi.spyOn(handlers, 'departments.add', 'get').mockReturnValue({
    ...original,
    run: async (ctx) => {
      ctx.raw.exec(`INSERT INTO department (id, name) VALUES ('silent', 'Silent')`);
      return { departmentId: 'silent' };
    },
  });
  onTestFinished(() => without.mockRestore());
  expect(await clinic.ask('administrator', 'departments.add', { name: 'Silent' })).toMatchObject({ error: { code: 'internal' } });
  expect(clinic.count('department')).toBe(0);
});

test('every command that is answered has written its audit lines before the transaction ends', { timeout: 300_000 }, async () => {
  const clinic = await testClinic();
  await liveIn(clinic);
  const { raw } = clinic.facility;
  // a command's outcome is its transaction's last row: what the audit holds at that moment is committed with it
  raw.exec(`CREATE TEMP TABLE told (key TEXT, seq INTEGER);
    CREATE TEMP TRIGGER told AFTER INSERT ON main.request_outcome BEGIN
      INSERT INTO told SELECT NEW.key, (SELECT max(seq) FROM main.audit_event); END`);
  const silent: string[] = [];
  let answered = 0;
  for (const method of methods.filter((name) => contract[name].kind === 'command')) {
    const before = newestLine(clinic);
    const rows = businessRows(clinic);
    const input = sample(schemaOf(method), worldOf(clinic));
    const answer = await dispatch(clinic.host, clinic.seat(permitted(method)), { id: '1', method, input, key: `sweep-${method}` });
    if (!answer.ok) continue;
    answered++;
    const seq = raw.prepare('SELECT seq FROM told WHERE key = ?').pluck().get(`sweep-${method}`) as number;
    if (seq > before) continue;
    silent.push(method);
    expect(businessRows(clinic), `${method} changed something and told nobody`).toEqual(rows);
  }
  expect(answered - silent.length, `silent, as nothing was to be changed: ${silent.join(', ')}`).toBeGreaterThan(30);
});

/** Answers that tell of people and leave no line, and why. One that is not here and leaves none is a fault. */
const unwritten: Readonly<Record<string, string>> = {
  'audit.list': 'who did what, of a list that is itself the audit; an entry that opens under a person’s key is written',
  'audit.whoLooked': 'the same by person: names of readers, nothing of the record',
  'sensitivity.of': 'the banner of a chart, whose opening is written',
  'breakGlass.list': 'why the glass was broken, for whoever judges it: nothing of the record',
  'people.overdue': 'who is past the years of keeping: nothing of the record, and each export or erasure is written',
  'people.previewErasure': 'numbers of rows, before an erasure that is written',
  'drafts.get': 'one’s own typing',
};

/** Inputs that find somebody, where the first of everything would not. */
function findingInputs(clinic: TestClinic): Partial<Record<MethodName, unknown>> {
  const { raw } = clinic.facility;
  const sealed = raw.prepare('SELECT max(seq) FROM audit_event WHERE is_sealed = 1').pluck().get() as number;
  const number = raw.prepare(`SELECT number FROM patient WHERE family_name = 'Tettebi'`).pluck().get() as string;
  const document = raw.prepare('SELECT id FROM blob WHERE patient_id IS NOT NULL').pluck().get() as string;
  return {
    'patients.search': { text: 'Tettebi' },
    'patients.findDuplicates': { familyName: 'Tettebi', givenNames: 'Kofi', sex: 'male', birthDate: '1980-05-17' },
    'appointments.forDay': { day: '2026-11-21' },
    'audit.entry': { seq: sealed },
    'people.find': { number },
    'blobs.read': { blobId: document, offset: 0 },
  };
}

test('every answer that tells of people leaves a line in the audit, or says here why it does not', { timeout: 300_000 }, async () => {
  const clinic = await testClinic();
  await liveIn(clinic);
  const { raw } = clinic.facility;
  raw.exec(`UPDATE sensitivity_mark SET ended_at = '2026-11-21T08:00:00.000Z'`); // everybody may look, so that everything is answered
  const people = raw.prepare('SELECT id FROM patient').pluck().all() as string[];
  const inputs = findingInputs(clinic);
  const silent: string[] = [];
  const written: string[] = [];
  for (const method of methods.filter((name) => contract[name].kind !== 'command')) {
    clinic.clock.now = new Date(Date.parse(clinic.clock.now) + 11 * 60_000).toISOString(); // what was looked at before is looked at anew
    const before = newestLine(clinic);
    const input = inputs[method] ?? sample(schemaOf(method), worldOf(clinic));
    const isAboutSomebody = people.some((id) => JSON.stringify(input).includes(id));
    const answer = await dispatch(clinic.host, clinic.seat(permitted(method)), { id: '1', method, input, key: `sweep-${method}` });
    await clinic.facility.settled.flush();
    if (!answer.ok) continue;
    const told = JSON.stringify(answer.value);
    if (!isAboutSomebody && !people.some((id) => told.includes(id)) && !/"(?:base64|blobId)":/.test(told)) continue;
    (newestLine(clinic) === before ? silent : written).push(method);
  }
  expect(silent.filter((method) => unwritten[method] === undefined)).toEqual([]);
  const looks = [
    'patients.search',
    'patients.findDuplicates',
    'patients.list',
    'patients.chart',
    'appointments.forDay',
    'encounters.queue',
  ] as const;
  const others = [
    'prescriptions.worklist',
    'prescriptions.get',
    'prescriptions.check',
    'blobs.read',
    'audit.entry',
    'audit.export',
    'people.find',
  ] as const;
  expect(written).toEqual(expect.arrayContaining([...looks, ...others]));
});

test('a list that stays open and is read again with the same people is one line, until somebody else stands in it', async () => {
  const clinic = await testClinic();
  await liveIn(clinic);
  const lines = () => clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE resource = 'encounters.queue'`).pluck().get();
  const look = async () => {
    await clinic.call('nurse', 'encounters.queue', {});
    await clinic.facility.settled.flush();
  };
  await look();
  await look();
  expect(lines()).toBe(1);
  const patientId = await aPatient(clinic, { familyName: 'Mensah', givenNames: 'Ama', birthDate: '1991-02-03' });
  await clinic.call('front-desk', 'encounters.startWalkIn', { patientId });
  await look();
  expect(lines()).toBe(2);
  clinic.clock.now = '2026-11-21T08:11:00.000Z';
  await look();
  expect(lines()).toBe(3);
});
