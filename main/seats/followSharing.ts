import { AppError } from '../../preload/contract/errors.ts';
import type { Facility, Seat } from '../facility/context.ts';
import type { Host } from '../facility/host.ts';
import { advertise } from './advertise.ts';
import { type LanServer, serveLan } from './serveLan.ts';
import { ownCertificate, sharingRow } from './sharingRow.ts';

type Running = { facility: Facility; version: number; server: LanServer; stop: () => Promise<void> };

const tryAgainMs = 15_000;

/**
 * Listens on the local network whenever the open facility's settings say so, with those settings, and never while its database is closed.
 * One way for `serve` and for the process under a window. @returns how to stop
 */
export function followSharing(host: Host, pages: string): () => Promise<void> {
  let running: Running | undefined;
  let work = Promise.resolve();
  let isStopped = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const follow = () => {
    work = work.then(apply).catch((error: unknown) => host.log.error({ err: error }, 'sharing on the local network failed'));
    return work;
  };
  const stopListening = host.onNews((news) => {
    if (news === 'status' || news.tables.includes('seat_sharing')) void follow();
  });
  void follow();
  return async () => {
    isStopped = true;
    stopListening();
    clearTimeout(retry);
    await follow();
  };

  async function apply(): Promise<void> {
    const facility = !isStopped && host.status(program).state === 'open' ? host.open() : undefined;
    const row = facility && sharingRow(facility.raw);
    const wanted = row?.is_on === 1 ? { facility, version: row.version } : undefined;
    if (running && running.facility === wanted?.facility && running.version === wanted?.version) return;
    clearTimeout(retry);
    await running?.stop();
    if (wanted && facility) await begin(facility);
    tell();
  }

  async function begin(facility: Facility): Promise<void> {
    const { port, host_name: hostName, version } = sharingRow(facility.raw);
    const own = ownCertificate(facility.raw);
    if (!own) throw new Error('sharing is on without a certificate');
    const { code } = facility.self;
    host.seats.problem = null;
    try {
      const server = await serveLan(host, { port, hostName, code, own, pages });
      const hide = advertise({ code, port: server.port, log: host.log });
      const stop = async () => {
        if (running?.server !== server) return;
        running = undefined;
        host.seats.listening = null;
        host.seats.pairing.cancel();
        await Promise.all([hide(), server.close()]);
      };
      running = { facility, version, server, stop };
      host.seats.listening = server.port;
      host.closeFirst.push(stop);
      host.log.info({ port: server.port }, 'shared on the local network');
    } catch (error) {
      host.seats.problem = error instanceof AppError && error.code === 'port.in_use' ? error.code : 'internal';
      host.log.warn({ err: error }, 'not shared on the local network');
      retry = setTimeout(() => void follow(), tryAgainMs);
      retry.unref();
    }
  }

  /** The commit told of the settings; this tells of the listening. Not again to ourselves: nothing would be different. */
  function tell(): void {
    host.tell({ tables: ['seat'] });
  }
}

const program: Seat = { id: 'seats', kind: 'command', user: null };
