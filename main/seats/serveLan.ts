import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { AppError } from '../../preload/contract/errors.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import type { Seat } from '../facility/context.ts';
import type { Host } from '../facility/host.ts';
import { shippedPages } from '../facility/shippedPages.ts';
import { isOwnHost } from './addresses.ts';
import { type OwnCertificate, toPem } from './certificate.ts';
import { Crowd, networkAddress } from './crowd.ts';
import { cookieOf, readJson, refuseUpgrade, sendJson } from './http.ts';
import { seatLines } from './lines.ts';
import { pairSeat } from './pairSeat.ts';
import { isProof } from './proof.ts';
import { refusalLog } from './refusals.ts';
import { findByToken, findSeat, type KnownSeat } from './registry.ts';

const cookieName = '__Host-medvault_seat';
const cookieDays = 90;

/** Whoever talks slower than this is not a browser on a local network. */
const patience = {
  handshakeTimeout: 5000,
  headersTimeout: 5000,
  requestTimeout: 8000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 8192,
};

export type LanOptions = { port: number; hostName: string; code: string; own: OwnCertificate; pages: string };
export type LanServer = { port: number; close: () => Promise<void> };

/**
 * The facility on the local network: HTTPS with its own certificate, TLS 1.3 only. Screens for whoever asks, a WebSocket for paired seats: a
 * browser by its cookie, another computer's window by a proof of its key on this connection. @throws 'port.in_use'
 */
export async function serveLan(host: Host, options: LanOptions): Promise<LanServer> {
  const pages = shippedPages(options.pages);
  const refusals = refusalLog(host.log);
  const server = createServer({ ...toPem(options.own), ...patience, minVersion: 'TLSv1.3', ALPNProtocols: ['http/1.1'] });
  const crowd = new Crowd(server, (address) => refusals.note('too many connections', address));
  const lines = seatLines(host);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      host.log.error({ err: error }, 'a request at the seats failed');
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      upgrade(request, socket, head);
    } catch (error) {
      host.log.error({ err: error }, 'an upgrade at the seats failed');
      socket.destroy();
    }
  });
  server.on('tlsClientError', (_, socket) => {
    refusals.note('no handshake', networkAddress(socket as Socket));
    socket.destroy();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code !== 'ECONNRESET') refusals.note('no request', networkAddress(socket as Socket));
    socket.destroy();
  });

  const port = await listen(server, options.port);
  return {
    port,
    close: async () => {
      lines.close();
      refusals.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const from = networkAddress(request.socket);
    if (!isOurs(request)) {
      refusals.note('foreign host', from);
      return refuseUpgrade(socket, '421 Misdirected Request', { code: 'auth.forbidden' });
    }
    const seat = request.url === '/seat' ? seatOf(request) : undefined;
    if (!seat) {
      refusals.note('no paired seat', from);
      return refuseUpgrade(socket, '403 Forbidden', { code: isRevokedHere(request) ? 'seat.revoked' : 'auth.forbidden' });
    }
    crowd.admit(request.socket);
    lines.take(request, socket, head, seat);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request)) {
      refusals.note('foreign host', networkAddress(request.socket));
      return void response.writeHead(421).end();
    }
    if (request.method === 'POST' && request.url === '/seat/pair') return pair(request, response);
    if (request.method !== 'GET') return void response.writeHead(405).end();
    const token = cookieOf(request, cookieName);
    if (token !== undefined && browserSeat(token)) {
      crowd.admit(request.socket);
      if (request.url === '/') response.setHeader('set-cookie', cookieFor(token)); // used, so kept
    }
    pages.send(request.url ?? '/', response);
  }

  async function pair(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    const from = networkAddress(request.socket);
    if (origin !== undefined && !isOwnOrigin(request)) {
      refusals.note('foreign origin', from);
      return void response.writeHead(403).end();
    }
    try {
      const { token, ...paired } = await pairSeat(host, request, from, await readJson(request));
      if (token !== undefined) response.setHeader('set-cookie', cookieFor(token));
      sendJson(response, 200, paired);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusals.note(error.code, from);
      const status = error.code === 'seat.too_many_tries' ? 429 : error.code === 'ipc.invalid_input' ? 400 : 403;
      sendJson(response, status, { code: error.code, data: error.data });
    }
  }

  function isOurs(request: IncomingMessage): boolean {
    return isOwnHost(request.headers.host, { port, hostName: options.hostName, code: options.code });
  }

  function isOwnOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === `https://${request.headers.host}`.toLowerCase();
  }

  function browserSeat(token: string): ReturnType<typeof findByToken> {
    return findByToken(host.open(), sha256Hex(token), 'lan');
  }

  /** By the proof of its key, or, from our own page only, by its cookie. */
  function seatOf(request: IncomingMessage): Seat | undefined {
    const { authorization, origin } = request.headers;
    if (authorization !== undefined && origin === undefined) {
      const seat = provedSeat(request);
      return seat?.revoked_at === null ? { id: seat.id, kind: 'window', user: null, isRemote: true } : undefined;
    }
    const token = isOwnOrigin(request) ? cookieOf(request, cookieName) : undefined;
    const seat = token === undefined ? undefined : browserSeat(token);
    return seat && { id: seat.id, kind: 'browser', user: null, isRemote: true };
  }

  /** The seat that signed for this connection, revoked or not. */
  function provedSeat(request: IncomingMessage): KnownSeat | undefined {
    const { id = '', proof = '' } = readAuthorization(request.headers.authorization ?? '');
    const seat = findSeat(host.open(), id);
    const key = seat?.public_key;
    return key && isProof(request.socket as TLSSocket, 'open', id, key, proof) ? seat : undefined;
  }

  /** It is told so only when it has proved that it is this seat. */
  function isRevokedHere(request: IncomingMessage): boolean {
    return (provedSeat(request)?.revoked_at ?? null) !== null;
  }
}

function readAuthorization(header: string): { id?: string; proof?: string } {
  return /^MedVault seat=(?<id>[\w-]{1,64}), proof=(?<proof>[\w+/=]{1,200})$/.exec(header)?.groups ?? {};
}

const cookieFor = (token: string): string =>
  `${cookieName}=${token}; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=${cookieDays * 86_400}`;

/** On every address, IPv6 too where the system has it. */
function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = (address: string, otherwise: (error: NodeJS.ErrnoException) => void) => {
      server.once('error', otherwise);
      server.listen(port, address, () => {
        server.off('error', otherwise);
        resolve((server.address() as AddressInfo).port);
      });
    };
    const fail = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new AppError('port.in_use', { port }) : error);
    start('::', (error) => (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL' ? start('0.0.0.0', fail) : fail(error)));
  });
}
