import type { ImageSize } from './image-size.ts';

/** Why a file cannot become evidence. */
export type FileProblem =
  /** The browser could not read it: a folder, or a file that went away. */
  | { kind: 'unreadable' }
  | { kind: 'empty' }
  | { kind: 'too-large' }
  /** Its bytes are of no kind that is read here. */
  | { kind: 'unknown-kind' }
  /** The ending promises a picture, PDF or workbook, and the bytes are plain text. */
  | { kind: 'text-under-other-name'; ending: string }
  | { kind: 'archive-without-workbook' }
  /** Excel up to 2003, or a workbook with a password: both are the same container. */
  | { kind: 'old-or-protected-workbook' }
  | { kind: 'workbook-with-macros' }
  | { kind: 'protected' }
  | { kind: 'broken' }
  | ({ kind: 'too-many-pixels' } & ImageSize)
  | { kind: 'too-many-pages'; pages: number }
  /** A ZIP bomb, or a workbook that unpacks to more than this device should hold. */
  | { kind: 'unpacks-too-large' };

/** A reader met something that makes the whole file unfit; caught where the file is read. */
export class UnfitFile extends Error {
  override name = 'UnfitFile';
  readonly problem: FileProblem;
  constructor(problem: FileProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}
