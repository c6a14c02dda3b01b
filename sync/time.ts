/** Waiting, apart from the computer's clock: that one is wrong in many clinics, and jumps when somebody sets it. */
export type Time = {
  /** milliseconds since some moment; never steps back */
  elapsed: () => number;
  /** @returns what calls it off */
  after: (ms: number, work: () => void) => () => void;
};

export const realTime: Time = {
  elapsed: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
