/**
 * Management reviews in the workspace: records of the kind `review`. What was signed stands beside them in the map `signed-reviews`,
 * with the content as it was then.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { reviewInputs, type ManagementReview, type ReviewInput } from '../reviews/management-review.ts';
import type { SignedContent } from '../signing/signed-content.ts';
import { edit } from './edit.ts';
import { flagsOf, recordIds, recordMap, setFlag, textOf, valueOf } from './records.ts';
import { keepSigned, readSigned } from './signed-contents.ts';

const line = v.pipe(v.string(), v.maxLength(500));
const date = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const fields = { heldOn: date, chair: line };
export type ReviewField = keyof typeof fields;

/** The review as it stands, removed or not. Values that do not fit count as not set. */
export function readReview(doc: Y.Doc, id: string): ManagementReview {
  const map = recordMap(doc, 'review', id);
  const flags = flagsOf(map, 'input');
  const text = (field: string) => textOf(doc, 'review', id, field);
  return {
    id,
    heldOn: valueOf(map, 'heldOn', date, ''),
    chair: valueOf(map, 'chair', line, ''),
    attendees: text('attendees'),
    inputs: reviewInputs.filter((input) => flags.includes(input)),
    notes: text('notes'),
    decisions: text('decisions'),
    removed: map.get('removed') === true,
  };
}

/** All reviews that are not removed, the latest first; those without a date before them. */
export const readReviews = (doc: Y.Doc): ManagementReview[] =>
  recordIds(doc, 'review')
    .map((id) => readReview(doc, id))
    .filter(({ removed }) => !removed)
    .toSorted((a, b) => orderOf(b).localeCompare(orderOf(a), 'en'));

const orderOf = ({ heldOn, id }: ManagementReview) => `${heldOn || '9999-99-99'} ${id}`;

/** Sets a field of one line. Throws on a value that does not fit. */
export const setReviewField = (doc: Y.Doc, id: string, field: ReviewField, value: string): void =>
  edit(doc, () => recordMap(doc, 'review', id).set(field, v.parse(fields[field], value)));

export const setReviewInput = (doc: Y.Doc, id: string, input: ReviewInput, considered: boolean): void =>
  setFlag(doc, 'review', id, `input:${input}`, considered);

export const signedReviewMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('signed-reviews');

export const addSignedReview = (doc: Y.Doc, signed: SignedContent): Promise<void> =>
  keepSigned(doc, signedReviewMap(doc), signed);

export const readSignedReviews = (doc: Y.Doc): SignedContent[] => readSigned(signedReviewMap(doc));
