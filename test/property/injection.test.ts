import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { dispatch } from '../../main/facility/dispatch.ts';
import { rolePermissions, type RoleCode } from '../../main/security/roles.ts';
import { contract, type MethodName } from '../../preload/contract/index.ts';
import { liveIn, sample, schemaOf, textPlaces, worldOf } from '../support/contractInputs.ts';
import { aPatient } from '../support/factories.ts';
import { pdfText } from '../support/pdf.ts';
import { testClinic, type TestClinic } from '../support/testContext.ts';

const marker = 'Zqx';
/** Each of them says `marker` where it would act; none has a space twice, which names lose. */
const attempts = {
  sql: `${marker}'); DROP TABLE patient; --`,
  formula: `=${marker}+cmd|'/C calc'!A0`,
  path: `../../../${marker}/../..\\${marker}`,
} as const;

const methods = Object.keys(contract) as MethodName[];
const roles = Object.keys(rolePermissions) as RoleCode[];
const permitted = (method: MethodName): RoleCode =>
  roles.find((role) => (rolePermissions[role] as readonly string[]).includes(contract[method].permission)) ?? 'administrator';

const schemaNow = (clinic: TestClinic) =>
  JSON.stringify(clinic.host.open().raw.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all());

/** Every text of every table in which the marker stands. */
function markedTexts(clinic: TestClinic): string[] {
  const { raw } = clinic.host.open();
  const tables = raw
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'patient_search%'`)
    .pluck()
    .all() as string[];
  return tables.flatMap((table) =>
    (raw.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[])
      .flatMap((row) => Object.values(row))
      .filter((value): value is string => typeof value === 'string' && value.includes(marker)),
  );
}

/** A stored text is the attempt itself; in JSON its quotes and strokes are written as JSON writes them. */
const isWhole = (text: string) =>
  Object.values(attempts).some((attempt) => text.includes(attempt) || text.includes(JSON.stringify(attempt).slice(1, -1)));

function filesNamed(clinic: TestClinic): string[] {
  const { dataDir } = clinic.facility;
  const below = readdirSync(dataDir, { recursive: true }).map(String);
  const beside = [process.cwd(), dirname(process.cwd()), dirname(dataDir)].flatMap((folder) => readdirSync(folder));
  return [...below, ...beside].filter((name) => name.includes(marker));
}

test('what is typed into any text field of any call stays text: no statement, no path, no formula', { timeout: 240_000 }, async () => {
  const clinic = await testClinic();
  await liveIn(clinic);
  await aPatient(clinic, { familyName: 'Boateng', givenNames: 'Efua', birthDate: '1962-03-04', sex: 'female' });
  const schema = schemaNow(clinic);
  const patients = () => clinic.host.open().raw.prepare('SELECT count(*) FROM patient').pluck().get() as number;
  const before = patients();
  const accepted = new Set<string>();
  let fields = 0;
  let n = 0;
  for (const method of methods) {
    for (const place of textPlaces(schemaOf(method))) {
      fields++;
      for (const attempt of Object.values(attempts)) {
        const input = sample(schemaOf(method), worldOf(clinic), new Map([[place, attempt]]));
        const seat = clinic.seat(permitted(method));
        const answer = await dispatch(clinic.host, seat, { id: '1', method, input, key: `inject-${++n}-key` });
        const told = `${method} ${place} ${JSON.stringify(answer).slice(0, 300)}`;
        expect(answer.ok || answer.error.code !== 'internal', told).toBe(true);
        if (answer.ok) accepted.add(`${method} ${place}`);
        if (!answer.ok && answer.error.code === 'ipc.invalid_input') expect(String(answer.error.data['path']), told).not.toContain(marker);
        expect(clinic.host.open().raw.prepare('SELECT count(*) FROM patient').pluck().get(), told).toBeGreaterThanOrEqual(before);
      }
    }
  }
  expect(schemaNow(clinic)).toBe(schema);
  expect(clinic.host.open().raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(filesNamed(clinic)).toEqual([]);
  const texts = markedTexts(clinic);
  expect(
    texts.filter((text) => !isWhole(text)).filter((text) => !/^[\p{Ll}\p{N}\s]+$/u.test(text)),
    'but for words to search by',
  ).toEqual([]);
  for (const attempt of Object.values(attempts)) expect(texts.filter((text) => text.includes(attempt)).length).toBeGreaterThan(10);
  expect(accepted.size, `of ${fields} fields: ${[...accepted].join(', ')}`).toBeGreaterThan(fields / 3);
  clinic.host.open().raw.exec('UPDATE user_account SET is_active = 1'); // of the calls some were about accounts
  await leavesAsText(clinic);
});

/** What goes out: of a spreadsheet no cell is a formula; on paper the words stand as they were typed. */
async function leavesAsText(clinic: TestClinic): Promise<void> {
  const csv = await clinic.call('auditor', 'audit.export', { filter: {}, format: 'csv' });
  const cells = cellsOf(Buffer.from(csv.base64, 'base64').toString('utf8'));
  expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
  for (const attempt of Object.values(attempts)) {
    expect(cells.filter((cell) => cell === attempt || cell === `'${attempt}`).length, attempt).toBeGreaterThan(0);
  }
  const pdf = await clinic.call('auditor', 'audit.export', { filter: { text: marker }, format: 'pdf' });
  const printed = (await pdfText(Buffer.from(pdf.base64, 'base64'))).join(' ').replaceAll(/\s+/g, '');
  for (const attempt of Object.values(attempts)) expect(printed).toContain(attempt.replaceAll(/\s+/g, ''));
}

/** Cells as RFC 4180 has them. */
function cellsOf(text: string): string[] {
  return [...text.replace('\uFEFF', '').matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => (cell ?? '').replaceAll('""', '"'));
}
