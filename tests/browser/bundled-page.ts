import { createServer } from 'node:http';
import { bundle } from './bundle.ts';

export type BundledPage = { url: string; close: () => Promise<void> };

const html =
  '<!doctype html><html lang="en"><title>page</title><script type="module" src="/page.js"></script></html>';

/**
 * Bundles a TypeScript file as the browser gets it and serves an otherwise empty page that runs it, on a free loopback
 * port. Throws when it cannot be bundled.
 */
export async function serveBundledPage(entry: string): Promise<BundledPage> {
  const script = await bundle(entry);
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
