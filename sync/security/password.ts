import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet asks for 19 MiB and 2 passes at least; 64 MiB and 3 passes take about 0.1 s on a clinic's computer. */
const argon2id = 2; // Algorithm.Argon2id is a const enum, which plain Node cannot import
const cost = { algorithm: argon2id, memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };

/** argon2id as a PHC string, which carries its own salt and cost. */
export function hashPassword(text: string): Promise<string> {
  return hash(text.normalize('NFKC'), cost);
}

/** False for a wrong password and for a hash that is none: a damaged row lets nobody in. */
export async function verifyPassword(phc: string, text: string): Promise<boolean> {
  try {
    return await verify(phc, text.normalize('NFKC'));
  } catch {
    return false;
  }
}
