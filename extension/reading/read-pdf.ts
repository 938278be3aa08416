/**
 * Reads a PDF with PDF.js: the text layer of each page, and by OCR what has none. PDF.js works in a worker of its own, without
 * network and without evaluating code; scripts and forms in the file are not run.
 */
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { mostPixels } from '#core/files/file-kind.ts';
import { linesOfPdfText } from '#core/files/pdf-lines.ts';
import { UnfitFile } from '#core/files/file-problem.ts';
import { readableText } from '#core/files/read-document.ts';
import type { TextRecogniser } from '#core/recognition/text-recogniser.ts';
import type { Bytes } from '#core/shared/bytes.ts';

const mostPages = 500;
/** Recognition takes seconds a page. */
const mostScannedPages = 30;
/** Fewer letters and digits than this, such as a page number, are no text layer. */
const leastSigns = 12;
/** 200 dots an inch: a page's letters are then as high as on a screen with two device pixels to one. */
const scanScale = 200 / 72;
const longestScanSide = 4_000;
const previewWidth = 1_200;

export type ReadPdf = {
  text: string;
  engine: string;
  /** Of the recognised words; empty when every page had a text layer. */
  confidences: number[];
  preview: { bytes: Bytes; width: number; height: number };
};
type Options = { onProgress: (fraction: number) => void; signal: AbortSignal };

const asset = (path: string) => chrome.runtime.getURL(`/pdf/${path}`);

/** What PDF.js throws about the file, not about itself. */
const isAboutFile = (error: unknown) =>
  error instanceof Error && /Exception$|^FormatError$|^XRef/.test(error.name);

async function openPdf(bytes: Bytes, signal: AbortSignal): Promise<PDFDocumentProxy> {
  pdfjs.GlobalWorkerOptions.workerSrc = asset('pdf.worker.min.mjs');
  const loading = pdfjs.getDocument({
    // The worker takes the bytes away from here.
    data: bytes.slice(),
    cMapUrl: asset('cmaps/'),
    standardFontDataUrl: asset('standard_fonts/'),
    wasmUrl: asset('wasm/'),
    maxImageSize: mostPixels,
    enableXfa: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  signal.addEventListener('abort', () => void loading.destroy(), { once: true });
  try {
    return await loading.promise;
  } catch (error) {
    await loading.destroy();
    if (error instanceof Error && error.name === 'PasswordException')
      throw new UnfitFile({ kind: 'protected' });
    if (isAboutFile(error)) throw new UnfitFile({ kind: 'broken' });
    throw error;
  }
}

/** The page as a picture. `print` is the intent that does not wait for a screen, which this document has not. */
async function draw(
  page: PDFPageProxy,
  wantedScale: number,
  longestSide: number,
): Promise<HTMLCanvasElement> {
  const plain = page.getViewport({ scale: 1 });
  const scale = Math.min(wantedScale, longestSide / Math.max(plain.width, plain.height));
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  await page.render({ canvas, viewport, intent: 'print', background: '#ffffff' }).promise;
  return canvas;
}

const toBlob = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob>((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the browser could not encode the page'))),
      type,
      0.9,
    ),
  );

async function previewOf(page: PDFPageProxy): Promise<ReadPdf['preview']> {
  const { width } = page.getViewport({ scale: 1 });
  const canvas = await draw(page, previewWidth / width, longestScanSide);
  const blob = await toBlob(canvas, 'image/webp');
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width: canvas.width, height: canvas.height };
}

const signsOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;

/** Reads all pages in order. Rejects with `UnfitFile`, or with the signal's reason when that fires. */
export async function readPdf(
  bytes: Bytes,
  recogniser: TextRecogniser,
  { onProgress, signal }: Options,
): Promise<ReadPdf> {
  const pdf = await openPdf(bytes, signal);
  try {
    const { numPages } = pdf;
    if (numPages > mostPages) throw new UnfitFile({ kind: 'too-many-pages', pages: numPages });
    const preview = await previewOf(await pdf.getPage(1));
    const pages: string[] = [];
    const confidences: number[] = [];
    let engine = `PDF.js ${pdfjs.version}`;
    let scanned = 0;
    for (let number = 1; number <= numPages; number += 1) {
      signal.throwIfAborted();
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      let text = linesOfPdfText(items.filter((item) => 'str' in item));
      if (signsOf(text) < leastSigns && (scanned += 1) <= mostScannedPages) {
        const picture = await toBlob(await draw(page, scanScale, longestScanSide), 'image/png');
        const report = (share: number) => onProgress((number - 1 + share) / numPages);
        const read = await recogniser.recognise(picture, { onProgress: report, signal });
        text = `${text}\n${read.text}`.trim();
        confidences.push(...read.words.map((word) => word.confidence));
        if (scanned === 1) engine += `; ${read.engine}`;
      }
      pages.push(text);
      page.cleanup();
      onProgress(number / numPages);
    }
    return { text: joinPages(pages, scanned - mostScannedPages), engine, confidences, preview };
  } catch (error) {
    if (isAboutFile(error)) throw new UnfitFile({ kind: 'broken' });
    throw error;
  } finally {
    await pdf.loadingTask.destroy();
  }
}

function joinPages(pages: readonly string[], unread: number): string {
  const text =
    pages.length === 1 ? (pages[0] ?? '') : pages.map((page, at) => `Page ${at + 1}\n\n${page}`).join('\n\n');
  const left = unread > 0 ? `\n(${unread} pages without a text layer were not read.)\n` : '';
  return readableText(`${text.trim()}\n`) + left;
}
