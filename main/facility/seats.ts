import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { maxMessageBytes } from '../../preload/contract/wire.ts';
import { listenHere } from '../../sync/listenHere.ts';
import { newToken, sameSecret, sha256Hex } from '../../sync/security/tokens.ts';
import type { Seat } from './context.ts';
import type { Host } from './host.ts';
import { parseMessage, serveSeat } from './ports.ts';
import { shippedPages } from './shippedPages.ts';

const cookieName = 'medvault_seat';
const linkMinutes = 2;

export type SeatServer = { url: string; port: number; newSignInLink: () => string; close: () => Promise<void> };

/**
 * Seats in a browser on this computer: 127.0.0.1 only. A sign-in link's secret stands in the fragment, works once, for two minutes,
 * and becomes an HttpOnly SameSite=Strict cookie; Host and Origin are checked on every request. @throws 'port.in_use'
 */
export async function serveSeats(host: Host, options: { port: number; pages: string }): Promise<SeatServer> {
  const pages = shippedPages(options.pages);
  const links = new Map<string, number>(); // SHA-256 of the secret -> until when, in ms
  const seats = new Map<string, string>(); // SHA-256 of the cookie -> seat id
  const server = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  let address = '';

  server.on('upgrade', (request, socket, head) => {
    const seatId = request.url === '/seat' && isOurs(request) ? seatOf(request) : undefined;
    if (seatId === undefined || request.headers.origin !== address) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => take(webSocket, seatId));
  });

  const port = await listenHere(server, options.port);
  address = `http://127.0.0.1:${port}`;
  return {
    url: address,
    port,
    newSignInLink: () => {
      const secret = newToken();
      links.set(sha256Hex(secret), Date.now() + linkMinutes * 60_000);
      return `${address}/#link=${secret}`;
    },
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  function take(webSocket: WebSocket, seatId: string): void {
    const seat: Seat = { id: seatId, kind: 'browser', user: null };
    const served = serveSeat(host, seat, { post: (message) => webSocket.send(JSON.stringify(message)) });
    webSocket.on('message', (bytes: Buffer, isBinary) => {
      if (!isBinary) served.receive(parseMessage(bytes.toString('utf8')));
    });
    webSocket.on('close', served.end);
    webSocket.on('error', () => webSocket.terminate());
  }

  function isOurs(request: IncomingMessage): boolean {
    return request.headers.host === address.slice('http://'.length);
  }

  function seatOf(request: IncomingMessage): string | undefined {
    const cookie = /(?:^|;\s*)medvault_seat=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
    return cookie === undefined ? undefined : seats.get(sha256Hex(cookie));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request)) return void response.writeHead(421).end();
    if (request.method === 'POST' && request.url === '/seat/redeem') return redeem(request, response);
    if (request.method !== 'GET') return void response.writeHead(405).end();
    pages.send(request.url ?? '/', response);
  }

  async function redeem(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const secret = request.headers.origin === address ? await readSecret(request) : undefined;
    const found = secret === undefined ? undefined : [...links].find(([hash]) => sameSecret(hash, sha256Hex(secret)));
    if (found) links.delete(found[0]); // once, right or late
    if (!found || found[1] < Date.now()) return void response.writeHead(403).end();
    const cookie = newToken();
    seats.set(sha256Hex(cookie), host.newId());
    const attributes = 'HttpOnly; SameSite=Strict; Path=/; Max-Age=86400';
    response.writeHead(204, { 'set-cookie': `${cookieName}=${cookie}; ${attributes}`, 'cache-control': 'no-store' }).end();
  }
}

async function readSecret(request: IncomingMessage): Promise<string | undefined> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > 1000) return undefined;
  }
  try {
    const { secret } = JSON.parse(text) as { secret?: unknown };
    return typeof secret === 'string' ? secret : undefined;
  } catch {
    return undefined;
  }
}
