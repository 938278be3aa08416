/** Management reviews (ISO/IEC 27001:2022, clause 9.3): when, who, what was considered, what was decided. */
import type { StatementWish } from '../signing/statement.ts';

/** What top management considers, in the order of clause 9.3.2. */
export const reviewInputs = [
  'earlier-actions',
  'issues',
  'interested-parties',
  'performance',
  'feedback',
  'risks',
  'improvement',
] as const;
export type ReviewInput = (typeof reviewInputs)[number];

export type ManagementReview = {
  id: string;
  /** `YYYY-MM-DD`; empty while nobody has set it. */
  heldOn: string;
  /** Who led it and signs it. */
  chair: string;
  attendees: string;
  inputs: ReviewInput[];
  /** What was said about the inputs. */
  notes: string;
  /** Decisions, on improvement and on changes to the management system (clause 9.3.3). */
  decisions: string;
  removed: boolean;
};

/** Without these there is nothing to sign. */
export const isComplete = ({ heldOn, chair, attendees, inputs, decisions }: ManagementReview): boolean =>
  [heldOn, chair, attendees.trim(), decisions.trim()].every((text) => text !== '') && inputs.length > 0;

/** What the chair signs: the review as it stands. */
export function reviewStatement(
  review: ManagementReview,
): Pick<StatementWish, 'kind' | 'subject' | 'content'> {
  const { removed: _, ...content } = review;
  return {
    kind: 'management-review',
    subject: review.id,
    content: { format: 'exhibit-management-review/1', ...content },
  };
}
