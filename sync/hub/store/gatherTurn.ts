/** Calls back when what has arrived by now has been read. */
export type Soon = (work: () => void) => void;

type Waiting<I, O> = { input: I; resolve: (output: O) => void; reject: (error: unknown) => void };

/**
 * What is asked within one turn of the event loop is answered by one `run`, which answers for each input in its order. When it fails for a
 * reason of its own, each is tried alone.
 */
export function gatherTurn<I, O>(run: (inputs: readonly I[]) => readonly (() => O)[], soon: Soon): (input: I) => Promise<O> {
  let waiting: Waiting<I, O>[] = [];

  function settle(group: readonly Waiting<I, O>[]): void {
    let answers: readonly (() => O)[];
    try {
      answers = run(group.map(({ input }) => input));
    } catch (error) {
      if (group.length > 1) for (const each of group) settle([each]);
      else for (const { reject } of group) reject(error);
      return;
    }
    for (const [index, { resolve, reject }] of group.entries()) {
      try {
        resolve(answers[index]!());
      } catch (error) {
        reject(error);
      }
    }
  }

  return (input) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ input, resolve, reject }) > 1) return;
      soon(() => {
        const group = waiting;
        waiting = [];
        settle(group);
      });
    });
}
