import { expect, it } from 'vitest';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import type { ControlId } from '../catalogue/control.ts';
import { controls } from '../catalogue/controls.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
import { blankEntry } from '../soa/soa-entry.ts';
import type { AuditFinding } from '../workspace/audit-findings.ts';
import type { CommentThread } from '../workspace/soa-comments.ts';
import { commentSheets } from './comment-table.ts';
import { evidenceIndex } from './evidence-index.ts';
import { guessKind } from './import-tables.ts';
import { soaRows } from './soa-rows.ts';

const custom: CustomControl = {
  id: 'C.01970000-0000-7000-8000-00000000000c',
  reference: 'PCI-8.3.6',
  title: 'Length of passwords',
  source: '',
  description: '',
};

const threadOn = (control: ControlId, text: string): CommentThread => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8050';
  const said = { id, by: 'Anna', at: '2026-04-01T00:00:00.000Z', text, mentions: [] };
  const comment = { ...said, editedAt: undefined, earlier: [], deleted: false };
  return { id, control, comments: [comment], resolved: undefined };
};
const findingOn = (subject: AuditFinding['mark']['subject'], text: string): AuditFinding => ({
  id: '01970000-0000-8000-8000-0000000000f1',
  mark: { subject, verdict: 'query', text },
  auditor: { name: 'Rita', organization: 'Cert Ltd' },
  fingerprint: 'e'.repeat(64),
  manifestSha256: 'f'.repeat(64),
  writtenAt: '2026-05-01T00:00:00.000Z',
  state: 'open',
  contested: false,
  answer: '',
});

it('calls rows and exhibits as this export does, in its order, and is no table that an import takes', async () => {
  const { exhibits } = await makeWorkspaceSample();
  const entries = [...controls.map(({ id }) => blankEntry(id)), blankEntry(custom.id, custom)];
  const evidence = evidenceIndex(entries, exhibits);
  const [held] = evidence;
  if (!held) throw new Error('the sample has exhibits');
  const elsewhere = '01970000-0000-7000-8000-0000000000ee';
  const comments = {
    threads: [threadOn(custom.id, 'on ours'), threadOn('A.8.5', 'on theirs')],
    findings: [
      findingOn({ kind: 'exhibit', id: elsewhere, number: 'EV-0077' }, 'on one that is not here'),
      findingOn({ kind: 'exhibit', id: held.id, number: 'EV-0099' }, 'on one that is here'),
      findingOn({ kind: 'row', control: 'A.5.1' }, 'on a row'),
    ],
  };
  const [sheet, ...others] = commentSheets(comments, { rows: soaRows(entries, evidence), evidence });
  const rows = sheet?.rows.map((row) =>
    row.map((cell) => String(typeof cell === 'object' ? cell.value : cell)),
  );
  expect(rows?.slice(1).map(([about, , , , text]) => [about, text])).toEqual([
    ['A.5.1', 'on a row'],
    ['A.8.5', 'on theirs'],
    ['PCI-8.3.6', 'on ours'],
    ['EV-0077 of the auditor’s pack', 'on one that is not here'],
    [held.number, 'on one that is here'],
  ]);
  expect(others).toEqual([]);
  expect(guessKind({ name: 'Comments', rows: rows ?? [] })).toBeUndefined();
  expect(commentSheets({ threads: [], findings: [] }, { rows: [], evidence: [] })).toEqual([]);
  expect(commentSheets(undefined, { rows: [], evidence: [] })).toEqual([]);
});
