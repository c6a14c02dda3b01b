import { compactNumber, indexable } from './searchWords.ts';
import { sounds } from './sounds.ts';
import type { Typed } from './typed.ts';

// FTS5 syntax is made here and nowhere else: every word goes in between quotes, with quotes in it doubled.
const quoted = (word: string): string => `"${indexable(word).replaceAll('"', '""')}"`;
const whole = (word: string): string => `words : ${quoted(word)}`;
const begins = (word: string): string => `words : ${quoted(word)}*`;
const sounding = (word: string): string[] => sounds(word).map((sound) => `sounds : "${sound}"`);
export const allOf = (parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' AND ');
export const anyOf = (parts: readonly string[]): string => parts.join(' OR ');

/** A single letter fits half of the clinic: it orders what the other words find. */
const tells = (word: string): boolean => [...word].length > 1 || /[^a-z0-9]/.test(word);

/** People with all these words exactly. Empty where nothing typed can be looked up. */
export function wholeMatch(typed: Typed): string {
  return allOf([...typed.names.filter(tells).map(whole), ...typed.digits.filter(tells).map(begins), ...typed.days.map(whole)]);
}

export function beginningMatch(typed: Typed): string {
  return allOf([...typed.names.filter(tells), ...typed.digits.filter(tells)].map(begins).concat(typed.days.map(whole)));
}

/** Every word typed counts, a single letter too: a list is narrowed, nothing is guessed. */
export function filterMatch(typed: Typed): string {
  const words = [...typed.names, ...typed.digits, ...(typed.number === null ? [] : [compactNumber(typed.number)])];
  return allOf([...words.map(begins), ...typed.days.map(whole)]);
}

/** Each word as typed, by its sound, or as one of the `near` words. */
export function looseMatches(typed: Typed, near: (word: string) => readonly string[]): string[] {
  const names = typed.names.filter(tells).map((name) => anyOf([begins(name), ...sounding(name), ...near(name).map(whole)]));
  return [...names, ...typed.digits.filter(tells).map(begins), ...typed.days.map(whole)];
}

export const soundOrWord = (word: string): string => anyOf([whole(word), ...sounding(word)]);
export const exactly = whole;
