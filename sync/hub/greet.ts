import { AppError } from '../../preload/contract/errors.ts';
import { boundSince, strongestOf } from '../protocol/channel.ts';
import type { Bound, Channel } from '../protocol/channel.ts';
import { clockSkewMs } from '../protocol/clock.ts';
import { mostKeySteps } from '../protocol/messages.ts';
import type { FacilityFrameOf, HubFrameOf } from '../protocol/messages.ts';
import { greetingTranscript, meetingTranscript, newNonce } from '../protocol/transcript.ts';
import { agreeOnVersion, protocolFloor, protocolVersion } from '../protocol/version.ts';
import { sign, verify } from '../security/keys.ts';
import type { Hub } from './hub.ts';

const ours = { protocol: protocolVersion, floor: protocolFloor };

/** What both sides sign of the line that they speak on; nothing where the facility is older than that. */
export function boundTo(channel: Channel, { protocol }: { protocol: number }): Bound | undefined {
  return protocol >= boundSince ? strongestOf(channel) : undefined;
}

/** The hub proves itself first: to a facility that knows its key, or to one that has only the hash in its enrolment code. */
export async function challenge(
  hub: Hub,
  frame: FacilityFrameOf<'hello'> | FacilityFrameOf<'meet'>,
  channel: Channel,
): Promise<HubFrameOf<'challenge'>> {
  const agreed = agreeOnVersion(ours, frame);
  if ('tooOld' in agreed) throw new AppError('hub.version_too_old', { side: agreed.tooOld === 'ours' ? 'hub' : 'facility' });
  const { publicKey: hubKey, privateKey } = await hub.store.identity();
  const bound = boundTo(channel, frame);
  const at = { hubKey, facilityNonce: frame.nonce, hubNonce: newNonce(), bound };
  const signed =
    frame.t === 'meet' ? meetingTranscript(at) : greetingTranscript('hub', { ...at, facility: frame.facility, epoch: frame.epoch });
  const shown = { t: 'challenge', ...ours, hubKey, nonce: at.hubNonce, clock: hub.now(), signature: sign(privateKey, signed) } as const;
  if (bound === undefined) return shown;
  const keys = (await hub.store.keySteps()).slice(-mostKeySteps);
  return { ...shown, binding: bound.kind, ...(keys.length > 0 ? { keys } : {}) };
}

/**
 * Lets a facility in that has proved who it is and is not an old or second copy.
 * @throws 'hub.unknown_facility', 'hub.bad_signature', 'hub.revoked', 'hub.fork'; PlaceLost
 */
export async function welcome(
  hub: Hub,
  hello: FacilityFrameOf<'hello'>,
  challenged: HubFrameOf<'challenge'>,
  proof: FacilityFrameOf<'proof'>,
  channel: Channel,
): Promise<{ answer: HubFrameOf<'welcome'>; session: number }> {
  const { store } = hub;
  const known = await store.findFacility(hello.facility);
  if (known === undefined) throw new AppError('hub.unknown_facility');
  const { facility, epoch } = hello;
  const signed = greetingTranscript('facility', {
    facility,
    epoch,
    hubKey: challenged.hubKey,
    facilityNonce: hello.nonce,
    hubNonce: challenged.nonce,
    bound: boundTo(channel, hello),
  });
  if (!verify(known.publicKey, signed, proof.signature)) throw new AppError('hub.bad_signature');
  if (known.revokedAt !== null) throw new AppError('hub.revoked');

  await learnOfRestore(hub, hello);
  if (!(await store.beginEpoch(facility, epoch, hub.now()))) throw new AppError('hub.fork');
  const { name: hubName, epoch: hubEpoch } = await store.identity();
  const { highestNumber } = (await store.findFacility(facility))!;
  // Whoever has given fewer numbers than the hub holds was copied before the last ones.
  if (highestNumber > (hello.hubEpoch === hubEpoch ? hello.numbered : 0)) throw new AppError('hub.fork');

  const at = hub.now();
  const taken = await store.takePlace(facility, { epoch, hubEpoch, node: hub.node, at, clockSkewMs: clockSkewMs(hello.clock, at) });
  const { session, acknowledgedThrough, progress } = taken;
  return {
    answer: {
      t: 'welcome',
      hubName,
      hubEpoch,
      acknowledgedThrough,
      head: progress.head,
      witness: hub.seal.seal(progress),
      clock: hub.now(),
    },
    session,
  };
}

/** A facility that carries our own seal for something we do not know: this hub runs on an older backup. */
async function learnOfRestore(hub: Hub, hello: FacilityFrameOf<'hello'>): Promise<void> {
  const seen = hello.witness === null ? null : hub.seal.open(hello.witness);
  if (seen === null) return;
  const { epoch: ended } = await hub.store.identity();
  if (!(await hub.store.isBehind(seen))) return;
  const hubEpoch = await hub.store.renewEpoch(ended); // once, however many nodes learn of it
  hub.metrics.add('restores_total');
  hub.log('this hub was restored from an older backup: every facility sends and reads everything again');
  hub.fanout.order({ hubEpoch });
}
