/** The two steps of the queue: read the picture, classify what was read. Each stores its result before it ends. */
import * as v from 'valibot';
import { longestText } from '#core/evidence/exhibit.ts';
import type { Proposal } from '#core/evidence/exhibit.ts';
import type { ControlClassifier, Passage, Suggestion } from '#core/recognition/control-classifier.ts';
import { pageTextSchema } from '#core/recognition/page-text.ts';
import { passagesOf, passagesOfText } from '#core/recognition/passages.ts';
import { recognisedTextSchema } from '#core/recognition/text-recogniser.ts';
import type { TextRecogniser } from '#core/recognition/text-recogniser.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import type { FileRole } from '#core/evidence/exhibit.ts';
import { newFile, storeProposals, storeReading, storeThumbnail } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { makeThumbnail } from './thumbnail.ts';

/** Proposals that a person can take in at a glance; more would be noise. */
const maxProposals = 6;

async function fileOf(db: ExtensionDatabase, clip: Clip, role: FileRole): Promise<Blob | undefined> {
  const entry = clip.files.find((file) => file.role === role);
  return entry && (await db.files.get(entry.sha256))?.content;
}

/** OCR of the clip's picture. `onProgress` gets 0 to 1. */
export async function readClip(
  db: ExtensionDatabase,
  clip: Clip,
  recogniser: TextRecogniser,
  options: { onProgress: (fraction: number) => void; signal: AbortSignal },
): Promise<void> {
  const picture = await fileOf(db, clip, 'original');
  if (!picture) throw new Error('the picture is missing in the extension’s storage');
  if (!clip.thumbnail) await storeThumbnail(db, clip.id, await makeThumbnail(picture));
  const recognised = await recogniser.recognise(picture, options);
  const file = await newFile('ocr', 'application/json', textToBytes(JSON.stringify(recognised)));
  await storeReading(db, clip.id, { recognised, file });
}

/** The page's own text where there is one, else what OCR read; nothing when there is neither. */
async function passagesOfClip(db: ExtensionDatabase, clip: Clip): Promise<Passage[]> {
  const page = await fileOf(db, clip, 'page');
  if (page) {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), pageTextSchema), await page.text());
    if (parsed.success) return passagesOf(parsed.output);
  }
  const ocr = await fileOf(db, clip, 'ocr');
  if (!ocr) return [];
  const { text } = v.parse(v.pipe(v.string(), v.parseJson(), recognisedTextSchema), await ocr.text());
  return passagesOfText(text, clip.provenance.title);
}

/** As it goes into the record: one endless word, such as a certificate in a table's cell, must not make the clip unacceptable. */
export const proposalOf = ({ control, score, passage, words }: Suggestion): Proposal => ({
  control,
  score,
  passage: passage.slice(0, longestText),
  words: words.filter(({ end }) => end <= longestText),
  decision: 'undecided',
});

export async function classifyClip(
  db: ExtensionDatabase,
  clip: Clip,
  classifier: ControlClassifier,
  signal: AbortSignal,
): Promise<void> {
  const suggestions = await classifier.classify(await passagesOfClip(db, clip), { signal });
  const proposals = suggestions
    .filter((suggestion) => suggestion.score >= classifier.threshold)
    .slice(0, maxProposals)
    .map(proposalOf);
  const { name, sha256 } = classifier.model;
  await storeProposals(db, clip.id, { model: { name, sha256, threshold: classifier.threshold }, proposals });
}
