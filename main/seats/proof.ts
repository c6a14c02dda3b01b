import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

/**
 * A seat proves its key by signing a value that both ends of this one TLS 1.3 connection, and nobody else, can compute (exporter, RFC 8446
 * section 7.5): a proof that is recorded or relayed is worth nothing on any other connection.
 */
export type ProofPurpose = 'pair' | 'open';

/** `about`: the public key when pairing, the seat's id when opening. */
function whatIsSigned(socket: TLSSocket, purpose: ProofPurpose, about: string): Buffer {
  const ofThisConnection = socket.exportKeyingMaterial(32, 'EXPORTER-MedVault-Seat', Buffer.alloc(0));
  return Buffer.concat([Buffer.from(`medvault-seat/1 ${purpose} ${about}\n`), ofThisConnection]);
}

/** PKCS #8 and SPKI in base64. */
export function newSeatKey(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

export function proveSeat(socket: TLSSocket, purpose: ProofPurpose, about: string, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign(null, whatIsSigned(socket, purpose, about), key).toString('base64');
}

export function isProof(socket: TLSSocket, purpose: ProofPurpose, about: string, publicKey: string, proof: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, whatIsSigned(socket, purpose, about), key, Buffer.from(proof, 'base64'));
  } catch {
    return false; // not a key, not a signature
  }
}
