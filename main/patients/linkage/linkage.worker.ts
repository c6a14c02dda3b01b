import { parentPort, workerData } from 'node:worker_threads';
import type { Evidence } from '../../../preload/contract/duplicates.ts';
import type { Column } from './fields.ts';
import { type FieldEvidence, type FieldWeights, link, type Verdict } from './link.ts';
import { fold } from '../names.ts';

export type FoundPair = { one: number; other: number; score: number; verdict: Verdict; evidence: Evidence[] };
export type LinkageReply = { t: 'done'; pairs: FoundPair[]; compared: number; weights: FieldWeights[] } | { t: 'failed'; text: string };

/** More than anybody looks through; the best come first. */
const mostPairs = 20_000;

function answer(columns: readonly Column[]): LinkageReply {
  try {
    const { pairs, compared, weights, explain } = link(columns);
    const found = pairs.slice(0, mostPairs).map(({ one, other, score, verdict }) => {
      const said = explain({ one, other });
      const evidence = said.map(({ field, level, weight }) => ({ field, level, weight: Math.round(weight * 10) / 10 }));
      if (areExchanged(columns, said, other)) evidence.push({ field: 'order', level: 'swapped', weight: 0 });
      return { one, other, score, verdict, evidence: evidence as Evidence[] };
    });
    return { t: 'done', pairs: found, compared, weights };
  } catch (error) {
    return { t: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Whether the given names stood beside the other record's family name. */
function areExchanged(columns: readonly Column[], said: readonly FieldEvidence[], other: number): boolean {
  const given = said.find(({ field }) => field === 'given');
  return given !== undefined && given.values[1] !== fold(columns.find(({ role }) => role === 'given')?.values[other] ?? '');
}

parentPort!.postMessage(answer(workerData as Column[]));
