/** Redaction before acceptance: what is redacted is destroyed in every file, in the title and in the address of the clip. */
import type { Redaction } from '#core/evidence/exhibit.ts';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { readOcr, readPage } from '#core/recognition/stored-text.ts';
import { redactAgreement, redactDoubleTake } from '#core/redaction/redact-agreement.ts';
import { redactAddress } from '#core/redaction/redact-address.ts';
import { redactPageText } from '#core/redaction/redact-page-text.ts';
import { boxesToFill, redactRecognisedText } from '#core/redaction/redact-recognised-text.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { makeRedactor } from '#core/redaction/redact-text.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { fileOf, isDocument, newFile, replaceFiles } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase, Masked } from '../outbox/database.ts';
import { makeTextThumbnail } from '../reading/text-thumbnail.ts';
import { makeThumbnail } from '../reading/thumbnail.ts';
import { fillPicture } from './fill-picture.ts';
import { remainsAfter } from './sign-clip.ts';
import { strikeDocument } from './strike-document.ts';
import { strikePages, struckBands } from './strike-pages.ts';
import { strikeSnapshot } from './strike-snapshot.ts';

/** What to destroy: words wherever they stand, and areas of the picture in its pixels. */
export type RedactionWish = { words: readonly string[]; areas: readonly PictureBox[] };

const meet = (word: PictureBox, area: PictureBox) =>
  word.x < area.x + area.width &&
  area.x < word.x + word.width &&
  word.y < area.y + area.height &&
  area.y < word.y + word.height;

/** As many as a record may name. */
const mostBoxes = 10_000;

/** Shorter ones, such as a lone bullet or digit, would be struck all over the texts and tell nothing. */
const fewestSigns = 2;
const signsOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;

type Struck = {
  files: NewFile[];
  /** What was struck from the texts: the words of the wish and those that stood below its areas. */
  words: string[];
  /** What was filled in the picture. */
  boxes: PictureBox[];
};

async function strikeFiles(
  db: ExtensionDatabase,
  clip: Clip,
  { words, areas }: RedactionWish,
  onProgress: (fraction: number) => void,
): Promise<Struck> {
  if (isDocument(clip)) return { files: await strikeDocument(db, clip, words), words: [...words], boxes: [] };
  const [picture, page, ocr] = await Promise.all([
    fileOf(db, clip, 'original'),
    fileOf(db, clip, 'page').then((file) => file?.text()),
    fileOf(db, clip, 'ocr').then((file) => file?.text()),
  ]);
  if (!picture) throw new Error('the picture is missing in the extension’s storage');
  const read = ocr === undefined ? undefined : readOcr(ocr);
  const pageText = readPage(page);
  const isBelow = (word: PictureBox) => areas.some((area) => meet(word, area));
  const placed = [...(read?.words ?? []), ...(pageText?.words ?? [])];
  const below = placed.filter(isBelow).map(({ text }) => text);
  const all = [...new Set([...words, ...below.filter((text) => signsOf(text) >= fewestSigns)])];

  // What OCR misread or did not see, the page's own text may place, and the other way round.
  const found = [read?.words, pageText?.words].flatMap((own) => boxesToFill(own ?? [], words));
  const boxes = [...areas, ...found];
  const { width: pictureWidth = 0 } = clip.files.find(({ role }) => role === 'original') ?? {};
  const bands = struckBands(clip.provenance, all, pictureWidth);
  if (boxes.length > mostBoxes) throw new Error('there are too many places to fill');
  onProgress(0.3);
  const { bytes, width, height } = await fillPicture(picture, boxes, bands.draw);
  onProgress(0.7);
  const files = [await newFile('original', 'image/png', bytes, { width, height })];
  // Where nothing tells which words lie below an area, the page's text cannot stay.
  if (pageText && (read || pageText.words || areas.length === 0)) {
    const seen = pageText.words?.filter((word) => !isBelow(word));
    const left = redactPageText({ ...pageText, ...(seen && { words: seen }) }, all);
    files.push(
      await newFile('page', 'application/json', textToBytes(JSON.stringify(left))),
      await newFile('text', 'text/plain', textToBytes(pageTextToPlain(left))),
    );
  }
  if (read) {
    const isInBand = (word: PictureBox) => bands.boxes.some((band) => meet(word, band));
    const seen = read.words.filter((word) => !isBelow(word) && !isInBand(word));
    // The lines hold what lies below an area, too: they are made anew from the words that are left.
    const text =
      areas.length === 0 && bands.boxes.length === 0 ? read.text : seen.map((word) => word.text).join(' ');
    const left = redactRecognisedText({ ...read, text, words: seen }, all);
    files.push(await newFile('ocr', 'application/json', textToBytes(JSON.stringify(left))));
  }
  // Where nothing tells which words lie below an area, the snapshot cannot stay either.
  if (read || areas.length === 0) {
    const snapshot = await strikeSnapshot(db, clip, { words: all, areas, filled: boxes }, width);
    if (snapshot) files.push(snapshot);
  }
  return { files, words: all, boxes };
}

/** What was worked out from the texts, without the words. */
function withoutWords(
  { reading, doubleTake }: Clip,
  words: readonly string[],
  boxes: readonly PictureBox[],
): Pick<Clip, 'reading' | 'doubleTake'> {
  return {
    ...(reading?.agreement && {
      reading: { ...reading, agreement: redactAgreement(reading.agreement, words, boxes) },
    }),
    ...(doubleTake && { doubleTake: redactDoubleTake(doubleTake, words) }),
  };
}
/** `onProgress` gets 0 to 1. `masked`: the redaction is one by the rules, which is noted with it. */
type RedactionOptions = { onProgress?: (fraction: number) => void; masked?: Masked };

/**
 * Destroys the words and areas, and the words below the areas that OCR read or the page placed, in the clip's picture, texts, title,
 * address, note and small picture, and lets it be classified anew from what is left; controls that the person chose stay. One
 * transaction: before it nothing is changed, after it nothing of the old files is left, nor of what could show what was in them. Resolves
 * with false when the clip no longer waits for review (for classifying, where the rules mask). Rejects when a file is missing or cannot be read.
 */
export async function redactClip(
  db: ExtensionDatabase,
  id: string,
  wish: RedactionWish,
  { onProgress = () => {}, masked }: RedactionOptions = {},
): Promise<boolean> {
  const clip = await db.clips.get(id);
  if (clip?.state !== (masked ? 'read' : 'proposed')) return false;
  const { files, words, boxes } = await strikeFiles(db, clip, wish, onProgress);
  const strike = makeRedactor(words);
  const by = (await db.settings.get('collectedBy'))?.value ?? '';
  const redaction: Redaction = { at: new Date().toISOString(), by, words: words.length, areas: boxes };
  const original = files[0]?.content ?? new Blob();
  const thumbnail = isDocument(clip)
    ? await makeTextThumbnail(await original.text(), 'txt')
    : await makeThumbnail(original);
  const left = await remainsAfter(db, clip, files, boxes);
  if (left) files.push(left.file);
  return replaceFiles(
    db,
    clip,
    files,
    {
      thumbnail,
      note: strike(clip.note),
      ...withoutWords(clip, words, boxes),
      redactions: [...(clip.redactions ?? []), redaction],
      ...(left && { remains: left.remains }),
      ...(masked && { masked }),
      provenance: {
        ...clip.provenance,
        url: redactAddress(clip.provenance.url, words),
        title: strike(clip.provenance.title),
        ...(clip.provenance.pages && { pages: strikePages(clip.provenance.pages, words) }),
        ...(clip.provenance.account !== undefined && { account: strike(clip.provenance.account) }),
        ...(clip.provenance.population?.said !== undefined && {
          population: { ...clip.provenance.population, said: strike(clip.provenance.population.said) },
        }),
      },
    },
    left?.original,
  );
}
