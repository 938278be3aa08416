/** What passes between a page and the classifier's worker. Both ends are built together, so the types are the schema. */
import type { Classification, ClassifyOptions, Passage } from '#core/recognition/control-classifier.ts';
import type { ModelPlace } from './encoder.ts';

export type ToWorker =
  | { kind: 'start'; place: ModelPlace }
  | { kind: 'classify'; call: number; passages: readonly Passage[]; reviewed: ClassifyOptions['reviewed'] }
  | { kind: 'abort'; call: number }
  | { kind: 'close' };

export type FromWorker =
  | { kind: 'started'; model: { name: string; sha256: string }; threshold: number }
  | { kind: 'classified'; call: number; classification: Classification }
  | { kind: 'failed'; call?: number; name: string; message: string }
  | { kind: 'closed' };
