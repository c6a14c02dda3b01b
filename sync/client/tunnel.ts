import type { Socket } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { PeerCertificate } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { LinkFailure } from './failure.ts';
import type { HttpProxy } from './proxy.ts';
import { trustedHere } from './trusted.ts';

type Connect = Parameters<HttpsProxyAgent<string>['connect']>;

/** A proxy that said no says so again, and one that counts wrong passwords may lock the account. */
const refusedWaitMs = 60_000;

/** CONNECT through an HTTP proxy (RFC 9110, 9.3.6); TLS goes through it from end to end, so the proxy reads nothing. */
export class Tunnel extends HttpsProxyAgent<string> {
  /** @param signal ends the line to the proxy, which nothing else does while it is silent */
  constructor({ url, user, password }: HttpProxy, signal: AbortSignal) {
    const name = Buffer.from(`${user}:${password}`).toString('base64');
    super(url, {
      signal,
      // not in the address, which the library prints where DEBUG is set
      headers: user === '' && password === '' ? {} : { 'Proxy-Authorization': `Basic ${name}` },
      ...(url.startsWith('https:') ? { secureContext: trustedHere() } : {}),
    });
  }

  /** @throws LinkFailure 'hub.proxy_unreachable', 'hub.proxy_untrusted', 'hub.proxy_auth', 'hub.proxy_refused', 'hub.unreachable' when the proxy cannot reach it either */
  override async connect(request: Connect[0], to: Connect[1]): Promise<Socket> {
    let status = Number.NaN;
    this.once('proxyConnect', (answer: { statusCode: number }) => (status = answer.statusCode));
    // Node would compare the proxy's name where the hub has a number for an address.
    const isHub = (_: string, certificate: PeerCertificate) => checkServerIdentity(to.host ?? '', certificate);
    const socket = await super.connect(request, { ...to, checkServerIdentity: isHub } as Connect[1]).catch((error: unknown) => {
      throw isUntrusted(error)
        ? new LinkFailure('hub.proxy_untrusted', { cause: error, retryAfterMs: refusedWaitMs })
        : new LinkFailure('hub.proxy_unreachable', { cause: error });
    });
    if (status === 200) return socket;
    socket.destroy();
    if (Number.isNaN(status)) throw new LinkFailure('hub.proxy_unreachable');
    if (status === 407) throw new LinkFailure('hub.proxy_auth', { retryAfterMs: refusedWaitMs });
    if (status >= 500) throw new LinkFailure('hub.unreachable');
    throw new LinkFailure('hub.proxy_refused', { retryAfterMs: refusedWaitMs });
  }
}

/** Node's names for what is wrong with a certificate: nobody vouches for it, it is over, or it is for another name. */
const certificateFaults = /^(?:CERT_|CRL_|DEPTH_ZERO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH_|SELF_SIGNED_|UNABLE_TO_)/;

/** A proxy that speaks TLS itself is taken only with a certificate that this computer trusts: it is told a password. */
const isUntrusted = (error: unknown) => certificateFaults.test((error as { code?: string }).code ?? '');
