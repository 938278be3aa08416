import type { Bytes } from '#core/shared/bytes.ts';
import type { Report } from '#core/typeset/report.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/documents.ts?worker&url';
import type { DocumentAnswer, DocumentQuestion } from './document-messages.ts';
import { workerUrl } from './worker-url.ts';

type DocumentRun = {
  signal?: AbortSignal | undefined;
  onProgress?: (doneRows: number, totalRows: number) => void;
  /** Characters that a PDF shows as empty boxes. */
  onMissing?: (characters: readonly string[]) => void;
};

/**
 * The report as a file's bytes, made in a worker of its own that ends with it. Rejects with the signal's reason when that aborts, and
 * with an Error when a font cannot be had.
 */
export function makeDocument(
  kind: DocumentQuestion['kind'],
  report: Report,
  { signal, onProgress, onMissing }: DocumentRun = {},
): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(workerUrl(workerScript), { type: 'module' });
    const end = () => {
      worker.terminate();
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', abort);
    worker.addEventListener('error', (event) => {
      end();
      reject(new Error(event.message));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<DocumentAnswer>) => {
      if (data.kind === 'progress') return onProgress?.(data.doneRows, data.totalRows);
      end();
      if (data.kind === 'made') {
        if (data.missing.length > 0) onMissing?.(data.missing);
        resolve(data.bytes);
      } else reject(new Error(data.detail));
    });
    const fonts = new URL(import.meta.env['FONTS_FOLDER'], document.baseURI).href;
    worker.postMessage({ kind, report, fonts } satisfies DocumentQuestion);
  });
}
