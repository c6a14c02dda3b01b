import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { callerFor } from '../../../../main/demo/caller.ts';
import { seatFor } from '../../../../main/demo/makeDemoFacility.ts';
import { startNeighbourhood } from '../../../../main/demo/neighbourhood.ts';
import { until } from '../../../../main/demo/step.ts';
import { dispatch } from '../../../../main/facility/dispatch.ts';
import { Host } from '../../../../main/facility/host.ts';

const window = { id: 'window', kind: 'window' as const, user: null };

test('the demo clinic is made from the first screen, and finds its neighbours again after a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'medvault-demo-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const open = async () => {
    const host = new Host({ dataDir, log: pino({ level: 'silent' }), startNeighbours: startNeighbourhood });
    await host.start();
    return host;
  };
  const first = await open();
  expect(first.status(window).state).toBe('new');
  expect(await dispatch(first, window, { id: '1', method: 'facility.exploreDemo', input: { locale: 'en' } })).toEqual({
    ok: true,
    value: { started: true },
  });
  expect(first.status(window).state).toBe('preparing');
  await until('the demo is ready', 60, async () => first.status(window).state !== 'preparing');
  expect(first.status(window)).toMatchObject({ state: 'open', facility: { isDemo: true } });
  await first.close();

  const again = await open();
  const clerk = callerFor(again, seatFor(again.open(), 'grace'));
  await until('the clinic is online', 10, async () => (await clerk('network.status', {})).link === 'online');
  const [item] = (await clerk('inventory.items', { filter: 'metformin' })).items;
  const rows = await until('both neighbours are known', 10, async () => {
    const found = await clerk('network.nearby', { itemId: item?.itemId ?? '' });
    return found.rows.length === 2 && found.rows;
  });
  expect(rows.map((row) => row.facilityName)).toEqual(['Baobab Pharmacy, Teyko', 'Lakeside District Hospital']);
  await again.close();
}, 90_000);
