import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { AppError } from '../../preload/contract/errors.ts';
import { listenHere } from '../listenHere.ts';
import { isLoopbackAddress } from '../network.ts';
import { maxFrameBytes } from '../protocol/limits.ts';
import { certificateHash } from '../tlsChannel.ts';
import type { AnswerHttp } from './admin.ts';
import { channelOfRequest, createCrowd, networkOfRequest } from './caller.ts';
import type { Caller, Proxy } from './caller.ts';
import { serveConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import type { Hub } from './hub.ts';
import { keepOwnPair, readPair, watchPair } from './tls.ts';
import type { TlsPair, TlsSource } from './tls.ts';

export const linkPath = '/link';

export type HubServer = {
  port: number;
  /** as this computer reaches it */
  url: string;
  /** Answers what has come, then ends. @param drainMs that long /readyz says no first, and those who are connected are still served */
  stop(drainMs?: number): Promise<void>;
};

/** For lines that do not answer the closing, and a database that does not answer. */
const mostFinishMs = 1000;

/** Where the hub is reached. Without anything: on this computer only, in plain text. */
export type ListenOptions = {
  port?: number;
  address?: string;
  tls?: TlsSource;
  /** how often the certificate's files are looked at */
  tlsLookMs?: number;
  /** a proxy in front does TLS. `addresses`: whose X-Forwarded-For is believed. `certificateFile`: what it shows */
  behindProxy?: { addresses?: readonly string[]; certificateFile?: string };
  /** by which the operators' desk is asked, beside addresses and the certificate's names */
  names?: readonly string[];
};

/** Whoever talks slower than this, or says more before anything is known of it, is neither a facility nor an operator. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 8192,
};
const oldestTls = 'TLSv1.2';

/**
 * In plain text on this computer only, unless a proxy does TLS in front.
 * @throws 'port.in_use', 'port.no_address', 'hub.listen_needs_tls', 'hub.tls_unreadable', 'hub.tls_mismatch', 'hub.tls_expired', 'hub.tls_not_yet'
 */
export async function listen(hub: Hub, answers: AnswerHttp, options: ListenOptions): Promise<HubServer> {
  const { port = 0, address = '127.0.0.1', tls: source, behindProxy } = options;
  if (source === undefined && behindProxy === undefined && !isLoopbackAddress(address))
    throw new AppError('hub.listen_needs_tls', { address });
  const proxy: Proxy = { addresses: behindProxy?.addresses ?? [], certificate: proxyCertificate(behindProxy?.certificateFile) };
  const files = source === undefined ? undefined : 'keptIn' in source ? await keepOwnPair(source.keptIn, hub.now()) : source;
  const pair = files === undefined ? undefined : readPair(files, hub.now());
  const http =
    pair === undefined ? createServer(patience) : createSecureServer({ ...patience, ...secretsOf(pair), ALPNCallback: chooseHttp });
  const watch =
    files === undefined || pair === undefined
      ? undefined
      : watchPair(files, pair, {
          everyMs: options.tlsLookMs ?? 30_000,
          now: hub.now,
          log: hub.log,
          put: (next) => (http as SecureServer).setSecureContext(secretsOf(next)),
        });
  const isOwnName = (host: string) => (options.names ?? []).includes(host) || watch?.pair().leaf.checkHost(host) !== undefined;
  const answer = answers({
    proxy,
    isOwnName,
    isSecure: pair !== undefined || behindProxy !== undefined,
    certificateUntil: () => watch?.pair().leaf.validTo ?? null,
  });
  http.on('request', (request, response) => void answer(request, response));
  http.on('tlsClientError', (_, socket: Duplex) => socket.destroy());
  http.on('clientError', (_, socket: Duplex) => {
    hub.metrics.add('bad_requests_total');
    socket.destroy();
  });
  const crowd = createCrowd(hub.limits.strangers);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false, clientTracking: true });
  const open = new Set<Connection>();
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
    const network = networkOfRequest(request, proxy);
    const leave = crowd.enter(network);
    if (leave === null) {
      hub.metrics.add('strangers_refused_total');
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 10\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.once('close', leave);
    // Whatever lives as long as the line takes this, not the request: its headers and its stream are more than 1 KB.
    const caller: Caller = { channel: channelOfRequest(request, proxy), network, onWelcomed: leave };
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const connection = serveConnection(hub, opened, caller);
      open.add(connection);
      opened.once('close', () => open.delete(connection));
    });
  });
  const taken = await listenHere(http, port, address).catch((error: unknown) => {
    watch?.stop();
    throw error;
  });
  return {
    port: taken,
    url: urlOf(pair !== undefined, address, taken),
    async stop(drainMs = 0) {
      hub.isDraining = true;
      watch?.stop();
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

const onlyProtocol = 'http/1.1';

/** A list of names instead would be copied for each line into Node's pool of buffers, and keep 64 KB of it each. */
const chooseHttp = ({ protocols }: { protocols: string[] }) => (protocols.includes(onlyProtocol) ? onlyProtocol : undefined);

const secretsOf = ({ cert, key }: TlsPair) => ({ cert, key, minVersion: oldestTls }) as const;

/** @throws 'hub.tls_unreadable' */
function proxyCertificate(file: string | undefined): string | null {
  if (file === undefined) return null;
  try {
    return certificateHash(new X509Certificate(readFileSync(file)).raw);
  } catch {
    throw new AppError('hub.tls_unreadable', { file });
  }
}

function urlOf(isSecure: boolean, address: string, port: number): string {
  const isEvery = address === '0.0.0.0' || address === '::';
  const host = isEvery ? '127.0.0.1' : address.includes(':') ? `[${address}]` : address;
  return `${isSecure ? 'https' : 'http'}://${host}:${port}`;
}
