import type { ControlId } from '../catalogue/control.ts';
import type { Span } from '../evidence/span.ts';

/** A piece of a page that means something by itself: a heading with its settings, a table row with its header, a paragraph. */
export type Passage = { text: string };

/**
 * A control that the classifier ranks. Never a link by itself: a person decides.
 * `score` is between 0 and 1; `passage` is the text that speaks most for the control, `words` the spans in it that say so.
 */
export type Suggestion = { control: ControlId; score: number; passage: string; words: Span[] };

/** The port behind which the model stands. */
export interface ControlClassifier {
  /** Name and hash of the weights, for the record. */
  readonly model: { name: string; sha256: string };
  /**
   * All 93 controls, best first, from the passages of one page; an empty page gives an empty list.
   * Rejects with a `DOMException` named `AbortError` when `signal` fires.
   */
  classify(passages: readonly Passage[], options?: { signal?: AbortSignal }): Promise<Suggestion[]>;
  /** At or above this score a control is worth proposing; below it, none is. */
  readonly threshold: number;
  close(): Promise<void>;
}
