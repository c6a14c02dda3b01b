import { AppError } from '../../preload/contract/errors.ts';

/**
 * What a person types (`hub.example.org`, `https://…`, `127.0.0.1:8787`) as the WebSocket's address. In plain text only on this computer.
 * @throws 'hub.unreachable' when it is no address, 'hub.needs_tls'
 */
export function linkAddress(typed: string): string {
  const text = typed.trim();
  const hasScheme = /^[a-z]+:\/\//i.test(text);
  const bareHost = text.replace(/[:/].*$/, '');
  const withScheme = hasScheme ? text : `${isLoopback(bareHost) ? 'ws' : 'wss'}://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme.replace(/^http/i, 'ws'));
  } catch {
    throw new AppError('hub.unreachable');
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') throw new AppError('hub.unreachable');
  if (url.protocol === 'ws:' && !isLoopback(url.hostname)) throw new AppError('hub.needs_tls', { host: url.hostname });
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '').replace(/\/link$/, '')}/link`;
}

export const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
