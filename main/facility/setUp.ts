import { AppError } from '../../preload/contract/errors.ts';
import type { Facility, Seat } from './context.ts';
import { inTransaction, makeContext } from './context.ts';
import { createFacility, type NewAccount, type NewFacility } from './createFacility.ts';
import type { HostHandler } from './handlers.ts';
import type { Host } from './host.ts';
import { assemble, makeFile } from './openFacility.ts';
import { readKeys } from '../security/keys.ts';
import { newRecoverySheet } from '../security/recoverySheet.ts';
import { assertGoodPassword } from '../security/passwordPolicy.ts';
import { hashPassword } from '../../sync/security/password.ts';

const command: Seat = { id: 'set-up', kind: 'command', user: null };

/** Makes the keys, the encrypted file and the facility's first rows; then opens it. @throws 'facility.already_set_up' */
export async function makeFacility(
  host: Host,
  facility: NewFacility,
  accounts: readonly NewAccount[],
): Promise<{ opened: Facility; facilityId: string; code: string }> {
  if (host.problem) throw host.problem;
  if (host.status(command).state === 'open') throw new AppError('facility.already_set_up');
  const file = makeFile(host);
  try {
    const empty = await assemble(host, file, file.keys, host.options.dataDir);
    const ids = await inTransaction(makeContext(empty, command), (ctx) => createFacility(ctx, facility, accounts));
    return { opened: await host.use(file), ...ids };
  } catch (error) {
    if (file.raw.open) await file.db.destroy();
    throw error;
  }
}

export const setUp: HostHandler<'facility.setUp'> = async (host, _seat, input) => {
  if (host.isPreparing) throw new AppError('facility.already_set_up');
  const { administrator, ...facility } = input;
  // one person runs a new facility alone at first: the rights of all roles, until others are added
  const roles = ['administrator', 'manager', 'doctor', 'pharmacy-clerk', 'front-desk'] as const;
  assertGoodPassword(administrator.password, administrator.username);
  const passwordHash = await hashPassword(administrator.password, host.hashCosts.password);
  const account = { username: administrator.username, displayName: administrator.displayName, passwordHash, roles, isBookable: true };
  const { opened, facilityId, code } = await makeFacility(host, facility, [account]);
  const { databaseKey } = readKeys(host.options.dataDir, host.unlock);
  return { facilityId, code, recovery: await newRecoverySheet(opened, databaseKey) };
};
