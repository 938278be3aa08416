/**
 * The sentence encoder on transformers.js: texts in, one vector per word piece out. Runs in an extension's offscreen
 * document, in a module worker and in Node; the library is loaded by `createEncoder`, not with this file.
 */
import type { Tensor as TensorType } from '@huggingface/transformers';
import { piecesOf, type Pieces } from './wordpieces.ts';

/** Where the model's files and the runtime's wasm files lie, and how many threads the runtime may use. */
export type ModelPlace = {
  /** The folder of the model, ending in a slash: a URL in browsers, a path in Node. */
  modelBaseUrl: string;
  /** The folder of `ort-wasm-simd-threaded.{mjs,wasm}`, ending in a slash. Needed in browsers, not used in Node. */
  wasmBaseUrl?: string;
  /** Default: the graphics processor where there is one, else WebAssembly. In Node always the processor. */
  device?: 'webgpu' | 'wasm';
  /** For WebAssembly. Default: one on machines with one or two processors (a busy second thread makes both slower), else up to four. */
  threads?: number;
};

/** `vectors` has as many numbers for each of `ids` as the encoder has dimensions. */
export type EncodedText = Pieces & { vectors: Float32Array };

export type Encoder = {
  /** One run for all of them, each padded to the longest: texts of like length belong together. */
  encode(texts: readonly string[]): Promise<EncodedText[]>;
  close(): Promise<void>;
};

/** What the encoder was trained with; a longer text is cut. */
const maxTokens = 128;

const inNode = typeof process !== 'undefined' && process.release?.name === 'node';

const threadsFor = (processors: number) => (processors <= 2 ? 1 : Math.min(4, processors - 1));

/**
 * Folder and name as the library wants them. It takes every http(s) address for a remote model, which is forbidden here, so
 * a folder of the page's own origin is given by its path. Throws for a folder of another web server.
 */
function folderAndName(modelBaseUrl: string): { folder: string; name: string } {
  let path = modelBaseUrl.replace(/\/$/, '');
  if (/^https?:/.test(path)) {
    const { origin, pathname } = new URL(path);
    if (origin !== globalThis.location.origin) throw new Error('the model must come from the own origin');
    path = pathname;
  }
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, slash + 1), name: path.slice(slash + 1) };
}

/** The little of WebGPU that is asked here; TypeScript's DOM library does not know it yet. */
type Gpu = { requestAdapter(): Promise<{ info?: { isFallbackAdapter?: boolean } } | null> };

/**
 * Whether there is a graphics processor and what the runtime's flavour for it needs (JSPI: Chromium 137 and newer). An adapter
 * that is only emulated would be slower than WebAssembly.
 */
async function hasGraphicsProcessor(): Promise<boolean> {
  const { gpu } = globalThis.navigator as { gpu?: Gpu };
  if (!gpu || !('Suspending' in WebAssembly)) return false;
  const adapter = await gpu.requestAdapter().catch(() => null);
  return adapter !== null && adapter.info?.isFallbackAdapter !== true;
}

/** transformers.js looks here for a runtime of the caller's instead of the one that it imports. */
const runtimeSymbol = Symbol.for('onnxruntime');

async function loadLibrary({ modelBaseUrl, wasmBaseUrl, device }: ModelPlace, threads: number) {
  const onGpu = !inNode && device !== 'wasm' && (device === 'webgpu' || (await hasGraphicsProcessor()));
  if (onGpu) Object.assign(globalThis, { [runtimeSymbol]: await import('onnxruntime-web/jspi') });
  const library = await import('@huggingface/transformers');
  const { env } = library;
  const { folder, name } = folderAndName(modelBaseUrl);
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = folder;
  env.useBrowserCache = false;
  env.useFSCache = false;
  // With the cache on, the runtime's script becomes a blob: URL, which the extension's policy blocks.
  env.useWasmCache = false;
  const { wasm } = env.backends.onnx;
  if (!inNode && wasm !== undefined) {
    if (wasmBaseUrl === undefined) throw new Error('wasmBaseUrl is needed in browsers');
    wasm.wasmPaths = wasmBaseUrl;
    wasm.numThreads = threads;
  }
  return { library, name, onGpu };
}

/** Starts the runtime and reads the weights (about 24 MB). Rejects when a file is missing or the runtime cannot start. */
export async function createEncoder(place: ModelPlace): Promise<Encoder> {
  const threads = place.threads ?? threadsFor(globalThis.navigator?.hardwareConcurrency ?? 1);
  const { library, name, onGpu } = await loadLibrary(place, threads);
  const { AutoModel, AutoTokenizer, Tensor } = library;
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const load = (options: object) => AutoModel.from_pretrained(name, { dtype: 'q8', ...options });
  // With a runtime of ours, the library knows no device by name; `gpu` leaves the choice to the session's options.
  const onRuntime = (...executionProviders: string[]) =>
    load({ device: 'gpu', session_options: { executionProviders } });
  const model = inNode
    ? await load({ device: 'cpu', session_options: { intraOpNumThreads: threads } })
    : onGpu
      ? await onRuntime('webgpu').catch(() => onRuntime('wasm'))
      : await load({ device: 'wasm' });
  const [start, end] = tokenizer.encode('');
  if (start === undefined || end === undefined) throw new Error('the tokenizer has no start and end marks');
  const piecesOfWord = (word: string) => tokenizer.encode(word, { add_special_tokens: false });

  const encode = async (texts: readonly string[]): Promise<EncodedText[]> => {
    const batch = texts.map((text) => piecesOf(text, piecesOfWord, { start, end }, maxTokens));
    const length = Math.max(...batch.map(({ ids }) => ids.length));
    const input = paddedInput(batch, length);
    const shape = [batch.length, length];
    const output: unknown = await model({
      input_ids: new Tensor('int64', input.ids, shape),
      attention_mask: new Tensor('int64', input.mask, shape),
      token_type_ids: new Tensor('int64', new BigInt64Array(input.ids.length), shape),
    });
    const state = stateOf(output);
    const perText = state.length / batch.length;
    const perToken = perText / length;
    return batch.map((pieces, at) => ({
      ...pieces,
      vectors: state.slice(at * perText, at * perText + pieces.ids.length * perToken),
    }));
  };
  return {
    encode,
    close: async () => {
      await model.dispose();
    },
  };
}

/** BERT's padding has the id 0; the mask keeps it out of every sum. */
function paddedInput(batch: readonly Pieces[], length: number) {
  const ids = new BigInt64Array(batch.length * length);
  const mask = new BigInt64Array(batch.length * length);
  batch.forEach((pieces, row) => {
    pieces.ids.forEach((id, at) => {
      ids[row * length + at] = BigInt(id);
      mask[row * length + at] = 1n;
    });
  });
  return { ids, mask };
}

function stateOf(output: unknown): Float32Array {
  // The library types a model's output as any; this is the name that bert_graph.py gives it.
  const state = (output as { last_hidden_state?: TensorType }).last_hidden_state?.data;
  if (!(state instanceof Float32Array)) throw new Error('the model gave no last_hidden_state');
  return state;
}
