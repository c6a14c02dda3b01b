import { isIPv6 } from 'node:net';
import { AppError } from '../../../preload/contract/errors.ts';

const usualPort = 8443;
const shape = /^(?:\[(?<six>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/i;

/** `10.0.0.5`, `10.0.0.5:8443`, `https://clinic.lan:8443/` as somebody types it. @throws 'seat.unreachable' */
export function readAddress(typed: string): { host: string; port: number } {
  const text = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/[/#?].*$/, '');
  if (isIPv6(text)) return { host: text, port: usualPort };
  const { six, name, port: given } = shape.exec(text)?.groups ?? {};
  const host = six ?? name;
  const port = given === undefined ? usualPort : Number(given);
  if (host === undefined || port < 1 || port > 65_535) throw new AppError('seat.unreachable', { address: text.slice(0, 100) });
  return { host, port };
}

export const writeAddress = ({ host, port }: { host: string; port: number }): string => `${isIPv6(host) ? `[${host}]` : host}:${port}`;
