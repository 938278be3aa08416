import * as v from 'valibot';

/** Where on the page a block stands, from HTML landmarks and ARIA roles. */
const landmark = v.picklist(['main', 'navigation', 'banner', 'aside', 'footer', 'dialog']);

const text = v.pipe(v.string(), v.maxLength(20_000));
const common = {
  landmark,
  /** False when the block lies outside the part of the page that the picture shows. */
  inPicture: v.boolean(),
};

/**
 * One piece of what a page says, in reading order. Passwords and hidden text are never part of it.
 * `row` carries one cell per column; `header` holds the column titles where the table has them.
 * `field` is a form control: `value` is what a reader sees ("on"/"off"/"mixed" for boxes and switches, a button
 * that stays pressed among them; the chosen option; the typed text; "(not recorded)" for a secret).
 */
export const pageBlockSchema = v.variant('kind', [
  v.object({
    kind: v.literal('heading'),
    level: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6)),
    text,
    ...common,
  }),
  v.object({ kind: v.literal('paragraph'), text, ...common }),
  v.object({ kind: v.literal('item'), text, ...common }),
  v.object({
    kind: v.literal('row'),
    header: v.pipe(v.array(text), v.maxLength(200)),
    cells: v.pipe(v.array(text), v.maxLength(200)),
    ...common,
  }),
  v.object({
    kind: v.literal('field'),
    control: v.picklist(['checkbox', 'radio', 'switch', 'select', 'text', 'button']),
    label: text,
    value: text,
    ...common,
  }),
]);

const pixel = v.pipe(v.number(), v.minValue(-100_000), v.maxValue(100_000));

/** A word and its box, origin top left. */
const placedWordSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(5_000)),
  x: pixel,
  y: pixel,
  width: pixel,
  height: pixel,
});
export type PlacedWord = v.InferOutput<typeof placedWordSchema>;

/** More words than fit into any window. */
export const mostPlacedWords = 20_000;

/**
 * What a page says, as read from its DOM. At most 20,000 blocks with about 2,000,000 characters; `truncated` tells that there was
 * more, also where a table says that it keeps only some of its rows in the page.
 */
export const pageTextSchema = v.object({
  title: v.pipe(v.string(), v.maxLength(2_000)),
  language: v.pipe(v.string(), v.maxLength(64)),
  blocks: v.pipe(v.array(pageBlockSchema), v.maxLength(20_000)),
  /** Frames whose text the browser does not let us read, by origin; "a sandboxed frame" for those without one. */
  unreadableFrames: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(100)),
  truncated: v.boolean(),
  /**
   * The words that the picture shows, with their boxes in its pixels; values of fields and texts in the place of images are one word
   * each. Absent where they are not known: from earlier versions, and where the page was not laid out as the picture shows it.
   */
  words: v.optional(v.pipe(v.array(placedWordSchema), v.maxLength(mostPlacedWords))),
});

export type PageBlock = v.InferOutput<typeof pageBlockSchema>;
export type PageText = v.InferOutput<typeof pageTextSchema>;
export type Landmark = v.InferOutput<typeof landmark>;
