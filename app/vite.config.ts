import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const icon = (size: number, purpose: string) => ({
  src: `icon-${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

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
  },
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'worker',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*.{js,css,html,svg,png,wasm}'],
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
