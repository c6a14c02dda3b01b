import { realTime } from '../../../time.ts';
import { StoreUnavailable } from '../store.ts';

/** Batches of one facility are never in one group: the later one has to see the earlier one’s numbers. */
type Waiting<I, O> = {
  facility: string;
  sender: string;
  size: number;
  input: I;
  resolve: (output: O) => void;
  reject: (error: unknown) => void;
};

/** One group prepares its rows while another one’s commit is written to disk. */
const lanes = 2;
/** Of changes in a group; more would hold the head for longer than anybody should wait. */
const mostInGroup = 2000;
/** Fewer wait for others to come, when a group was begun a moment ago. */
const worthCommitting = 50;

/**
 * What comes while others are being committed is committed together: the disk is waited for once. Alone, nobody waits for anything.
 * `pauseMs`: from one small group to the next; what a commit costs beside its rows is spent that often and no oftener.
 * `run` answers for each input in its order; when it fails for a reason of its own, each is tried alone.
 */
export function createGathering<I, O>(run: (inputs: readonly I[]) => Promise<(() => O)[]>, pauseMs: () => number, time = realTime) {
  const queue: Waiting<I, O>[] = [];
  const busy = new Set<string>();
  let running = 0;
  let begunAt = -Infinity;
  let callOff: (() => void) | undefined;

  function takeGroup(): Waiting<I, O>[] {
    const group: Waiting<I, O>[] = [];
    let size = 0;
    for (let index = 0; index < queue.length;) {
      const next = queue[index]!;
      if (group.length > 0 && size + next.size > mostInGroup) break;
      if (busy.has(next.facility)) {
        index++;
        continue;
      }
      busy.add(next.facility);
      group.push(next);
      size += next.size;
      queue.splice(index, 1);
    }
    return group;
  }

  /** What the same connection sent after it was refused. */
  function refuseRest(refused: string, error: unknown): void {
    for (let index = queue.length - 1; index >= 0; index--) {
      if (queue[index]!.sender === refused) queue.splice(index, 1)[0]!.reject(error);
    }
  }

  async function settle(group: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const answers = await run(group.map(({ input }) => input));
      for (const [index, { resolve, reject, sender }] of group.entries()) {
        try {
          resolve(answers[index]!());
        } catch (error) {
          reject(error);
          refuseRest(sender, error);
        }
      }
    } catch (error) {
      if (group.length > 1 && !(error instanceof StoreUnavailable)) for (const each of group) await settle([each]);
      else
        for (const { reject, sender } of group) {
          reject(error);
          refuseRest(sender, error);
        }
    }
  }

  function begin(): void {
    while (running < lanes) {
      const restMs = begunAt + pauseMs() - time.elapsed();
      if (restMs > 0 && queue.length > 0 && queue.reduce((sum, { size }) => sum + size, 0) < worthCommitting) {
        callOff ??= time.after(restMs, () => {
          callOff = undefined;
          begin();
        });
        return;
      }
      const group = takeGroup();
      if (group.length === 0) return;
      begunAt = time.elapsed();
      running++;
      void settle(group).then(() => {
        running--;
        for (const { facility } of group) busy.delete(facility);
        begin();
      });
    }
  }

  return (facility: string, sender: string, size: number, input: I): Promise<O> =>
    new Promise((resolve, reject) => {
      queue.push({ facility, sender, size, input, resolve, reject });
      begin();
    });
}
