import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { listenHere } from '../listenHere.ts';
import { maxFrameBytes } from '../protocol/limits.ts';
import { answerHttp } from './admin.ts';
import type { Desk } from './admin.ts';
import { serveConnection } from './connection.ts';
import type { Hub } from './hub.ts';

export const linkPath = '/link';

export type HubServer = { port: number; stop(): Promise<void> };

/**
 * Loopback only: whoever wants the hub reached from elsewhere puts a proxy with TLS before it.
 * @throws 'port.in_use'
 */
export async function listen(hub: Hub, desk: Desk, operatorToken: string, port: number): Promise<HubServer> {
  const answer = answerHttp(hub, desk, operatorToken);
  const http = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false, clientTracking: true });
  sockets.on('connection', (socket) => serveConnection(hub, socket));
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    // A browser always says where it comes from; a facility never does.
    if (request.url !== linkPath || request.headers.origin !== undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  const taken = await listenHere(http, port);
  return {
    port: taken,
    async stop() {
      hub.delivery.stop();
      for (const socket of sockets.clients) socket.close(1001);
      const closed = new Promise<void>((resolve) => void http.close(() => resolve()));
      http.closeIdleConnections();
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        http.closeAllConnections();
      }, 300).unref();
      await closed;
    },
  };
}
