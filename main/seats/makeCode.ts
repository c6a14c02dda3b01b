import { X509Certificate } from 'node:crypto';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { writePairingCode } from '../../preload/contract/pairingCode.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { qrPath } from '../security/totp.ts';
import { sharedAddresses } from './addresses.ts';
import { codeFingerprint } from './certificate.ts';
import { ownCertificate, sharingRow } from './sharingRow.ts';

/** The code is told here and kept nowhere but in memory. @throws 'seat.not_shared' */
export const makeCode: HostHandler<'seats.makeCode'> = async (host, seat) => {
  const ctx = makeContext(host.open(), seat);
  const port = host.seats.listening;
  const own = ownCertificate(ctx.raw);
  if (port === null || !own) throw new AppError('seat.not_shared');
  const { secret, untilMs } = host.seats.pairing.begin(ctx.user.userId, Date.parse(ctx.now()));
  await inTransaction(ctx, (inside) => audit(inside, { action: 'pairing-code', resource: 'seat', resourceId: '' }));
  const groups = writePairingCode({ secret, fingerprint: codeFingerprint(new X509Certificate(own.certificate)) });
  const addresses = sharedAddresses({ port, hostName: sharingRow(ctx.raw).host_name });
  const browserLinks = addresses.map((address) => `${address}/#pair=${groups.join('-')}`);
  return {
    groups,
    expiresAt: new Date(untilMs).toISOString(),
    addresses,
    browserLinks,
    qr: browserLinks[0] === undefined ? null : qrPath(browserLinks[0]),
  };
};

export const cancelCode: HostHandler<'seats.cancelCode'> = async (host) => {
  host.seats.pairing.cancel();
  return {};
};
