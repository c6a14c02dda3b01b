import { AppError } from '../../preload/contract/errors.ts';
import { verifyPassword } from '../../sync/security/password.ts';

/** NIST SP 800-63B: length and a list of known ones count, forced symbols and regular changes do not. */
export const shortestPassword = 10;
export const rememberedPasswords = 5;

/** Written by us: what people in a clinic think of first. Digits, signs and capitals around it, or look-alikes in it, do not help. */
const common = new Set(
  `password passwort motdepasse parole secret letmein welcome bienvenue bonjour hello iloveyou jetaime sunshine princess
   football qwerty qwertyuiop azerty azertyuiop asdfghjkl abcdef abcdefgh abcdefghij changeme admin administrator
   administrateur user login clinic clinique hospital hopital pharmacy pharmacie doctor docteur nurse infirmiere
   medicine medicament patient health sante medvault welcomeclinic mypassword monmotdepasse jesus jesuschrist
   blessing godisgood manchester chelsea arsenal barcelona liverpool computer internet samsung superman`.split(/\s+/),
);
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Pure. @throws 'auth.weak_password' */
export function assertGoodPassword(password: string, username: string): void {
  const text = password.normalize('NFKC').toLowerCase();
  const name = username.normalize('NFKC').toLowerCase();
  const isNamed = text === name || (name.length >= 4 && text.includes(name));
  if ([...text].length < shortestPassword || isNamed || isGuessable(text)) throw new AppError('auth.weak_password');
}

function isGuessable(text: string): boolean {
  if (new Set(text).size < 4 || isRun(text)) return true;
  const bare = withoutEnds(text);
  return [bare, plainLetters(bare), withoutEnds(plainLetters(text))].some((one) => {
    const word = one.replaceAll(/[\s._-]+/g, '');
    const half = word.slice(0, word.length / 2);
    return common.has(word) || (common.has(half) && word === half + half);
  });
}

const withoutEnds = (text: string): string => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
const plainLetters = (text: string): string => text.replaceAll(/[013457@$!]/g, (sign) => lookAlikes[sign] ?? sign);

/** 1234567890, abcdefghij, 0987654321 */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((sign, at) => (sign.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0));
  return steps.filter((step) => Math.abs(step) === 1 || Math.abs(step) === 9).length >= steps.length - 1;
}

/** `hashes`: the present one and the last ones. Slow by design. @throws 'auth.password_reused' */
export async function assertNotReused(password: string, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) {
    // one after the other: each takes its memory
    if (await verifyPassword(hash, password)) throw new AppError('auth.password_reused');
  }
}

/** Of the digits people try first: one digit six times, a run, a pair or a triple repeated. Pure. @throws 'auth.weak_pin' */
export function assertGoodPin(pin: string): void {
  const isRepeated = /^(\d)\1{5}$|^(\d\d)\2\2$|^(\d{3})\3$/.test(pin);
  if (isRepeated || isRun(pin)) throw new AppError('auth.weak_pin');
}
