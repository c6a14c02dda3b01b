/**
 * Numbers that people read aloud and copy by hand: `P-K7M2QX-A00042-45`.
 * Kind letter, facility code, epoch letter with counter, two check digits. Unique everywhere without a network:
 * the facility code is drawn from the facility's UUID, and a restore begins the next epoch letter.
 *
 * Check digits: ISO/IEC 7064 MOD 97-10 (as in IBAN and LEI), over the text with each character written as two decimal digits.
 * Every single wrong character and every swap of neighbours is noticed: 97 is prime and divides no difference of two
 * characters (below 32), nor 99 or 90 times one. Not the standard's MOD 1271-36: its check characters may be O, I or L,
 * and whoever reads those as 0 or 1 would either be refused or get less protection than promised.
 *
 * I, L, O and U are never printed, so whoever hears or reads them can only mean 1, 1, 0 or a mistake.
 */
export type ReadableNumber = { kind: string; code: string; epoch: string; counter: number };

/** The first letter says what the number is for. A letter is never used again for something else. */
export const numberKinds = {
  patient: 'P',
  prescription: 'R',
  receipt: 'S',
  order: 'B',
  transfer: 'T',
  specimen: 'Q',
  stockTake: 'N',
  recall: 'W',
  equipment: 'E',
  controlledPrescription: 'C',
} as const;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const epochLetters = 'ABCDEFGHJKMNPQRSTVWXYZ';
const letter = `[${epochLetters}]`;
const sign = `[0-9${epochLetters}]`;
const shape = new RegExp(`^((${letter})(${sign}{6})(${letter}{1,2})(\\d{5,}))(\\d{2})$`);

const leastDigits = 5;
const longestText = 64;

/**
 * The facility's code for its numbers: the last 30 bits of its UUID, which are random in version 4 and 7.
 * The hub refuses a second facility with the same code.
 */
export function facilityCodeOf(uuid: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid)) throw new Error('facilityCodeOf needs a UUID');
  let bits = Number.parseInt(uuid.slice(-8), 16) % 2 ** 30;
  let code = '';
  for (let place = 0; place < 6; place++) {
    code = alphabet.charAt(bits % 32) + code;
    bits = Math.floor(bits / 32);
  }
  return code;
}

export function formatNumber({ kind, code, epoch, counter }: ReadableNumber): string {
  if (!Number.isSafeInteger(counter) || counter < 1) throw new Error('A readable number counts from 1');
  const counted = String(counter).padStart(leastDigits, '0');
  const text = kind + code + epoch + counted;
  const check = checkDigits(text);
  if (!shape.test(text + check)) throw new Error('A part of the readable number has the wrong shape');
  return `${kind}-${code}-${epoch}${counted}-${check}`;
}

/** Reads a number as a person types it: any case, spaces or none, O for 0, I or L for 1. Null when it cannot be one that was given out. */
export function parseNumber(text: string): ReadableNumber | null {
  if (text.length > longestText) return null;
  const typed = compact(text);
  const [, body, kind, code, epoch, counted, check] = shape.exec(typed) ?? [];
  if (body === undefined || kind === undefined || code === undefined || epoch === undefined || counted === undefined) return null;
  if (checkDigits(body) !== check) return null;
  const number = { kind, code, epoch, counter: Number(counted) };
  if (!Number.isSafeInteger(number.counter) || number.counter < 1) return null;
  return compact(formatNumber(number)) === typed ? number : null; // one number, one text: no further leading zeros
}

/** After a restore: A, B … Z without I, L, O, U, then AA, AB …, so that the 23rd restore still gives a new one. */
export function nextEpochLetter(epoch: string): string {
  if (!new RegExp(`^${letter}{1,2}$`).test(epoch)) throw new Error('Not an epoch letter');
  const last = epochLetters.indexOf(epoch.slice(-1));
  if (last < epochLetters.length - 1) return epoch.slice(0, -1) + epochLetters.charAt(last + 1);
  if (epoch === 'ZZ') throw new Error('All epoch letters are used');
  return epoch.length === 1 ? 'AA' : `${nextEpochLetter(epoch.slice(0, 1))}A`;
}

/** ISO/IEC 7064 MOD 97-10: the digits of the whole, check digits last, leave 1 when divided by 97. */
function checkDigits(text: string): string {
  let remainder = 0;
  for (const character of text) remainder = (remainder * 100 + alphabet.indexOf(character)) % 97;
  return String(98 - ((remainder * 100) % 97)).padStart(2, '0');
}

function compact(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}_./]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
