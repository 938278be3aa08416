import type { Bytes } from '#core/shared/bytes.ts';
import type { Report } from '#core/typeset/report.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/documents.ts?worker&url';
import { askWorker } from './ask-worker.ts';
import type { DocumentAnswer, DocumentQuestion } from './document-messages.ts';

type DocumentRun = {
  signal?: AbortSignal | undefined;
  onProgress?: (doneRows: number, totalRows: number) => void;
  /** Characters that a PDF shows as empty boxes. */
  onMissing?: (characters: readonly string[]) => void;
};

const fontsFolder = () => new URL(import.meta.env['FONTS_FOLDER'], document.baseURI).href;

/**
 * The report as a file's bytes, made in a worker of its own that ends with it. Rejects with the signal's reason when that aborts, and
 * with an Error when a font cannot be had.
 */
export function makeDocument(kind: 'pdf' | 'docx', report: Report, run: DocumentRun = {}): Promise<Bytes> {
  return askDocumentWorker({ kind, report, fonts: fontsFolder() }, run);
}

/**
 * Draws a PDF for the other end of the port: from there comes the report, and the bytes go there. A report of thousands of rows would
 * hold the page up if it came through here. Rejects as `makeDocument` does; nothing goes to the port then.
 */
export async function drawPdfElsewhere(port: MessagePort, run: DocumentRun): Promise<void> {
  await askDocumentWorker({ kind: 'pdf-elsewhere', fonts: fontsFolder() }, run, [port]);
}

function askDocumentWorker(
  question: DocumentQuestion,
  { signal, onProgress, onMissing }: DocumentRun,
  transfer: Transferable[] = [],
): Promise<Bytes> {
  return askWorker(workerScript, question, {
    signal,
    transfer,
    read(message: DocumentAnswer) {
      if (message.kind === 'progress') {
        onProgress?.(message.doneRows, message.totalRows);
        return undefined;
      }
      if (message.kind !== 'made') throw new Error(message.detail);
      if (message.missing.length > 0) onMissing?.(message.missing);
      return { answer: message.bytes };
    },
  });
}
