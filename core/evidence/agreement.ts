import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const word = v.pipe(v.string(), v.maxLength(200));
const pixels = v.pipe(v.number(), v.minValue(-100_000), v.maxValue(100_000));

/** A record names so many differences; `differing` counts them all. */
export const maxDifferences = 50;

/**
 * One place where picture and page text differ. `changed`: the picture shows another word. `missing in picture`: nothing is drawn where
 * the page has the word. `only in picture`: a word where the page has neither text nor a picture.
 */
export const differenceSchema = v.object({
  kind: v.picklist(['changed', 'missing in picture', 'only in picture']),
  /** As the page has it; empty where it has no word there. */
  page: word,
  /** As the pixels show it; empty where nothing is drawn. */
  picture: word,
  /** In pixels of the picture, origin top left. */
  box: v.object({ x: pixels, y: pixels, width: pixels, height: pixels }),
});

/**
 * How far the words in the pixels and the words of the page text agree. Edited pictures, pictures of another page and misread text
 * show here; a text that was edited in the page before the picture was taken does not, for then both sides say the same.
 */
export const agreementSchema = v.object({
  /** Words of the page text that lie in the picture and have a letter or digit. */
  compared: count,
  /** Those of them that the pixels show. The rest differs or could not be read. */
  agreed: count,
  differing: count,
  differences: v.pipe(v.array(differenceSchema), v.maxLength(maxDifferences)),
});

export type Difference = v.InferOutput<typeof differenceSchema>;
export type Agreement = v.InferOutput<typeof agreementSchema>;

/** The share of the compared words that agree, 0 to 1; 1 when there was none to compare. */
export const shareOf = ({ compared, agreed }: Agreement): number => (compared === 0 ? 1 : agreed / compared);
