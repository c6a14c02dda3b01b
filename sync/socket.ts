import type { WebSocket } from 'ws';

/** What the link and the hub use of a WebSocket: whole messages, in order, until the line breaks. Whatever keeps to that can carry them. */
export type Socket = Pick<
  WebSocket,
  'on' | 'once' | 'send' | 'close' | 'terminate' | 'pause' | 'resume' | 'isPaused' | 'readyState' | 'OPEN' | 'bufferedAmount'
>;
