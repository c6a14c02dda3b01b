import { expect, test } from 'vitest';
import { parseNumber } from '../../../../preload/contract/readableNumber.ts';
import { aPatient, anOpenEncounter } from '../../../support/factories.ts';
import { decodeQr, pdfPageImage, pdfPageSize, pdfText } from '../../../support/pdf.ts';
import { testClinic } from '../../../support/testContext.ts';

const haemoglobin = '718-7';
const sodium = '2951-2';
const malaria = '70569-9';

async function ordered(loincs: string[] = [haemoglobin, sodium]) {
  const clinic = await testClinic();
  const patientId = await aPatient(clinic); // a man of 46
  const encounterId = await anOpenEncounter(clinic, patientId);
  const { serviceRequestId, number } = await clinic.call('doctor', 'laboratory.order', { encounterId, loincs });
  return { clinic, patientId, encounterId, serviceRequestId, number };
}
const value = (loinc: string, number: number, unit: string) => ({ loinc, value: number, unit });

test('ordered, collected, resulted in part, then whole: the worklist follows, ranges and flags are the person’s', async () => {
  const { clinic, patientId, serviceRequestId, number } = await ordered();
  expect(parseNumber(number)?.kind).toBe('Q');
  const worklist = async (show: 'open' | 'done') => (await clinic.call('laboratory', 'laboratory.worklist', { show })).orders;
  expect(await worklist('open')).toMatchObject([
    { number, collectedAt: null, tests: [{ loinc: haemoglobin, result: null }, { loinc: sodium }] },
  ]);
  const { version } = await clinic.call('laboratory', 'laboratory.collect', { serviceRequestId, version: 1 });
  const first = await clinic.call('laboratory', 'laboratory.enterResults', {
    serviceRequestId,
    version,
    results: [value(haemoglobin, 115, 'g/L')],
  });
  expect(first.status).toBe('active');
  const second = await clinic.call('laboratory', 'laboratory.enterResults', {
    serviceRequestId,
    version: first.version,
    results: [value(sodium, 140, 'mmol/l')],
  });
  expect(second.status).toBe('completed');
  expect(await worklist('open')).toEqual([]);
  expect((await worklist('done'))[0]?.tests.map(({ result }) => result?.interpretation)).toEqual(['L', 'N']);
  const { results } = await clinic.call('doctor', 'laboratory.results', { patientId });
  // CIEL: men from 13.5 g/dL; shown in the unit of the report
  expect(results.find(({ loinc }) => loinc === haemoglobin)).toMatchObject({ value: 115, unit: 'g/L', referenceLow: 135 });
});

test('what is critical is asked about, then told to who ordered it, then to more people, until somebody says what was done', async () => {
  const { clinic, patientId, serviceRequestId } = await ordered([haemoglobin]);
  const enter = (confirmed: string[]) =>
    clinic.ask('laboratory', 'laboratory.enterResults', {
      serviceRequestId,
      version: 1,
      results: [value(haemoglobin, 6.1, 'g/dL')],
      confirmed,
    });
  expect(await enter([])).toMatchObject({ error: { code: 'result.confirm', data: { critical: [haemoglobin], changed: [] } } });
  expect(clinic.count('observation')).toBe(0);
  expect((await enter([haemoglobin])).ok).toBe(true);
  const told = async (role: 'doctor' | 'nurse' | 'laboratory') => (await clinic.call(role, 'laboratory.criticals', {})).criticals;
  const wait = (minutes: number) => (clinic.clock.now = new Date(Date.parse(clinic.clock.now) + minutes * 60_000).toISOString());
  expect(await told('doctor')).toMatchObject([{ patient: { patientId }, level: 'orderer', result: { interpretation: 'LL', value: 6.1 } }]);
  expect(await told('nurse')).toEqual([]);
  wait(30);
  expect(await told('nurse')).toMatchObject([{ level: 'clinicians', minutes: 30 }]);
  expect(await told('laboratory')).toEqual([]);
  wait(30);
  expect(await told('laboratory')).toMatchObject([{ level: 'in-charge', minutes: 60 }]);
  const [{ criticalResultId, version } = { criticalResultId: '', version: 0 }] = await told('nurse');
  const acknowledge = (role: 'doctor' | 'nurse') =>
    clinic.ask(role, 'laboratory.acknowledge', { criticalResultId, version, actionTaken: 'transfusion arranged' });
  expect((await acknowledge('nurse')).ok).toBe(true);
  expect(await acknowledge('doctor')).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await told('doctor')).toEqual([]);
});

test('a change that chance does not explain is asked about; the same value in another unit is no change', async () => {
  const { clinic, patientId, encounterId, serviceRequestId } = await ordered(['14682-9']);
  await clinic.call('laboratory', 'laboratory.enterResults', { serviceRequestId, version: 1, results: [value('14682-9', 80, 'umol/L')] });
  const again = await clinic.call('doctor', 'laboratory.order', { encounterId, loincs: ['14682-9'] });
  const enter = (result: ReturnType<typeof value>) =>
    clinic.ask('laboratory', 'laboratory.enterResults', { serviceRequestId: again.serviceRequestId, version: 1, results: [result] });
  expect(await enter(value('14682-9', 120, 'umol/L'))).toMatchObject({ error: { code: 'result.confirm', data: { changed: ['14682-9'] } } });
  expect((await enter(value('14682-9', 0.905, 'mg/dL'))).ok).toBe(true);
  expect((await clinic.call('doctor', 'laboratory.results', { patientId })).results).toHaveLength(2);
});

test('a unit that does not measure the test, a negative value, an unknown answer and a second result are refused', async () => {
  const { clinic, serviceRequestId } = await ordered([haemoglobin, malaria]);
  const refused = async (results: ReturnType<typeof value>[]) => {
    const answer = await clinic.ask('laboratory', 'laboratory.enterResults', { serviceRequestId, version: 1, results });
    return answer.ok ? 'taken' : answer.error.code;
  };
  expect(await refused([value(haemoglobin, 12, 'mm[Hg]')])).toBe('result.unit');
  expect(await refused([value(haemoglobin, -1, 'g/dL')])).toBe('result.impossible');
  expect(await refused([value(malaria, 3, '{presence}')])).toBe('result.impossible');
  expect(await refused([value(malaria, 1, 'g/dL')])).toBe('result.unit');
  expect(await refused([value(sodium, 140, 'mmol/L')])).toBe('not_found');
  expect(await refused([value(malaria, 1, '{presence}'), value(malaria, 0, '{presence}')])).toBe('result.already_entered');
  expect(clinic.count('observation')).toBe(0);
  expect(await refused([value(malaria, 1, '{presence}')])).toBe('taken');
  expect(clinic.facility.raw.prepare('SELECT interpretation FROM observation').pluck().get()).toBe('A');
});

test('a wrong result is taken back and stays in the file; its alert ends; the order waits for the right one', async () => {
  const { clinic, serviceRequestId } = await ordered([haemoglobin]);
  const { observationIds, version } = await clinic.call('laboratory', 'laboratory.enterResults', {
    serviceRequestId,
    version: 1,
    results: [value(haemoglobin, 6.1, 'g/dL')],
    confirmed: [haemoglobin],
  });
  await clinic.call('laboratory', 'laboratory.retract', { observationId: observationIds[0] ?? '', reason: 'tubes mixed up' });
  expect((await clinic.call('doctor', 'laboratory.criticals', {})).criticals).toEqual([]);
  expect(clinic.count('observation')).toBe(1);
  await clinic.call('laboratory', 'laboratory.enterResults', {
    serviceRequestId,
    version: version + 1,
    results: [value(haemoglobin, 14.1, 'g/dL')],
  });
  expect((await clinic.call('laboratory', 'laboratory.worklist', { show: 'done' })).orders[0]?.tests[0]?.result).toMatchObject({
    value: 14.1,
  });
});

test('an order is called off only before there is a result; two at the bench: the second is told', async () => {
  const { clinic, encounterId, serviceRequestId } = await ordered([malaria]);
  await clinic.call('laboratory', 'laboratory.collect', { serviceRequestId, version: 1 });
  expect(await clinic.ask('nurse', 'laboratory.collect', { serviceRequestId, version: 1 })).toMatchObject({
    error: { code: 'version.conflict' },
  });
  await clinic.call('doctor', 'laboratory.revoke', { serviceRequestId, version: 2, reason: 'went home' });
  expect(await clinic.ask('laboratory', 'laboratory.collect', { serviceRequestId, version: 3 })).toMatchObject({
    error: { code: 'laboratory.closed' },
  });
  const other = await clinic.call('doctor', 'laboratory.order', { encounterId, loincs: [malaria, haemoglobin] });
  const { version } = await clinic.call('laboratory', 'laboratory.enterResults', {
    serviceRequestId: other.serviceRequestId,
    version: 1,
    results: [value(malaria, 0, '{presence}')],
  });
  expect(
    await clinic.ask('doctor', 'laboratory.revoke', { serviceRequestId: other.serviceRequestId, version, reason: 'late' }),
  ).toMatchObject({
    error: { code: 'laboratory.has_results' },
  });
});

test('what another laboratory found is kept with its name and day, and judged like our own', async () => {
  const { clinic, patientId } = await ordered();
  const record = (collectedOn: string, results: ReturnType<typeof value>[]) =>
    clinic.ask('nurse', 'laboratory.recordOutside', { patientId, performer: 'Lakeside Hospital laboratory', collectedOn, results });
  expect(await record('2026-11-22', [value(sodium, 128, 'mmol/L')])).toMatchObject({ error: { code: 'date.in_future' } });
  expect(await record('2026-11-20', [])).toMatchObject({ error: { code: 'result.nothing' } });
  expect((await record('2026-11-20', [value(sodium, 128, 'mmol/L')])).ok).toBe(true);
  expect((await clinic.call('doctor', 'laboratory.results', { patientId })).results).toMatchObject([
    { loinc: sodium, interpretation: 'L', effectiveAt: '2026-11-20T12:00:00.000Z' },
  ]);
});

test('the specimen’s label is 60 x 40 mm, names the person twice over, and its code is the number', async () => {
  const { clinic, serviceRequestId, number } = await ordered();
  const { blobId } = await clinic.call('nurse', 'laboratory.printLabel', { serviceRequestId });
  const { base64 } = await clinic.call('nurse', 'blobs.read', { blobId, offset: 0 });
  const pdf = Buffer.from(base64, 'base64');
  const { width, height } = await pdfPageSize(pdf);
  expect([Math.round(width), Math.round(height)]).toEqual([170, 113]);
  const text = (await pdfText(pdf)).join(' ');
  for (const words of ['Tettebi, Kofi', '17 May 1980', number, 'Hemoglobin in Blood']) expect(text).toContain(words);
  expect(await decodeQr(await pdfPageImage(pdf, 1, 4))).toEqual([number]);
});

test('panels and tests are found by words in any order; every test of a panel is one that can be ordered', async () => {
  const { clinic } = await ordered();
  const { tests, panels } = await clinic.call('doctor', 'laboratory.catalogue', { text: 'blood hemoglobin' });
  expect(tests.map(({ loinc }) => loinc)).toContain(haemoglobin);
  expect(panels).toEqual([]);
  const all = await clinic.call('doctor', 'laboratory.catalogue', {});
  const known = new Set(all.tests.map(({ loinc }) => loinc));
  expect(all.panels.flatMap(({ loincs }) => loincs).filter((loinc) => !known.has(loinc))).toEqual([]);
});
