import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { listAuditRows } from '../../../../db/queries/audit.ts';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import type { Seat } from '../../../../main/facility/context.ts';
import { openReason } from '../../../../main/security/auditContent.ts';
import { handlers } from '../../../../main/facility/handlers.ts';
import { contract, type MethodName } from '../../../../preload/contract/index.ts';
import { aLot, anItem, aPatient, signed } from '../../../support/factories.ts';
import { askAt, callAt } from '../../../support/signedIn.ts';
import { aFullRecord, canary, type FullRecord } from '../../../support/sensitive.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

const names = Object.keys(contract) as MethodName[];
const markFor = async (clinic: TestClinic, patientId: string, roleCodes: string[] = ['doctor']) =>
  (await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [], roleCodes, reason: 'asked by the person' })).markId;
/** In order, with the reasons opened: they are sealed under the person's key. */
const auditOf = (clinic: TestClinic, patientId: string) =>
  listAuditRows(clinic.facility.raw, { patientIds: [patientId] }, { limit: 500 })
    .filter(({ action }) => action.startsWith('break-glass'))
    .map((line) => ({ action: line.action, resource: line.resource, reason: openReason(clinic.facility, line) }))
    .toReversed();

/** Somebody who may call everything but dispense, and belongs to nothing. */
async function mayEverything(clinic: TestClinic): Promise<Seat> {
  const permissions = [...new Set(names.map((name) => contract[name].permission as string).filter((one) => one.includes('.')))].filter(
    (one) => one !== 'MedicationDispense.create',
  );
  await clinic.call('administrator', 'accounts.composeRole', { name: 'Everything', permissions });
  await clinic.call('administrator', 'accounts.add', {
    displayName: 'All Mighty',
    username: 'mighty',
    roles: ['Everything'],
    password: 'right horse 9 battery',
  });
  return clinic.seatOf('mighty');
}

type Schema = {
  type?: string | string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  pattern?: string;
};

/** An input that the contract takes, with the record's own ids wherever their names stand. */
function sample(schema: Schema, record: Record<string, string>, key = ''): unknown {
  if (record[key] !== undefined) return record[key];
  if (key === 'roleCodes') return ['doctor'];
  if (key === 'values') return [{ sign: 'heart-rate', value: 80 }];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(choices[0] ?? {}, record, key);
  if (schema.type === 'object' || schema.properties) {
    const wanted = Object.entries(schema.properties ?? {}).filter(
      ([name]) => schema.required?.includes(name) || record[name] !== undefined,
    );
    return Object.fromEntries(wanted.map(([name, inner]) => [name, sample(inner, record, name)]));
  }
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, record));
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
  if (schema.type === 'boolean') return false;
  if (schema.format === 'uuid') return '01930000-0000-7000-8000-00000000dead';
  if (schema.format === 'date') return '2026-11-21';
  if (schema.format === 'date-time') return '2026-11-21T12:00:00.000Z';
  if (key === 'sha256') return 'a'.repeat(64);
  if (key === 'month') return '2026-11';
  return 'x'.repeat(Math.max(schema.minLength ?? 0, 10));
}

const ids: readonly (keyof FullRecord)[] = ['patientId', 'encounterId', 'medicationRequestId', 'allergyId', 'blobId', 'appointmentId'];
const schemaOf = (method: MethodName) => z.toJSONSchema(contract[method].input, { io: 'input', unrepresentable: 'any' }) as Schema;
const takesPerson = (method: MethodName) =>
  method === 'history.of' || Object.keys(schemaOf(method).properties ?? {}).some((key) => ids.some((one) => one === key));

test('every call that names a person or a thing of theirs is refused without sight, or gives nothing clinical away', async () => {
  const clinic = await testClinic();
  const record = await aFullRecord(clinic);
  const seat = await mayEverything(clinic);
  await markFor(clinic, record.patientId);
  const methods = names.filter(
    (name) =>
      contract[name].permission !== 'public' &&
      name !== 'breakGlass.open' && // it would open the rest of the walk
      name !== 'people.erase' && // it would leave nothing to walk over
      (takesPerson(name) || contract[name].kind === 'query'),
  );
  const answered: string[] = [];
  for (const method of methods) {
    const given = {
      ...record,
      practitionerId: clinic.seat('doctor').user?.practitionerId ?? '',
      ...(method === 'history.of' ? { id: record.patientId } : {}),
    };
    const input = sample(schemaOf(method), given);
    expect(contract[method].input.safeParse(input).success, `${method} ${JSON.stringify(input)}`).toBe(true);
    const envelope = await dispatch(clinic.host, seat, { id: '1', method, input, key: `walk-${method}` });
    expect(JSON.stringify(envelope), method).not.toContain(canary);
    expect(JSON.stringify(envelope), method).not.toContain('Penicillin');
    if (takesPerson(method) && envelope.ok) answered.push(method);
    else if (takesPerson(method) && !envelope.ok && envelope.error.code !== 'patient.restricted')
      answered.push(`${method} ${envelope.error.code}`);
  }
  expect(answered.filter((name) => name !== 'people.previewErasure').toSorted()).toMatchInlineSnapshot(`
    [
      "allergies.record",
      "appointments.book",
      "appointments.cancel",
      "appointments.checkIn appointment.wrong_status",
      "audit.whoLooked",
      "dispensing.askPrescriber auth.forbidden",
      "dispensing.claim auth.forbidden",
      "dispensing.dispense auth.forbidden",
      "dispensing.endOwing auth.forbidden",
      "dispensing.owe auth.forbidden",
      "dispensing.release auth.forbidden",
      "dispensing.setReady auth.forbidden",
      "drafts.discard",
      "drafts.save",
      "encounters.startWalkIn",
      "prescriptionSeals.accept auth.forbidden",
      "prescriptionSeals.giveBack auth.forbidden",
      "prescriptions.check",
      "sensitivity.of",
    ]
  `);
  const { rows } = await callAt(clinic, seat, 'audit.list', { patient: record.patientId, limit: 500 });
  expect(rows.length).toBeGreaterThan(8);
  for (const { seq } of rows) expect(JSON.stringify(await callAt(clinic, seat, 'audit.entry', { seq }))).not.toContain(canary);
  // the same words are there for those who may see them: the walk above can fail
  for (const method of ['patients.chart', 'prescriptions.get'] as const)
    expect(JSON.stringify(await clinic.call('doctor', method, sample(schemaOf(method), record) as never)), method).toContain(canary);
  for (const method of ['encounters.queue', 'prescriptions.worklist', 'appointments.forDay'] as const)
    expect(JSON.stringify(await clinic.call('doctor', method, {})), method).toContain(canary);
});

test('search and lists still show that the person exists, and say that the record is restricted', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  await markFor(clinic, patientId);
  const seen = { patientId, displayName: 'Tettebi, Kofi', isRestricted: true };
  expect((await clinic.call('nurse', 'patients.search', { text: 'tettebi' })).patients).toMatchObject([seen]);
  expect((await clinic.call('nurse', 'patients.list', {})).patients).toMatchObject([seen]);
  expect((await clinic.call('nurse', 'encounters.queue', {})).queue).toMatchObject([{ patient: seen, reason: '', allergies: [] }]);
  expect((await clinic.call('pharmacist', 'prescriptions.worklist', {})).requests).toMatchObject([{ patient: seen, medicine: '' }]);
  expect((await clinic.call('doctor', 'patients.list', {})).patients[0]).not.toHaveProperty('isRestricted');
});

test('a warning is never lost: the check says that something speaks against the medicine, and not what', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  await markFor(clinic, patientId, ['nurse']);
  const { findings, medicines } = await clinic.call('doctor', 'prescriptions.check', { patientId, medicine: 'Amoxicillin 500 mg capsule' });
  const allergy = findings.find((finding) => finding.kind === 'allergy');
  expect(allergy).toMatchObject({ severity: 'stop', code: 'restricted.finding', between: ['Amoxicillin 500 mg capsule'] });
  expect(allergy?.text).toContain('restricted record speaks against Amoxicillin 500 mg capsule (allergy)');
  expect(JSON.stringify(findings)).not.toContain('Penicillin');
  expect(medicines.every((medicine) => medicine.role === 'order')).toBe(true);
});

test('members of a named department see the record; whoever leaves it does not', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  const nurse = clinic.seat('nurse').user?.userId ?? '';
  const { departmentId } = await clinic.call('administrator', 'departments.add', { name: 'HIV clinic' });
  const again = await clinic.ask('administrator', 'departments.add', { name: 'hiv CLINIC' });
  expect(again).toMatchObject({ ok: false, error: { code: 'department.name_taken' } });
  await clinic.call('doctor', 'sensitivity.mark', { patientId, departmentIds: [departmentId], roleCodes: [], reason: 'by wish' });
  expect(await clinic.ask('nurse', 'patients.chart', { patientId })).toMatchObject({ ok: false, error: { code: 'patient.restricted' } });
  const joined = { departmentId, version: 1, name: 'HIV clinic', memberIds: [nurse] };
  const { version } = await clinic.call('administrator', 'departments.amend', joined);
  expect((await clinic.ask('nurse', 'patients.chart', { patientId })).ok).toBe(true);
  expect(await clinic.ask('administrator', 'departments.amend', joined)).toMatchObject({ ok: false, error: { code: 'version.conflict' } });
  await clinic.call('administrator', 'departments.amend', { ...joined, version, memberIds: [] });
  expect((await clinic.ask('nurse', 'patients.chart', { patientId })).ok).toBe(false);
});

test('two seats: the glass opens the record for its breaker alone, for its time, and all of it is in the audit', async () => {
  const clinic = await testClinic();
  const { patientId, encounterId } = await aFullRecord(clinic);
  await markFor(clinic, patientId);
  const nurse = clinic.seat('nurse');
  const head = clinic.seat('department-head');
  const tooShort = await askAt(clinic, nurse, 'breakGlass.open', { patientId, reason: 'urgent' });
  expect(tooShort).toMatchObject({ ok: false, error: { code: 'ipc.invalid_input' } });
  const reason = 'unconscious, brought by police';
  const { breakGlassId, endsAt } = await callAt(clinic, nurse, 'breakGlass.open', { patientId, reason });
  expect(endsAt).toBe('2026-11-21T09:00:00.000Z');
  await callAt(clinic, nurse, 'patients.chart', { patientId });
  await callAt(clinic, nurse, 'patients.chart', { patientId });
  await callAt(clinic, nurse, 'encounters.recordVitals', { encounterId, values: [{ sign: 'heart-rate', value: 80 }] });
  expect((await askAt(clinic, head, 'patients.chart', { patientId })).ok).toBe(false);
  expect(await callAt(clinic, nurse, 'sensitivity.of', { patientId })).toMatchObject({
    sight: 'break-glass',
    glass: { breakGlassId, endsAt },
  });
  expect(await askAt(clinic, nurse, 'breakGlass.open', { patientId, reason })).toMatchObject({ error: { code: 'break_glass.not_needed' } });
  expect(await askAt(clinic, head, 'breakGlass.close', { breakGlassId })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  clinic.clock.now = '2026-11-21T08:59:59.999Z';
  expect((await askAt(clinic, nurse, 'patients.chart', { patientId })).ok).toBe(true);
  clinic.clock.now = '2026-11-21T09:00:00.000Z';
  expect(await askAt(clinic, nurse, 'patients.chart', { patientId })).toMatchObject({ ok: false, error: { code: 'patient.restricted' } });
  expect(auditOf(clinic, patientId)).toEqual([
    { action: 'break-glass', resource: 'Patient', reason },
    { action: 'break-glass-read', resource: 'patients.chart', reason },
    { action: 'break-glass-read', resource: 'encounters.recordVitals', reason },
    { action: 'break-glass-read', resource: 'patients.chart', reason },
  ]);
});

test('closing ends it at once; the officers count it, judge it once, and nobody judges their own', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  await markFor(clinic, patientId, ['laboratory', 'doctor']);
  const nurse = clinic.seat('nurse');
  const reason = 'seizure in the waiting room';
  const { breakGlassId } = await callAt(clinic, nurse, 'breakGlass.open', { patientId, reason });
  await callAt(clinic, nurse, 'patients.chart', { patientId });
  await callAt(clinic, nurse, 'breakGlass.close', { breakGlassId });
  expect((await askAt(clinic, nurse, 'patients.chart', { patientId })).ok).toBe(false);
  for (const role of ['administrator', 'manager', 'auditor'] as const) {
    const { openings } = await clinic.call(role, 'breakGlass.list', {});
    expect(openings).toMatchObject([{ breakGlassId, userName: 'Test nurse', reason, reads: 1, isOwn: false, verdict: null }]);
    expect(JSON.stringify(openings)).not.toContain(canary);
  }
  expect(await askAt(clinic, nurse, 'breakGlass.list', {})).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
  const [opening] = (await clinic.call('auditor', 'breakGlass.list', {})).openings;
  const review = { breakGlassId, version: opening?.version ?? 0, verdict: 'escalated' } as const;
  expect(await clinic.ask('auditor', 'breakGlass.review', review)).toMatchObject({ error: { code: 'ipc.invalid_input' } });
  await clinic.call('auditor', 'breakGlass.review', { ...review, note: 'ask the matron' });
  const twice = await clinic.ask('manager', 'breakGlass.review', { ...review, note: 'again' });
  expect(twice).toMatchObject({ ok: false, error: { code: 'break_glass.reviewed' } });
  expect((await clinic.call('manager', 'breakGlass.list', {})).openings).toEqual([]);
  expect((await clinic.call('manager', 'breakGlass.list', { status: 'all' })).openings).toMatchObject([
    { verdict: 'escalated', note: 'ask the matron', reviewerName: 'Test auditor' },
  ]);
  expect(auditOf(clinic, patientId).map(({ action, reason: why }) => [action, why])).toEqual([
    ['break-glass', reason],
    ['break-glass-read', reason],
    ['break-glass-close', reason],
    ['break-glass-escalated', 'ask the matron'],
  ]);
  const mighty = await mayEverything(clinic);
  const own = await callAt(clinic, mighty, 'breakGlass.open', { patientId, reason });
  const judged = await askAt(clinic, mighty, 'breakGlass.review', { breakGlassId: own.breakGlassId, version: 1, verdict: 'accepted' });
  expect(judged).toMatchObject({ ok: false, error: { code: 'break_glass.own' } });
});

test('a merged record hides with the one that was marked; a mark is lifted by own sight, not under a broken glass', async () => {
  const clinic = await testClinic();
  const { patientId } = await aFullRecord(clinic);
  const other = await aPatient(clinic, { familyName: 'Owusu', givenNames: 'Ama', sex: 'female', birthDate: '1991-02-03' });
  const markId = await markFor(clinic, patientId, ['doctor']);
  clinic.facility.raw
    .prepare(`INSERT INTO patient_link (id, patient_id, surviving_id, created_at) VALUES ('link', ?, ?, ?)`)
    .run(patientId, other, clinic.clock.now);
  expect(await clinic.ask('nurse', 'patients.chart', { patientId: other })).toMatchObject({
    ok: false,
    error: { code: 'patient.restricted' },
  });
  const head = clinic.seat('department-head');
  const { breakGlassId } = await callAt(clinic, head, 'breakGlass.open', { patientId: other, reason: 'in labour, no history' });
  expect((await askAt(clinic, head, 'patients.chart', { patientId })).ok).toBe(true);
  const lift = { patientId, markId, reason: 'no longer wished' };
  expect(await askAt(clinic, head, 'sensitivity.lift', lift)).toMatchObject({ ok: false, error: { code: 'patient.restricted' } });
  await callAt(clinic, head, 'breakGlass.close', { breakGlassId });
  await clinic.call('doctor', 'sensitivity.lift', lift);
  expect((await clinic.ask('nurse', 'patients.chart', { patientId: other })).ok).toBe(true);
});

test('a command whose answer would name a restricted person is refused before its commit: nothing of it is written, and its key is free', async () => {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic);
  await markFor(clinic, patientId);
  const before = clinic.count('department');
  const original = handlers['departments.add'];
  const run = vi.spyOn(handlers, 'departments.add', 'get').mockReturnValue({
    ...original,
    run: async (ctx, input, prepared) => ({ ...(await original.run(ctx, input, prepared)), patientId }),
  });
  onTestFinished(() => run.mockRestore());
  expect(await clinic.ask('administrator', 'departments.add', { name: 'Lab' }, 'one-key')).toMatchObject({
    error: { code: 'patient.restricted' },
  });
  expect(clinic.count('department')).toBe(before);
  run.mockRestore();
  expect(await clinic.ask('administrator', 'departments.add', { name: 'Lab' }, 'one-key')).toMatchObject({ ok: true });
  expect(clinic.count('department')).toBe(before + 1);
});

test('the stored answer of a command is veiled anew for whoever asks again', async () => {
  const clinic = await testClinic();
  const person = { familyName: 'Tettebi', givenNames: 'Kofi', sex: 'male', birthDate: '1980-05-17' } as const;
  const patientId = await aPatient(clinic, person);
  const again = () => clinic.ask('front-desk', 'patients.register', person, 'double-key');
  const seen = (envelope: Awaited<ReturnType<typeof again>>) =>
    envelope.ok && envelope.value.outcome === 'likely-duplicate' ? envelope.value.candidates.map((each) => each.isRestricted === true) : [];
  expect(seen(await again())).toEqual([false]);
  await markFor(clinic, patientId);
  expect(seen(await again())).toEqual([true]);
});

test('the counter hands out a restricted prescription: it sees that one, that something speaks against it, and nothing of the record', async () => {
  const clinic = await testClinic();
  const record = await aFullRecord(clinic);
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 50 });
  const order = { patientId: record.patientId, medicine: 'Amoxicillin 500 mg capsule', itemId, directions: '1 a day', quantity: 5 };
  const { findings } = await clinic.call('doctor', 'prescriptions.check', order);
  const overrides = findings.filter((one) => one.severity === 'stop').map(({ cause }) => ({ cause, reason: `${canary} was weighed` }));
  expect(overrides.length).toBeGreaterThan(0);
  const causes = overrides.map(({ cause }) => cause);
  const second = { nobodyBecause: `${canary}, alone at night` };
  await clinic.call('doctor', 'safety.second', { patientId: record.patientId, medicine: order.medicine, causes, second });
  const { medicationRequestId } = await clinic.call('doctor', 'prescriptions.prescribe', { ...order, overrides });
  await signed(clinic, record.patientId, medicationRequestId);
  await markFor(clinic, record.patientId);

  const { requests } = await clinic.call('pharmacist', 'prescriptions.worklist', {});
  expect(JSON.stringify(requests)).not.toContain('Amoxicillin');
  const whole = await clinic.call('pharmacist', 'prescriptions.get', { medicationRequestId });
  expect(whole.request).toMatchObject({ medicine: order.medicine, directions: '1 a day', patient: { isRestricted: true } });
  const alone = await clinic.call('pharmacist', 'safety.reviews', {});
  expect(alone.rows).toMatchObject([{ reason: '', aloneBecause: '', against: '', patient: { isRestricted: true } }]);
  expect(JSON.stringify(alone)).not.toContain(canary);
  expect(whole.allergies).toEqual([]);
  expect(whole.safety.findings[0]).toMatchObject({ code: 'restricted.finding', severity: 'stop' });
  expect(whole.answered).toEqual(overrides.map((_, at) => ({ cause: whole.safety.findings[at]?.cause, reason: '' })));
  expect(JSON.stringify(whole)).not.toContain(canary);
  expect(JSON.stringify(whole)).not.toContain('Penicillin');
  await clinic.call('pharmacist', 'prescriptions.get', { medicationRequestId });
  expect(await clinic.call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 5 }] })).toMatchObject({
    lines: [{ stillOwed: 0 }],
  });

  const looks = await clinic.call('auditor', 'audit.whoLooked', { patientId: record.patientId });
  expect(looks.lines.find((line) => line.actorName === 'Test pharmacist')).toMatchObject({ actions: ['read'] });
  const opened = { patient: record.patientId, action: 'read', resource: 'medication_request' };
  expect((await clinic.call('auditor', 'audit.list', opened)).rows).toMatchObject([
    { actorName: 'Test pharmacist', resourceId: medicationRequestId },
  ]);
  for (const method of ['prescriptions.print', 'prescriptions.stop'] as const)
    expect(await clinic.ask('pharmacist', method, { medicationRequestId, reason: 'because' }), method).toMatchObject({
      error: { code: 'patient.restricted' },
    });
  expect(await clinic.ask('pharmacist', 'patients.chart', { patientId: record.patientId })).toMatchObject({
    error: { code: 'patient.restricted' },
  });
  for (const role of ['nurse', 'laboratory', 'manager'] as const)
    expect(await clinic.ask(role, 'prescriptions.get', { medicationRequestId }), role).toMatchObject({
      error: { code: 'patient.restricted' },
    });
});

test('a department that nobody belongs to and no mark names is removed with its reason; one in use stays', async () => {
  const clinic = await testClinic();
  const { departmentId } = await clinic.call('administrator', 'departments.add', { name: 'Laundry' });
  const nurseId = clinic.seat('nurse').user?.userId ?? '';
  const { version } = await clinic.call('administrator', 'departments.amend', {
    departmentId,
    version: 1,
    name: 'Laundry',
    memberIds: [nurseId],
  });
  const remove = (at: number) => clinic.ask('administrator', 'departments.remove', { departmentId, version: at, reason: 'closed' });
  expect(await remove(1)).toMatchObject({ error: { code: 'version.conflict', data: { found: version } } });
  expect(await remove(version)).toMatchObject({ error: { code: 'department.in_use' } });
  await clinic.call('administrator', 'departments.amend', { departmentId, version, name: 'Laundry', memberIds: [] });
  const patientId = await aPatient(clinic);
  const mark = { patientId, departmentIds: [departmentId], roleCodes: ['doctor'], reason: 'asked by the person' };
  const { markId } = await clinic.call('doctor', 'sensitivity.mark', mark);
  expect(await remove(version + 1)).toMatchObject({ error: { code: 'department.in_use' } });
  await clinic.call('doctor', 'sensitivity.lift', { patientId, markId, reason: 'no longer wished' });
  expect(await remove(version + 1)).toMatchObject({ error: { code: 'department.in_use' } });

  const unused = await clinic.call('administrator', 'departments.add', { name: 'Chapel' });
  await clinic.call('administrator', 'departments.remove', { departmentId: unused.departmentId, version: 1, reason: 'never opened' });
  expect((await clinic.call('nurse', 'departments.list', {})).departments.map(({ name }) => name)).toEqual(['Laundry']);
  const { entries } = await clinic.call('administrator', 'configuration.history', { resource: 'department', limit: 1 });
  expect(entries).toMatchObject([
    { action: 'remove', reason: 'never opened', changes: [{ field: 'name', before: 'Chapel', after: null }] },
  ]);
});
