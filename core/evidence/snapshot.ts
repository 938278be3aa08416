/**
 * The page as one inert HTML file. `extension/capture/snapshot` writes it inside the page, `extension/reading/snapshot` makes it
 * inert outside of it, `core/redaction/redact-snapshot.ts` strikes in it, the app shows it.
 */
import * as v from 'valibot';

/** The policy that stands in every snapshot and holds for the frame that shows it: styles, pictures and fonts of its own alone. */
export const snapshotPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'";

/**
 * Where something lies on the page when the snapshot was taken: `x y width height` in whole CSS pixels of the window, one box after
 * the other. On an element with text: one box for each text of its own that is not blank, in order. On a picture: its box.
 */
export const boxAttribute = 'data-x-box';
/** Marks an element that shows a picture of its own: `img`, `canvas`, `video`, an SVG drawing. */
export const pictureAttribute = 'data-x-picture';
/** On a `style` element: what its relative addresses are relative to. In the page's draft alone. */
export const baseAttribute = 'data-x-base';
/** The address of a picture in the page's draft. */
export const sourceAttribute = 'data-x-source';
/** On a frame in the page's draft: which of the draft's `frames` it shows. */
export const frameAttribute = 'data-x-frame';
/** Names of `meta` elements: `light` or `dark`; and how far the window was scrolled, `x y` in CSS pixels. */
export const colorSchemeName = 'exhibit-color-scheme';
export const scrollName = 'exhibit-scroll';

/** The most that a page may send, in characters: the document, and all pictures, fonts and sheets that it shows. */
export const longestDraft = 16_000_000;
const address = v.pipe(v.string(), v.maxLength(8_192));

/**
 * What the content script gives for the page: HTML that nobody has made inert yet, and the pictures and fonts that its styles name, as `data:` URLs by
 * address. `skipped`: why there is no snapshot.
 */
export const snapshotDraftSchema = v.variant('kind', [
  v.object({
    kind: v.literal('draft'),
    html: v.pipe(v.string(), v.maxLength(longestDraft)),
    /** The documents of its frames, and of the frames in these. */
    frames: v.pipe(v.array(v.pipe(v.string(), v.maxLength(longestDraft))), v.maxLength(500)),
    resources: v.pipe(
      v.array(v.tuple([address, v.pipe(v.string(), v.maxLength(longestDraft))])),
      v.maxLength(1_000),
    ),
    /** The page's address, as it is recorded. */
    page: address,
    scroll: v.object({ x: v.number(), y: v.number() }),
    colorScheme: v.picklist(['light', 'dark']),
  }),
  v.object({
    kind: v.literal('skipped'),
    why: v.picklist(['too-many-nodes', 'too-large', 'too-slow', 'page-left', 'failed']),
  }),
]);
export type SnapshotDraft = v.InferOutput<typeof snapshotDraftSchema>;
export type WrittenDraft = Extract<SnapshotDraft, { kind: 'draft' }>;
export type SkippedSnapshot = Extract<SnapshotDraft, { kind: 'skipped' }>['why'];
