/** Redaction before acceptance: what is redacted is destroyed in every file, in the title and in the address of the clip. */
import * as v from 'valibot';
import type { Redaction } from '#core/evidence/exhibit.ts';
import { pageTextSchema } from '#core/recognition/page-text.ts';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { recognisedTextSchema } from '#core/recognition/text-recogniser.ts';
import { redactAddress } from '#core/redaction/redact-address.ts';
import { redactPageText } from '#core/redaction/redact-page-text.ts';
import { boxesToFill, redactRecognisedText } from '#core/redaction/redact-recognised-text.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { makeRedactor } from '#core/redaction/redact-text.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { newFile, replaceFiles } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { makeThumbnail } from '../reading/thumbnail.ts';
import { fillPicture } from './fill-picture.ts';

/** What to destroy: words wherever they stand, and areas of the picture in its pixels. */
export type RedactionWish = { words: readonly string[]; areas: readonly PictureBox[] };

/** Grows a box by what the blur of a letter's edge may reach. */
const edge = 2;
const widened = ({ x, y, width, height }: PictureBox): PictureBox => ({
  x: x - edge,
  y: y - edge,
  width: width + 2 * edge,
  height: height + 2 * edge,
});

const lies = (word: PictureBox, area: PictureBox) =>
  word.x < area.x + area.width &&
  area.x < word.x + word.width &&
  word.y < area.y + area.height &&
  area.y < word.y + word.height;

async function redactedFiles(
  db: ExtensionDatabase,
  clip: Clip,
  { words, areas }: RedactionWish,
): Promise<{ files: NewFile[]; boxes: PictureBox[] }> {
  const contentOf = async (role: string) => {
    const entry = clip.files.find((file) => file.role === role);
    return entry && (await db.files.get(entry.sha256))?.content;
  };
  const json = <Schema extends v.GenericSchema>(schema: Schema, text: string) =>
    v.parse(v.pipe(v.string(), v.parseJson(), schema), text);
  const [picture, page, ocr] = await Promise.all([
    contentOf('original'),
    contentOf('page'),
    contentOf('ocr'),
  ]);
  if (!picture) throw new Error('the picture is missing in the extension’s storage');

  const read = ocr && json(recognisedTextSchema, await ocr.text());
  const boxes = [...areas, ...(read ? boxesToFill(read, words) : [])].map(widened);
  const { bytes, width, height } = await fillPicture(picture, boxes);
  const files = [await newFile('original', 'image/png', bytes, { width, height })];
  if (page) {
    const text = redactPageText(json(pageTextSchema, await page.text()), words);
    files.push(
      await newFile('page', 'application/json', textToBytes(JSON.stringify(text))),
      await newFile('text', 'text/plain', textToBytes(pageTextToPlain(text))),
    );
  }
  if (read) {
    const left = { ...read, words: read.words.filter((word) => !areas.some((area) => lies(word, area))) };
    // The lines hold what lies below an area, too: they are made anew from the words that are left.
    const lines = areas.length === 0 ? left : { ...left, text: left.words.map(({ text }) => text).join(' ') };
    const struck = redactRecognisedText(lines, words);
    files.push(await newFile('ocr', 'application/json', textToBytes(JSON.stringify(struck))));
  }
  return { files, boxes };
}

/**
 * Destroys the words and areas in the clip's picture, texts, title, address, note and small picture, and lets it be classified anew from
 * what is left; controls that the person chose stay. One transaction: before it nothing is changed, after it nothing of the old
 * files is left. Resolves with false when the clip no longer waits for review. Rejects when a file is missing or cannot be read.
 */
export async function redactClip(db: ExtensionDatabase, id: string, wish: RedactionWish): Promise<boolean> {
  const clip = await db.clips.get(id);
  if (clip?.state !== 'proposed') return false;
  const { files, boxes } = await redactedFiles(db, clip, wish);
  const strike = makeRedactor(wish.words);
  const by = (await db.settings.get('collectedBy'))?.value ?? '';
  const redaction: Redaction = { at: new Date().toISOString(), by, words: wish.words.length, areas: boxes };
  const picture = files[0]?.content;
  return replaceFiles(db, clip, files, {
    ...(picture && { thumbnail: await makeThumbnail(picture) }),
    note: strike(clip.note),
    redactions: [...(clip.redactions ?? []), redaction],
    provenance: {
      ...clip.provenance,
      url: redactAddress(clip.provenance.url, wish.words),
      title: strike(clip.provenance.title),
      ...(clip.provenance.account !== undefined && { account: strike(clip.provenance.account) }),
      ...(clip.provenance.population?.said !== undefined && {
        population: { ...clip.provenance.population, said: strike(clip.provenance.population.said) },
      }),
    },
  });
}
