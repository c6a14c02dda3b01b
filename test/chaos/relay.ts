import { connect, createServer } from 'node:net';

/** Carries bytes from one network to another: `node relay.ts FROM_HOST FROM_PORT TO_HOST TO_PORT`. A hub and its facilities speak on loopback only. */
const [fromHost = '', fromPort = '', toHost = '', toPort = ''] = process.argv.slice(2);
const server = createServer((near) => {
  const far = connect(Number(toPort), toHost);
  near.pipe(far).pipe(near);
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => undefined);
    one.on('close', () => other.destroy());
  }
});
server.listen(Number(fromPort), fromHost, () => void process.stdout.write('ready\n'));
