import type { Database as Raw } from 'better-sqlite3';
import { listNameWords } from '../../db/queries/patients.ts';
import { forgiven, nearnessTo } from './nearness.ts';

/** The words that people here have in their names and villages, by length: what a misspelt word is compared with. Kept in memory, a few megabytes. */
type Vocabulary = { byLength: Map<number, Set<string>>; near: Map<string, string[]> };

const vocabularies = new WeakMap<Raw, Vocabulary>();
const mostNear = 24;
const mostRemembered = 500;

/** Words at most as many edits away as a word of this length forgives; nearest first, the word itself left out. `unfinished`: also words that begin like it. */
export function nearWords(raw: Raw, typed: string, unfinished: boolean): string[] {
  const vocabulary = vocabularyOf(raw);
  const key = `${unfinished ? '…' : ''}${typed}`;
  const known = vocabulary.near.get(key);
  if (known) return known;
  const limit = forgiven(typed);
  const nearness = nearnessTo(typed);
  const found: { word: string; cost: number }[] = [];
  if (limit > 0) {
    for (const [length, words] of vocabulary.byLength) {
      if (length < typed.length - limit || (!unfinished && length > typed.length + limit)) continue;
      for (const word of words) {
        const { whole, beginning } = nearness(word);
        const cost = unfinished ? Math.min(whole, beginning + 0.5) : whole;
        if (cost <= limit && word !== typed) found.push({ word, cost });
      }
    }
  }
  found.sort((a, b) => a.cost - b.cost || a.word.length - b.word.length);
  const near = found.slice(0, mostNear).map(({ word }) => word);
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
