#!/usr/bin/env node
/** Serves the built app (dist/app) on PORT, 4173 by default. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HEADERS } from './headers.js';

const ROOT = fileURLToPath(new URL('../dist/app/', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

/** The file that a request asks for, or null: never one outside of the root. */
function fileOf(url) {
  let path;
  try {
    path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
  } catch {
    return null;
  }
  const file = join(ROOT, path === '/' ? 'index.html' : path);
  return file.startsWith(ROOT) && existsSync(file) && statSync(file).isFile() ? file : null;
}

const server = createServer((request, response) => {
  const file = fileOf(request.url ?? '/');
  if (file === null) {
    response.writeHead(404, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('There is no such page.');
    return;
  }
  response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});

if (!existsSync(join(ROOT, 'index.html'))) {
  console.error('The app is not built yet. Run "npm run build" first, or "npm start", which does both.');
  process.exit(1);
}

const port = Number(process.env.PORT ?? 4173);
server.on('error', (fault) => {
  const busy = Reflect.get(fault, 'code') === 'EADDRINUSE';
  console.error(busy ? `Port ${port} is in use. Set PORT to another one.` : String(fault));
  process.exit(1);
});
server.listen(port, () => console.log(`Entrain is at http://localhost:${port}/`));
