import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { listenHere } from '../listenHere.ts';
import { maxFrameBytes } from '../protocol/limits.ts';
import { answerHttp } from './admin.ts';
import type { Desk } from './admin.ts';
import { serveConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import type { Hub } from './hub.ts';

export const linkPath = '/link';

export type HubServer = {
  port: number;
  /** Answers what has come, then ends. @param drainMs that long /readyz says no first, and those who are connected are still served */
  stop(drainMs?: number): Promise<void>;
};

/** For lines that do not answer the closing, and a database that does not answer. */
const mostFinishMs = 1000;

/**
 * Loopback only: whoever wants the hub reached from elsewhere puts a proxy with TLS before it.
 * @throws 'port.in_use'
 */
export async function listen(hub: Hub, desk: Desk, operatorToken: string, port: number): Promise<HubServer> {
  const answer = answerHttp(hub, desk, operatorToken);
  const http = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false, clientTracking: true });
  const open = new Set<Connection>();
  sockets.on('connection', (socket) => {
    const connection = serveConnection(hub, socket);
    open.add(connection);
    socket.once('close', () => open.delete(connection));
  });
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    // A browser always says where it comes from; a facility never does.
    if (request.url !== linkPath || request.headers.origin !== undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (hub.isDraining) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  const taken = await listenHere(http, port);
  return {
    port: taken,
    async stop(drainMs = 0) {
      hub.isDraining = true;
      if (drainMs > 0) await new Promise((resolve) => void setTimeout(resolve, drainMs)); // the balancer asks /readyz meanwhile
      hub.delivery.stop();
      const finished = Promise.all([...open].map((connection) => connection.finish()));
      const closed = new Promise<void>((resolve) => void http.close(() => resolve()));
      http.closeIdleConnections();
      let limit: NodeJS.Timeout | undefined;
      const tooLong = new Promise<void>((resolve) => void (limit = setTimeout(resolve, mostFinishMs)));
      await Promise.race([finished, tooLong]);
      clearTimeout(limit);
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await closed;
    },
  };
}
