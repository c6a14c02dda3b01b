import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What a TCP balancer does, in a process of its own: each new connection goes to the next of the ports that are given. */
const ports = process.argv.slice(2).map(Number);
let next = 0;
const server = createServer((near) => {
  const far = connect(ports[next++ % ports.length]!, '127.0.0.1');
  for (const socket of [near, far]) socket.setNoDelay(true).on('error', () => undefined);
  near.pipe(far).pipe(near);
  near.once('close', () => far.destroy());
  far.once('close', () => near.destroy());
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
