import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ControlId } from '../catalogue/control.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { blankEntry } from '../soa/soa-entry.ts';
import type { RowValues } from '../workspace/workspace.ts';
import { readRowValues } from '../workspace/workspace.ts';
import type { PasteColumn, PasteRow } from './paste-cells.ts';
import { parseClipboard, readPaste } from './paste-cells.ts';

const row = (control: ControlId, own: Partial<RowValues> = {}, entry: Partial<SoaEntry> = {}): PasteRow => ({
  entry: { ...blankEntry(control), ...entry },
  own: { ...readRowValues(new Y.Doc(), control), ...own },
});
const rows = [row('A.5.1'), row('A.5.2'), row('A.5.3')];
const columns: PasteColumn[] = ['applicability', 'reasons', 'status', 'owner', 'evidence'];

/** What a paste of this text does, in short. */
function paste(text: string, target: Partial<Parameters<typeof readPaste>[1]> = {}) {
  const table = parseClipboard(text);
  if (!table.ok) throw new Error(table.error.kind);
  const read = readPaste(table.value, { rows, columns, marked: false, ...target });
  return {
    ...read,
    changes: read.changes.map(({ control, after }) => [control, after.field, after.value]),
    problems: read.problems.map(({ control, column, kind }) => [control, column, kind]),
  };
}

describe('cells from a spreadsheet', () => {
  it('go to the right and below, read as people write them', () =>
    expect(paste('Yes\tL, risk\t80 %\tAnna\nN/A\t\tDone\t\n').changes).toEqual([
      ['A.5.1', 'applicability', 'applicable'],
      ['A.5.1', 'reasons', ['legal', 'risk']],
      ['A.5.1', 'status', 'partly'],
      ['A.5.1', 'owner', 'Anna'],
      ['A.5.2', 'applicability', 'not-applicable'],
      ['A.5.2', 'status', 'implemented'],
    ]));

  it('are told apart that cannot be taken, each with its reason', () =>
    expect(paste('perhaps\tbecause\tgreen\t' + 'x'.repeat(501) + '\tpolicy.pdf')).toMatchObject({
      changes: [],
      problems: [
        ['A.5.1', 'applicability', 'not-understood'],
        ['A.5.1', 'reasons', 'not-understood'],
        ['A.5.1', 'status', 'not-understood'],
        ['A.5.1', 'owner', 'too-long'],
        ['A.5.1', 'evidence', 'read-only'],
      ],
    }));

  it('that find no row or column are counted', () =>
    expect(paste('a\nb\nc\nd\te', { columns: ['owner'] })).toMatchObject({ rowsLeft: 1, columnsLeft: 1 }));

  it('in one row go into each row that was marked for it', () =>
    expect(paste('Anna', { columns: ['owner'], marked: true }).changes).toEqual([
      ['A.5.1', 'owner', 'Anna'],
      ['A.5.2', 'owner', 'Anna'],
      ['A.5.3', 'owner', 'Anna'],
    ]));

  it('keep line ends and quotes within a cell', () =>
    expect(paste('"Two\nlines, ""quoted"""\tx', { columns: ['remarks', 'owner'] }).changes).toEqual([
      ['A.5.1', 'remarks', 'Two\nlines, "quoted"'],
      ['A.5.1', 'owner', 'x'],
    ]));

  it('that are empty empty a field, but decide nothing', () =>
    expect(
      paste('\t\t', {
        rows: [row('A.5.1', { owner: 'Anna', status: 'planned', plannedFor: '2026-01-01' })],
        columns: ['owner', 'status', 'plannedFor'],
      }).changes,
    ).toEqual([
      ['A.5.1', 'owner', ''],
      ['A.5.1', 'plannedFor', ''],
    ]));

  it('that say what is there already change nothing', () =>
    expect(paste('Anna', { rows: [row('A.5.1', { owner: 'Anna' })], columns: ['owner'] })).toMatchObject({
      changes: [],
      problems: [],
    }));

  it('do not take away a reason that follows from a link, nor tick it by hand', () => {
    const derived = row('A.5.1', {}, { reasons: ['risk'], derivedReasons: ['risk'] });
    const into = { rows: [derived], columns: ['reasons'] as PasteColumn[] };
    expect(paste('L', into).problems).toEqual([['A.5.1', 'reasons', 'derived']]);
    expect(paste('L, R', into).changes).toEqual([['A.5.1', 'reasons', ['legal']]]);
  });

  it('take the order of day and month from the whole column', () => {
    const into = { columns: ['lastReview'] as PasteColumn[] };
    expect(paste('03/04/2026', into).problems).toEqual([['A.5.1', 'lastReview', 'ambiguous-date']]);
    expect(paste('03/04/2026\n25/04/2026', into).changes).toEqual([
      ['A.5.1', 'lastReview', '2026-04-03'],
      ['A.5.2', 'lastReview', '2026-04-25'],
    ]);
  });

  it('are refused where there are none or far too many', () => {
    expect(parseClipboard('')).toMatchObject({ ok: false, error: { kind: 'empty' } });
    expect(parseClipboard('x\t'.repeat(30_000))).toMatchObject({ ok: false, error: { kind: 'too-large' } });
    expect(parseClipboard('x'.repeat(2_000_001))).toMatchObject({ ok: false, error: { kind: 'too-large' } });
  });
});
