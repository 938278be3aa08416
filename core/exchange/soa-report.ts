/** The Statement of Applicability as a document for people, from which PDF and DOCX are made. */
import { controlGroups } from '../catalogue/control.ts';
import { isIncluded } from '../soa/soa-entry.ts';
import type { Block, Report } from '../typeset/report.ts';
import { clauseTable } from './clause-table.ts';
import { commentBlocks } from './comment-table.ts';
import { evidenceColumns, evidenceIndex } from './evidence-index.ts';
import { groupedTable, plainTable, type ColumnGroup } from './grouped-table.ts';
import {
  applicabilityOrder,
  applicabilityWords,
  groupTitle,
  reasonLetters,
  soaRows,
  statusWords,
  totalsByGroup,
  totalsByStatus,
  type SoaRow,
} from './soa-rows.ts';
import { coverFacts, legend, soaColumns, type SoaExport } from './soa-xlsx.ts';
import { stateText } from './version-facts.ts';

const reasons = {
  title: 'Reasons',
  text: ({ entry }: SoaRow) =>
    reasonLetters
      .filter(({ reason }) => entry.reasons.includes(reason))
      .map(({ letter, meaning }) => `${letter} (${meaning.toLowerCase()})`)
      .join(', '),
};

const soaGroups: readonly ColumnGroup[] = [
  {
    title: 'Control',
    width: 14,
    columns: [
      { title: 'Control', label: undefined, strong: true },
      { title: 'Title', label: undefined },
      { title: 'Source of the custom control', label: 'Source' },
      { title: 'What the custom control asks for', label: undefined },
    ],
  },
  {
    title: 'Decision',
    width: 14,
    columns: [
      { title: 'Applicable', label: undefined, strong: true },
      { title: 'Reasons' },
      { title: 'Inherited from' },
    ],
  },
  {
    title: 'Justification for inclusion or exclusion',
    width: 24,
    columns: [
      { title: 'Justification for inclusion or exclusion', label: undefined },
      { title: 'Risks' },
      { title: 'Laws and contracts' },
    ],
  },
  {
    title: 'Implementation',
    width: 22,
    columns: [
      { title: 'Status', label: undefined, strong: true },
      { title: 'Planned for' },
      { title: 'How it is implemented', label: undefined },
      { title: 'Maturity' },
    ],
  },
  {
    title: 'Responsible',
    width: 13,
    columns: [{ title: 'Owner' }, { title: 'Reviewer' }, { title: 'Last review' }],
  },
  {
    title: 'Evidence',
    width: 13,
    columns: [
      { title: 'Evidence', label: undefined },
      { title: 'Newest evidence (UTC)', label: 'Newest (UTC)' },
    ],
  },
  { title: 'Remarks', width: 12, columns: [{ title: 'Remarks', label: undefined }] },
];

const evidenceGroups: readonly ColumnGroup[] = [
  {
    title: 'Evidence',
    width: 17,
    columns: [
      { title: 'Evidence', label: undefined, strong: true },
      { title: 'Title', label: undefined },
    ],
  },
  { title: 'Controls', width: 9, columns: [{ title: 'Controls', label: undefined }] },
  {
    title: 'Where',
    width: 20,
    columns: [{ title: 'System', label: undefined }, { title: 'Address' }, { title: 'Signed in as' }],
  },
  {
    title: 'When, by whom and how',
    width: 17,
    columns: [
      { title: 'Captured (UTC)', label: undefined },
      { title: 'Collected by' },
      { title: 'Method' },
      { title: 'Rows shown' },
      { title: 'Picture and page text' },
      { title: 'After a reload' },
      { title: 'Redacted, left of the original' },
    ],
  },
  {
    title: 'Files',
    width: 23,
    columns: [
      { title: 'Files', label: undefined },
      { title: 'SHA-256 of the files', label: 'SHA-256' },
    ],
  },
  {
    title: 'More',
    width: 19,
    columns: [{ title: 'Note' }, { title: 'Folder in the audit pack' }, { title: 'Exhibit id' }],
  },
];

/**
 * Cover, clauses 4 to 10, the 93 controls by theme with custom controls below, the evidence and, where they are wanted, comments. Throws
 * when `entries` lacks a control.
 */
export function soaReport(input: SoaExport): Report {
  const evidence = evidenceIndex(input.entries, input.exhibits);
  const rows = soaRows(input.entries, evidence);
  const hasCustom = rows.some(({ group }) => group === 'custom');
  const clauses = clauseTable(input.clauses, evidence);
  return {
    title: 'Statement of Applicability',
    subtitle: stateText(input),
    organization: input.organization,
    createdAt: input.generatedAt,
    blocks: [
      { kind: 'facts', facts: coverFacts(input, rows).map(([name, value]) => [name, String(value)]) },
      ...totals(rows),
      { kind: 'heading', level: 2, text: 'Legend' },
      { kind: 'facts', facts: legend },
      { kind: 'heading', level: 1, text: 'Part 1: Clauses 4 to 10' },
      {
        kind: 'paragraph',
        text: 'Every clause applies; none of them can be left out. Beside each stands what it obliges to have in writing.',
      },
      plainTable([clauses.heads, ...clauses.rows], clauses.shares),
      {
        kind: 'heading',
        level: 1,
        text: hasCustom ? 'Part 2: Controls of Annex A and custom controls' : 'Part 2: Controls of Annex A',
      },
      ...controlGroups.flatMap((group): Block[] => {
        const own = rows.filter((row) => row.group === group.id);
        if (group.id === 'custom' && !hasCustom) return [];
        const letters = reasonLetters.map(({ letter }) => letter);
        return [
          { kind: 'heading', level: 2, text: `${groupTitle(group)} (${own.length})` },
          groupedTable([...soaColumns, reasons], soaGroups, ['Theme', ...letters], own),
        ];
      }),
      { kind: 'heading', level: 1, text: 'Part 3: Evidence' },
      evidence.length === 0
        ? { kind: 'paragraph', text: 'No exhibits are in this export.' }
        : groupedTable(evidenceColumns, evidenceGroups, [], evidence),
      ...commentBlocks(input.comments, { rows, evidence }),
    ],
  };
}

/** How the controls of each theme were decided, and how far they are. */
function totals(rows: readonly SoaRow[]): Block[] {
  const heads = applicabilityOrder.map((value) => applicabilityWords[value]);
  const all = applicabilityOrder.map(
    (value) => rows.filter(({ entry }) => entry.applicability === value).length,
  );
  const byGroup = totalsByGroup(rows).map(({ group, total, counts }) => [
    groupTitle(group),
    total,
    ...applicabilityOrder.map((value) => counts[value]),
  ]);
  const byStatus = totalsByStatus(rows).map(({ status, total, counts }) => [
    statusWords[status],
    total,
    ...applicabilityOrder.map((value) => counts[value]),
  ]);
  const widths = [34, 13, 13, 14, 13, 13];
  const included = rows.filter(({ entry }) => isIncluded(entry)).length;
  return [
    { kind: 'heading', level: 2, text: `Totals: ${included} of ${rows.length} controls are included` },
    plainTable([['Theme', 'Controls', ...heads], ...byGroup, ['All', rows.length, ...all]], widths),
    plainTable([['Status', 'Controls', ...heads], ...byStatus], widths),
  ];
}
