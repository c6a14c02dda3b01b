import { createReadStream, readdirSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { contentSecurityPolicy } from '../app/contentSecurityPolicy.ts';

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** The built screens: only files that are there when serving starts can be asked for, so no path leads out of the folder. */
export function shippedPages(folder: string): { send: (url: string, response: ServerResponse) => void } {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (statSync(path).isFile()) files.set(`/${relative(folder, path).split(sep).join('/')}`, path);
  }
  return {
    send: (url, response) => {
      const path = url.split('?')[0] ?? '/';
      const file = files.get(path === '/' ? '/index.html' : path);
      if (!file) return void response.writeHead(404).end();
      response.writeHead(200, {
        'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': file.includes(`${sep}assets${sep}`) ? 'private, max-age=31536000, immutable' : 'no-store',
      });
      createReadStream(file).pipe(response);
    },
  };
}
