import type { AnnexControlId } from '../catalogue/control.ts';
import type { Span } from '../evidence/span.ts';
import type { PageSignature, ReviewedPage } from './feedback.ts';

/** A piece of a page that means something by itself: a heading with its settings, a table row with its header, a paragraph. */
export type Passage = { text: string };

/**
 * A control that the classifier ranks. Never a link by itself: a person decides.
 * `score` is the calibrated probability, between 0 and 1, that an auditor would accept the page for this control; `passage`
 * is the text that speaks most for it, `words` the spans in it that say so.
 */
export type Suggestion = { control: AnnexControlId; score: number; passage: string; words: Span[] };

/** `suggestions` has all 93 controls, best first; both are empty for a page without passages. */
export type Classification = { suggestions: Suggestion[]; signature: PageSignature };

export type ClassifyOptions = {
  signal?: AbortSignal;
  /** What people decided about earlier pages on this device; it moves the ranking of pages like those. */
  reviewed?: readonly ReviewedPage[];
};

/** The port behind which the model stands. */
export interface ControlClassifier {
  /** Name and hash of the weights, for the record. */
  readonly model: { name: string; sha256: string };
  /** Ranks the controls for the passages of one page. Rejects with a `DOMException` named `AbortError` when `signal` fires. */
  classify(passages: readonly Passage[], options?: ClassifyOptions): Promise<Classification>;
  /** At or above this score a control is worth proposing; below it, none is. */
  readonly threshold: number;
  close(): Promise<void>;
}
