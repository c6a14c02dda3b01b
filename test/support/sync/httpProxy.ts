import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Pem } from './certificate.ts';
import type { HttpProxy } from '../../../sync/client/proxy.ts';

type Behaviour = {
  /** what it asks for, as `user:password` */
  secret?: string;
  /** the status line it answers with instead of a line */
  refuses?: string;
  isSilent?: boolean;
  /** it speaks TLS itself, as localhost, with this certificate */
  tls?: Pem;
};

/** A proxy that knows CONNECT and nothing else, as stands at the door of many clinics. */
export async function anHttpProxy(behaviour: Behaviour = {}) {
  const asked: string[] = [];
  const open = new Set<Duplex>();
  let carried = Buffer.alloc(0);
  const { tls } = behaviour;
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on('request', (_, answer) => void answer.writeHead(405).end());
  server.on('tlsClientError', () => undefined); // whoever does not trust it hangs up
  server.on('connect', ({ url, headers }: IncomingMessage, near: Duplex) => {
    asked.push(url!);
    open.add(near);
    near.on('error', () => near.destroy());
    near.on('close', () => open.delete(near));
    near.on('end', () => near.destroy());
    if (behaviour.isSilent) return void near.resume();
    if (behaviour.refuses !== undefined) return void near.end(`HTTP/1.1 ${behaviour.refuses}\r\nContent-Length: 0\r\n\r\n`);
    const { secret } = behaviour;
    if (secret !== undefined && headers['proxy-authorization'] !== `Basic ${Buffer.from(secret).toString('base64')}`) {
      return void near.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="clinic"\r\n\r\n');
    }
    const { hostname, port } = new URL(`tcp://${url}`);
    const far = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => near.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    far.on('error', () => near.destroy());
    near.on('data', (bytes: Buffer) => (carried = Buffer.concat([carried, bytes])));
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const each of open) each.destroy();
    server.close();
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  const url = tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
  return {
    url,
    /** Who goes through it, with what. */
    as: (user = '', password = ''): HttpProxy => ({ url, user, password }),
    asked,
    /** of the facilities */
    carried: () => carried,
    openCount: () => open.size,
    close,
  };
}
