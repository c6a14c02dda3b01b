import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../../../../main/cli/seed.ts';
import { Host } from '../../../../main/facility/host.ts';
import { makeFacility } from '../../../../main/facility/setUp.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'medvault-test-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function seed(...args: string[]): Promise<{ code: number; answer: Record<string, unknown> }> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const progress = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const code = await run([...args, '--json']);
    return { code, answer: JSON.parse(String(out.mock.calls.at(-1)?.[0] ?? '{}')) as Record<string, unknown> };
  } finally {
    out.mockRestore();
    progress.mockRestore();
  }
}

test('a folder is made, filled, and filled further with the same seed', async () => {
  const data = await folder();
  expect(await seed('--patients', '60', '--seed', '3', '--data', data)).toMatchObject({
    code: 0,
    answer: { ok: true, data, added: 60, patients: 60 },
  });
  expect((await seed('--patients', '200', '--seed', '3', '--data', data)).answer).toMatchObject({ patients: 260 });
  expect((await seed('--patients', '200', '--seed', '3', '--data', data)).answer).toMatchObject({ patients: 460 });
});

test('a real facility is left alone', async () => {
  const data = await folder();
  const host = new Host({ dataDir: data, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  const self = {
    name: 'Real Clinic',
    type: 'clinic',
    timeZone: 'Africa/Accra',
    latitude: null,
    longitude: null,
    currency: 'GHS',
    locale: 'en',
  } as const;
  await makeFacility(host, self, []);
  await host.close();
  await expect(seed('--patients', '5', '--data', data)).rejects.toMatchObject({ code: 'facility.already_set_up' });
});

test('a count that is none is wrong use', async () => {
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await run(['--patients', 'many'])).toBe(2);
  expect(await run(['--patients=-1'])).toBe(2);
  silent.mockRestore();
});

test.each(['1', '20'])('a clinic of %s has a smaller day, and is whole', async (patients) => {
  const data = await folder();
  expect(await seed('--patients', patients, '--seed', '3', '--data', data)).toMatchObject({
    code: 0,
    answer: { patients: Number(patients) },
  });
});
