import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { maxMessageBytes } from '../../preload/contract/wire.ts';
import type { Seat } from '../facility/context.ts';
import type { Host } from '../facility/host.ts';
import { parseMessage, serveSeat } from '../facility/ports.ts';
import { closeCodes } from './closeCodes.ts';
import { isRevoked, noteSeen } from './registry.ts';

/** A line that says nothing for so long is dead: a cable is out, a computer sleeps. */
const pingMs = 2000;
const quietMs = 7000;
/** What a seat has not taken yet; one that reads no more is not waited for. */
const mostWaitingBytes = 32 * 1024 * 1024;

export type SeatLines = {
  take: (request: IncomingMessage, socket: Duplex, head: Buffer, seat: Seat) => void;
  close: () => void;
};

/** The WebSockets of seats, near and far: served by the one dispatcher, watched, and closed at once when the seat is revoked. */
export function seatLines(host: Host): SeatLines {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  const open = new Map<WebSocket, { seat: Seat; heardAt: number }>();
  const stopListening = host.onNews((news) => {
    if (news !== 'status' && news.tables.includes('seat')) closeRevoked();
  });
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const wasBusy = now - lookedAt > 2 * pingMs; // this process itself: what came meanwhile is not read yet
    lookedAt = now;
    for (const [socket, line] of open) {
      if (wasBusy) line.heardAt = now;
      if (now - line.heardAt > quietMs || socket.bufferedAmount > mostWaitingBytes) socket.terminate();
      else socket.ping();
    }
  }, pingMs);
  timer.unref();

  return {
    take: (request, socket, head, seat) => sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket, seat)),
    close: () => {
      clearInterval(timer);
      stopListening();
      for (const socket of open.keys()) socket.terminate();
    },
  };

  function serve(socket: WebSocket, seat: Seat): void {
    const line = { seat, heardAt: performance.now() };
    open.set(socket, line);
    const served = serveSeat(host, seat, {
      post: (message) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
      },
    });
    const leave = host.seats.presence.enter(seat.id);
    seen(seat);
    socket.on('message', (bytes: Buffer, isBinary) => {
      line.heardAt = performance.now();
      if (!isBinary) served.receive(parseMessage(bytes.toString('utf8')));
    });
    socket.on('pong', () => {
      line.heardAt = performance.now();
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      open.delete(socket);
      served.end();
      leave();
      seen(seat);
    });
  }

  function closeRevoked(): void {
    const { state } = host.status(program);
    if (state !== 'open') return;
    for (const [socket, { seat }] of open) {
      if (!isRevoked(host.open(), seat.id)) continue;
      seat.user = null;
      socket.close(closeCodes.revoked);
      setTimeout(() => socket.terminate(), 1000).unref(); // whether or not it says goodbye
    }
  }

  function seen(seat: Seat): void {
    if (host.status(program).state !== 'open') return;
    noteSeen(host.open(), seat.id).catch((error: unknown) => host.log.warn({ err: error }, 'a seat was seen, but not noted'));
  }
}

const program: Seat = { id: 'seats', kind: 'command', user: null };
