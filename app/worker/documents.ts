/** Makes one document away from the page's thread: tells how far it is, answers once and is done. */
import { docx } from '#core/exchange/docx.ts';
import type { FontIndex } from '#core/typeset/font-library.ts';
import type { Report } from '#core/typeset/report.ts';
import type { DocumentAnswer, DocumentQuestion, DrawnElsewhere } from '../services/document-messages.ts';

/** The worker's own scope is not in the DOM library. */
const answer = (message: DocumentAnswer) => postMessage(message);

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

const reportFrom = (port: MessagePort): Promise<Report> =>
  new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Report>) => resolve(data);
  });

async function make(question: DocumentQuestion, port: MessagePort | undefined): Promise<void> {
  const { kind, fonts } = question;
  if (kind === 'docx') return answer({ kind: 'made', bytes: docx(question.report), missing: [] });
  // Not above: it waits for its WebAssembly, and the question would come before anybody listens.
  const { drawPdf } = await import('#core/typeset/draw-pdf.ts');
  const source = {
    // The app's own build wrote it.
    index: async () => (await (await fetched(`${fonts}index.json`)).json()) as FontIndex,
    file: async (name: string) => new Uint8Array(await (await fetched(fonts + name)).arrayBuffer()),
  };
  const onProgress = (doneRows: number, totalRows: number) =>
    answer({ kind: 'progress', doneRows, totalRows });
  let missing: string[] = [];
  const onMissing = (characters: string[]) => void (missing = characters);
  const watchers = { onProgress, onMissing };
  if (kind === 'pdf') {
    const bytes = await drawPdf(question.report, source, watchers);
    return answer({ kind: 'made', bytes, missing });
  }
  if (!port) throw new Error('nobody to draw for');
  const bytes = await drawPdf(await reportFrom(port), source, watchers);
  port.postMessage({ ok: true, value: bytes } satisfies DrawnElsewhere, [bytes.buffer]);
  answer({ kind: 'made', bytes: new Uint8Array(), missing });
}

addEventListener('message', ({ data, ports: [port] }: MessageEvent<DocumentQuestion>) => {
  make(data, port).catch((error: unknown) => answer({ kind: 'failed', detail: String(error) }));
});
