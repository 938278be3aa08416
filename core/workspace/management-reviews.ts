/**
 * Management reviews in the workspace: records of the kind `review`. What was signed stands beside them in the map `signed-reviews`, by
 * the SHA-256 of the signed line, with the content as it was then. Replicas unite without conflict.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { reviewInputs, type ManagementReview, type ReviewInput } from '../reviews/management-review.ts';
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import type { SignedReview } from '../signing/signed-review.ts';
import { edit } from './edit.ts';
import { flagsOf, recordIds, recordMap, setFlag, textOf, valueOf } from './records.ts';

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

const signedLine = v.pipe(v.string(), v.maxLength(20_000));
const signedSchema = v.object({
  line: signedLine,
  introduction: signedLine,
  text: v.pipe(v.string(), v.maxLength(500_000)),
});
/** More than this are not read: a hostile replica must not stop the app. */
const mostSigned = 2_000;

export const signedReviewMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('signed-reviews');

/** Keeps what was signed; it cannot be taken back. */
export async function addSignedReview(doc: Y.Doc, signed: SignedReview): Promise<void> {
  const name = await sha256Hex(textToBytes(signed.line));
  edit(doc, () => signedReviewMap(doc).set(name, v.parse(signedSchema, signed)));
}

/** What can be read, in no order; nothing about it is checked yet. */
export const readSignedReviews = (doc: Y.Doc): SignedReview[] =>
  [...signedReviewMap(doc).values()].slice(0, mostSigned).flatMap((value) => {
    const parsed = v.safeParse(signedSchema, value);
    return parsed.success ? [parsed.output] : [];
  });
