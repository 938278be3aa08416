import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Proposal, Provenance } from '#core/evidence/exhibit.ts';
import { canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import {
  beginTry,
  completeCapture,
  newFile,
  nextClip,
  purgeClips,
  recoverCaptures,
  replacePicture,
  storePicture,
  storeProposals,
  storeReading,
  retryReading,
  chosenControls,
} from './clips.ts';
import {
  acceptClip,
  acceptedClips,
  addControl,
  decideProposal,
  discardClip,
  forgetReviews,
  recallReviews,
  reopenClip,
  restoreClip,
  writeNote,
} from './review.ts';
import { ExtensionDatabase } from './database.ts';
import { createHandoverSource } from './handover-source.ts';

const id = '01900000-0000-7000-8000-000000000001';
const provenance: Provenance = {
  url: 'https://console.example.org/users',
  title: 'Users',
  capturedAt: '2026-11-22T10:00:00.000Z',
  utcOffsetMinutes: 60,
  timeZone: 'Europe/Lisbon',
  collectedBy: 'Alice',
  mode: 'viewport',
  viewport: { width: 1440, height: 900 },
  scroll: { x: 0, y: 0 },
  devicePixelRatio: 1,
  language: 'en',
  userAgent: 'test',
  extensionVersion: '0.1.0',
};
const model = { name: 'test', sha256: 'a'.repeat(64), threshold: 0.5 };
const signature = Float32Array.from([1, 0, 0]);
const proposal = (control: Proposal['control']): Proposal => ({
  control,
  score: 0.7,
  passage: 'Two-factor authentication: required',
  words: [{ start: 0, end: 10 }],
  decision: 'undecided',
});

let db: ExtensionDatabase;
let count = 0;

beforeEach(() => {
  db = new ExtensionDatabase(`clips-${(count += 1)}`);
});
afterEach(() => db.delete());

const picture = () => newFile('original', 'image/png', textToBytes('pixels'), { width: 2, height: 2 });
const pageText = () => newFile('text', 'text/plain', textToBytes('Users'));
const ocr = () => newFile('ocr', 'application/json', textToBytes('{}'));
const recognised = {
  engine: 'test',
  text: 'Users',
  words: [{ text: 'Users', x: 0, y: 0, width: 1, height: 1, confidence: 80 }],
};

async function clipUpTo(state: 'capturing' | 'captured' | 'read' | 'proposed'): Promise<void> {
  await storePicture(db, id, await picture(), provenance);
  if (state === 'capturing') return;
  await completeCapture(db, id, { provenance, files: [await pageText()] });
  if (state === 'captured') return;
  await storeReading(db, id, { recognised, file: await ocr() });
  if (state === 'read') return;
  await storeProposals(db, id, { model, proposals: [proposal('A.8.5'), proposal('A.5.17')], signature });
}

describe('the way of a clip', () => {
  it('keeps picture, text and words, and waits for a person at the end', async () => {
    await clipUpTo('proposed');
    const clip = await db.clips.get(id);
    expect(clip?.state).toBe('proposed');
    expect(clip?.files.map((file) => file.role)).toEqual(['original', 'text', 'ocr']);
    expect(clip?.reading).toEqual({ engine: 'test', meanConfidence: 80, wordCount: 1 });
    expect(await db.files.count()).toBe(3);
    expect(await nextClip(db)).toBeUndefined();
  });

  it('keeps a picture whose page text never came, and reads it', async () => {
    await clipUpTo('capturing');
    expect(await recoverCaptures(db)).toBe(1);
    const clip = await nextClip(db);
    expect(clip).toMatchObject({ id, state: 'captured', failure: { step: 'page-text' } });
    // The late answer of the first worker must not change what has gone on without it.
    await completeCapture(db, id, { provenance, files: [await pageText()] });
    expect((await db.clips.get(id))?.files).toHaveLength(1);
  });

  it('remembers that the page had more text than was read', async () => {
    await clipUpTo('capturing');
    await completeCapture(db, id, { provenance, files: [await pageText()], isTextCut: true });
    await storeReading(db, id, { recognised, file: await ocr() });
    expect(await db.clips.get(id)).toMatchObject({ state: 'read', isTextCut: true });
  });

  it('repeats no step that is done, so two readers do no harm', async () => {
    await clipUpTo('read');
    await storeReading(db, id, { recognised, file: await ocr() });
    expect((await db.clips.get(id))?.files.filter((file) => file.role === 'ocr')).toHaveLength(1);
  });

  it('counts tries before the work, and begins anew with each step', async () => {
    await clipUpTo('captured');
    expect(await beginTry(db, id)).toBe(1);
    expect(await beginTry(db, id)).toBe(2);
    await storeReading(db, id, {
      failure: { step: 'reading', message: 'broken picture', at: provenance.capturedAt },
    });
    expect(await db.clips.get(id)).toMatchObject({
      state: 'read',
      tries: 0,
      failure: { message: 'broken picture' },
    });
  });
});

describe('review', () => {
  it('accepts what the person chose, in a record whose hash can be checked', async () => {
    await clipUpTo('proposed');
    await decideProposal(db, id, 'A.8.5', 'accepted');
    await decideProposal(db, id, 'A.5.17', 'rejected');
    await addControl(db, id, 'A.5.16');
    await writeNote(db, id, 'Quarterly check');
    await acceptClip(db, id);
    const [clip] = await acceptedClips(db);
    expect(clip?.accepted?.record).toMatchObject({ controls: ['A.8.5', 'A.5.16'], note: 'Quarterly check' });
    expect(clip?.accepted?.recordSha256).toBe(await canonicalRecordSha256(clip!.accepted!.record));
  });

  it('does not accept a clip to which the rules could not be applied, until they are', async () => {
    await clipUpTo('proposed');
    await db.clips.update(id, { failure: { step: 'masking', message: 'x', at: '2026-11-28T00:00:00.000Z' } });
    await acceptClip(db, id);
    expect(await acceptedClips(db)).toEqual([]);
    await retryReading(db, id);
    expect(await db.clips.get(id)).toMatchObject({ state: 'read' });
  });

  it('accepts the proposal when the same control is added by search', async () => {
    await clipUpTo('proposed');
    await addControl(db, id, 'A.8.5');
    const clip = await db.clips.get(id);
    expect(clip?.addedControls).toEqual([]);
    expect(chosenControls(clip!)).toEqual(['A.8.5']);
  });

  it('can be taken back until the app has asked for it', async () => {
    await clipUpTo('proposed');
    await acceptClip(db, id);
    expect(await reopenClip(db, id)).toBe(true);
    await acceptClip(db, id);
    const source = createHandoverSource(db, {
      isPaired: async () => true,
      tryCode: async () => 'paired',
      stamp: async () => ({ reason: 'authority-not-allowed' }),
    });
    const [offer] = await source.offers();
    await source.record(offer!.exhibit);
    expect(await reopenClip(db, id)).toBe(false);
    expect((await db.clips.get(id))?.state).toBe('accepted');
  });

  it('keeps a discarded clip for a day, then removes it with its files', async () => {
    await clipUpTo('proposed');
    await discardClip(db, id);
    await purgeClips(db);
    await restoreClip(db, id);
    expect((await db.clips.get(id))?.discardedAt).toBeUndefined();
    await discardClip(db, id);
    await purgeClips(db, Date.now() + 25 * 3_600_000);
    expect(await db.clips.count()).toBe(0);
    expect(await db.files.count()).toBe(0);
  });

  it('keeps a file that another clip shares', async () => {
    await clipUpTo('captured');
    await storePicture(db, id.replace(/1$/, '2'), await picture(), provenance);
    await discardClip(db, id);
    await purgeClips(db, Date.now() + 25 * 3_600_000);
    const { entry } = await picture();
    expect(await db.files.get(entry.sha256)).toBeDefined();
  });
});

describe('handing over', () => {
  const open = () =>
    createHandoverSource(db, {
      isPaired: async () => true,
      tryCode: async () => 'paired',
      stamp: async () => ({ reason: 'authority-not-allowed' }),
    });

  it('offers accepted clips only, reads their files in pieces and notes the receipt of this record only', async () => {
    await clipUpTo('proposed');
    const source = open();
    expect(await source.offers()).toEqual([]);
    expect(await source.record(id)).toBeUndefined();
    const { entry } = await picture();
    expect(await source.readFile(id, entry.sha256, 0, 10)).toBeUndefined();
    await acceptClip(db, id);
    const [offer] = await source.offers();
    expect(await source.readFile(id, entry.sha256, 2, 3)).toEqual(textToBytes('xel'));
    expect(await source.readFile(id, 'f'.repeat(64), 0, 3)).toBeUndefined();
    expect(await source.noteReceipt(id, 'f'.repeat(64))).toBe(false);
    expect(await source.noteReceipt(id, offer!.recordSha256)).toBe(true);
    expect(await source.noteReceipt(id, offer!.recordSha256)).toBe(true);
    expect((await db.clips.get(id))?.state).toBe('delivered');
    expect(await source.offers()).toEqual([]);
  });
});

describe('what a review teaches', () => {
  const taught = async () =>
    (await db.reviews.toArray()).map(({ clip, accepted, rejected }) => ({ clip, accepted, rejected }));
  const acceptReviewed = async () => {
    await clipUpTo('proposed');
    await decideProposal(db, id, 'A.8.5', 'accepted');
    await decideProposal(db, id, 'A.5.17', 'rejected');
    await addControl(db, id, 'A.8.2');
    await acceptClip(db, id);
  };
  const lesson = { clip: id, accepted: ['A.8.5', 'A.8.2'], rejected: ['A.5.17'] };

  it('is kept with the page’s signature when the clip is accepted', async () => {
    await acceptReviewed();
    expect(await taught()).toEqual([lesson]);
    expect((await db.reviews.get(id))?.signature).toEqual(signature);
  });

  it('is gone when acceptance is taken back or the clip is discarded, and back when it is restored', async () => {
    await acceptReviewed();
    await reopenClip(db, id);
    expect(await taught()).toEqual([]);
    await acceptClip(db, id);
    await discardClip(db, id);
    expect(await taught()).toEqual([]);
    await restoreClip(db, id);
    expect(await taught()).toEqual([lesson]);
  });

  it('can be forgotten, and that can be undone', async () => {
    await acceptReviewed();
    const forgotten = await forgetReviews(db);
    expect(await taught()).toEqual([]);
    expect((await db.clips.get(id))?.state).toBe('accepted');
    await recallReviews(db, forgotten);
    expect(await taught()).toEqual([lesson]);
  });
});

describe('a full page that is on its way', () => {
  const picture = (text: string) =>
    newFile('original', 'image/png', textToBytes(text), { width: 1, height: 1 });
  const fullPage: Provenance = { ...provenance, mode: 'full-page' };

  it('takes the place of the visible part, of which nothing is left', async () => {
    const visible = await picture('visible');
    const full = await picture('full');
    await storePicture(db, id, visible, provenance, true);
    await replacePicture(db, id, full, fullPage);
    expect(await db.clips.get(id)).toMatchObject({ state: 'capturing', provenance: { mode: 'full-page' } });
    expect((await db.clips.get(id))?.isInterim).toBeUndefined();
    expect(await db.files.toCollection().primaryKeys()).toEqual([full.entry.sha256]);
  });

  it('leaves the visible part, and says so, when its worker dies', async () => {
    await storePicture(db, id, await picture('visible'), provenance, true);
    await recoverCaptures(db);
    const clip = await db.clips.get(id);
    expect(clip).toMatchObject({ state: 'captured', provenance: { mode: 'viewport' } });
    expect(clip?.failure?.message).toContain('Only the visible part was kept');
    // Whoever thought to be at work still must not change what is settled.
    await expect(replacePicture(db, id, await picture('full'), fullPage)).rejects.toThrow();
    expect((await db.clips.get(id))?.provenance.mode).toBe('viewport');
  });

  it('is left alone while somebody works on it, however long that takes', async () => {
    await storePicture(db, id, await picture('visible'), provenance, true);
    expect(await recoverCaptures(db, new Date().toISOString(), id)).toBe(0);
    expect((await db.clips.get(id))?.state).toBe('capturing');
  });
});
