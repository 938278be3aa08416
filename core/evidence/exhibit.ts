import * as v from 'valibot';
import { annexControlIdSchema } from '../catalogue/control.ts';
import { agreementSchema } from './agreement.ts';
import { doubleTakeSchema } from './double-take.ts';
import { exhibitPagesSchema } from './exhibit-pages.ts';
import { populationSchema } from './population.ts';
import { spanSchema } from './span.ts';

const shortText = v.pipe(v.string(), v.maxLength(500));
/** Characters that a note or a passage may have in a record. */
export const longestText = 20_000;
const longText = v.pipe(v.string(), v.maxLength(longestText));
const instant = v.pipe(v.string(), v.isoTimestamp());
export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** UUID version 7 (RFC 9562 section 5.7): sorts by the time of the capture. */
export const exhibitIdSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
);

/**
 * What a file is to its exhibit. `original`: what was captured, byte for byte as the browser or the person gave it. `page`: the page's text
 * with its structure. `text`: the same as plain text. `ocr`: words with boxes. `stamped`: the picture with a banner beside it.
 * `snapshot`: the page as one inert HTML file. `preview`: a picture of the first page of a document. `remains`: what lets others check
 * that the rest of a redacted capture is the original's (`core/remains`).
 */
export const fileRoleSchema = v.picklist([
  'original',
  'page',
  'text',
  'ocr',
  'stamped',
  'snapshot',
  'preview',
  'remains',
]);

/** The largest that a file of an exhibit may be, in bytes. */
export const mostFileBytes = 64 * 1024 * 1024;

/** How an exhibit was captured. `pages`: several pages as one exhibit. `file`: a file that the person chose. */
export const captureModeSchema = v.picklist(['viewport', 'full-page', 'region', 'element', 'pages', 'file']);

const fileEntries = {
  role: fileRoleSchema,
  mediaType: v.picklist([
    'image/png',
    'image/jpeg',
    'image/webp',
    'application/pdf',
    'text/csv',
    'text/plain',
    'text/html',
    'application/json',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ]),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostFileBytes)),
  sha256: sha256Schema,
  /** Pixels of the picture; only for images. */
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  height: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};
export const exhibitFileSchema = v.object(fileEntries);

/** What the browser could tell about the page and the moment, fixed when the picture was taken. */
export const provenanceSchema = v.object({
  /** Empty for a file: where it lay on the person's disk is nobody's business. */
  url: v.pipe(v.string(), v.maxLength(8_192)),
  /** The page's title, or the file's name. */
  title: v.pipe(v.string(), v.maxLength(2_000)),
  /** UTC, from the device's clock, when the browser had delivered the picture. */
  capturedAt: instant,
  /** Minutes to add to UTC for the device's local time at that moment. */
  utcOffsetMinutes: v.pipe(v.number(), v.integer(), v.minValue(-1_080), v.maxValue(1_080)),
  timeZone: shortText,
  /** Empty when nobody has entered a name on this device yet. */
  collectedBy: shortText,
  mode: captureModeSchema,
  /** CSS pixels; absent for a file, which was seen through no window. */
  viewport: v.optional(v.object({ width: v.number(), height: v.number() })),
  /**
   * The part of the viewport that the picture shows, in CSS pixels from its upper left corner, where it is not all of it. Then the page's
   * text holds only the words that stand within it.
   */
  area: v.optional(v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() })),
  /** CSS pixels that the page was scrolled by; null when the page could not be asked. */
  scroll: v.nullable(v.object({ x: v.number(), y: v.number() })),
  devicePixelRatio: v.optional(v.number()),
  /** Language that the page declares, else that of the browser. */
  language: shortText,
  userAgent: v.pipe(v.string(), v.maxLength(1_000)),
  extensionVersion: shortText,
  /** Who is signed in at the console, where the page says so. */
  account: v.optional(shortText),
  /** How much of its list the page shows, where it has one; of several pages together. */
  population: v.optional(populationSchema),
  /**
   * The pages of an exhibit of several, from top to bottom of its picture. Address, title and time above are those of the first one.
   */
  pages: v.optional(exhibitPagesSchema),
  /** When a file was last changed, by the person's file system; UTC. */
  fileModifiedAt: v.optional(instant),
});

const pixels = v.pipe(v.number(), v.minValue(-100_000), v.maxValue(100_000));

/** That something was redacted, when, by whom and where; never what. */
export const redactionSchema = v.object({
  at: instant,
  by: shortText,
  /** How many different words were struck. */
  words: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What was filled, in pixels of the picture, origin top left. */
  areas: v.pipe(
    v.array(v.object({ x: pixels, y: pixels, width: pixels, height: pixels })),
    v.maxLength(10_000),
  ),
});

const pieces = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));

/**
 * How much of what was captured a redacted exhibit still shows, provably; see `core/remains`. Pieces are tiles of the picture and blocks of
 * text. The counts are the maker's: whoever checks counts anew.
 */
const remainsSchema = v.object({
  /** The line by which the device signed the original before anything of it could be redacted. */
  statement: v.pipe(v.string(), v.maxLength(2_000)),
  tiles: pieces,
  tilesLeft: pieces,
  texts: pieces,
  textsLeft: pieces,
});

/** The model's ledger: what was proposed and what the person made of it. The model decides nothing. */
export const proposalSchema = v.object({
  control: annexControlIdSchema,
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  passage: longText,
  words: v.pipe(v.array(spanSchema), v.maxLength(200)),
  decision: v.picklist(['accepted', 'rejected', 'undecided']),
});

/** An exhibit's record: everything about one piece of evidence except the bytes of its files. */
export const exhibitRecordSchema = v.object({
  format: v.literal('exhibit/1'),
  id: exhibitIdSchema,
  provenance: provenanceSchema,
  files: v.pipe(v.array(exhibitFileSchema), v.minLength(1), v.maxLength(50)),
  reading: v.object({
    engine: shortText,
    /** Mean confidence of the words read, 0 to 100; null when no word was read. */
    meanConfidence: v.nullable(v.number()),
    wordCount: v.pipe(v.number(), v.integer(), v.minValue(0)),
    /** Absent where there was no page text, or no picture that it could be compared with. */
    agreement: v.optional(agreementSchema),
  }),
  /** Null when the classifier failed and a person chose the controls alone. */
  model: v.nullable(v.object({ name: shortText, sha256: sha256Schema, threshold: v.number() })),
  proposals: v.pipe(v.array(proposalSchema), v.maxLength(93)),
  /** The controls that the reviewer says this exhibit supports, proposed or added by hand. */
  controls: v.pipe(v.array(annexControlIdSchema), v.maxLength(93)),
  note: longText,
  redactions: v.optional(v.pipe(v.array(redactionSchema), v.maxLength(100))),
  /** Absent where nothing was redacted, and where nothing shows what is left to be the original's. */
  remains: v.optional(remainsSchema),
  /** Where the page was reloaded and captured again, this being the second take. */
  doubleTake: v.optional(doubleTakeSchema),
  /** The exhibit that this one takes the place of: what was sealed once is corrected by another exhibit, never changed. */
  supersedes: v.optional(exhibitIdSchema),
  reviewedAt: instant,
});

export type ExhibitFile = v.InferOutput<typeof exhibitFileSchema>;
export type CaptureMode = v.InferOutput<typeof captureModeSchema>;
export type FileRole = v.InferOutput<typeof fileRoleSchema>;
export type Provenance = v.InferOutput<typeof provenanceSchema>;
export type Redaction = v.InferOutput<typeof redactionSchema>;
export type RecordedRemains = v.InferOutput<typeof remainsSchema>;
/** Pieces of the original, and how many of them are left. */
export type Remains = Omit<RecordedRemains, 'statement'>;
export type Proposal = v.InferOutput<typeof proposalSchema>;
export type ExhibitRecord = v.InferOutput<typeof exhibitRecordSchema>;
