/** Clauses 4 to 10 as exports show them: what each obliges to have in writing and, where members have said so, how far it is met. */
import { clauses } from '../catalogue/clauses.ts';
import type { ClauseEntry, ClauseStatus } from '../soa/clause-entry.ts';
import type { EvidenceRow } from './evidence-index.ts';
import { contestedText } from './risk-columns.ts';

export const clauseStatusWords: Record<ClauseStatus, string> = {
  unverified: 'Unverified',
  met: 'Met',
  partly: 'Partly met',
  'not-met': 'Not met',
};

type ClauseColumn = {
  title: string;
  /** Characters in a workbook, percent in a document. */
  width: number;
  share: number;
  text: (entry: ClauseEntry, evidence: readonly EvidenceRow[]) => string;
};

const statusText = ({ status, contested }: ClauseEntry): string =>
  contested.status.length > 0
    ? contestedText<ClauseStatus>(contested.status, (said) => clauseStatusWords[said])
    : clauseStatusWords[status];

/** The numbers of the linked exhibits, and how many more there are that are not in this export. */
function evidenceText({ exhibits }: ClauseEntry, evidence: readonly EvidenceRow[]): string {
  const held = evidence.filter(({ id }) => exhibits.includes(id));
  const missing = exhibits.length - held.length;
  return [held.map(({ number }) => number).join(', '), missing > 0 ? `${missing} not in this export` : '']
    .filter(Boolean)
    .join('; ');
}

const stateColumns: readonly ClauseColumn[] = [
  { title: 'Status', width: 16, share: 10, text: statusText },
  { title: 'How it is met', width: 60, share: 26, text: ({ how }) => how },
  { title: 'Owner', width: 22, share: 11, text: ({ owner }) => owner },
  {
    title: 'Documents',
    width: 40,
    share: 16,
    text: ({ documents }) =>
      documents.map(({ title, place }) => (place ? `${title} (${place})` : title)).join('\n'),
  },
  { title: 'Evidence', width: 20, share: 8, text: evidenceText },
];

const firstHeads = ['Clause', 'Title', 'Documented information'];

/** Whether a table is the one that `clauseTable` makes, by its first titles; it holds no controls. */
export const isOwnClauses = (rows: readonly (readonly string[])[]): boolean =>
  firstHeads.every((head, at) => rows[0]?.[at] === head);

export type ClauseTable = {
  heads: string[];
  widths: number[];
  /** In percent of a document's width. */
  shares: number[];
  rows: string[][];
};

/** One line for each clause, chapters included. Without `entries` it says only what the clauses require. */
export function clauseTable(
  entries: readonly ClauseEntry[] | undefined,
  evidence: readonly EvidenceRow[],
): ClauseTable {
  const columns = entries ? stateColumns : [];
  const entryOf = new Map(entries?.map((entry) => [entry.clause, entry]));
  return {
    heads: [...firstHeads, ...columns.map(({ title }) => title)],
    widths: [9, 60, 80, ...columns.map(({ width }) => width)],
    shares: entries ? [6, 12, 11, ...columns.map(({ share }) => share)] : [8, 40, 52],
    rows: clauses.map(({ clause, title, documented }) => {
      const entry = entryOf.get(clause);
      return [
        clause,
        title,
        documented.join('\n'),
        ...columns.map((column) => (entry ? column.text(entry, evidence) : '')),
      ];
    }),
  };
}
