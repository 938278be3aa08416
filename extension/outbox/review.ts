/** What a person decides about a clip. Each function is one transaction; what it promises is durable when it resolves. */
import * as v from 'valibot';
import { v7 as uuidv7 } from 'uuid';
import type { AnnexControlId } from '#core/catalogue/control.ts';
import { canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import { exhibitRecordSchema } from '#core/evidence/exhibit.ts';
import type { ExhibitFile, ExhibitRecord, Proposal } from '#core/evidence/exhibit.ts';
import { chosenControls, removeUnused } from './clips.ts';
import type { NewFile } from './clips.ts';
import type { Clip, ExtensionDatabase, StoredReview } from './database.ts';
import { sealAndAccept } from './seals.ts';

const nowIso = () => new Date().toISOString();

/** The person's decision about one proposed control; only while the clip waits for review. */
export async function decideProposal(
  db: ExtensionDatabase,
  id: string,
  control: AnnexControlId,
  decision: Proposal['decision'],
): Promise<void> {
  await db.clips.where({ id, state: 'proposed' }).modify((clip) => {
    for (const proposal of clip.proposals) if (proposal.control === control) proposal.decision = decision;
  });
}

/** Adds a control found by search; one that was proposed is accepted instead. */
export async function addControl(db: ExtensionDatabase, id: string, control: AnnexControlId): Promise<void> {
  await db.clips.where({ id, state: 'proposed' }).modify((clip) => {
    const proposal = clip.proposals.find((candidate) => candidate.control === control);
    if (proposal) proposal.decision = 'accepted';
    else if (!clip.addedControls.includes(control)) clip.addedControls.push(control);
  });
}

export async function removeControl(
  db: ExtensionDatabase,
  id: string,
  control: AnnexControlId,
): Promise<void> {
  await db.clips.where({ id, state: 'proposed' }).modify((clip) => {
    clip.addedControls = clip.addedControls.filter((added) => added !== control);
  });
}

export async function writeNote(db: ExtensionDatabase, id: string, note: string): Promise<void> {
  await db.clips.where({ id, state: 'proposed' }).modify({ note });
}

/** Puts a clip aside; it can be taken back until it is purged. An accepted clip is no longer on offer then, and teaches nothing. */
export const discardClip = (db: ExtensionDatabase, id: string): Promise<void> =>
  db.transaction('rw', db.clips, db.reviews, async () => {
    await db.clips.update(id, { discardedAt: nowIso() });
    await db.reviews.delete(id);
  });

export const restoreClip = (db: ExtensionDatabase, id: string): Promise<void> =>
  db.transaction('rw', db.clips, db.reviews, async () => {
    const clip = await db.clips.get(id);
    if (clip === undefined) return;
    delete clip.discardedAt;
    await db.clips.put(clip);
    if (clip.accepted !== undefined) await keepReview(db, clip, clip.accepted.record.reviewedAt);
  });

/** More would slow down each page and hardly change its neighbours. */
const maxReviews = 2_000;

async function keepReview(db: ExtensionDatabase, clip: Clip, reviewedAt: string): Promise<void> {
  if (clip.signature === undefined) return;
  const rejected = clip.proposals
    .filter(({ decision }) => decision === 'rejected')
    .map(({ control }) => control);
  await db.reviews.put({
    clip: clip.id,
    reviewedAt,
    signature: clip.signature,
    accepted: chosenControls(clip),
    rejected,
  });
  const tooMany = (await db.reviews.count()) - maxReviews;
  if (tooMany > 0)
    await db.reviews.bulkDelete(await db.reviews.orderBy('reviewedAt').limit(tooMany).primaryKeys());
}

/**
 * Forgets what the reviews on this device taught the ranking, and resolves with it, so that the person can undo that by
 * `recallReviews`. Clips and exhibits stay as they are.
 */
export const forgetReviews = (db: ExtensionDatabase): Promise<StoredReview[]> =>
  db.transaction('rw', db.reviews, async () => {
    const forgotten = await db.reviews.toArray();
    await db.reviews.clear();
    return forgotten;
  });

export const recallReviews = (db: ExtensionDatabase, forgotten: readonly StoredReview[]) =>
  db.reviews.bulkPut([...forgotten]);

function recordOf(clip: Clip): ExhibitRecord {
  if (!clip.reading || clip.model === undefined)
    throw new Error(`clip ${clip.id} is accepted before it was read and classified`);
  // Nothing may be accepted here that the app would have to refuse: then it could go neither forth nor back.
  return v.parse(exhibitRecordSchema, {
    format: 'exhibit/1',
    id: clip.takenBack === undefined ? clip.id : uuidv7(),
    provenance: clip.provenance,
    files: clip.files,
    reading: clip.reading,
    model: clip.model,
    proposals: clip.proposals,
    controls: chosenControls(clip),
    note: clip.note,
    ...(clip.redactions && { redactions: clip.redactions }),
    ...(clip.remains && { remains: clip.remains }),
    ...(clip.doubleTake && { doubleTake: clip.doubleTake }),
    ...(clip.takenBack !== undefined && { supersedes: clip.takenBack }),
    reviewedAt: nowIso(),
  });
}

/**
 * Fixes the clip's record, seals it and queues it for the app. `stamped` is the picture with a banner, made from `of`: the clip as it was then. Does
 * nothing unless the clip waits for review, the rules were applied, and it was not changed since the banner was made.
 */
export async function acceptClip(
  db: ExtensionDatabase,
  id: string,
  stamped?: { file: NewFile; of: Clip },
): Promise<void> {
  const clip = await db.clips.get(id);
  if (clip?.state !== 'proposed' || clip.discardedAt !== undefined) return;
  // What a rule has to mask may still be in it.
  if (clip.failure?.step === 'masking') return;
  const isStale = (now: Clip) => JSON.stringify(now.files) !== JSON.stringify((stamped?.of ?? clip).files);
  if (isStale(clip)) return;
  const files = stamped ? [...clip.files, stamped.file.entry] : clip.files;
  const record = recordOf({ ...clip, files });
  const recordSha256 = await canonicalRecordSha256(record);
  const stores = [db.clips, db.files, db.reviews, db.seals, db.device];
  const accept = async (keep: () => Promise<boolean>) => {
    const now = await db.clips.get(id);
    if (now?.state !== 'proposed' || isStale(now)) return 'done' as const;
    if (!(await keep())) return 'outrun' as const;
    if (stamped) await db.files.put({ sha256: stamped.file.entry.sha256, content: stamped.file.content });
    await db.clips.update(id, { state: 'accepted', files, accepted: { record, recordSha256 } });
    await keepReview(db, clip, record.reviewedAt);
    return 'done' as const;
  };
  await sealAndAccept(db, record, (keep) => db.transaction('rw', stores, () => accept(keep)));
}

/**
 * Takes acceptance back while the app has not asked for the clip yet. Resolves with whether it could. Its seal stays in the log, and the
 * exhibit that it sealed is never handed over.
 */
export async function reopenClip(db: ExtensionDatabase, id: string): Promise<boolean> {
  return db.transaction('rw', db.clips, db.files, db.reviews, db.seals, async () => {
    const dropped: ExhibitFile[] = [];
    const exhibit = (await db.clips.get(id))?.accepted?.record.id;
    const wasSealed = exhibit !== undefined && (await db.seals.get({ exhibit })) !== undefined;
    await db.clips.where({ id, state: 'accepted' }).modify((clip) => {
      if (clip.offeredAt !== undefined) return;
      clip.state = 'proposed';
      if (wasSealed) clip.takenBack = exhibit;
      delete clip.accepted;
      // The banner is made anew with the next acceptance: what is changed until then must be in it.
      dropped.push(...clip.files.filter(({ role }) => role === 'stamped'));
      clip.files = clip.files.filter(({ role }) => role !== 'stamped');
    });
    await removeUnused(db, dropped);
    const reopened = (await db.clips.get(id))?.state === 'proposed';
    // What is not decided any more must not teach anything.
    if (reopened) await db.reviews.delete(id);
    return reopened;
  });
}

/** Accepted clips, oldest first. */
export async function acceptedClips(db: ExtensionDatabase): Promise<Clip[]> {
  const clips = await db.clips.where('state').equals('accepted').sortBy('id');
  return clips.filter((clip) => clip.discardedAt === undefined);
}
