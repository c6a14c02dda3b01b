import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { demoFacilities, demoPeople } from '../../main/demo/facilities.ts';
import { makeDemoFacility, seatFor } from '../../main/demo/makeDemoFacility.ts';
import { keepBlob } from '../../main/documents/blobs.ts';
import { inTransaction, makeContext } from '../../main/facility/context.ts';
import { Host } from '../../main/facility/host.ts';
import { seedClinic } from '../../main/patients/seedClinic.ts';
import { readKeys } from '../../main/security/keys.ts';
import { renewRecoveryKey } from '../../main/security/recoveryWrap.ts';
import { medvault, type Said } from '../support/medvault.ts';
import { decodeQr, pdfPageImage } from '../support/pdf.ts';

const log = pino({ level: 'silent' });

/** What an administrator should try once a year, by the commands that they would type; the output is the record of it. */
test('backup drill: a stick, a new key, a damaged file, a stolen computer, and the printed sheets', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'medvault-drill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const told: string[] = [];
  const step = async (what: string, args: string[], stdin = ''): Promise<Said> => {
    const began = performance.now();
    const said = await medvault(args, stdin);
    const shown = JSON.stringify(said.json).replaceAll(folder, '');
    told.push(
      `${what}\n  $ medvault ${args.join(' ').replaceAll(folder, '')}\n  exit ${said.code}, ${Math.round(performance.now() - began)} ms: ${shown.slice(0, 300)}`,
    );
    return said;
  };
  const ok = { code: 0, json: { ok: true } };

  const host = new Host({ dataDir: at('clinic'), log, isAlone: true });
  await host.start();
  const facility = await makeDemoFacility(host, demoFacilities('en')[0], await demoPeople());
  await seedClinic(facility, { seed: 7, patients: 200 });
  const patientId = facility.raw.prepare('SELECT id FROM patient LIMIT 1').pluck().get() as string;
  await inTransaction(makeContext(facility, seatFor(facility, 'joseph')), (ctx) =>
    keepBlob(ctx, Buffer.alloc(300_000, 'scan'), { name: 'scan.pdf', mediaType: 'application/pdf', patientId }),
  );
  const firstSheet = renewRecoveryKey(at('clinic'), readKeys(at('clinic')).databaseKey, new Date().toISOString()).join('-');
  const people = facility.raw.prepare('SELECT count(*) FROM patient').pluck().get();
  await host.close();

  expect(await step('The folder is sound', ['verify', '--data', at('clinic')])).toMatchObject({
    ...ok,
    json: { blobs: 1, firstBad: null },
  });
  const first = await step('A backup on the stick', ['backup', '--data', at('clinic'), '--to', at('stick')]);
  expect(first).toMatchObject(ok);
  const older = first.json['backup'] as string;

  const pdf = at('sheet.pdf');
  expect(await step('Everything under a new key', ['key', 'change', '--data', at('clinic'), '--sheet', pdf])).toMatchObject(ok);
  const secondSheet = await keyOn(pdf);
  const second = await step('A backup under the new key', ['backup', '--data', at('clinic'), '--to', at('stick')]);
  const newer = second.json['backup'] as string;
  for (const backup of [older, newer])
    expect(await step('Both backups are whole, by this computer', ['verify', '--data', at('clinic'), '--backup', backup])).toMatchObject(
      ok,
    );

  // the stick falls into water
  const wet = at('wet');
  cpSync(newer, wet, { recursive: true });
  const bytes = readFileSync(join(wet, 'facility.db'));
  bytes[bytes.length >> 1]! ^= 255;
  writeFileSync(join(wet, 'facility.db'), bytes);
  expect(await step('A damaged copy is named', ['verify', '--data', at('clinic'), '--backup', wet])).toMatchObject({
    code: 1,
    json: { ok: false, firstBad: { what: 'facility.db', why: 'changed' } },
  });

  // the computer is stolen: only stick and sheets are left
  rmSync(at('clinic'), { recursive: true });
  const restore = (from: string, to: string, sheet: string, what: string) =>
    step(what, ['restore', '--from', from, '--data', at(to), '--recovery-key'], `${sheet}\n`);
  expect(await restore(newer, 'new', firstSheet, 'The former sheet does not open the newer backup')).toMatchObject({
    code: 1,
    json: { error: { code: 'recovery.wrong' } },
  });
  expect(await restore(wet, 'new', secondSheet, 'The damaged copy is not used')).toMatchObject({
    code: 1,
    json: { error: { code: 'backup.damaged' } },
  });
  expect(await restore(newer, 'new', secondSheet, 'The newer backup on a new computer, with its sheet')).toMatchObject(ok);
  expect(await restore(older, 'older', firstSheet, 'The older backup on another, with the sheet of its time')).toMatchObject(ok);
  for (const name of ['new', 'older']) {
    expect(await step('What came back is sound', ['verify', '--data', at(name)])).toMatchObject({
      ...ok,
      json: { blobs: 1, firstBad: null },
    });
    expect(await step('and so is its audit', ['audit', 'verify', '--data', at(name)])).toMatchObject(ok);
    const back = new Host({ dataDir: at(name), log, isAlone: true });
    await back.start();
    expect(back.open().raw.prepare('SELECT count(*) FROM patient').pluck().get()).toBe(people);
    await back.close();
    expect(readdirSync(at(name)).filter((each) => /stage|\.new$|partial/.test(each))).toEqual([]);
  }
  process.stdout.write(`${told.join('\n')}\n`);
}, 240_000);

/** As a telephone reads it from the printed sheet. */
async function keyOn(pdf: string): Promise<string> {
  const [found] = await decodeQr(await pdfPageImage(new Uint8Array(readFileSync(pdf)), 1));
  if (found === undefined) throw new Error('the sheet shows no key');
  return found;
}
