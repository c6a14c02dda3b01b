import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { sameSecret } from '../security/tokens.ts';
import { isFromHere } from './caller.ts';
import type { OperatorDesk } from './operators.ts';

/** What the desk has to know of how it is reached. */
export type Around = {
  isSecure: boolean;
  /** a name that is this hub's, beside addresses and localhost */
  isOwnName: (host: string) => boolean;
};

/** `token`: of a session; null for the machine's own token file. */
export type Asker = { name: string; token: string | null };

const cookieName = (isSecure: boolean) => (isSecure ? '__Host-medvault_operator' : 'medvault_operator');

/** Whether the question is meant for this hub: another site's name that was made to point here is not. */
export function isForUs({ headers }: IncomingMessage, { isOwnName }: Around): boolean {
  const host = hostOf(headers.host);
  return host !== null && (host === 'localhost' || isIP(host) !== 0 || isOwnName(host));
}

/** A browser says which page asks: only our own may. Scripts say nothing. */
export function isOwnOrigin({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin.replace(/^https?:\/\//, '') === headers.host;
}

function hostOf(host: string | undefined): string | null {
  try {
    return new URL(`http://${host ?? ''}`).hostname.replace(/^\[|\]$/g, '');
  } catch {
    return null;
  }
}

/**
 * By a session's token, in the cookie or as a bearer; by the token file only for what runs on this computer. A browser that changes something
 * must say that our own page asks for it.
 */
export async function findAsker(
  request: IncomingMessage,
  { isSecure }: Around,
  desk: OperatorDesk,
  machineToken: string,
): Promise<Asker | null> {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined && sameSecret(bearer, machineToken)) return isFromHere(request) ? { name: 'token', token: null } : null;
  const cookie = readCookie(request, cookieName(isSecure));
  if (bearer === undefined && request.method !== 'GET' && request.headers.origin === undefined) return null;
  const token = bearer ?? cookie;
  const name = token === undefined ? null : await desk.whoseSession(token);
  return name === null ? null : { name, token: token! };
}

function readCookie({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** Scripts cannot read it, and no other site's page can make a browser send it. @param token null ends it */
export function setCookie(response: ServerResponse, { isSecure }: Around, token: string | null): void {
  const rest = `HttpOnly; SameSite=Strict; Path=/${isSecure ? '; Secure' : ''}${token === null ? '; Max-Age=0' : ''}`;
  response.setHeader('set-cookie', `${cookieName(isSecure)}=${token ?? ''}; ${rest}`);
}

const longestBody = 4096;

/** Undefined for what is too long, or no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > longestBody) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    return undefined;
  }
}
