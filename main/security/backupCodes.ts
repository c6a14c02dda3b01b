import { randomInt } from 'node:crypto';
import { type HashCost, hashPassword, verifyPassword } from '../../sync/security/password.ts';
import type { Context } from '../facility/context.ts';

const howMany = 10;
/** Crockford's base32: nothing that is misread from paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first two signs stand before the hash in plain text, so that one typed code costs one slow look, not ten; 40 bits stay unknown. */
const startOf = (code: string): string => code.slice(0, 2);

/** Ten of 50 bits each, and their hashes. Slow. */
export async function makeBackupCodes(cost: HashCost): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = Array.from({ length: howMany }, () => Array.from({ length: 10 }, () => alphabet[randomInt(32)]).join(''));
  const hashes = await Promise.all(codes.map(async (code) => `${startOf(code)} ${await hashPassword(code, cost)}`));
  return { codes: codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`), hashes };
}

/** New ones in place of all earlier ones. Inside a transaction. */
export function keepBackupCodes(ctx: Context, userId: string, hashes: readonly string[]): void {
  dropBackupCodes(ctx, userId);
  const keep = ctx.raw.prepare('INSERT INTO backup_code (id, user_id, code_hash) VALUES (?, ?, ?)');
  for (const hash of hashes) keep.run(ctx.newId(), userId, hash);
  ctx.touched.add('backup_code');
}

export function dropBackupCodes(ctx: Context, userId: string): void {
  ctx.raw.prepare('DELETE FROM backup_code WHERE user_id = ?').run(userId);
}

/** The unused code's id, or undefined. Slow. */
export async function findBackupCode(ctx: Context, userId: string, typed: string): Promise<string | undefined> {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (code.length !== 10) return undefined;
  const unused = ctx.raw.prepare('SELECT id, code_hash FROM backup_code WHERE user_id = ? AND used_at IS NULL').all(userId) as {
    id: string;
    code_hash: string;
  }[];
  const start = `${startOf(code)} `;
  const alike = unused.filter((one) => one.code_hash.startsWith(start));
  const matches = await Promise.all(alike.map((one) => verifyPassword(one.code_hash.slice(start.length), code)));
  return alike[matches.indexOf(true)]?.id;
}

/** False when somebody was faster: each works once. Inside a transaction. */
export function spendBackupCode(ctx: Context, id: string): boolean {
  return ctx.raw.prepare('UPDATE backup_code SET used_at = ? WHERE id = ? AND used_at IS NULL').run(ctx.now(), id).changes === 1;
}
