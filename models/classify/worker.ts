/** The module worker behind `createWorkerClassifier`: the classifier, off the thread that draws. */
import type { ControlClassifier } from '#core/recognition/control-classifier.ts';
import { createControlClassifier } from './control-classifier.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

let classifier: ControlClassifier | undefined;
const running = new Map<number, AbortController>();

const answer = (message: FromWorker) => postMessage(message);
const failed = (error: unknown, call?: number) => {
  const { name, message } =
    error instanceof Error || error instanceof DOMException ? error : new Error(String(error));
  answer({ kind: 'failed', name, message, ...(call !== undefined && { call }) });
};

async function act(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'start': {
      classifier = await createControlClassifier(message.place);
      const { model, threshold } = classifier;
      return answer({ kind: 'started', model, threshold });
    }
    case 'classify': {
      if (classifier === undefined) throw new Error('the classifier was not started');
      const { call, passages, reviewed } = message;
      const abort = new AbortController();
      running.set(call, abort);
      const options = { signal: abort.signal, ...(reviewed && { reviewed }) };
      const classification = await classifier.classify(passages, options).finally(() => running.delete(call));
      return answer({ kind: 'classified', call, classification });
    }
    case 'abort':
      running.get(message.call)?.abort();
      return;
    case 'close':
      await classifier?.close();
      return answer({ kind: 'closed' });
  }
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  act(data).catch((error: unknown) => failed(error, data.kind === 'classify' ? data.call : undefined));
});
