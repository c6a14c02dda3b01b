/**
 * Tells every node of a hub that a facility's change moved the head. It carries news, never truth: a lost one costs time, not rows.
 * One process needs no more than `localFanout`; several share a bus.
 */
export type Fanout = {
  announce(news: News): void;
  onAnnounce(listener: (news: News) => void): void;
  close(): Promise<void>;
};
/** `doubled`: facilities that have to hear that a prescription they claimed was used elsewhere as well. */
export type News = { from: string; head: number; doubled?: readonly string[] };

export function localFanout(): Fanout {
  const listeners: ((news: News) => void)[] = [];
  return {
    announce: (news) => listeners.forEach((listener) => listener(news)),
    onAnnounce: (listener) => void listeners.push(listener),
    close: async () => void listeners.splice(0),
  };
}
