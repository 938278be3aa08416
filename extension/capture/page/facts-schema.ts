import * as v from 'valibot';
import { drawnPageSchema } from '#core/recognition/drawn-words.ts';
import { pageTextSchema } from '#core/recognition/page-text.ts';

/** A part of the window: CSS pixels from its upper left corner. */
export const boxSchema = v.object({
  top: v.number(),
  left: v.number(),
  bottom: v.number(),
  right: v.number(),
});

/** What comes back from the page is foreign: a hostile page cannot reach the content script, but its text is in it. */
export const pageFactsSchema = v.object({
  area: v.exactOptional(boxSchema),
  url: v.pipe(v.string(), v.maxLength(8_192)),
  viewport: v.object({ width: v.number(), height: v.number() }),
  scroll: v.object({ x: v.number(), y: v.number() }),
  devicePixelRatio: v.number(),
  account: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  pageText: pageTextSchema,
  drawn: v.optional(drawnPageSchema),
});
