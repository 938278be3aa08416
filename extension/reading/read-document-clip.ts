/** Reading of a document: its texts, a small picture for lists, and for a PDF its first page. Loaded when the first document comes. */
import { UnfitFile } from '#core/files/file-problem.ts';
import { readDocument } from '#core/files/read-document.ts';
import { xlsxType } from '#core/files/file-kind.ts';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { fileEndings } from '#core/exchange/exhibit-names.ts';
import type { TextRecogniser } from '#core/recognition/text-recogniser.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { newFile, storeDocumentReading } from '../outbox/clips.ts';
import type { ReadDocument } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { makeTextThumbnail } from './text-thumbnail.ts';
import { makeThumbnail } from './thumbnail.ts';

type Options = { onProgress: (fraction: number) => void; signal: AbortSignal };

const wordsIn = (text: string) => text.match(/\S+/g)?.length ?? 0;
const textFile = (text: string) => newFile('text', 'text/plain', textToBytes(text));

async function readPdfClip(
  bytes: Bytes,
  recogniser: TextRecogniser,
  options: Options,
): Promise<ReadDocument> {
  const { readPdf } = await import('./read-pdf.ts');
  const { text, engine, confidences, preview } = await readPdf(bytes, recogniser, options);
  const { bytes: picture, ...size } = preview;
  const meanConfidence =
    confidences.length === 0 ? null : confidences.reduce((sum, one) => sum + one, 0) / confidences.length;
  return {
    files: [await textFile(text), await newFile('preview', 'image/webp', picture, size)],
    reading: { engine, meanConfidence, wordCount: wordsIn(text) },
    thumbnail: await makeThumbnail(new Blob([picture], { type: 'image/webp' })),
  };
}

const withoutRecognition = (text: string): ExhibitRecord['reading'] => ({
  engine: 'text of the file itself',
  meanConfidence: null,
  wordCount: wordsIn(text),
});

async function readTextClip(
  bytes: Bytes,
  mediaType: Parameters<typeof readDocument>[1],
  title: string,
): Promise<ReadDocument> {
  const read = readDocument(bytes, mediaType, title);
  if (!read.ok) throw new UnfitFile(read.error);
  const { text, page, rows } = read.value;
  const files = [await textFile(text)];
  if (page) files.unshift(await newFile('page', 'application/json', textToBytes(JSON.stringify(page))));
  return {
    files,
    reading: withoutRecognition(text),
    thumbnail: await makeTextThumbnail(text, fileEndings[mediaType]),
    ...(rows !== undefined && { rows }),
    isTextCut: page?.truncated ?? false,
  };
}

/** Reads the document and stores what it says. Rejects with `UnfitFile` when it is damaged, protected or a bomb. */
export async function readDocumentClip(
  db: ExtensionDatabase,
  clip: Clip,
  original: Blob,
  recogniser: TextRecogniser,
  options: Options,
): Promise<void> {
  const bytes: Bytes = new Uint8Array(await original.arrayBuffer());
  const mediaType = clip.files.find(({ role }) => role === 'original')?.mediaType;
  const isText = mediaType === 'text/csv' || mediaType === 'text/plain' || mediaType === xlsxType;
  const read = isText
    ? await readTextClip(bytes, mediaType, clip.provenance.title)
    : await readPdfClip(bytes, recogniser, options);
  await storeDocumentReading(db, clip.id, read);
}
