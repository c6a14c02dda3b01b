import { randomInt } from 'node:crypto';
import { AppError } from '../../../preload/contract/errors.ts';
import { hashCosts, hashPassword } from '../../security/password.ts';
import { newTotpSecret, totpUri } from '../../security/totp.ts';
import type { OperatorAct, Wanted } from './arguments.ts';
import { besideHub } from './beside.ts';

const shortestPassword = 12;
/** Without letters that are mistaken for each other; five bits each, so that 20 are 100. */
const signs = '23456789abcdefghjkmnpqrstuvwxyzA';

/** Accounts for the desk under /admin/; the hub may be running. */
export function keepOperators(wanted: Wanted): Promise<number> {
  const { operator: act, json } = wanted;
  const say = (value: object, text: string) => {
    process.stdout.write(json ? `${JSON.stringify({ ok: true, ...value })}\n` : `${text}\n`);
    return 0;
  };
  return besideHub(wanted, async (store) => {
    const { operators } = store;
    const at = new Date().toISOString();
    if (act !== null && !('name' in act) && act.verb === 'acts') {
      const acts = await operators.acts(1000);
      return say(
        { acts },
        acts.map(({ at: when, operator, act: what, about }) => `${when} ${operator} ${what} ${about}`.trim()).join('\n'),
      );
    }
    if (act === null || !('name' in act)) {
      const found = (await operators.list()).map(({ name, createdAt, lastSignedInAt, totpSecret }) => ({
        name,
        createdAt,
        lastSignedInAt,
        hasCodes: totpSecret !== null,
      }));
      const lines = found.map(
        (each) => `${each.name}${each.hasCodes ? ', with one-time codes' : ''}, last here ${each.lastSignedInAt ?? 'never'}`,
      );
      return say({ operators: found }, lines.join('\n') || 'There is no operator yet: medvault hub operator add NAME');
    }
    if (act.verb === 'remove') {
      if (!(await operators.remove(act.name))) throw unknown(act);
      return say({ name: act.name }, `${act.name} is no operator any more, and signed out everywhere.`);
    }
    if (act.verb === 'totp') {
      const secret = newTotpSecret();
      if (!(await operators.setTotp(act.name, secret))) throw unknown(act);
      const uri = totpUri(secret, act.name, (await store.identity()).name);
      return say({ name: act.name, uri }, `${act.name} signs in with a one-time code from now on. Into the authenticator:\n${uri}`);
    }
    const { password, isMade } = await readPassword(wanted.readsPassword);
    const passwordHash = await hashPassword(password, hashCosts.password);
    if (act.verb === 'add') {
      if (!(await operators.add({ name: act.name, passwordHash, totpSecret: null }, at)))
        throw new AppError('hub.operator_exists', { name: act.name });
    } else if (!(await operators.setPassword(act.name, passwordHash))) throw unknown(act);
    const shown = isMade ? { password } : {};
    const done = act.verb === 'add' ? `${act.name} may sign in.` : `${act.name} has another password, and is signed out everywhere.`;
    return say({ name: act.name, ...shown }, isMade ? `${done} The password, shown this once: ${password}` : done);
  });
}

const unknown = ({ name }: Extract<OperatorAct, { name: string }>) => new AppError('not_found', { resource: 'Operator', name });

/** Never from the command line, which everybody on the computer can read. @throws 'hub.operator_weak_password' */
async function readPassword(isGiven: boolean): Promise<{ password: string; isMade: boolean }> {
  if (!isGiven) return { password: Array.from({ length: 20 }, () => signs[randomInt(signs.length)]).join(''), isMade: true };
  let text = '';
  for await (const piece of process.stdin) text += String(piece);
  const password = text.split(/\r?\n/)[0]!;
  if (password.length < shortestPassword) throw new AppError('hub.operator_weak_password');
  return { password, isMade: false };
}
