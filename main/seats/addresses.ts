import { hostname, networkInterfaces } from 'node:os';
import { localNameOf } from './certificate.ts';

/** IPv4 first, or alone; link-local IPv6 addresses need a zone, which no address bar takes. */
export function ownAddresses({ withLoopback, family }: { withLoopback: boolean; family?: 'IPv4' }): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const usable = all.filter(({ internal, address }) => (withLoopback || !internal) && !address.startsWith('fe80:'));
  const ofFamily = (wanted: string) => usable.filter((each) => each.family === wanted).map((each) => each.address);
  return [...ofFamily('IPv4'), ...(family === 'IPv4' ? [] : ofFamily('IPv6').map((address) => `[${address}]`))];
}

/** What a Host header may say: the addresses of this computer, its name, and the one that the administrator chose. */
export function isOwnHost(header: string | undefined, own: { port: number; hostName: string; code: string }): boolean {
  const names = [...ownAddresses({ withLoopback: true }), hostname(), `${hostname()}.local`, localNameOf(own.code), own.hostName];
  const given = header?.toLowerCase();
  return names.some((name) => name !== '' && given === `${name.toLowerCase()}:${own.port}`);
}

/** What to type into another computer, best first. */
export function sharedAddresses(own: { port: number; hostName: string }): string[] {
  const names = [own.hostName, ...ownAddresses({ withLoopback: false })].filter((name) => name !== '');
  return names.map((name) => `https://${name}:${own.port}`);
}
