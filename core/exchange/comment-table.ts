/** What members and auditors said about rows and exhibits, as exports show it: a sheet, an appendix, an object for programs. */
import type { ControlId } from '../catalogue/control.ts';
import type { Block } from '../typeset/report.ts';
import type { AuditFinding } from '../workspace/audit-findings.ts';
import type { CommentThread, SoaComment } from '../workspace/soa-comments.ts';
import type { EvidenceRow } from './evidence-index.ts';
import { groupedTable, type ColumnGroup } from './grouped-table.ts';
import type { SoaRow } from './soa-rows.ts';
import type { Cell, Sheet } from './xlsx.ts';

/** Comments in threads on rows, and what auditors said in their replies. */
export type ExportedComments = {
  threads: readonly CommentThread[];
  findings: readonly AuditFinding[];
};

/** What else is in the export: by it rows and exhibits are called. */
type ExportedRows = { rows: readonly SoaRow[]; evidence: readonly EvidenceRow[] };

const referenceOf = (control: ControlId, { rows }: ExportedRows): string =>
  rows.find((row) => row.control === control)?.reference ?? control;

/** A row of the table; all texts. */
type Said = {
  /** The control's id, or the exhibit's number. */
  subject: string;
  about: string;
  by: string;
  role: string;
  at: string;
  text: string;
  calls: string;
  edited: string;
  earlier: string;
  state: string;
  answer: string;
  thread: string;
  id: string;
};

const resolvedWords = ({ resolved }: CommentThread): string =>
  resolved ? `Resolved by ${resolved.by || 'somebody'}, ${resolved.at}` : 'Open';

const saidInThread = (thread: CommentThread, comment: SoaComment, exported: ExportedRows): Said => ({
  subject: thread.control,
  about: referenceOf(thread.control, exported),
  by: comment.by,
  role: 'Member',
  at: comment.at,
  text: comment.text,
  calls: comment.mentions.join(', '),
  edited: comment.editedAt ?? '',
  earlier: comment.earlier.map(({ at, text }) => `${at}: ${text}`).join('\n'),
  state: comment.deleted ? `Taken back; thread: ${resolvedWords(thread)}` : resolvedWords(thread),
  answer: '',
  thread: thread.id,
  id: comment.id,
});

const verdictWords: Record<AuditFinding['mark']['verdict'], string> = {
  accepted: 'Accepted',
  query: 'Query',
  nonconformity: 'Nonconformity',
  comment: 'Comment',
};
const stateWords: Record<AuditFinding['state'], string> = {
  open: 'Open',
  answered: 'Answered',
  closed: 'Closed',
};

/** An exhibit has the number of this export; the one in the auditor's pack may have been another. */
function subjectOf({ mark }: AuditFinding, exported: ExportedRows): Pick<Said, 'subject' | 'about'> {
  const { subject } = mark;
  if (subject.kind === 'row')
    return { subject: subject.control, about: referenceOf(subject.control, exported) };
  const here = exported.evidence.find(({ id }) => id === subject.id)?.number;
  return { subject: here ?? '', about: here ?? `${subject.number} of the auditor’s pack` };
}

const saidByAuditor = (finding: AuditFinding, exported: ExportedRows): Said => ({
  ...subjectOf(finding, exported),
  by: finding.auditor.name,
  role: ['Auditor', finding.auditor.organization].filter(Boolean).join(', '),
  at: finding.writtenAt,
  text: finding.mark.text,
  calls: '',
  edited: '',
  earlier: '',
  state: `${verdictWords[finding.mark.verdict]}: ${finding.contested ? 'contested' : stateWords[finding.state]}`,
  answer: finding.answer,
  thread: '',
  id: finding.id,
});

/** Thread by thread on each row, then what auditors said of it; rows in their order, exhibits after them. */
function allSaid({ threads, findings }: ExportedComments, exported: ExportedRows): Said[] {
  const order = new Map<string, number>(exported.rows.map(({ control }, at) => [control, at]));
  const place = ({ subject }: Said): number => order.get(subject) ?? order.size;
  return [
    ...threads.flatMap((thread) => thread.comments.map((comment) => saidInThread(thread, comment, exported))),
    ...findings.map((finding) => saidByAuditor(finding, exported)),
  ].toSorted((a, b) => place(a) - place(b));
}

const columns: readonly { title: string; width: number; text: (said: Said) => string }[] = [
  { title: 'About', width: 12, text: ({ about }) => about },
  { title: 'Said by', width: 22, text: ({ by }) => by },
  { title: 'As', width: 22, text: ({ role }) => role },
  { title: 'Said (UTC)', width: 25, text: ({ at }) => at },
  { title: 'What was said', width: 60, text: ({ text }) => text },
  { title: 'Calls', width: 20, text: ({ calls }) => calls },
  { title: 'Edited (UTC)', width: 25, text: ({ edited }) => edited },
  { title: 'Said before', width: 40, text: ({ earlier }) => earlier },
  { title: 'State of the thread or finding', width: 30, text: ({ state }) => state },
  { title: 'Answer', width: 40, text: ({ answer }) => answer },
  { title: 'Thread id', width: 38, text: ({ thread }) => thread },
  { title: 'Comment id', width: 38, text: ({ id }) => id },
];

const groups: readonly ColumnGroup[] = [
  { title: 'About', width: 12, columns: [{ title: 'About', label: undefined, strong: true }] },
  {
    title: 'By whom and when',
    width: 22,
    columns: [
      { title: 'Said by', label: undefined, strong: true },
      { title: 'As', label: undefined },
      { title: 'Said (UTC)', label: undefined },
      { title: 'Edited (UTC)', label: 'Edited' },
    ],
  },
  {
    title: 'What was said',
    width: 40,
    columns: [
      { title: 'What was said', label: undefined },
      { title: 'Calls' },
      { title: 'Said before' },
      { title: 'Answer' },
    ],
  },
  {
    title: 'State',
    width: 26,
    columns: [
      { title: 'State of the thread or finding', label: undefined },
      { title: 'Thread id', label: 'Thread' },
      { title: 'Comment id', label: 'Id' },
    ],
  },
];

/** Whether a table is the one that is made here, by its first titles; it holds no controls of its own. */
export const isOwnComments = (rows: readonly (readonly string[])[]): boolean =>
  columns.slice(0, 4).every(({ title }, at) => rows[0]?.[at] === title);

/** A sheet of comments; none where they were not asked for or nobody said anything. */
export function commentSheets(comments: ExportedComments | undefined, exported: ExportedRows): Sheet[] {
  const rows = comments ? allSaid(comments, exported) : [];
  if (rows.length === 0) return [];
  return [
    {
      name: 'Comments',
      widths: columns.map(({ width }) => width),
      rows: [
        columns.map(({ title }): Cell => ({ value: title, style: 'header' })),
        ...rows.map((row) => columns.map(({ text }) => text(row))),
      ],
      hasHeader: true,
      frozenColumns: 1,
      paper: 'A3',
    },
  ];
}

/** The same as an appendix of a document. */
export function commentBlocks(comments: ExportedComments | undefined, exported: ExportedRows): Block[] {
  const rows = comments ? allSaid(comments, exported) : [];
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: 'Appendix: Comments' },
    {
      kind: 'paragraph',
      text: 'What members said to each other about rows, and auditors in their replies. It decides nothing.',
    },
    groupedTable(columns, groups, [], rows),
  ];
}

/** The same by what it is about (a control's id, or an exhibit's number), for formats that have a place for it there. */
export const commentsBySubject = (
  comments: ExportedComments | undefined,
  exported: ExportedRows,
): ReadonlyMap<string, readonly { by: string; text: string }[]> =>
  new Map(
    [...Map.groupBy(comments ? allSaid(comments, exported) : [], ({ subject }) => subject)].map(
      ([subject, said]) => [subject, said.map((one) => ({ by: one.by || 'somebody', text: inLines(one) }))],
    ),
  );

/** All but what it is about and by whom, each with its title. */
const inLines = (said: Said): string =>
  columns
    .slice(2)
    .flatMap(({ title, text }) => (text(said) === '' ? [] : `${title}: ${text(said)}`))
    .join('\n');
