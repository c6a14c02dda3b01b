import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenHere } from '../../sync/listenHere.ts';
import { HereSeats } from '../seats/hereSeats.ts';
import { browserName, cookieOf, readJson, refuseUpgrade } from '../seats/http.ts';
import { seatLines } from '../seats/lines.ts';
import type { Host } from './host.ts';
import { shippedPages } from './shippedPages.ts';

const cookieName = 'medvault_seat';
const cookieDays = 90;

export type SeatServer = { url: string; port: number; newSignInLink: () => string; close: () => Promise<void> };

/**
 * Seats in a browser on this computer: 127.0.0.1 only. A sign-in link's secret stands in the fragment, works once, for two minutes,
 * and becomes an HttpOnly SameSite=Strict cookie; Host and Origin are checked on every request. @throws 'port.in_use'
 */
export async function serveSeats(host: Host, options: { port: number; pages: string }): Promise<SeatServer> {
  const pages = shippedPages(options.pages);
  const seats = new HereSeats(host);
  const lines = seatLines(host);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      host.log.error({ err: error }, 'a request at the seats failed');
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  let address = '';

  server.on('upgrade', (request, socket, head) => {
    const seatId = request.url === '/seat' && isOurs(request) && request.headers.origin === address ? seatOf(request) : undefined;
    if (seatId === undefined) return refuseUpgrade(socket, '403 Forbidden', { code: 'auth.forbidden' });
    lines.take(request, socket, head, { id: seatId, kind: 'browser', user: null });
  });

  const port = await listenHere(server, options.port);
  address = `http://127.0.0.1:${port}`;
  return {
    url: address,
    port,
    newSignInLink: () => `${address}/#link=${seats.newLinkSecret()}`,
    close: async () => {
      lines.close();
      seats.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  function isOurs(request: IncomingMessage): boolean {
    return request.headers.host === address.slice('http://'.length);
  }

  function seatOf(request: IncomingMessage): string | undefined {
    const token = cookieOf(request, cookieName);
    return token === undefined ? undefined : seats.seatIdOf(token);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request)) return void response.writeHead(421).end();
    if (request.method === 'POST' && request.url === '/seat/redeem') return redeem(request, response);
    if (request.method !== 'GET') return void response.writeHead(405).end();
    pages.send(request.url ?? '/', response);
  }

  async function redeem(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.headers.origin === address ? await readJson(request) : undefined;
    const secret = (body as { secret?: unknown } | undefined)?.secret;
    const token = typeof secret === 'string' ? await seats.redeem(secret, browserName(request)) : undefined;
    if (token === undefined) return void response.writeHead(403).end();
    const attributes = `HttpOnly; SameSite=Strict; Path=/; Max-Age=${cookieDays * 86_400}`;
    response.writeHead(204, { 'set-cookie': `${cookieName}=${token}; ${attributes}`, 'cache-control': 'no-store' }).end();
  }
}
