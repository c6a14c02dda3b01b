import { enrol } from '../../sync/client/enrol.ts';
import { audit } from '../../db/write.ts';
import { type Facility, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { chosenProxy } from './chosenProxy.ts';

/** The hub goes by the key of the last joining that it took; of two under way at once it could be another one than what is kept here. */
const joinings = new WeakMap<Facility, Promise<unknown>>();

/** Joins the hub that the one-time code belongs to, and connects; one after the other. @throws see sync/client/enrol.ts */
export async function enrolFacility(facility: Facility, hubUrl: string, code: string): Promise<{ hubName: string }> {
  const before = joinings.get(facility) ?? Promise.resolve();
  const joined = before.then(() => join(facility, hubUrl, code));
  joinings.set(
    facility,
    joined.catch(() => undefined),
  );
  return joined;
}

async function join(facility: Facility, hubUrl: string, code: string): Promise<{ hubName: string }> {
  const { raw, exclusive, self, now } = facility;
  const about = { id: self.id, code: self.code, name: self.name, epoch: self.epoch_id };
  const joined = await enrol({ raw, exclusive, facility: about, hubUrl, code, now, proxy: chosenProxy(raw) });
  facility.network.reconnect();
  return joined;
}

export const enrolHere: HostHandler<'network.enrol'> = async (host, seat, { hubUrl, code }) => {
  const facility = host.open();
  const joined = await enrolFacility(facility, hubUrl, code);
  await inTransaction(makeContext(facility, seat), (ctx) =>
    audit(ctx, { action: 'enrol', resource: 'hub_link', resourceId: joined.hubName }),
  );
  return joined;
};
