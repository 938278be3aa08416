import type { Span } from '../evidence/span.ts';
import type { SensitiveKind } from './rules.ts';

/** What a detector found in one text: a run of it (UTF-16 units). */
export type Detected = { kind: SensitiveKind; span: Span };

/**
 * What may have to be redacted: the value as a reader sees it (decoded where the text has it encoded), where it stands in its text,
 * and whether the workspace's rules redact it without a question.
 */
export type TextFinding = Detected & { text: string; always: boolean };

/** A named piece of a page's text; `block` and `cell` are numbers in `PageText.blocks` and in the row's `cells` or `header`. */
export type Place =
  | { kind: 'title' }
  | { kind: 'text'; block: number }
  | { kind: 'label'; block: number }
  | { kind: 'value'; block: number }
  | { kind: 'header'; block: number; cell: number }
  | { kind: 'cell'; block: number; cell: number };

export type PageFinding = TextFinding & { place: Place };
