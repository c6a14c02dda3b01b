import { randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { AppError } from '../../preload/contract/errors.ts';
import { assertGoodPassword } from './passwordPolicy.ts';

/** How a passphrase becomes a key; kept beside its wrap, so that the cost can grow with the years. */
export type Argon2Facts = { salt: string; memoryKiB: number; passes: number };
export type PassphraseKey = { key: Uint8Array; argon2: Argon2Facts };

const argon2id = 2; // Algorithm.Argon2id is a const enum, which plain Node cannot import
/** It guards a copy of the disk, where nobody counts tries: four times the memory of RFC 9106's second choice (64 MiB, 3 passes) costs about half a second. */
const cost = { memoryKiB: 256 * 1024, passes: 3 };
const shortest = 14;

/** @throws 'key.weak_passphrase' { shortest } */
export function assertGoodPassphrase(passphrase: string): void {
  try {
    assertGoodPassword(passphrase, 'medvault');
  } catch {
    throw new AppError('key.weak_passphrase', { shortest });
  }
  if ([...passphrase.normalize('NFKC')].length < shortest) throw new AppError('key.weak_passphrase', { shortest });
}

export const newArgon2Facts = (): Argon2Facts => ({ salt: randomBytes(16).toString('base64'), ...cost });

export async function passphraseKey(passphrase: string, argon2: Argon2Facts): Promise<PassphraseKey> {
  const { salt, memoryKiB, passes } = argon2;
  const key = await hashRaw(passphrase.normalize('NFKC'), {
    algorithm: argon2id,
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: 1,
    outputLen: 32,
    salt: Buffer.from(salt, 'base64'),
  });
  return { key: new Uint8Array(key), argon2 };
}
