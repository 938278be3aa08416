import * as v from 'valibot';
import type { Passage } from './control-classifier.ts';
import { pageTextSchema, type PageText } from './page-text.ts';
import { passagesOf, passagesOfText } from './passages.ts';
import { lineOfBlock } from './shared-lines.ts';
import { recognisedTextSchema, type RecognisedText } from './text-recogniser.ts';

/** What a clip or exhibit holds of a page's words: the contents of its files `page` and `ocr` (JSON) and `text`, where it has them. */
export type StoredText = { title: string; page?: string; text?: string; ocr?: string };

/** The content of a file `page`; undefined where there is none or it is not what our reader writes. */
export const readPage = (page: string | undefined): PageText | undefined => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), pageTextSchema), page);
  return parsed.success ? parsed.output : undefined;
};

/** The content of a file `ocr`. Throws when it is not what our reader writes. */
export const readOcr = (ocr: string): RecognisedText =>
  v.parse(v.pipe(v.string(), v.parseJson(), recognisedTextSchema), ocr);

/** The lines of a stored page's own text, to find what the pages of its console share; none where there is no such text. */
export const linesOfStored = ({ page }: Pick<StoredText, 'page'>): string[] =>
  (readPage(page)?.blocks ?? []).map(lineOfBlock);

/**
 * The passages of a stored page: the page's own text where there is one that can be read, with its structure or without, else what
 * OCR read; nothing when there is neither. Lines that `isShared` knows from other pages of the console are left out, unless nothing else is there. Throws
 * when OCR's file is not what our reader writes.
 */
export function passagesOfStored(
  { title, page, text, ocr }: StoredText,
  isShared: (line: string) => boolean = () => false,
): Passage[] {
  const pageText = readPage(page);
  if (pageText !== undefined) {
    const blocks = pageText.blocks.filter((block) => !isShared(lineOfBlock(block)));
    return passagesOf(blocks.length > 0 ? { ...pageText, blocks } : pageText);
  }
  if (text !== undefined) return passagesOfText(text, title);
  if (ocr === undefined) return [];
  return passagesOfText(readOcr(ocr).text, title);
}
