import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { takeNextSeal } from '../security/keysFile.ts';
import { openWithRecovery, wrapAnew } from '../security/recoveryWrap.ts';
import { inTransaction, makeContext } from './context.ts';
import type { HostHandler } from './handlers.ts';

const curable: readonly (string | undefined)[] = ['storage.key_missing', 'storage.wrong_key'];

/** The key store or the key file is lost or another's: the printed key opens the data and wraps it anew. @throws 'auth.forbidden' otherwise */
export const recover: HostHandler<'facility.recover'> = async (host, seat, { recoveryKey }) => {
  if (!curable.includes(host.problem?.code)) throw new AppError('auth.forbidden', { permission: 'facility.recover' });
  const { dataDir } = host.options;
  const databaseKey = openWithRecovery(dataDir, recoveryKey);
  wrapAnew(dataDir, dataDir, databaseKey, host.unlock);
  if (host.unlock.os) takeNextSeal(dataDir);
  await host.openAgain();
  const facility = host.open();
  await inTransaction(makeContext(facility, seat), (ctx) => audit(ctx, { action: 'recover', resource: 'recovery_key', resourceId: '' }));
  return {};
};
