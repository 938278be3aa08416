import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vite';
import { serveFolder } from './static-server.ts';

const require = createRequire(import.meta.url);
const packageDir = (name: string) => dirname(require.resolve(`${name}/package.json`));

/** The engine's files and where they come from. The same three are copied into the extension by wxt.config.ts. */
const ocrFiles = [
  join(packageDir('tesseract.js'), 'dist/worker.min.js'),
  join(packageDir('tesseract.js-core'), 'tesseract-core-relaxedsimd-lstm.wasm.js'),
  join(packageDir('@tesseract.js-data/eng'), '4.0.0_best_int/eng.traineddata.gz'),
];

export type ReaderSite = { url: string; dir: string; close: () => Promise<void> };

/**
 * Serves a page that has the shipped reader on a free loopback port: see reader-page.ts, or another script of the
 * repository that uses the reader. `dir` holds what is served, so that a test can take a file away. Throws when the page cannot be bundled.
 */
export async function serveReader(script = 'tools/reader-page.ts'): Promise<ReaderSite> {
  const dir = await mkdtemp(join(tmpdir(), 'exhibit-reader-'));
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '..'),
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: dir,
      target: 'es2023',
      rollupOptions: {
        input: resolve(import.meta.dirname, '..', script),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const html =
    '<!doctype html><html lang="en"><title>reader</title><script type="module" src="/page.js"></script></html>';
  await writeFile(join(dir, 'index.html'), html);
  await mkdir(join(dir, 'ocr'));
  for (const file of ocrFiles) await copyFile(file, join(dir, 'ocr', file.slice(dirname(file).length + 1)));
  const server = await serveFolder({ dir });
  return {
    url: `${server.url}/`,
    dir,
    close: async () => {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
