type Event = { at: number; order: number; work: (() => void) | undefined };

/** Virtual time: the next event is the earliest one, and everything it awakens runs to its end before the next. Milliseconds. */
export function createLoop() {
  const heap: Event[] = [];
  let now = 0;
  let order = 0;
  let events = 0;

  const isBefore = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order);

  function push(event: Event): void {
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = event;
  }

  function pop(): Event {
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
        if (!isBefore(heap[child]!, last)) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
    }
    return top;
  }

  return {
    now: () => now,
    events: () => events,
    after(ms: number, work: () => void): () => void {
      const event: Event = { at: now + Math.max(0, ms), order: order++, work };
      push(event);
      return () => void (event.work = undefined);
    },
    /** Lets the world run for so long. */
    async run(ms: number): Promise<void> {
      const end = now + ms;
      while (heap.length > 0 && heap[0]!.at <= end) {
        const { at, work } = pop();
        if (work === undefined) continue;
        now = at;
        events++;
        work();
        await new Promise((resolve) => void setImmediate(resolve)); // every promise that this settled has been followed up by then
      }
      now = end;
    },
  };
}
export type Loop = ReturnType<typeof createLoop>;
