import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

export interface StaticServerOptions {
  /** The built folder, e.g. `app/dist`. */
  dir: string;
  /** A free one is chosen when absent or 0. */
  port?: number;
  /** Served for a navigation to a path that is no file, so that a deep link opens the app. Default `index.html`. */
  fallback?: string;
  /** `Cross-Origin-Embedder-Policy: require-corp`, for a cross-origin isolated page. Default off. */
  isolate?: boolean;
}

export interface StaticServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  port: number;
  close(): Promise<void>;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.onnx': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/**
 * Serves a built folder on 127.0.0.1 with the types and headers that a good static host sends. Only GET and HEAD, only
 * files inside the folder. Throws when the folder does not exist; rejects when the port is taken.
 */
export async function serveFolder(options: StaticServerOptions): Promise<StaticServer> {
  const root = resolve(options.dir);
  if (!fileOrFolder(root)?.isDirectory())
    throw new Error(`There is no folder ${root} to serve. Build first.`);
  const server = createServer((request, response) => answer(request, response, root, options));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  options: StaticServerOptions,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Only GET and HEAD.');
  const path = requestedPath(request.url ?? '/');
  if (path === undefined) return refuse(response, 400, 'This address cannot be read.');
  const file = findFile(root, path, isNavigation(request) ? (options.fallback ?? 'index.html') : undefined);
  if (file === undefined) return refuse(response, 404, 'Nothing here.');
  response.writeHead(200, { ...headersFor(file.path, options), 'content-length': file.sizeBytes });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const stream = createReadStream(file.path);
  // The file vanished or shrank while it was read, as a rebuild does: the reader must see a broken transfer, not an end.
  stream.once('error', () => response.destroy());
  response.once('close', () => stream.destroy());
  stream.pipe(response);
}

function requestedPath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** A person opens an address; a missing script or image must stay a 404, never become the page under its name. */
function isNavigation(request: IncomingMessage): boolean {
  const mode = request.headers['sec-fetch-mode'];
  return mode === undefined ? (request.headers.accept ?? '').includes('text/html') : mode === 'navigate';
}

function findFile(
  root: string,
  path: string,
  fallback: string | undefined,
): { path: string; sizeBytes: number } | undefined {
  const inside = resolve(root, `.${path}`);
  if (inside !== root && !inside.startsWith(root + sep)) return undefined;
  const candidates = [inside, join(inside, 'index.html')];
  if (fallback !== undefined) candidates.push(join(root, fallback));
  for (const candidate of candidates) {
    const found = fileOrFolder(candidate);
    if (found?.isFile()) return { path: candidate, sizeBytes: found.size };
  }
  return undefined;
}

function headersFor(file: string, options: StaticServerOptions): Record<string, string> {
  // Vite puts a hash of the content into the names of its assets; every other file may change under its name.
  const immutable = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+$/.test(file);
  return {
    'content-type': mediaTypes[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(options.isolate ? { 'cross-origin-embedder-policy': 'require-corp' } : {}),
  };
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end(sentence);
}

const fileOrFolder = (path: string) => statSync(path, { throwIfNoEntry: false });
