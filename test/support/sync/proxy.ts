import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

type Way = 'to hub' | 'to facility';

/** Between a facility and the hub: a line as bad as one wants. What it does to a connection it does to those that are open and, where it lasts, to later ones. */
export type BadLine = {
  port: number;
  /** Everything is swallowed while the connection seems open, as a dead modem does: both ways, or one. */
  swallow(on: boolean, ways?: readonly Way[]): void;
  /** Nothing moves, nothing is lost. */
  stall(on: boolean): void;
  /** Each piece comes later by so much. */
  delay(ms: number): void;
  /** Every connection ends at once, with an error at both ends. */
  reset(): void;
  /** Of the next piece to the hub only the first half arrives, and then the line is gone. */
  truncateNext(): void;
};

/** @param toPorts asked anew for each connection: the nodes that a balancer would choose from */
export async function aBadLine(toPorts: () => readonly number[]): Promise<BadLine> {
  const swallowed = new Set<Way>();
  const pairs = new Set<readonly [Socket, Socket]>();
  let isStalled = false;
  let delayMs = 0;
  let truncates = false;
  let next = 0;

  const server = createServer((near) => {
    const ports = toPorts();
    const far = connect(ports[next++ % ports.length] ?? 9, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    carry(near, far, 'to hub');
    carry(far, near, 'to facility');
  });

  function carry(from: Socket, to: Socket, way: Way): void {
    if (isStalled) from.pause();
    from.on('data', (bytes: Buffer) => {
      if (swallowed.has(way)) return;
      if (truncates && way === 'to hub') {
        truncates = false;
        to.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => void (to.destroy(), from.destroy()));
        return;
      }
      if (delayMs === 0) to.write(bytes);
      else setTimeout(() => void to.write(bytes), delayMs);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      for (const pair of pairs) if (pair.includes(from)) pairs.delete(pair);
      to.destroy();
    });
  }

  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    swallow(on, ways = ['to hub', 'to facility']) {
      swallowed.clear();
      if (on) for (const way of ways) swallowed.add(way);
    },
    stall(on) {
      isStalled = on;
      for (const socket of [...pairs].flat()) {
        if (on) socket.pause();
        else socket.resume();
      }
    },
    delay: (ms) => void (delayMs = ms),
    reset() {
      for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    },
    truncateNext: () => void (truncates = true),
  };
}
