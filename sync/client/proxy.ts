import { isLoopback } from './address.ts';

/** An HTTP proxy that this computer reaches the internet through. `url` without user and password; those in plain, empty = it asks for none. */
export type HttpProxy = { url: string; user: string; password: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Through which proxy a hub is reached, null = directly. What people chose goes before the environment, which is read as curl does:
 * HTTPS_PROXY or HTTP_PROXY by what the hub speaks, else ALL_PROXY, unless NO_PROXY names the host.
 */
export function proxyFor(hub: string, chosen: HttpProxy | null, environment: Environment): HttpProxy | null {
  const { protocol, hostname, port } = new URL(hub);
  if (isLoopback(hostname)) return null;
  if (chosen !== null) return chosen;
  const read = (name: string) => environment[name] || environment[name.toUpperCase()] || '';
  const isSecure = protocol === 'wss:';
  if (isExcepted(read('no_proxy'), hostname, port || (isSecure ? '443' : '80'))) return null;
  return parseProxy(read(isSecure ? 'https_proxy' : 'http_proxy') || read('all_proxy'));
}

function isExcepted(list: string, host: string, port: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = entry, only] = /^(.*[^:]):(\d+)$/.exec(entry) ?? [];
      const bare = name.replace(/^\*?\./, '');
      return (only === undefined || only === port) && (host === bare || host.endsWith(`.${bare}`));
    });
}

/** Null for what is no HTTP proxy, as a SOCKS one. */
function parseProxy(text: string): HttpProxy | null {
  try {
    const url = new URL(/^[a-z\d+.-]+:\/\//i.test(text) ? text : `http://${text}`);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    return {
      url: `${url.protocol}//${url.host}`,
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return null;
  }
}
