import type { Database as SqliteFile } from 'better-sqlite3';
import { clockSkewMs } from '../protocol/clock.ts';
import { leadsTo, nextAfter } from '../protocol/keyChain.ts';
import type { HubFrameOf } from '../protocol/messages.ts';
import { greetingTranscript, newNonce } from '../protocol/transcript.ts';
import { agreeOnVersion, protocolFloor, protocolVersion } from '../protocol/version.ts';
import { sign, verify } from '../security/keys.ts';
import { tellClaimsAgain } from './claims.ts';
import { LinkFailure } from './failure.ts';
import { followKey } from './followKey.ts';
import type { HubKeys } from './followKey.ts';
import { boundHere } from './hubProof.ts';
import { readHubLink, restartNumbers } from './hubLink.ts';
import type { HubLinkRow } from './hubLink.ts';
import type { Wire } from './wire.ts';

const ours = { protocol: protocolVersion, floor: protocolFloor };

/** `version`: the lower of what both speak. */
type Greeted = { welcome: HubFrameOf<'welcome'>; version: number; keys: HubKeys };

/** Both sides prove their keys. @throws LinkFailure 'hub.wrong_identity', 'hub.version_too_old', and what the hub refuses with */
export async function greet(wire: Wire, facilityId: string, link: HubLinkRow, now: string): Promise<Greeted> {
  const at = { facility: facilityId, epoch: link.facility_epoch, facilityNonce: newNonce() };
  const challenge = await wire.ask(
    {
      t: 'hello',
      ...ours,
      facility: facilityId,
      epoch: link.facility_epoch,
      hubEpoch: link.hub_epoch,
      witness: link.hub_witness,
      cursor: link.cursor,
      numbered: link.next_number - 1,
      clock: now,
      nonce: at.facilityNonce,
    },
    'challenge',
  );
  const version = requireVersion(challenge);
  const { hubKey, keys: steps = [], nonce: hubNonce } = challenge;
  const transcriptAt = { ...at, hubKey, hubNonce, bound: boundHere(challenge, version, wire.line) };
  const isOurHub =
    leadsTo(link.hub_public_key, link.hub_next_key, hubKey, steps) &&
    verify(hubKey, greetingTranscript('hub', transcriptAt), challenge.signature);
  if (!isOurHub) throw new LinkFailure('hub.wrong_identity', { isFatal: true });
  const signature = sign(link.private_key, greetingTranscript('facility', transcriptAt));
  const welcome = await wire.ask({ t: 'proof', signature }, 'welcome');
  return { welcome, version, keys: { present: hubKey, next: nextAfter(hubKey, steps) } };
}

/** Newer kinds of rows are kept by whoever does not know them; newer frames are sent to nobody who would not. @throws LinkFailure 'hub.version_too_old' */
export function requireVersion(challenge: HubFrameOf<'challenge'>): number {
  const agreed = agreeOnVersion(ours, challenge);
  if ('tooOld' in agreed) throw new LinkFailure('hub.version_too_old', { isFatal: true });
  return agreed.version;
}

/**
 * Takes over what the welcome says. A hub of another epoch was restored: everything is read and said again.
 * @throws LinkFailure 'hub.fork' when the hub knows numbers that we have not given
 */
export function takeWelcome(raw: SqliteFile, welcome: HubFrameOf<'welcome'>, now: string, keys: HubKeys): HubLinkRow {
  return raw.transaction(() => {
    const before = readHubLink(raw)!;
    if (before.hub_epoch !== welcome.hubEpoch) {
      restartNumbers(raw);
      tellClaimsAgain(raw);
      raw.exec('UPDATE peer_state SET cursor = 0; UPDATE hub_link SET cursor = 0;');
      if (welcome.acknowledgedThrough > 0) throw new LinkFailure('hub.fork', { isFatal: true });
    } else {
      if (welcome.acknowledgedThrough >= before.next_number) throw new LinkFailure('hub.fork', { isFatal: true });
      // Put back to just before our last changes, and none of them had moved anyone's cursor: the hub itself cannot notice.
      if (welcome.acknowledgedThrough < before.acknowledged_through) restartNumbers(raw, welcome.acknowledgedThrough);
    }
    raw
      .prepare(
        `UPDATE hub_link SET hub_name = ?, hub_epoch = ?, hub_witness = ?, acknowledged_through = ?, last_contact_at = ?, clock_skew_ms = ?,
           last_error = NULL, last_error_at = NULL`,
      )
      .run(welcome.hubName, welcome.hubEpoch, welcome.witness, welcome.acknowledgedThrough, now, clockSkewMs(now, welcome.clock));
    followKey(raw, before, keys, now);
    return readHubLink(raw)!;
  })();
}
