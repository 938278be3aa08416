import * as v from 'valibot';

const length = v.pipe(v.number(), v.minValue(-100_000), v.maxValue(100_000));
const box = { x: length, y: length, width: length, height: length };

/** More words than a window shows. */
export const maxDrawnWords = 6_000;
export const maxOpaqueBoxes = 2_000;

/**
 * The words that the page draws in its window and where, in CSS pixels from the window's upper left corner. Words that are covered, cut
 * off or withheld are not among them.
 */
export const drawnPageSchema = v.object({
  /** The part of the page that the picture shows. */
  area: v.object(box),
  words: v.pipe(
    v.array(v.object({ text: v.pipe(v.string(), v.maxLength(200)), ...box })),
    v.maxLength(maxDrawnWords),
  ),
  /** Where the picture may show words that the page text has not: images, canvases, other frames, text that is cut off or withheld. */
  opaque: v.pipe(v.array(v.object(box)), v.maxLength(maxOpaqueBoxes)),
});

export type DrawnPage = v.InferOutput<typeof drawnPageSchema>;
