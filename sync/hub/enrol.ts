import { AppError } from '../../preload/contract/errors.ts';
import type { Bound } from '../protocol/channel.ts';
import {
  enrolmentCodeId,
  enrolmentProof,
  enrolmentProofKey,
  formatEnrolmentCode,
  hubKeyHash,
  newEnrolmentSecret,
} from '../protocol/enrolmentCode.ts';
import type { FacilityFrameOf } from '../protocol/messages.ts';
import { enrolmentTranscript } from '../protocol/transcript.ts';
import { verify } from '../security/keys.ts';
import { sameSecret } from '../security/tokens.ts';
import type { HubStore, StoredCode } from './store/store.ts';

const validDays = 7;

/** The text is shown once; the hub keeps only what checks it. @param replaces the facility whose machine was lost or replaced */
export function newEnrolmentCode(hubPublicKey: string, now: string, replaces: string | null = null): { text: string; stored: StoredCode } {
  const secret = newEnrolmentSecret();
  const expiresAt = new Date(Date.parse(now) + validDays * 86_400_000).toISOString();
  return {
    text: formatEnrolmentCode({ secret, hubKeyHash: hubKeyHash(hubPublicKey) }),
    stored: { id: enrolmentCodeId(secret), proofKey: enrolmentProofKey(secret), createdAt: now, expiresAt, usedAt: null, replaces },
  };
}

type Greeting = { hubKey: string; facilityNonce: string; hubNonce: string; bound?: Bound | undefined };

/** @throws 'hub.code_invalid', 'hub.code_used', 'hub.bad_signature', 'hub.facility_code_taken' */
export async function acceptEnrolment(store: HubStore, greeting: Greeting, frame: FacilityFrameOf<'enrol'>, now: string): Promise<void> {
  const code = await store.findCode(frame.codeId);
  if (code === undefined || code.expiresAt <= now) throw new AppError('hub.code_invalid');
  const signed = enrolmentTranscript({ ...greeting, facility: frame.facility, publicKey: frame.publicKey });
  if (!sameSecret(enrolmentProof(code.proofKey, signed), frame.codeProof)) throw new AppError('hub.code_invalid');
  if (!verify(frame.publicKey, signed, frame.signature)) throw new AppError('hub.bad_signature');
  if (code.usedAt !== null) throw new AppError('hub.code_used');
  await store.enrol({ ...frame.facility, publicKey: frame.publicKey }, code.id, now);
}
