import { randomUUID } from 'node:crypto';
import { insert, type WriteScope } from '../../db/write.ts';
import { isTimeZone } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import { facilityCodeOf } from '../../preload/contract/readableNumber.ts';
import { publishProfile } from '../network/publishProfile.ts';
import { writeBuiltInRoles } from '../security/builtInRoles.ts';

export type NewAccount = { username: string; displayName: string; passwordHash: string; roles: readonly string[]; isBookable?: boolean };
export type NewFacility = Omit<Input<'facility.setUp'>, 'administrator'> & { isDemo?: boolean; phone?: string; id?: string };

/** The first rows of a facility: itself, the roles, a store and its people. In one transaction, so that half a set-up leaves nothing. */
export function createFacility(
  w: WriteScope & { newId: () => string },
  facility: NewFacility,
  accounts: readonly NewAccount[],
): { facilityId: string; code: string } {
  if (!isTimeZone(facility.timeZone)) throw new AppError('ipc.invalid_input', { path: 'timeZone' });
  const id = facility.id ?? w.newId();
  const code = facilityCodeOf(id);
  insert(w, 'facility', {
    id,
    code,
    epoch_id: randomUUID(),
    name: facility.name,
    type: facility.type,
    time_zone: facility.timeZone,
    currency: facility.currency,
    locale: facility.locale,
    latitude: facility.latitude,
    longitude: facility.longitude,
    phone: facility.phone ?? '',
    is_demo: facility.isDemo ? 1 : 0,
    created_at: w.now(),
  });
  writeBuiltInRoles(w);
  insert(w, 'location', { id: w.newId(), name: facility.locale === 'fr' ? 'Pharmacie' : 'Pharmacy store', kind: 'store' });
  for (const account of accounts) addAccount(w, account, facility.locale);
  publishProfile(w, { ...facility, id, code, phone: facility.phone ?? '' });
  return { facilityId: id, code };
}

export function addAccount(w: WriteScope & { newId: () => string }, account: NewAccount, locale: string): string {
  const userId = w.newId();
  insert(w, 'user_account', {
    id: userId,
    username: account.username,
    display_name: account.displayName,
    password_hash: account.passwordHash,
    locale,
    created_at: w.now(),
  });
  insert(w, 'practitioner', { id: w.newId(), user_id: userId, display_name: account.displayName, is_bookable: account.isBookable ? 1 : 0 });
  for (const role of account.roles) insert(w, 'user_role', { id: w.newId(), user_id: userId, role_code: role });
  return userId;
}
