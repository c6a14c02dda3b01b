import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';

/** A line has come, or the hub has another address: the same numbers and the same cursor go on there. @throws 'hub.not_enrolled', 'hub.needs_tls' */
export const moveHub: HostHandler<'network.moveTo'> = async (host, seat, { hubUrl }) => {
  const facility = host.open();
  if (readHubLink(facility.raw) === undefined) throw new AppError('hub.not_enrolled');
  await facility.network.moveTo(hubUrl);
  await inTransaction(makeContext(facility, seat), (ctx) => audit(ctx, { action: 'move', resource: 'hub_link', resourceId: hubUrl }));
  return {};
};
