import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

const longestBody = 4000;

/** What a page or another computer posts: small, or not read to its end. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > longestBody) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

/** Answers an upgrade that is refused; the body says why. */
export function refuseUpgrade(socket: Duplex, status: '403 Forbidden' | '421 Misdirected Request', body: unknown): void {
  const text = JSON.stringify(body);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
}

export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined && /^[\w-]+$/.test(value)) return value;
  }
  return undefined;
}

/** `Firefox`, until somebody gives the seat a better name. */
export function browserName(request: IncomingMessage): string {
  const agent = request.headers['user-agent'] ?? '';
  return ['Firefox', 'Edg', 'Chrome', 'Safari'].find((name) => agent.includes(`${name}/`))?.replace('Edg', 'Edge') ?? 'Browser';
}
