import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { callerFor } from '../../main/demo/caller.ts';
import { collectUp } from '../../main/demo/collectUp.ts';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { prescriptionsUp } from '../../main/demo/prescriptionsUp.ts';
import type { Facility } from '../../main/facility/context.ts';
import { Host } from '../../main/facility/host.ts';
import { enrolFacility } from '../../main/network/enrol.ts';
import { seedClinic } from '../../main/patients/seedClinic.ts';
import { runHubCommand } from '../../sync/hub/command.ts';
import { createScanner } from '../support/leaks.ts';
import type { Leak, Secret } from '../support/leaks.ts';
import { aFacility, publishText } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';
import { aRecordingLine } from '../support/sync/recorder.ts';
import { cheapHashes } from '../support/testContext.ts';

/** What is known of each person, from every column that can name one or tell of an illness. */
const personal: Readonly<Record<string, readonly string[]>> = {
  patient: [
    'number',
    'sort_name',
    'family_name',
    'given_names',
    'phone',
    'village',
    "family_name || ' ' || given_names",
    "given_names || ' ' || family_name",
  ],
  patient_name: ['text'],
  patient_telecom: ['value'],
  patient_identifier: ['value'],
  related_person: ['name', 'phone'],
  condition: ['display', 'code'],
  medication_request: ['id'],
  encounter: ['id', 'reason'],
};

function secretsOf({ raw }: Facility): Secret[] {
  const facilities = demoFacilities('en').map(({ facility }) => facility.name);
  const found = Object.entries(personal).flatMap(([table, columns]) =>
    columns.flatMap((column) =>
      raw
        .prepare<[], string | null>(`SELECT DISTINCT ${column} FROM "${table}"`)
        .pluck()
        .all()
        .flatMap((value) => ({ what: `${table}.${column}`, value: value ?? '' })),
    ),
  );
  // One word of few letters stands in any random text; a village in the facility's own name is said on purpose.
  return found.filter(({ value }) => value.length >= (/[^\p{L}]/u.test(value) ? 6 : 7) && !facilities.some((name) => name.includes(value)));
}

/** All that a hub keeps and tells: its folder with the write-ahead log, a backup of it, its log, and whatever its desk answers. */
async function everythingOf(hub: Awaited<ReturnType<typeof aHub>>, log: readonly string[]): Promise<[string, Buffer][]> {
  const backup = join(aFolder(), 'hub.backup');
  expect(await runHubCommand(['backup', '--data', hub.dataDir, '--out', backup, '--json'])).toBe(0);
  const files = readdirSync(hub.dataDir).map((name) => join(hub.dataDir, name));
  expect(files.some((file) => file.endsWith('-wal'))).toBe(true);
  const authorization = `Bearer ${readFileSync(join(hub.dataDir, 'operator.token'), 'utf8').trim()}`;
  const kinds = ['facility.profile', 'stock.level', 'alert', 'transfer', 'ack', 'audit.head'];
  const today = new Date().toISOString().slice(0, 10);
  const questions = [
    '/metrics',
    '/readyz',
    '/admin/facilities',
    '/admin/counts',
    '/admin/acts',
    ...kinds.flatMap((kind) => [`/admin/rows?kind=${kind}`, `/admin/history?kind=${kind}&from=2020-01-01&to=${today}`]),
  ];
  const answers = await Promise.all(
    questions.map(async (path): Promise<[string, Buffer]> => {
      const answer = await fetch(hub.url + path, { headers: { authorization } });
      expect(answer.status, path).toBe(200);
      return [path, Buffer.from(await answer.text())];
    }),
  );
  return [
    ...[...files, backup].map((file): [string, Buffer] => [file, readFileSync(file)]),
    ['log', Buffer.from(log.join('\n'))],
    ...answers,
  ];
}

test('the scanner finds what is hidden: plain, folded, in UTF-16, hex, base64 at any place, hashed', () => {
  const scan = createScanner([{ what: 'name', value: 'Adjoa Mensah-Bàwa' }]);
  const name = 'Adjoa Mensah-Bàwa';
  const hidden: [string, Buffer][] = [
    ['plain', Buffer.from(`{"name":"${name}"}`)],
    ['folded', Buffer.from('x ADJOA MENSAH-BAWA x')],
    ['bare', Buffer.from('adjoamensahbawa')],
    ['utf16', Buffer.concat([Buffer.from('ab'), Buffer.from(name, 'utf16le')])],
    ['utf16 be', Buffer.from(name, 'utf16le').swap16()],
    ['hex', Buffer.from(Buffer.from(`..${name}..`).toString('hex'))],
    ...[0, 1, 2].map((offset): [string, Buffer] => [
      `base64 ${offset}`,
      Buffer.from(Buffer.from(`${'.'.repeat(offset)}${name}..`).toString('base64')),
    ]),
    ['url', Buffer.from(`?q=${encodeURIComponent(name)}`)],
  ];
  for (const [form, bytes] of hidden) expect(scan('here', bytes), form).not.toEqual([]);
  for (const text of [name, 'adjoa mensah-bawa', 'adjoamensahbawa']) {
    const hash = createHash('sha256').update(text).digest();
    for (const bytes of [hash, Buffer.from(hash.toString('hex')), Buffer.from(hash.toString('base64'))])
      expect(scan('here', Buffer.concat([Buffer.from('..'), bytes])), text).not.toEqual([]);
  }
  expect(scan('here', Buffer.from(`"${name}"`.slice(1, -4)))).toEqual([]);
  expect(scan('here', deflateRawSync(name))).toEqual([]); // which is why the line is inflated first
});

test(
  'of the people of a real clinic nothing is on the wire to its hub or in it; a planted name is found in both',
  { timeout: 120_000 },
  async () => {
    const log: string[] = [];
    const hub = await aHub({ log: (event, detail) => void log.push(`${event} ${JSON.stringify(detail ?? {})}`) });
    if (process.env['MEDVAULT_TEST_HUB'] === 'postgres') return;
    const line = await aRecordingLine(hub.port);
    const dataDir = await mkdtemp(join(tmpdir(), 'medvault-leaks-'));
    const host = new Host({ dataDir, log: pino({ level: 'silent' }), hashCosts: cheapHashes });
    onTestFinished(async () => {
      await host.close();
      await rm(dataDir, { recursive: true, force: true });
    });
    await host.start();
    const [clinic] = demoFacilities('en');
    const facility = await makeDemoFacility(host, clinic, await demoPeople());
    await seedClinic(facility, { patients: 150 });
    facility.raw.exec(`
    INSERT INTO patient_name (id, patient_id, use, text) SELECT 'n' || id, id, 'maiden', 'born ' || family_name || number FROM patient LIMIT 20;
    INSERT INTO patient_telecom (id, patient_id, use, value) SELECT 't' || id, id, 'mobile', '+233 24 ' || substr(number, -4) || ' 77' FROM patient LIMIT 20;
    INSERT INTO patient_identifier (id, patient_id, system, value) SELECT 'i' || id, id, 'insurance', 'NHIS-88' || substr(number, -4) FROM patient LIMIT 20;
    INSERT INTO related_person (id, patient_id, relationship, name, phone)
      SELECT 'r' || id, id, 'mother', 'Mother of ' || given_names, '+233 20 ' || substr(number, -4) || ' 55' FROM patient LIMIT 20;`);
    const neighbour = aFacility('Neighbour');
    onTestFinished(neighbour.stop);
    await neighbour.enrol(hub.url, await hub.createEnrolmentCode());
    neighbour.publish('facility.profile', neighbour.facility.id, neighbour.profile());
    neighbour.start();
    await enrolFacility(facility, `http://127.0.0.1:${line.port}`, await hub.createEnrolmentCode());
    // Days of work while the line is up: what is handed out and collected moves stock, which is published.
    await prescriptionsUp(facility);
    await collectUp(facility);
    const { raw } = facility;
    const waiting = () => raw.prepare<[], number>('SELECT count(*) FROM outbox').pluck().get()!;
    await until('the neighbour is known', () => raw.prepare('SELECT count(*) FROM peer_facility').pluck().get() === 1, 30_000);
    const call = callerFor(host, seatFor(facility, 'grace'));
    const itemId = raw.prepare<[], string>('SELECT id FROM item ORDER BY id LIMIT 1').pluck().get()!;
    await call('requisitions.ask', { facilityId: neighbour.facility.id, lines: [{ itemId, quantity: 30 }], note: 'out since Monday' });
    await facility.network.stop();
    facility.network.start();
    await until('everything is sent', () => waiting() === 0, 30_000);

    const secrets = secretsOf(facility);
    for (const table of Object.keys(personal))
      expect(secrets.filter(({ what }) => what.startsWith(`${table}.`)).length, table).toBeGreaterThan(5);
    const scan = createScanner(secrets);
    const hunt = async (): Promise<Leak[]> => {
      const { raw: bytes, messages } = line.heard();
      const wire: [string, Buffer][] = [
        ['wire', bytes],
        ['messages', Buffer.from(messages.join('\n'))],
      ];
      return [...wire, ...(await everythingOf(hub, log))].flatMap(([where, each]) => scan(where, each));
    };
    const kinds = new Set(line.heard().messages.flatMap((text) => [...text.matchAll(/"kind":"([\w.]+)"/g)].map(([, kind]) => kind)));
    for (const kind of ['facility.profile', 'stock.level', 'alert', 'transfer', 'audit.head']) expect(kinds).toContain(kind);
    expect((await hub.rows('stock.level')).length).toBeGreaterThan(20);
    expect(await hunt()).toEqual([]);

    const person = raw
      .prepare<[], string>("SELECT given_names || ' ' || family_name FROM patient ORDER BY length(family_name) DESC LIMIT 1")
      .pluck()
      .get()!;
    publishText(raw, 'robot.note', 'planted', JSON.stringify({ note: Buffer.from(`seen: ${person}.`).toString('base64') }), true);
    facility.network.poke();
    await until('it is sent', () => waiting() === 0);
    const leaks = await hunt();
    expect(new Set(leaks.map(({ value }) => value))).toContain(person);
    const places = leaks.map(({ where }) => where);
    expect(places).toContain('messages');
    expect(places.some((where) => where.includes('hub.sqlite'))).toBe(true);
    expect(places.some((where) => where.endsWith('hub.backup'))).toBe(true);
  },
);
