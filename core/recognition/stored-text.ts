import * as v from 'valibot';
import type { Passage } from './control-classifier.ts';
import { pageTextSchema } from './page-text.ts';
import { passagesOf, passagesOfText } from './passages.ts';
import { recognisedTextSchema } from './text-recogniser.ts';

/** What a clip or exhibit holds of a page's words: the contents of its files `page` and `ocr` (JSON), where it has them. */
export type StoredText = { title: string; page?: string; ocr?: string };

/**
 * The passages of a stored page: the page's own text where there is one that can be read, else what OCR read; nothing when there
 * is neither. Throws when OCR's file is not what our reader writes.
 */
export function passagesOfStored({ title, page, ocr }: StoredText): Passage[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), pageTextSchema), page);
  if (parsed.success) return passagesOf(parsed.output);
  if (ocr === undefined) return [];
  return passagesOfText(v.parse(v.pipe(v.string(), v.parseJson(), recognisedTextSchema), ocr).text, title);
}
