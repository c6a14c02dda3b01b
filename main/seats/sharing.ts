import { X509Certificate } from 'node:crypto';
import { amend } from '../../db/write.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { sharedAddresses } from './addresses.ts';
import { makeCertificate, type OwnCertificate } from './certificate.ts';
import { ownCertificate, sharingRow } from './sharingRow.ts';

export const sharing: QueryHandler<'seats.sharing'> = async (ctx) => {
  const { is_on, port, host_name: hostName, version } = sharingRow(ctx.raw);
  const own = ownCertificate(ctx.raw);
  const { listening, problem } = ctx.facility.seats;
  return {
    isOn: is_on === 1,
    port,
    hostName,
    version,
    isListening: listening !== null,
    problem: is_on === 1 ? problem : null,
    addresses: sharedAddresses({ port: listening ?? port, hostName }),
    certificateSha256: own && new X509Certificate(own.certificate).fingerprint256,
  };
};

/** The facility's key on the network is made the first time, and never again: paired seats know it. @throws 'version.conflict' */
export const setSharing: CommandHandler<'seats.setSharing', OwnCertificate | null> = {
  prepare: async (ctx, { isOn }) => {
    const isNew = isOn && ownCertificate(ctx.raw) === null;
    return isNew ? makeCertificate({ code: ctx.facility.self.code, now: ctx.now() }) : null;
  },
  run: async (ctx, { isOn, port, hostName, version }, made) => {
    const isStillNew = made !== null && ownCertificate(ctx.raw) === null;
    const key = isStillNew ? { private_key: made.privateKey, certificate: made.certificate } : {};
    return { version: amend(ctx, 'seat_sharing', 'lan', { is_on: isOn ? 1 : 0, port, host_name: hostName, ...key }, { version }) };
  },
};
