import { parseExpiry } from '../../../preload/contract/expiryText.ts';

/** What a cell says, or why it says nothing. */
export type Read<T> = { value: T } | { wrong: ProblemCode };
export type ProblemCode =
  | 'name-missing' | 'form-missing' | 'unit-missing' | 'too-long' | 'not-whole' | 'not-number' | 'negative' | 'too-large' | 'too-fine'
  | 'bad-date' | 'bad-gtin' | 'gtin-shortened' | 'gtin-elsewhere' | 'yes-no' | 'bad-ven' | 'levels' | 'broken-quotes' | 'too-many-values'
  | 'formula' | 'sheet-error' | 'lost-letters' | 'twice' | 'lot-twice' | 'differs' | 'several' | 'unit-fixed' | 'too-many-packs' | 'bad-strength'; // prettier-ignore

const wrong = (code: ProblemCode) => ({ wrong: code });

const spaces = /[\s\u00A0\u202F']/g;

/**
 * "1 000", "1,000", "1.000" and "1000.00" are one thousand; "1.5" is no whole number.
 * @param most the largest that is believed
 */
export function readWhole(text: string, most: number): Read<number> {
  const bare = text.replace(spaces, '');
  if (/^[-−]/.test(bare)) return wrong('negative');
  const grouped = /^[1-9]\d{0,2}([.,]\d{3})+$/.test(bare) ? bare.replace(/[.,]/g, '') : bare.replace(/[.,]0*$/, '');
  if (!/^\d+$/.test(grouped)) return /^\d+[.,]\d+$/.test(bare) ? wrong('not-whole') : wrong('not-number');
  const value = Number(grouped);
  return value > most ? wrong('too-large') : { value };
}

/** A number with decimals; the last of two different signs is the decimal one, a single one is read as the list writes it. */
export function readDecimal(text: string, decimal: '.' | ','): Read<number> {
  const bare = text.replace(spaces, '');
  if (/^[-−]/.test(bare)) return wrong('negative');
  if (!/^\d+([.,]\d+)*$/.test(bare)) return wrong('not-number');
  const signs = new Set(bare.match(/[.,]/g));
  const point = signs.size === 2 ? (bare.match(/[.,](?=\d*$)/)?.[0] ?? decimal) : decimalIn(bare, decimal);
  const value = Number(bare.replaceAll(point === '.' ? ',' : '.', '').replace(point, '.'));
  return Number.isFinite(value) ? { value } : wrong('not-number');
}

/** "0.5" in a list with decimal commas can only be a half: three digits stand behind a sign that groups. */
function decimalIn(bare: string, decimal: '.' | ','): '.' | ',' {
  const other = decimal === '.' ? ',' : '.';
  const grouping = new RegExp(`^[1-9]\\d{0,2}(\\${other}\\d{3})+$`);
  return bare.includes(other) && !grouping.test(bare) ? other : decimal;
}

/** Money in major units as minor ones; finer than the smallest coin is refused, not rounded. */
export function readMoney(text: string, decimal: '.' | ',', minorDigits: number): Read<number> {
  const amount = readDecimal(text.replace(/^[\p{Sc}A-Z]{1,4}\s*|\s*[\p{Sc}A-Z]{1,4}$/gu, ''), decimal);
  if ('wrong' in amount) return amount;
  const minor = amount.value * 10 ** minorDigits;
  if (minor > 1_000_000_000) return wrong('too-large');
  return Math.abs(minor - Math.round(minor)) < 1e-6 ? { value: Math.round(minor) } : wrong('too-fine');
}

const yes = new Set(['yes', 'y', 'true', '1', 'x', 'oui', 'o', 'vrai', '✓', '✔']);
const no = new Set(['no', 'n', 'false', '0', 'non', 'faux', '-']);

export function readYesNo(text: string): Read<boolean> {
  const word = text.toLowerCase();
  return yes.has(word) ? { value: true } : no.has(word) ? { value: false } : wrong('yes-no');
}

export function readVen(text: string): Read<'V' | 'E' | 'N'> {
  const word = text.toLowerCase();
  if (/^(v|vital|vitale|vitaux)$/.test(word)) return { value: 'V' };
  if (/^(e|essential|essentiel|essentielle)$/.test(word)) return { value: 'E' };
  return /^(n|non[- ]?essential|necessary|non[- ]?essentiel(le)?|necessaire|nécessaire)$/.test(word) ? { value: 'N' } : wrong('bad-ven');
}

/** "2028-01-31", "31/01/2028", "01/2028", "31 Jan 2028", a day with a time behind it; a month means its last day. */
export function readExpiry(text: string, order: 'day-first' | 'month-first', today: string): Read<string> {
  const day = text.replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const turned = order === 'month-first' ? day.replace(/^(\d{1,2})([/.-])(\d{1,2})([/.-]\d{2,4})$/, '$3$2$1$4') : day;
  const compact = /^\d{8}$/.test(turned) ? `${turned.slice(0, 4)}-${turned.slice(4, 6)}-${turned.slice(6)}` : turned;
  const found = parseExpiry(compact);
  // no medicine is good for thirty years: a mistyped year
  return found && Number(found.day.slice(0, 4)) <= Number(today.slice(0, 4)) + 30 ? { value: found.day } : wrong('bad-date');
}
