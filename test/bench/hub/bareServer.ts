import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/**
 * What a broadcast is held against: `ws` and a loop. A line on standard input sends one message to everybody. Two arguments are the files
 * of a certificate and its key.
 */
const [certFile, keyFile] = process.argv.slice(2);
const http =
  certFile === undefined || keyFile === undefined
    ? createServer()
    : createSecureServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) });
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket) => socket.on('error', () => socket.terminate()));
process.stdin.on('data', (text: Buffer) => {
  for (const socket of sockets.clients) socket.send(text.toString().trim());
});
http.listen(0, '127.0.0.1', 4096, () => {
  process.stdout.write(
    `${JSON.stringify({ url: `${certFile === undefined ? 'ws' : 'wss'}://127.0.0.1:${(http.address() as AddressInfo).port}` })}\n`,
  );
});
