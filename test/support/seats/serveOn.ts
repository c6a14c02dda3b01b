import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { seatFor } from '../../../main/demo/makeDemoFacility.ts';
import { dispatch } from '../../../main/facility/dispatch.ts';
import { Host } from '../../../main/facility/host.ts';
import { makeFacility } from '../../../main/facility/setUp.ts';
import { hashPassword } from '../../../sync/security/password.ts';
import { cheapHashes } from '../testContext.ts';
import { nodeOn } from './agent.ts';

const medvault = join(import.meta.dirname, '../../../main/cli/medvault.ts');
const self = { type: 'clinic', timeZone: 'Africa/Accra', latitude: null, longitude: null, currency: 'GHS', locale: 'en' } as const;

/** A folder with a clinic that is shared on the local network, and nobody working in it. */
export async function aSharedFolder(name: string, password: string, port: number): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'medvault-seats-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  const passwordHash = await hashPassword(password, cheapHashes.password);
  const accounts = (['administrator', 'doctor', 'front-desk'] as const).map((role) => ({
    username: role,
    displayName: `Test ${role}`,
    passwordHash,
    roles: [role],
  }));
  const { opened } = await makeFacility(host, { ...self, name }, accounts);
  const input = { isOn: true, port, hostName: '', version: 1 };
  const shared = await dispatch(host, seatFor(opened, 'administrator'), { id: '1', method: 'seats.setSharing', input, key: 'share-key-1' });
  if (!shared.ok) throw new Error(shared.error.code);
  await host.close();
  return dataDir;
}

/** `medvault serve` on one of the test's computers; ready when it says so. */
export async function serveOn(computer: string, dataDir: string, port: number) {
  const child = nodeOn(computer, [medvault, 'serve', '--data', dataDir, '--port', String(port)], ['pipe', 'pipe', 'inherit']);
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const { url, signInUrl } = await new Promise<{ url: string; signInUrl: string }>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) => resolve(JSON.parse(line) as { url: string; signInUrl: string }));
    void ended.then(() => reject(new Error('medvault serve ended before it was ready')));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, signInUrl, stop };
}
