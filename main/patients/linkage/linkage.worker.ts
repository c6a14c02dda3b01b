import { parentPort, workerData } from 'node:worker_threads';
import type { Evidence } from '../../../preload/contract/duplicates.ts';
import type { Column } from './fields.ts';
import { link, type Verdict } from './link.ts';

export type FoundPair = { one: number; other: number; score: number; verdict: Verdict; evidence: Evidence[] };
export type LinkageReply = { t: 'done'; pairs: FoundPair[]; compared: number } | { t: 'failed'; text: string };

/** More than anybody looks through; the best come first. */
const mostPairs = 20_000;

function answer(columns: readonly Column[]): LinkageReply {
  try {
    const { pairs, compared, explain } = link(columns);
    const found = pairs.slice(0, mostPairs).map(({ one, other, score, verdict }) => {
      const evidence = explain({ one, other }).map(({ field, level, weight }) => ({ field, level, weight: Math.round(weight * 10) / 10 }));
      return { one, other, score, verdict, evidence: evidence as Evidence[] };
    });
    return { t: 'done', pairs: found, compared };
  } catch (error) {
    return { t: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort!.postMessage(answer(workerData as Column[]));
