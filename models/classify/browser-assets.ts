/** For build configurations: what the classifier loads at run time in a browser, and which flavour of the ONNX Runtime it takes. */
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const transformers = join(root, 'node_modules/@huggingface/transformers');
// transformers.js carries its own onnxruntime-web; script and wasm must come from that same version.
const ort = dirname(createRequire(join(transformers, 'dist/x.js')).resolve('onnxruntime-web'));

/** The files of the model folder that are needed at run time. */
const modelFiles = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model_quantized.onnx',
  'head.json',
  'calibration.json',
];
/** For WebAssembly alone, and for WebGPU. */
const runtimeFiles = ['', '.jspi'].flatMap((flavour) =>
  ['mjs', 'wasm'].map((ending) => `ort-wasm-simd-threaded${flavour}.${ending}`),
);

/** Where each file lies and where it belongs beside the code: nothing is ever fetched from elsewhere. */
export const classifierAssets = (
  modelFolder = join(root, 'models/annex-a'),
): { from: string; to: string }[] => [
  ...runtimeFiles.map((file) => ({ from: join(ort, file), to: `ort/${file}` })),
  ...modelFiles.map((file) => ({ from: join(modelFolder, file), to: `models/annex-a/${file}` })),
];

/**
 * Vite's `resolve`: transformers.js imports the runtime for WebAssembly alone; the one for WebGPU is imported by name, where there
 * is a graphics processor. Both load the files that are copied beside the code.
 */
export const onnxRuntimeInBrowser = {
  // Keeps Vite from emitting the runtime's wasm files beside those that are copied.
  conditions: ['onnxruntime-web-use-extern-wasm', 'browser', 'module', 'import', 'default'],
  alias: [
    { find: /^onnxruntime-web(\/webgpu)?$/, replacement: join(ort, 'ort.wasm.min.mjs') },
    { find: /^@huggingface\/transformers$/, replacement: join(transformers, 'dist/transformers.web.js') },
  ],
};
