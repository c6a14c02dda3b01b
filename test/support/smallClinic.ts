import { mkdirSync } from 'node:fs';
import pino from 'pino';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import type { RoleCode } from '../../main/security/roles.ts';
import { hashCosts, hashPassword } from '../../sync/security/password.ts';

export const smallClinicPassword = 'calm river 1';

/** A data folder with a clinic and its people, and nothing else. */
export async function smallClinic(
  dataDir: string,
  people: readonly { username: string; displayName: string; role: RoleCode }[],
): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), isAlone: true });
  await host.start();
  const passwordHash = await hashPassword(smallClinicPassword, hashCosts.pin);
  const place = { type: 'clinic', timeZone: 'Africa/Accra', latitude: null, longitude: null, currency: 'GHS', locale: 'en' } as const;
  await makeFacility(
    host,
    { name: 'Quiet Clinic', ...place },
    people.map(({ role, ...person }) => ({ ...person, passwordHash, roles: [role] })),
  );
  await host.close();
}
