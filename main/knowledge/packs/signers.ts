import type { PackSigner } from '../../../preload/contract/knowledge.ts';
import type { Facility } from '../../facility/context.ts';
import { auditPublicKeysOf } from '../../security/auditKey.ts';
import { signedText } from '../../../sync/packs/format.ts';

/** Whose key a pack carries; that the signature is right was checked before (format.ts). */
export function signerOf(facility: Facility, signer: string, publicKey: string): PackSigner {
  if (signer === 'publisher') return 'publisher';
  return auditPublicKeysOf(facility.dataDir).includes(publicKey) ? 'here' : 'elsewhere';
}

/** The facility vouches with the key that signs its audit, for a text that is never an audit head. */
export function signHere(facility: Facility, sha256: string): string {
  return facility.signer.sign(Buffer.from(signedText(sha256))).toString('base64');
}
