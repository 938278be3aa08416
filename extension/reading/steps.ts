/** The two steps of the queue: read the picture, classify what was read. Each stores its result before it ends. */
import { longestText } from '#core/evidence/exhibit.ts';
import type { Proposal } from '#core/evidence/exhibit.ts';
import type { ControlClassifier, Passage, Suggestion } from '#core/recognition/control-classifier.ts';
import { sharedLinesOf, type PageLines } from '#core/recognition/shared-lines.ts';
import { linesOfStored, passagesOfStored } from '#core/recognition/stored-text.ts';
import type { PictureReader } from '#models/ocr/tesseract-recogniser.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import type { FileRole } from '#core/evidence/exhibit.ts';
import {
  fileOf,
  isDocument,
  newFile,
  storeProposals,
  storeReading,
  storeThumbnail,
} from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { checkClip } from './check-clip.ts';
import { makeThumbnail } from './thumbnail.ts';

/** Proposals that a person can take in at a glance; more would be noise. */
const maxProposals = 6;

/** Share of the progress that is reading the picture; the rest is looking again where it and the page text differ. */
const readingShare = 0.85;

/**
 * OCR of the clip's picture and how far it agrees with the page text, or what its document says. `onProgress` gets 0 to 1. Rejects with
 * `UnfitFile` when the file cannot become evidence.
 */
export async function readClip(
  db: ExtensionDatabase,
  clip: Clip,
  recogniser: PictureReader,
  { onProgress, signal }: { onProgress: (fraction: number) => void; signal: AbortSignal },
): Promise<void> {
  const picture = await fileOf(db, clip, 'original');
  if (!picture) throw new Error('the picture is missing in the extension’s storage');
  if (isDocument(clip)) {
    const { readDocumentClip } = await import('./read-document-clip.ts');
    return readDocumentClip(db, clip, picture, recogniser, { onProgress, signal });
  }
  if (!clip.thumbnail) await storeThumbnail(db, clip.id, await makeThumbnail(picture));
  const recognised = await recogniser.recognise(picture, {
    signal,
    onProgress: (fraction) => onProgress(readingShare * fraction),
  });
  const agreement = await checkClip(clip, picture, recognised.words, recogniser, {
    signal,
    onProgress: (fraction) => onProgress(readingShare + (1 - readingShare) * fraction),
  });
  const file = await newFile('ocr', 'application/json', textToBytes(JSON.stringify(recognised)));
  await storeReading(db, clip.id, { recognised, file, agreement });
}

async function passagesOfClip(db: ExtensionDatabase, clip: Clip): Promise<Passage[]> {
  const textOf = async (role: FileRole) => (await fileOf(db, clip, role))?.text();
  const [page, text, ocr] = await Promise.all([textOf('page'), textOf('text'), textOf('ocr')]);
  const { title } = clip.provenance;
  const stored = {
    title,
    ...(page !== undefined && { page }),
    ...(text !== undefined && { text }),
    ...(ocr !== undefined && { ocr }),
  };
  return passagesOfStored(stored, sharedLinesOf(await pagesOfConsole(db, clip)));
}

/** So many earlier clips tell what a console repeats. */
const consolePages = 20;

/** The lines of this clip and of the newest others of its console that are still here. */
async function pagesOfConsole(db: ExtensionDatabase, clip: Clip): Promise<PageLines[]> {
  // Files come from anywhere: what they have in common is no console's menu.
  if (clip.provenance.mode === 'file') return [];
  const hostOf = ({ provenance: { url } }: Clip) => (URL.canParse(url) ? new URL(url).host : url);
  const others = await db.clips
    .reverse()
    .filter((other) => other.id !== clip.id && hostOf(other) === hostOf(clip))
    .limit(consolePages)
    .toArray();
  return Promise.all(
    [clip, ...others].map(async (each) => {
      const page = await (await fileOf(db, each, 'page'))?.text();
      return { url: each.provenance.url, lines: linesOfStored(page === undefined ? {} : { page }) };
    }),
  );
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
  const reviewed = await db.reviews.toArray();
  const passages = await passagesOfClip(db, clip);
  const { suggestions, signature } = await classifier.classify(passages, { signal, reviewed });
  const proposals = suggestions
    .filter((suggestion) => suggestion.score >= classifier.threshold)
    .slice(0, maxProposals)
    .map(proposalOf);
  const { name, sha256 } = classifier.model;
  const model = { name, sha256, threshold: classifier.threshold };
  await storeProposals(db, clip.id, { model, proposals, signature });
}
