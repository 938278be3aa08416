import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { classifierAssets, onnxRuntimeInBrowser } from '../models/classify/browser-assets.ts';
import { serveFolder } from './static-server.ts';

/**
 * Serves a page that has the shipped classifier in a worker on a free loopback port: see classifier-page.ts. `folder` is the
 * model to serve, by default the shipped one. The page is cross-origin isolated, so that two threads can be asked for. Throws
 * when it cannot be bundled.
 */
export async function serveClassifier(folder?: string): Promise<{ url: string; close: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'exhibit-classifier-'));
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '..'),
    logLevel: 'error',
    publicDir: false,
    resolve: onnxRuntimeInBrowser,
    worker: { format: 'es' },
    build: {
      outDir: dir,
      target: 'es2023',
      chunkSizeWarningLimit: 2000,
      rollupOptions: {
        input: join(import.meta.dirname, 'classifier-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const html =
    '<!doctype html><html lang="en"><title>classifier</title><script type="module" src="/page.js"></script></html>';
  await writeFile(join(dir, 'index.html'), html);
  for (const { from, to } of classifierAssets(folder)) {
    await mkdir(join(dir, to, '..'), { recursive: true });
    await cp(from, join(dir, to));
  }
  const server = await serveFolder({ dir, isolate: true });
  return {
    url: `${server.url}/`,
    close: async () => {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
