/** Makes one document away from the page's thread: tells how far it is, answers once and is done. */
import { docx } from '#core/exchange/docx.ts';
import type { FontIndex } from '#core/typeset/font-library.ts';
import type { DocumentAnswer, DocumentQuestion } from '../services/document-messages.ts';

/** The worker's own scope is not in the DOM library. */
const answer = (message: DocumentAnswer) => postMessage(message);

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

async function make({ kind, report, fonts }: DocumentQuestion): Promise<void> {
  if (kind === 'docx') return answer({ kind: 'made', bytes: docx(report), missing: [] });
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
  answer({ kind: 'made', bytes: await drawPdf(report, source, { onProgress, onMissing }), missing });
}

addEventListener('message', ({ data }: MessageEvent<DocumentQuestion>) => {
  make(data).catch((error: unknown) => answer({ kind: 'failed', detail: String(error) }));
});
