import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makeSigner } from '../../tests/fixtures/sealing.ts';
import { isComplete, reviewStatement } from '../reviews/management-review.ts';
import { introduceDevice } from '../seal/device-roster.ts';
import { bytesToText } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { checkContents } from '../signing/signed-content.ts';
import { signStatement } from '../signing/statement.ts';
import {
  addSignedReview,
  readReview,
  readReviews,
  readSignedReviews,
  setReviewField,
  setReviewInput,
} from './management-reviews.ts';
import { createRecord, recordText, removeRecord } from './records.ts';

const id = '01970000-0000-7000-8000-000000000001';
const alice = { by: 'Alice', at: '2026-05-01T00:00:00.000Z' };

function heldReview(): Y.Doc {
  const doc = new Y.Doc();
  createRecord(doc, 'review', id, {}, alice);
  setReviewField(doc, id, 'heldOn', '2026-04-20');
  setReviewField(doc, id, 'chair', 'Alice');
  setReviewInput(doc, id, 'risks', true);
  setReviewInput(doc, id, 'earlier-actions', true);
  recordText(doc, 'review', id, 'attendees').insert(0, 'Alice, Bob');
  recordText(doc, 'review', id, 'decisions').insert(0, 'Budget for backups');
  return doc;
}

/** Signed by a device of Alice's, as it stands. */
async function signed(doc: Y.Doc) {
  const signer = await makeSigner();
  const at = new Date('2026-05-02T00:00:00Z');
  const introduction = await introduceDevice(signer, { ...signer, member: 'Alice', label: '' }, at);
  const wish = reviewStatement(readReview(doc, id));
  const line = await signStatement(signer, { ...wish, remark: '', member: 'Alice' }, at);
  return { line, introduction, text: bytesToText(canonicalJson(wish.content)) };
}

describe('management reviews', () => {
  it('are read with their inputs in the order of the clause, and not once removed', () => {
    const doc = heldReview();
    const review = readReview(doc, id);
    expect(review).toMatchObject({
      heldOn: '2026-04-20',
      chair: 'Alice',
      inputs: ['earlier-actions', 'risks'],
    });
    expect(isComplete(review)).toBe(true);
    expect(isComplete({ ...review, decisions: ' ' })).toBe(false);
    expect(() => setReviewField(doc, id, 'heldOn', 'soon')).toThrow();
    removeRecord(doc, 'review', id);
    expect(readReviews(doc)).toEqual([]);
  });

  it('are signed with their content, which another replica checks after the review was edited', async () => {
    const doc = heldReview();
    await addSignedReview(doc, await signed(doc));
    recordText(doc, 'review', id, 'decisions').insert(0, 'No ');
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
    const kept = readSignedReviews(replica);
    const checked = (some: typeof kept) =>
      checkContents('management-review', some, [], { kind: 'alone', own: undefined });
    expect(await checked(kept)).toMatchObject([{ subject: id, member: 'Alice', fault: undefined }]);
    const forged = kept.map((one) => ({ ...one, text: one.text.replace('Budget', 'Nothing') }));
    expect(await checked(forged)).toMatchObject([{ fault: 'content-differs' }]);
  });
});
