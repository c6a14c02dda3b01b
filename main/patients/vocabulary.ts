import type { Database as Raw } from 'better-sqlite3';
import { listNameWords } from '../../db/queries/patients.ts';
import { nearnessTo } from './nearness.ts';

/** The words that people here have in their names and villages, by length: what a misspelt word is compared with. Kept in memory, a few megabytes. */
type Vocabulary = { byLength: Map<number, Set<string>>; near: Map<string, string[]> };

const vocabularies = new WeakMap<Raw, Vocabulary>();
const mostNear = 24;
const mostRemembered = 500;

/** `unfinished`: also words that begin like it. `limit`: edits forgiven. `inside`: also words that hold it somewhere. */
export type Near = { unfinished: boolean; limit: number; inside?: boolean };

const mostInside = 24;
const shortestInside = 3;

/** Words at most that many edits away; nearest first, the word itself left out. */
export function nearWords(raw: Raw, typed: string, { unfinished, limit, inside = false }: Near): string[] {
  const vocabulary = vocabularyOf(raw);
  const key = `${limit}${unfinished ? '…' : ''}${inside ? '*' : ''}${typed}`;
  const known = vocabulary.near.get(key);
  if (known) return known;
  const nearness = nearnessTo(typed);
  const holds = inside && typed.length >= shortestInside;
  const found: { word: string; cost: number }[] = [];
  const holding: string[] = [];
  if (limit > 0 || holds) {
    for (const [length, words] of vocabulary.byLength) {
      if (length < typed.length - limit || (!unfinished && !holds && length > typed.length + limit)) continue;
      for (const word of words) {
        const { whole, beginning } = nearness(word);
        const cost = unfinished ? Math.min(whole, beginning + 0.5) : whole;
        if (cost <= limit && word !== typed) found.push({ word, cost });
        else if (holds && word.includes(typed, 1)) holding.push(word);
      }
    }
  }
  found.sort((a, b) => a.cost - b.cost || a.word.length - b.word.length);
  holding.sort((a, b) => a.length - b.length);
  const near = [...found.slice(0, mostNear).map(({ word }) => word), ...holding.slice(0, mostInside)];
  if (vocabulary.near.size >= mostRemembered) vocabulary.near.clear();
  vocabulary.near.set(key, near);
  return near;
}

/** After a person was indexed. A word learned in a transaction that is rolled back later does no harm: it finds nobody. */
export function learnWords(raw: Raw, words: readonly string[]): void {
  const vocabulary = vocabularies.get(raw);
  if (!vocabulary) return; // it is read whole when it is first asked for
  for (const word of words) add(vocabulary, word);
  vocabulary.near.clear();
}

function vocabularyOf(raw: Raw): Vocabulary {
  const known = vocabularies.get(raw);
  if (known) return known;
  const vocabulary: Vocabulary = { byLength: new Map(), near: new Map() };
  for (const word of listNameWords(raw)) add(vocabulary, word);
  vocabularies.set(raw, vocabulary);
  return vocabulary;
}

function add(vocabulary: Vocabulary, word: string): void {
  if (/\d/.test(word)) return;
  const words = vocabulary.byLength.get(word.length);
  if (words) words.add(word);
  else vocabulary.byLength.set(word.length, new Set([word]));
}
