import { createHash, type Hash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { buildViewer } from './viewer/build-viewer.ts';
import { classifierAssets, onnxRuntimeInBrowser } from '../models/classify/browser-assets.ts';
import { fontAssets, fontIndex } from '../models/fonts/font-assets.ts';

const icon = (size: number, purpose: string) => ({
  src: `icon-${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** A short name for what these files hold: what a browser has kept of one version never meets another. */
const versionOf = (contents: readonly (Buffer | string)[]) =>
  contents
    .reduce<Hash>((hash, content) => hash.update(content), createHash('sha256'))
    .digest('hex')
    .slice(0, 12);

/**
 * The classifier's files beside the code, in a folder named by their content: what a browser has kept of one version never
 * meets another. They are large, so they are stored with the first use and not at installation.
 */
const assets = classifierAssets();
const viewerFile = 'audit-pack-viewer.html';
/** The page that goes into audit packs, built with the app and stored at its installation. */
const packViewer: Plugin = {
  name: 'exhibit-pack-viewer',
  apply: 'build',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: viewerFile, source: await buildViewer() });
  },
};
const classifierFolder = `classifier-${versionOf(assets.map(({ from }) => readFileSync(from)))}/`;
const classifier: Plugin = {
  name: 'exhibit-classifier',
  generateBundle() {
    for (const { from, to } of assets)
      this.emitFile({ type: 'asset', fileName: `${classifierFolder}${to}`, source: readFileSync(from) });
  },
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const asset = assets.find(({ to }) => request.url === `/${classifierFolder}${to}`);
      if (asset === undefined) return next();
      if (asset.to.endsWith('.mjs')) response.setHeader('content-type', 'text/javascript');
      if (asset.to.endsWith('.wasm')) response.setHeader('content-type', 'application/wasm');
      createReadStream(asset.from).pipe(response);
    });
  },
};

/** Those that most workspaces never need: stored with their first use. */
const fontsOnFirstUse = fontAssets()
  .map(({ to }) => to)
  .filter((file) => !/^noto-sans-(latin|greek|cyrillic|vietnamese|devanagari|arabic|hebrew)/.test(file))
  .map((file) => `fonts-*/${file}`);
/** The fonts of documents and their index, likewise. */
const fonts = fontAssets();
const index = JSON.stringify(fontIndex());
const fontsFolder = `fonts-${versionOf([index, ...fonts.map(({ from }) => readFileSync(from))])}/`;
const fontFiles: Plugin = {
  name: 'exhibit-fonts',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: `${fontsFolder}index.json`, source: index });
    for (const { from, to } of fonts)
      this.emitFile({ type: 'asset', fileName: fontsFolder + to, source: readFileSync(from) });
  },
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      if (request.url === `/${fontsFolder}index.json`) return void response.end(index);
      const font = fonts.find(({ to }) => request.url === `/${fontsFolder}${to}`);
      if (font === undefined) return next();
      createReadStream(font.from).pipe(response);
    });
  },
};

// Vite asks for a default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative addresses: the built folder may be hosted under any path.
  base: './',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The polyfill is for browsers that lack far more than this.
    modulePreload: { polyfill: false },
    // The policy of the page allows no inline resources but images, and those stay files for the cache's sake.
    assetsInlineLimit: 0,
    // What the first screen needs is one file: each request passes through the service worker, and they would wait for each other.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
  },
  define: {
    'import.meta.env.CLASSIFIER_FOLDER': JSON.stringify(classifierFolder),
    'import.meta.env.PACK_VIEWER': JSON.stringify(viewerFile),
    'import.meta.env.FONTS_FOLDER': JSON.stringify(fontsFolder),
  },
  resolve: onnxRuntimeInBrowser,
  worker: { format: 'es' },
  plugins: [
    react(),
    classifier,
    packViewer,
    fontFiles,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'worker',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*.{js,css,html,svg,png,wasm}', 'fonts-*/*.{json,woff}'],
        globIgnores: ['classifier-*/**', ...fontsOnFirstUse],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      },
      manifest: {
        name: 'Exhibit',
        short_name: 'Exhibit',
        description: 'Statement of Applicability and evidence, on your own devices.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#faf9f7',
        theme_color: '#faf9f7',
        icons: [
          icon(192, 'any'),
          icon(512, 'any'),
          { ...icon(192, 'maskable'), src: 'icon-maskable-192.png' },
          { ...icon(512, 'maskable'), src: 'icon-maskable-512.png' },
        ],
      },
    }),
  ],
});
