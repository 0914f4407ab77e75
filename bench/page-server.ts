import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import { HEADERS } from '../bin/headers.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Serves a built page, isolated from other origins so that threads may share memory. */
export function serveFolder(folder: string): Promise<{ url: string; close(): void }> {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(root, path === '/' ? 'index.html' : path);
    try {
      const body = readFileSync(file);
      response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404, HEADERS).end();
    }
  });
  return new Promise((ready) => {
    server.listen(0, 'localhost', () =>
      ready({
        url: `http://localhost:${(server.address() as AddressInfo).port}/`,
        close: () => void server.close(),
      }),
    );
  });
}
