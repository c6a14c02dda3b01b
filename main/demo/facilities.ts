import { demoAccounts, demoPassword } from '../../preload/contract/facility.ts';
import { hashCosts, hashPassword } from '../../sync/security/password.ts';
import type { NewAccount, NewFacility } from '../facility/createFacility.ts';
import type { RoleCode } from '../security/roles.ts';
import type { Shelves } from './stockUp.ts';

export type DemoFacility = { key: 'clinic' | 'pharmacy' | 'hospital'; facility: NewFacility; shelves: Shelves };

/** Invented places on a real map: the pharmacy lies 14 km from the clinic, the hospital 46 km. */
export function demoFacilities(locale: 'en' | 'fr'): readonly [DemoFacility, DemoFacility, DemoFacility] {
  const shared = { timeZone: 'Africa/Accra', currency: 'GHS', locale, isDemo: true };
  return [
    {
      key: 'clinic',
      facility: {
        ...shared,
        name: 'Ankora Community Clinic',
        type: 'clinic',
        latitude: 7.352,
        longitude: -1.944,
        phone: '+233 00 000 0101',
      },
      shelves: { style: 0, scale: 1, seed: 11 },
    },
    {
      key: 'pharmacy',
      facility: {
        ...shared,
        name: 'Baobab Pharmacy, Teyko',
        type: 'pharmacy',
        latitude: 7.441,
        longitude: -1.855,
        phone: '+233 00 000 0202',
      },
      shelves: { style: 1, scale: 0.6, seed: 22, without: (_, index) => index % 13 === 5 },
    },
    {
      key: 'hospital',
      facility: {
        ...shared,
        name: 'Lakeside District Hospital',
        type: 'hospital',
        latitude: 7.031,
        longitude: -1.681,
        phone: '+233 00 000 0303',
      },
      shelves: { style: 2, scale: 5, seed: 33 },
    },
  ];
}

const people: Record<(typeof demoAccounts)[number]['username'], { displayName: string; roles: readonly RoleCode[]; isBookable?: boolean }> =
  {
    amina: { displayName: 'Amina Kodua', roles: ['front-desk'] },
    joseph: { displayName: 'Dr Joseph Tettebi', roles: ['doctor'], isBookable: true },
    grace: { displayName: 'Grace Abanyo', roles: ['pharmacy-clerk'] },
    admin: { displayName: 'Samuel Darfor', roles: ['administrator', 'manager'] },
  };

/** One password for all, hashed once and cheaply: it stands on the demo's sign-in page. */
export async function demoPeople(): Promise<NewAccount[]> {
  const passwordHash = await hashPassword(demoPassword, hashCosts.pin);
  return demoAccounts.map(({ username }) => ({ username, passwordHash, ...people[username] }));
}
