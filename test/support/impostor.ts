import { once } from 'node:events';
import { createServer } from 'node:tls';
import { makeCertificate, toPem } from '../../main/seats/certificate.ts';

/** Another computer at the clinic's address, with a certificate of its own; it counts what it is told. */
export async function anImpostor(port: number) {
  const own = await makeCertificate({ code: 'K4C7QP', now: new Date().toISOString() });
  let meetings = 0;
  let bytes = 0;
  const server = createServer({ ...toPem(own), minVersion: 'TLSv1.3' }, (socket) => {
    socket.on('data', (heard) => (bytes += heard.length));
    socket.on('error', () => socket.destroy());
  });
  server.on('connection', () => (meetings += 1));
  server.listen(port);
  await once(server, 'listening');
  return {
    hasMet: () => meetings > 0,
    heard: () => bytes,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
