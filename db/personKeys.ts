import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { Database as Raw } from 'better-sqlite3';
import { AppError } from '../preload/contract/errors.ts';
import { prepared } from './statements.ts';

export const sealOverhead = 28;

/** 32 bytes; as a KeyObject they are made ready once, not for each call. */
export type SealingKey = Uint8Array | KeyObject;

/** AES-256-GCM as iv(12) tag(16) ciphertext. `place` binds it to where it belongs: moved elsewhere it does not open. */
export function seal(key: SealingKey, plain: Uint8Array, place = ''): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws when the key is another, or a byte was changed */
export function unseal(key: SealingKey, sealed: Uint8Array, place = ''): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}

/** One key for one purpose, out of the database key. */
export function deriveKey(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), `medvault ${purpose}`, 32));
}

/** The persons' keys themselves stay, and so does all that is sealed with them. Inside a transaction. */
export function rewrapPersonKeys(raw: Raw, from: Uint8Array, to: Uint8Array): void {
  const [old, wrapping] = [wrappingKey(from), wrappingKey(to)];
  const write = raw.prepare('UPDATE person_key SET wrapped_key = ? WHERE patient_id = ?');
  const wrapped = raw.prepare('SELECT patient_id, wrapped_key FROM person_key WHERE wrapped_key IS NOT NULL').all();
  for (const row of wrapped as { patient_id: string; wrapped_key: Buffer }[])
    write.run(seal(wrapping, unseal(old, row.wrapped_key)), row.patient_id);
}

const wrappingKey = (databaseKey: Uint8Array): Buffer => deriveKey(databaseKey, 'person keys');

const most = 2000;

/**
 * The keys of persons, wrapped under the database key. What the audit, stored outcomes and blobs keep of a person is
 * sealed with their key, so that destroying the key erases it wherever it stands, backups included.
 */
export class PersonKeys {
  readonly #wrapping: KeyObject;
  readonly #known = new Map<string, KeyObject>();
  /** made by a transaction that may still be rolled back: not kept in mind before it has ended */
  readonly #unsettled = new Set<string>();

  constructor(databaseKey: Uint8Array) {
    this.#wrapping = createSecretKey(wrappingKey(databaseKey));
  }

  /** Makes a key the first time. Call inside the transaction that writes about the person. @throws 'not_found' when the person was erased */
  forWriting(raw: Raw, patientId: string, now: string): KeyObject {
    const found = this.forReading(raw, patientId);
    if (found) return found;
    if (prepared(raw, 'SELECT 1 FROM person_key WHERE patient_id = ?').get(patientId))
      throw new AppError('not_found', { resource: 'Patient' });
    const key = randomBytes(32);
    this.#unsettled.add(patientId);
    prepared(raw, 'INSERT INTO person_key (patient_id, wrapped_key, created_at) VALUES (?, ?, ?)').run(
      patientId,
      seal(this.#wrapping, key),
      now,
    );
    return createSecretKey(key);
  }

  /** undefined: this person never had a key, or was erased. */
  forReading(raw: Raw, patientId: string): KeyObject | undefined {
    const known = this.#known.get(patientId);
    if (known) return known;
    const wrapped = prepared(raw, 'SELECT wrapped_key FROM person_key WHERE patient_id = ?').pluck().get(patientId) as
      | Uint8Array
      | null
      | undefined;
    if (!wrapped) return undefined;
    const key = createSecretKey(unseal(this.#wrapping, wrapped));
    if (raw.inTransaction && this.#unsettled.has(patientId)) return key;
    if (this.#known.size >= most) this.#known.clear();
    this.#known.set(patientId, key);
    return key;
  }

  /** The transaction is over, one way or the other: what stands in the table now is true. */
  settle(): void {
    this.#unsettled.clear();
  }

  forget(patientId: string): void {
    this.#known.delete(patientId);
  }
}
