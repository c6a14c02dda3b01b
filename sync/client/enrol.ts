import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../preload/contract/errors.ts';
import { enrolmentCodeId, enrolmentProof, enrolmentProofKey, hubKeyHash, parseEnrolmentCode } from '../protocol/enrolmentCode.ts';
import { leadsTo, nextAfter } from '../protocol/keyChain.ts';
import { enrolmentTranscript, meetingTranscript, newNonce } from '../protocol/transcript.ts';
import { protocolFloor, protocolVersion } from '../protocol/version.ts';
import { newEd25519, sign, verify } from '../security/keys.ts';
import { linkAddress } from './address.ts';
import { LinkFailure } from './failure.ts';
import { requireVersion } from './greet.ts';
import { boundHere } from './hubProof.ts';
import { readHubLink, restartNumbers } from './hubLink.ts';
import type { Exclusive } from './hubLink.ts';
import type { HttpProxy } from './proxy.ts';
import { internet, openWire, through } from './wire.ts';
import type { Line } from './wire.ts';

export type Enrolment = {
  raw: SqliteFile;
  exclusive: Exclusive;
  facility: { id: string; code: string; name: string; epoch: string };
  hubUrl: string;
  code: string;
  now: () => string;
  answerMs?: number;
  proxy?: HttpProxy | null;
  line?: Line;
};

/**
 * Joins the hub that the one-time code belongs to, and no other: its key is checked against the code before anything is told to it.
 * @throws 'hub.code_invalid', 'hub.code_used', 'hub.wrong_identity', 'hub.facility_code_taken', 'hub.unreachable', 'hub.nonsense',
 *   'hub.needs_tls', 'hub.version_too_old', 'hub.proxy_unreachable', 'hub.proxy_untrusted', 'hub.proxy_auth', 'hub.proxy_refused'
 */
export async function enrol(enrolment: Enrolment): Promise<{ hubName: string }> {
  const { raw, exclusive, facility, hubUrl, code, now, answerMs = 10_000, proxy = null, line = internet } = enrolment;
  const { secret, hubKeyHash: expected } = parseEnrolmentCode(code);
  const address = linkAddress(hubUrl);
  const { publicKey, privateKey } = newEd25519();
  try {
    const wire = await openWire(
      address,
      answerMs,
      through(line, () => proxy),
    );
    try {
      const facilityNonce = newNonce();
      const challenge = await wire.ask({ t: 'meet', protocol: protocolVersion, floor: protocolFloor, nonce: facilityNonce }, 'challenge');
      const version = requireVersion(challenge);
      const { hubKey, keys: steps = [], nonce: hubNonce } = challenge;
      const at = { hubKey, facilityNonce, hubNonce, bound: boundHere(challenge, version, wire.line) };
      // A code that was made before the key changed carries the hash of an earlier one.
      const meant = [hubKey, ...steps.map(({ from }) => from)].find((key) => Buffer.compare(hubKeyHash(key), expected) === 0);
      const isMeant = meant !== undefined && leadsTo(meant, null, hubKey, steps);
      if (!isMeant || !verify(hubKey, meetingTranscript(at), challenge.signature)) throw new LinkFailure('hub.wrong_identity');

      const { id, code: facilityCode, name, epoch } = facility;
      const about = { id, code: facilityCode, name, epoch };
      const signed = enrolmentTranscript({ ...at, facility: about, publicKey });
      const { hubName } = await wire.ask(
        {
          t: 'enrol',
          facility: about,
          publicKey,
          codeId: enrolmentCodeId(secret),
          codeProof: enrolmentProof(enrolmentProofKey(secret), signed),
          signature: sign(privateKey, signed),
        },
        'enrolled',
      );
      await exclusive(() =>
        keepLink(raw, { hubUrl: address, hubName, hubKey, nextKey: nextAfter(hubKey, steps), publicKey, privateKey, epoch, now: now() }),
      );
      return { hubName };
    } finally {
      wire.close();
    }
  } catch (error) {
    if (error instanceof LinkFailure) throw new AppError(error.code);
    throw error;
  }
}

type Joined = {
  hubUrl: string;
  hubName: string;
  hubKey: string;
  nextKey: string | null;
  publicKey: string;
  privateKey: string;
  epoch: string;
  now: string;
};

/** What was read from another hub goes: its facilities are not this one's. */
export function keepLink(raw: SqliteFile, joined: Joined): void {
  raw.transaction(() => {
    const before = readHubLink(raw);
    if (before !== undefined) restartNumbers(raw);
    if (before !== undefined && before.hub_public_key !== joined.hubKey) raw.exec('DELETE FROM peer_state; DELETE FROM peer_facility;');
    raw.exec('DELETE FROM hub_link; UPDATE peer_state SET cursor = 0;');
    raw
      .prepare(
        `INSERT INTO hub_link (id, hub_url, hub_name, hub_public_key, hub_next_key, hub_next_key_at, private_key, public_key, facility_epoch, enrolled_at)
         VALUES (1, @hubUrl, @hubName, @hubKey, @nextKey, CASE WHEN @nextKey IS NOT NULL THEN @now END, @privateKey, @publicKey, @epoch, @now)`,
      )
      .run(joined);
  })();
}
