/** Every change of a clip's state before and beside its review. Each function is one transaction; what it promises is durable when it resolves. */
import type { AnnexControlId } from '#core/catalogue/control.ts';
import type { ExhibitFile, ExhibitRecord, FileRole, Proposal, Provenance } from '#core/evidence/exhibit.ts';
import type { Agreement } from '#core/evidence/agreement.ts';
import type { DoubleTake } from '#core/evidence/double-take.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import type { PageSignature } from '#core/recognition/feedback.ts';
import type { RecognisedText } from '#core/recognition/text-recogniser.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import type { Clip, ClipFailure, ClipState, ExtensionDatabase, StoredOriginal } from './database.ts';
import { sentences } from '../messages/sentences.ts';

const nowIso = () => new Date().toISOString();

/** A file ready to be stored: its entry in the record and its bytes. */
export type NewFile = { entry: ExhibitFile; content: Blob };

/** Hashes bytes and describes them as a file of an exhibit. `size` is for pictures, in pixels. */
export async function newFile(
  role: FileRole,
  mediaType: ExhibitFile['mediaType'],
  bytes: Bytes,
  size?: { width: number; height: number },
): Promise<NewFile> {
  const entry = { role, mediaType, sizeBytes: bytes.length, sha256: await sha256Hex(bytes), ...size };
  return { entry, content: new Blob([bytes], { type: mediaType }) };
}

/** The content of a clip's file; undefined where it has none of that role. */
export async function fileOf(db: ExtensionDatabase, clip: Clip, role: FileRole): Promise<Blob | undefined> {
  const entry = clip.files.find((file) => file.role === role);
  return entry && (await db.files.get(entry.sha256))?.content;
}

async function storeOriginal(
  db: ExtensionDatabase,
  id: string,
  state: ClipState,
  original: NewFile,
  provenance: Provenance,
  isInterim = false,
): Promise<void> {
  await db.transaction('rw', db.clips, db.files, async () => {
    await db.files.put({ sha256: original.entry.sha256, content: original.content });
    await db.clips.add({
      id,
      state,
      provenance,
      files: [original.entry],
      proposals: [],
      addedControls: [],
      note: '',
      tries: 0,
      ...(isInterim && { isInterim }),
    });
  });
}

/** Whether the clip's original is no picture: a PDF, a table, a workbook, a text. */
export const isDocument = ({ files }: Clip): boolean =>
  files.some(({ role, mediaType }) => role === 'original' && !mediaType.startsWith('image/'));

/**
 * Stores the picture with what is known so far: the first durable step of a clip. An interim one is the visible part of a page whose
 * full picture is on its way.
 */
export const storePicture = (
  db: ExtensionDatabase,
  id: string,
  picture: NewFile,
  provenance: Provenance,
  isInterim = false,
): Promise<void> => storeOriginal(db, id, 'capturing', picture, provenance, isInterim);

/**
 * Puts another picture in the place of the one that is there: the full page's for an interim one, or one that was taken again. Rejects, and
 * changes nothing, when the clip has been completed or removed meanwhile.
 */
export async function replacePicture(
  db: ExtensionDatabase,
  id: string,
  picture: NewFile,
  provenance: Provenance,
): Promise<void> {
  await db.transaction('rw', db.clips, db.files, async () => {
    const clip = await db.clips.get(id);
    if (clip?.state !== 'capturing') throw new Error(`clip ${id} waits for no picture`);
    const { isInterim: _, ...kept } = clip;
    await db.files.put({ sha256: picture.entry.sha256, content: picture.content });
    await db.clips.put({ ...kept, provenance, files: [picture.entry] });
    await removeUnused(db, clip.files);
  });
}

/** Stores a file that the person chose; it is whole, and waits for reading. */
export const storeChosenFile = (db: ExtensionDatabase, id: string, file: NewFile, provenance: Provenance) =>
  storeOriginal(db, id, 'captured', file, provenance);

/** A clip that is not discarded and has this original; undefined where there is none. */
export const clipWithOriginal = (db: ExtensionDatabase, sha256: string): Promise<Clip | undefined> =>
  db.clips
    .filter(
      ({ discardedAt, files }) =>
        discardedAt === undefined && files.some((file) => file.role === 'original' && file.sha256 === sha256),
    )
    .first();

/** Adds what the page said and makes the clip ready for reading. `failure` tells what is missing, such as the page text. */
export async function completeCapture(
  db: ExtensionDatabase,
  id: string,
  completion:
    | {
        provenance: Provenance;
        files: NewFile[];
        drawn?: DrawnPage | undefined;
        isTextCut?: boolean;
        failure?: ClipFailure;
      }
    | { failure: ClipFailure },
): Promise<void> {
  await db.transaction('rw', db.clips, db.files, async () => {
    const clip = await db.clips.get(id);
    if (clip?.state !== 'capturing') return;
    if (!('files' in completion)) {
      await db.clips.update(id, { state: 'captured', failure: completion.failure });
      return;
    }
    await db.files.bulkPut(completion.files.map(({ entry, content }) => ({ sha256: entry.sha256, content })));
    await db.clips.update(id, {
      state: 'captured',
      provenance: completion.provenance,
      ...(completion.drawn && { drawn: completion.drawn }),
      ...(completion.isTextCut && { isTextCut: true }),
      files: [...clip.files, ...completion.files.map(({ entry }) => entry)],
      ...(completion.failure && { failure: completion.failure }),
    });
  });
}

/**
 * Finishes captures whose worker died between picture and page text: the picture is kept and goes on without page text. `takenBefore`
 * (ISO 8601, UTC) leaves those alone that may still be under way; a background that has just started has none. Resolves with
 * how many there were. `running` is a clip that somebody still works on, however long it takes.
 */
export async function recoverCaptures(
  db: ExtensionDatabase,
  takenBefore = nowIso(),
  running?: string,
): Promise<number> {
  const open = await db.clips.where('state').equals('capturing').toArray();
  const orphans = open.filter(({ id, provenance }) => provenance.capturedAt <= takenBefore && id !== running);
  for (const { id, isInterim } of orphans) {
    const message = isInterim ? sentences.onlyVisibleInterrupted : sentences.textInterrupted;
    await completeCapture(db, id, { failure: { step: 'page-text', message, at: nowIso() } });
  }
  return orphans.length;
}

/** Removes a clip and those of its files that no other clip uses. */
export async function removeClip(db: ExtensionDatabase, id: string): Promise<void> {
  await db.transaction('rw', db.clips, db.files, db.drafts, db.originals, async () => {
    const removed = await db.clips.get(id);
    await db.clips.delete(id);
    await db.originals.delete(id);
    await db.drafts.delete(id);
    await removeUnused(db, removed?.files ?? []);
  });
}

/** Removes those files that no clip uses. Within a transaction on clips and files. */
export async function removeUnused(db: ExtensionDatabase, files: readonly ExhibitFile[]): Promise<void> {
  const used = new Set<string>();
  await db.clips.each((clip) => clip.files.forEach((file) => used.add(file.sha256)));
  await db.files.bulkDelete(files.map(({ sha256 }) => sha256).filter((sha256) => !used.has(sha256)));
}

/**
 * Puts redacted files in the place of all files of a clip that was read, destroys the old ones and lets the clip be classified anew.
 * What quoted the old text goes; the controls that the person chose stay. Resolves with false, and changes nothing, when the clip
 * was changed since it was read. `original`: what stays known of the original; everything else that was known of it is destroyed.
 */
export const replaceFiles = (
  db: ExtensionDatabase,
  read: Clip,
  files: readonly NewFile[],
  changes: Pick<
    Clip,
    'provenance' | 'note' | 'redactions' | 'remains' | 'thumbnail' | 'masked' | 'reading' | 'doubleTake'
  >,
  original?: StoredOriginal,
): Promise<boolean> =>
  db.transaction('rw', db.clips, db.files, db.drafts, db.originals, async () => {
    const clip = await db.clips.get(read.id);
    if (clip?.state !== read.state || JSON.stringify(clip.files) !== JSON.stringify(read.files)) return false;
    const { signature: _, failure: __, drawn: ___, remains: ____, ...kept } = clip;
    await db.files.bulkPut(files.map(({ entry, content }) => ({ sha256: entry.sha256, content })));
    await db.clips.put({
      ...kept,
      ...changes,
      state: 'read',
      tries: 0,
      files: files.map(({ entry }) => entry),
      addedControls: chosenControls(clip),
      proposals: [],
    });
    await removeUnused(db, clip.files);
    if (original) await db.originals.put(original);
    else await db.originals.delete(clip.id);
    // What was struck must not come back with a snapshot that is still on its way.
    await db.drafts.delete(clip.id);
    return true;
  });

const dayMs = 86_400_000;
const keptDiscardedMs = dayMs;
const keptDeliveredMs = 30 * dayMs;

/** Removes clips that were discarded more than a day ago, and those that the workspace has held for a month. */
export async function purgeClips(db: ExtensionDatabase, now = Date.now()): Promise<void> {
  const isOver = ({ discardedAt, deliveredAt }: Clip) =>
    (discardedAt !== undefined && now - Date.parse(discardedAt) > keptDiscardedMs) ||
    (deliveredAt !== undefined && now - Date.parse(deliveredAt) > keptDeliveredMs);
  const over = await db.clips.filter(isOver).primaryKeys();
  for (const id of over) await removeClip(db, id);
}

/** True while a clip waits for the machine: its text is on its way, or it is to be read or classified. */
export async function hasWorkAhead(db: ExtensionDatabase): Promise<boolean> {
  const waiting = await db.clips.where('state').anyOf('capturing', 'captured', 'read').toArray();
  return waiting.some((clip) => clip.discardedAt === undefined);
}

/** The oldest clip that waits for reading or classifying; undefined when the queue is empty. */
export async function nextClip(db: ExtensionDatabase): Promise<Clip | undefined> {
  const waiting = await db.clips.where('state').anyOf('captured', 'read').sortBy('id');
  return waiting.find((clip) => clip.discardedAt === undefined);
}

/** What has gone right in the end needs no words any more. */
const clearFailure = (db: ExtensionDatabase, id: string) =>
  db.clips
    .where('id')
    .equals(id)
    .modify((clip) => {
      delete clip.failure;
    });

/** Moves the clip from `captured` to `read`. Without a reading (OCR failed for good) `failure` says why. */
export async function storeReading(
  db: ExtensionDatabase,
  id: string,
  read:
    | { recognised: RecognisedText; file: NewFile; agreement?: Agreement | undefined }
    | { failure: ClipFailure },
): Promise<void> {
  await db.transaction('rw', db.clips, db.files, async () => {
    const clip = await db.clips.get(id);
    if (clip?.state !== 'captured') return;
    if ('failure' in read) {
      const reading = { engine: 'none', meanConfidence: null, wordCount: 0 };
      await db.clips.update(id, { state: 'read', reading, failure: read.failure, tries: 0 });
      return;
    }
    const { recognised, file, agreement } = read;
    const { words } = recognised;
    const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
    await db.files.put({ sha256: file.entry.sha256, content: file.content });
    if (clip.failure?.step === 'reading') await clearFailure(db, id);
    // What the page drew was needed for the comparison alone.
    await db.clips.where('id').equals(id).modify(forgetDrawn);
    await db.clips.update(id, {
      state: 'read',
      tries: 0,
      reading: {
        engine: recognised.engine,
        meanConfidence: words.length ? confidence : null,
        wordCount: words.length,
        ...(agreement && { agreement }),
      },
      files: [...clip.files, file.entry],
    });
  });
}

/** What was read in a document: its texts, a picture of its first page, how many rows its longest table has. */
export type ReadDocument = {
  files: readonly NewFile[];
  reading: ExhibitRecord['reading'];
  thumbnail: Blob;
  rows?: number;
  isTextCut?: boolean;
};

/** As `storeReading`, for a document. Texts of an earlier reading go. */
export async function storeDocumentReading(
  db: ExtensionDatabase,
  id: string,
  { files, reading, thumbnail, rows, isTextCut }: ReadDocument,
): Promise<void> {
  await db.transaction('rw', db.clips, db.files, async () => {
    const clip = await db.clips.get(id);
    if (clip?.state !== 'captured') return;
    const originals = clip.files.filter(({ role }) => role === 'original');
    await db.files.bulkPut(files.map(({ entry, content }) => ({ sha256: entry.sha256, content })));
    if (clip.failure?.step === 'reading') await clearFailure(db, id);
    await db.clips.update(id, {
      state: 'read',
      tries: 0,
      reading,
      thumbnail,
      ...(isTextCut && { isTextCut }),
      files: [...originals, ...files.map(({ entry }) => entry)],
      provenance: { ...clip.provenance, ...(rows !== undefined && rows > 0 && { population: { rows } }) },
    });
    await removeUnused(db, clip.files);
  });
}

const forgetDrawn = (clip: Clip): void => {
  delete clip.drawn;
};

/** Notes what came of comparing a clip with an earlier take, as long as it is not accepted. Resolves with whether it could. */
export async function storeDoubleTake(
  db: ExtensionDatabase,
  id: string,
  doubleTake: DoubleTake,
): Promise<boolean> {
  const changed = await db.clips
    .where('id')
    .equals(id)
    .and(({ state }) => state !== 'accepted' && state !== 'delivered')
    .modify({ doubleTake });
  return changed > 0;
}

export const storeThumbnail = (db: ExtensionDatabase, id: string, thumbnail: Blob) =>
  db.clips.update(id, { thumbnail });

type Classified = {
  model: NonNullable<ExhibitRecord['model']>;
  proposals: Proposal[];
  signature: PageSignature;
};

/**
 * Moves the clip from `read` to `proposed`. Without proposals (classifying failed for good) `failure` says why. Where the clip was
 * reviewed before, what the person decided stays decided.
 */
export async function storeProposals(
  db: ExtensionDatabase,
  id: string,
  classified: Classified | { failure: ClipFailure },
): Promise<void> {
  await db.clips.where({ id, state: 'read' }).modify((clip) => {
    clip.state = 'proposed';
    clip.tries = 0;
    if ('failure' in classified) {
      Object.assign(clip, { model: null, proposals: [], failure: classified.failure });
      return;
    }
    const decided = new Map(clip.proposals.map(({ control, decision }) => [control, decision]));
    clip.model = classified.model;
    clip.signature = classified.signature;
    clip.proposals = classified.proposals.map((proposal) => ({
      ...proposal,
      decision: clip.addedControls.includes(proposal.control)
        ? 'accepted'
        : (decided.get(proposal.control) ?? 'undecided'),
    }));
    const proposed = new Set(clip.proposals.map(({ control }) => control));
    clip.addedControls = clip.addedControls.filter((control) => !proposed.has(control));
    if (clip.failure?.step === 'classifying' || clip.failure?.step === 'masking') delete clip.failure;
  });
}

/** Counts one more try of the clip's present step and resolves with how many there were. */
export async function beginTry(db: ExtensionDatabase, id: string): Promise<number> {
  let tries = 0;
  await db.clips
    .where('id')
    .equals(id)
    .modify((clip) => {
      tries = clip.tries += 1;
    });
  return tries;
}

/** A try that was ended because the clip was discarded is none: taken back, the clip has all of them. */
export const takeBackTry = (db: ExtensionDatabase, id: string): Promise<number> =>
  db.clips
    .where('id')
    .equals(id)
    .modify((clip) => {
      clip.tries -= 1;
    });

/** Notes why a try failed; the queue tries again. */
export const storeFailure = (db: ExtensionDatabase, id: string, failure: ClipFailure) =>
  db.clips.update(id, { failure });

/** Lets the queue try a clip anew: reading when the picture was never read, else classifying. */
export async function retryReading(db: ExtensionDatabase, id: string): Promise<void> {
  await db.clips
    .where('id')
    .equals(id)
    .modify((clip) => {
      if (clip.state !== 'proposed' && clip.state !== 'captured' && clip.state !== 'read') return;
      clip.state = clip.files.some((file) => file.role === 'ocr') ? 'read' : 'captured';
      clip.tries = 0;
      delete clip.failure;
    });
}

/** The controls that the person says the clip supports, in the order of the proposals, then as added. */
export const chosenControls = (clip: Clip): AnnexControlId[] => [
  ...clip.proposals
    .filter((proposal) => proposal.decision === 'accepted')
    .map((proposal) => proposal.control),
  ...clip.addedControls,
];
