import { digitWords } from './names.ts';
import { compactNumber, indexable } from './searchWords.ts';
import { soundsTyped } from './sounds.ts';
import type { Typed } from './typed.ts';

// FTS5 syntax is made here and nowhere else: every word goes in between quotes, with quotes in it doubled.
const quoted = (word: string): string => `"${indexable(word).replaceAll('"', '""')}"`;
const whole = (word: string): string => `words : ${quoted(word)}`;
const begins = (word: string): string => `words : ${quoted(word)}*`;
const digitsBegin = (digits: string): string => anyOf((/^\d+$/.test(digits) ? digitWords(digits) : [digits]).map(begins));
const sounding = (word: string): string[] => soundsTyped(word).map((sound) => `sounds : "${sound}"`);
export const allOf = (parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' AND ');
export const anyOf = (parts: readonly string[]): string => parts.join(' OR ');

const shortestIdentifier = 4;

/** A single letter fits half of the clinic: it orders what the other words find. */
const tells = (word: string): boolean => [...word].length > 1 || /[^a-z0-9]/.test(word);

/** People with all these words exactly. Empty where nothing typed can be looked up. */
export function wholeMatch(typed: Typed): string {
  return allOf([...typed.names.filter(tells).map(whole), ...typed.digits.filter(tells).map(digitsBegin), ...typed.days.map(whole)]);
}

export function beginningMatch(typed: Typed): string {
  return allOf(asTyped(typed));
}

/** Each word as it was typed, or as somebody goes on typing it; in the order of `looseMatches`. */
export function asTyped(typed: Typed): string[] {
  return [...typed.names.filter(tells).map(begins), ...typed.digits.filter(tells).map(digitsBegin), ...typed.days.map(whole)];
}

/** An identifier has letters and digits and any signs between them: what was typed as one word. Empty where it can be none. */
export function identifierMatch(text: string): string {
  const compact = compactNumber(text.normalize('NFKC'));
  return compact.length >= shortestIdentifier && /\d/.test(compact) && /\p{L}/u.test(compact) ? begins(compact) : '';
}

/** Every word typed counts, a single letter too: a list is narrowed, nothing is guessed. */
export function filterMatch(typed: Typed): string {
  const words = [...typed.names, ...(typed.number === null ? [] : [compactNumber(typed.number)])];
  return allOf([...words.map(begins), ...typed.digits.map(digitsBegin), ...typed.days.map(whole)]);
}

/** Each word as typed, by its sound, or as one of the `near` words. */
export function looseMatches(typed: Typed, near: (word: string) => readonly string[]): string[] {
  const names = typed.names.filter(tells).map((name) => anyOf([begins(name), ...sounding(name), ...near(name).map(whole)]));
  return [...names, ...typed.digits.filter(tells).map(digitsBegin), ...typed.days.map(whole)];
}

export const soundOrWord = (word: string): string => anyOf([whole(word), ...sounding(word)]);
export const exactly = whole;
