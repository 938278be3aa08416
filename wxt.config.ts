import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig } from 'wxt';
import {
  commandOf,
  mainShortcut,
  modeNames,
  offeredModes,
  shortcutKeys,
} from './extension/messages/capture-modes.ts';
import { classifierAssets, onnxRuntimeInBrowser } from './models/classify/browser-assets.ts';

const require = createRequire(import.meta.url);
const packageDir = (name: string) => dirname(require.resolve(`${name}/package.json`));
const pdfjs = packageDir('pdfjs-dist');
/** PDF.js: its worker, and what it needs for fonts that are not in the file and for three kinds of pictures. */
const pdfAssets = [
  'legacy/build/pdf.worker.min.mjs',
  ...['cmaps', 'standard_fonts'].flatMap((dir) =>
    readdirSync(join(pdfjs, dir)).map((name) => `${dir}/${name}`),
  ),
  ...['jbig2', 'openjpeg', 'qcms_bg'].map((name) => `wasm/${name}.wasm`),
].map((path) => ({ from: join(pdfjs, path), to: `pdf/${path.replace('legacy/build/', '')}` }));
/** Everything that OCR and the classifier load at run time, copied beside the code: nothing is ever fetched. */
const bundledAssets = [
  { from: join(packageDir('tesseract.js'), 'dist/worker.min.js'), to: 'ocr/worker.min.js' },
  {
    from: join(packageDir('tesseract.js-core'), 'tesseract-core-relaxedsimd-lstm.wasm.js'),
    to: 'ocr/tesseract-core-relaxedsimd-lstm.wasm.js',
  },
  {
    from: join(packageDir('@tesseract.js-data/eng'), '4.0.0_best_int/eng.traineddata.gz'),
    to: 'ocr/eng.traineddata.gz',
  },
  ...classifierAssets(),
  ...pdfAssets,
];

/**
 * The background has to reach the timestamp authorities that a person allowed, wherever they are (docs/decisions/0020); every page of the
 * extension takes that back in a policy of its own.
 */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' blob: data: https: http:; " +
  "img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";

const commands = Object.fromEntries([
  [
    mainShortcut.command,
    {
      suggested_key: { default: mainShortcut.key },
      description: 'Clip the page in front as it was clipped last on its site',
    },
  ],
  ...offeredModes.map((mode) => {
    const key = shortcutKeys[mode];
    const description = `Clip as evidence: ${modeNames[mode].entry}`;
    return [commandOf(mode), { description, ...(key !== undefined && { suggested_key: { default: key } }) }];
  }),
]);

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  imports: false,
  manifestVersion: 3,
  hooks: {
    'build:publicAssets': (_wxt, files) => {
      for (const { from, to } of bundledAssets) files.push({ absoluteSrc: from, relativeDest: to });
    },
  },
  vite: () => ({
    build: { target: 'es2023', chunkSizeWarningLimit: 900 },
    resolve: onnxRuntimeInBrowser,
  }),
  manifest: ({ browser }) => ({
    name: 'Exhibit',
    description: 'Clips a console page as ISO/IEC 27001 evidence, reads and classifies it on this device.',
    permissions: [
      'activeTab',
      'scripting',
      'contextMenus',
      'alarms',
      'storage',
      'unlimitedStorage',
      ...(browser === 'firefox' ? [] : ['sidePanel', 'offscreen']),
      // Cannot be optional, and warns at installation: see docs/decisions/0012.
      ...(browser !== 'firefox' && process.env['EXHIBIT_DEBUGGER'] === '1' ? ['debugger'] : []),
    ],
    // By http only timestamp authorities, many of which know nothing else, and workspaces on this machine.
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    action: { default_title: 'Clip this page as evidence' },
    commands,
    content_security_policy: { extension_pages: contentSecurityPolicy },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'exhibit@exhibit.invalid',
              // The OCR engine's relaxed SIMD.
              strict_min_version: '146.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '123' }),
  }),
});
