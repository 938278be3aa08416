/**
 * A document for people, described by what it says and not by how it looks: the one source of its PDF and its DOCX. Plain data, so
 * that it can be handed to a worker.
 */

/** A part of a cell: a few words before it say what it is. Parts without text are left out where the document is made. */
export type Part = { label?: string; text: string; strong?: boolean };
export type Cell = readonly Part[];

/** `width`: the column's share of the page, in relation to the others. */
export type ReportColumn = { title: string; width: number };

export type Block =
  /** Level 1 opens a part of the document, on a page of its own. */
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; text: string }
  /** Name and value, one pair a line. */
  | { kind: 'facts'; facts: readonly (readonly [name: string, value: string])[] }
  /** The heads are repeated on each page. */
  | { kind: 'table'; columns: readonly ReportColumn[]; rows: readonly (readonly Cell[])[] };

export type Report = {
  title: string;
  /** Which state of it: a version, or the day. */
  subtitle: string;
  organization: string;
  /** ISO 8601. */
  createdAt: string;
  blocks: readonly Block[];
};

/** Makes the PDF of a report, somewhere: here, or in a worker. Equal reports give equal bytes. */
export type DrawPdf = (report: Report) => Promise<Uint8Array<ArrayBuffer>>;
