import type { Suggestion } from '#core/recognition/control-classifier.ts';
import { passagesOfStored, type StoredText } from '#core/recognition/stored-text.ts';
import type { Result } from '#core/shared/result.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../../models/classify/worker.ts?worker&url';

/** `failed` when the model could not be loaded or run. */
export type SuggestError = { kind: 'failed' };

/** Proposes controls for a stored page with the model that ships, on this device. */
export interface Suggester {
  /** What is worth proposing, best first; empty for what is no evidence. Rejects with an `AbortError` when `signal` fires. */
  suggest(text: StoredText, signal: AbortSignal): Promise<Result<Suggestion[], SuggestError>>;
}

type Classifier = Awaited<ReturnType<typeof startClassifier>>;

/** The model stays warm for a while after its last use, then gives its memory back. */
const idleMs = 60_000;

async function startClassifier() {
  const [{ createWorkerClassifier }, { workerUrl }] = await Promise.all([
    import('#models/classify/worker-classifier.ts'),
    import('./worker-url.ts'),
  ]);
  const folder = new URL(import.meta.env['CLASSIFIER_FOLDER'], document.baseURI).href;
  return createWorkerClassifier(
    { modelBaseUrl: `${folder}models/annex-a/`, wasmBaseUrl: `${folder}ort/` },
    () => new Worker(workerUrl(workerScript), { type: 'module' }),
  );
}

export function createSuggester(): Suggester {
  let classifier: Promise<Classifier> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const start = () => {
    clearTimeout(idle);
    classifier ??= startClassifier();
    return classifier;
  };
  const stop = () => {
    const running = classifier;
    classifier = undefined;
    void running?.then((started) => started.close()).catch(() => undefined);
  };

  return {
    async suggest(text, signal) {
      try {
        const running = await start();
        signal.throwIfAborted();
        const { suggestions } = await running.classify(passagesOfStored(text), { signal });
        return { ok: true, value: suggestions.filter(({ score }) => score >= running.threshold) };
      } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') throw error;
        // Whatever went wrong may have left the worker in an odd state; the next try gets a new one.
        stop();
        return { ok: false, error: { kind: 'failed' } };
      } finally {
        idle = setTimeout(stop, idleMs);
      }
    },
  };
}
