/** What page and worker say to each other when a document is made. */
import type { Bytes } from '#core/shared/bytes.ts';
import type { Report } from '#core/typeset/report.ts';

/**
 * `fonts`: the address of the folder with the fonts and their index. `pdf-elsewhere`: the report comes over the port that is with the
 * question, and the PDF goes there as `DrawnElsewhere`.
 */
export type DocumentQuestion =
  { kind: 'pdf' | 'docx'; report: Report; fonts: string } | { kind: 'pdf-elsewhere'; fonts: string };
export type DrawnElsewhere = { ok: true; value: Bytes };
export type DocumentAnswer =
  | { kind: 'progress'; doneRows: number; totalRows: number }
  /** `missing`: the characters that no font has. The bytes are none where they went elsewhere. */
  | { kind: 'made'; bytes: Bytes; missing: string[] }
  | { kind: 'failed'; detail: string };
