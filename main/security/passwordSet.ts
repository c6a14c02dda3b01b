import { audit } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';
import { assertGoodPassword, assertNotReused, rememberedPasswords } from './passwordPolicy.ts';

type Owner = { id: string; username: string; password_hash: string };

/** Slow: outside the transaction. @throws 'auth.weak_password', 'auth.password_reused' */
export async function assertNewPassword(ctx: Context, owner: Owner, password: string): Promise<void> {
  assertGoodPassword(password, owner.username);
  const past = ctx.raw
    .prepare('SELECT password_hash FROM password_history WHERE user_id = ? ORDER BY replaced_at DESC, id DESC LIMIT ?')
    .pluck()
    .all(owner.id, rememberedPasswords) as string[];
  await assertNotReused(password, [owner.password_hash, ...past]);
}

/** Inside a transaction; the audit tells that it changed, never to what. `mustChange`: somebody else chose it. */
export function setPassword(ctx: Context, owner: Owner, passwordHash: string, mustChange: boolean): void {
  const now = ctx.now();
  ctx.raw
    .prepare('INSERT INTO password_history (id, user_id, password_hash, replaced_at) VALUES (?, ?, ?, ?)')
    .run(ctx.newId(), owner.id, owner.password_hash, now);
  ctx.raw
    .prepare(
      `DELETE FROM password_history WHERE user_id = ? AND id NOT IN
         (SELECT id FROM password_history WHERE user_id = ? ORDER BY replaced_at DESC, id DESC LIMIT ?)`,
    )
    .run(owner.id, owner.id, rememberedPasswords);
  ctx.raw.prepare('UPDATE user_account SET password_hash = ? WHERE id = ?').run(passwordHash, owner.id);
  ctx.raw
    .prepare(
      `INSERT INTO credential (user_id, password_set_at, must_change_password) VALUES (?, ?, ?)
       ON CONFLICT (user_id) DO UPDATE SET password_set_at = excluded.password_set_at, must_change_password = excluded.must_change_password`,
    )
    .run(owner.id, now, mustChange ? 1 : 0);
  ctx.touched.add('credential');
  audit(ctx, { action: mustChange ? 'password-reset' : 'password-change', resource: 'user_account', resourceId: owner.id });
}
