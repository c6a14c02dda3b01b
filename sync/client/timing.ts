import { batchSize } from '../protocol/limits.ts';

export type LinkTiming = {
  /** the first wait after a failure; doubles up to `backoffMostMs`, each time between half and all of it */
  backoffStartMs: number;
  backoffMostMs: number;
  /** after a refusal that only a person can end */
  refusedMs: number;
  /** a new row retries an unreachable hub at most this often */
  leastRetryMs: number;
  answerMs: number;
  pingMs: number;
  /** how often the hub is asked for rows although it did not poke: that long a lost poke may cost */
  lookMs: number;
  pageRows: number;
  /** a batch grows up to this many rows while the hub answers at once */
  mostBatchRows: number;
  /** where every byte is paid for */
  metered: MeteredTiming;
};
export type MeteredTiming = {
  /** the hub hangs up after 90 silent seconds */
  pingMs: number;
  lookMs: number;
  /** pokes are gathered for so long, and our own rows; what is urgent goes at once */
  readMs: number;
  sendMs: number;
  /** how often the hub is asked what it has witnessed of our audit */
  recallMs: number;
};

export const defaultTiming: LinkTiming = {
  backoffStartMs: 250,
  backoffMostMs: 60_000,
  refusedMs: 60_000,
  leastRetryMs: 500,
  answerMs: 15_000,
  pingMs: 25_000,
  lookMs: 120_000,
  pageRows: 1000,
  mostBatchRows: batchSize.most,
  metered: { pingMs: 75_000, lookMs: 3_600_000, readMs: 15 * 60_000, sendMs: 15 * 60_000, recallMs: 24 * 3_600_000 },
};
