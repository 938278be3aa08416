/** What page and worker say to each other when a document is made. */
import type { Bytes } from '#core/shared/bytes.ts';
import type { Report } from '#core/typeset/report.ts';

/** `fonts`: the address of the folder with the fonts and their index. */
export type DocumentQuestion = { kind: 'pdf' | 'docx'; report: Report; fonts: string };
export type DocumentAnswer =
  | { kind: 'progress'; doneRows: number; totalRows: number }
  /** `missing`: the characters that no font has. */
  | { kind: 'made'; bytes: Bytes; missing: string[] }
  | { kind: 'failed'; detail: string };
