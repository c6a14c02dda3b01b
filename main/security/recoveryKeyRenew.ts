import { audit } from '../../db/write.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { readKeys } from './keys.ts';
import { assertFreshProof } from './proof.ts';
import { newRecoverySheet } from './recoverySheet.ts';

/** The former sheet opens this folder no more. No command: the outcome of a command is kept, this must not be. @throws 'auth.proof_needed' */
export const renewRecovery: HostHandler<'recovery.renew'> = async (host, seat) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  assertFreshProof(ctx);
  const { databaseKey } = readKeys(host.options.dataDir, host.unlock);
  await inTransaction(ctx, (inside) => audit(inside, { action: 'renew', resource: 'recovery_key', resourceId: '' }));
  return newRecoverySheet(facility, databaseKey);
};
