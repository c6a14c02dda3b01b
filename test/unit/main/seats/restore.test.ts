import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../../../main/demo/step.ts';
import { openLine, sharedClinic } from '../../../support/sharedClinic.ts';
import { callAt, signedInSeat } from '../../../support/signedIn.ts';

test('a restore brings back no revoked seat and loses none that was paired since', async () => {
  const { clinic, pairHere } = await sharedClinic();
  const lost = await pairHere('Stolen laptop');
  const folder = mkdtempSync(join(tmpdir(), 'medvault-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await clinic.call('administrator', 'backups.make', { folder });
  await until('it is made', 10, async () => (await clinic.call('administrator', 'backups.status', {})).running === null);
  const [{ name } = { name: '' }] = (await clinic.call('administrator', 'backups.list', { folder })).backups;

  await clinic.call('administrator', 'seats.revoke', { seatId: lost.seatId, reason: 'stolen' });
  const young = openLine(await pairHere('Ward'));
  await young.isIn('online');
  const seat = await signedInSeat(clinic, 'administrator');
  await callAt(clinic, seat, 'backups.restore', { folder, name });

  await expect.poll(() => young.states.map(({ state }) => state)).toContain('offline'); // it was away while the files changed places
  await young.isIn('online');
  expect(await young.ask('facility.status')).toMatchObject({ ok: true, value: { state: 'open' } });
  const stolen = openLine(lost);
  await stolen.isIn('refused');
  const { raw } = clinic.host.open();
  expect(raw.prepare('SELECT name, revoked_at IS NOT NULL AS gone FROM seat WHERE paired_at IS NOT NULL ORDER BY name').all()).toEqual([
    { name: 'Stolen laptop', gone: 1 },
    { name: 'Ward', gone: 0 },
  ]);
});
