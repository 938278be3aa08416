import * as Y from 'yjs';
import { describe, expect, it, vi } from 'vitest';
import type { CustomControl } from '../catalogue/custom-control.ts';
import { makeSampleWorkspace } from '../sample/sample-workspace.ts';
import type { Bytes } from '../shared/bytes.ts';
import { textToBytes } from '../shared/bytes.ts';
import { createCustomControl } from '../workspace/custom-controls.ts';
import { readRegister } from '../workspace/registers.ts';
import { readRisks } from '../workspace/risks.ts';
import { readSoa, setOwner, setStatus, soaText } from '../workspace/workspace.ts';
import { applySoaImport } from './apply-soa-import.ts';
import { readControlList, readControlReference, referenceStyle } from './import-control.ts';
import { readImportFile } from './import-file.ts';
import { guessSoaColumns, isOwnSoa, readSoaImport, type SoaImportRow } from './import-soa.ts';
import { soaCsv, soaWorkbook } from './soa-xlsx.ts';

// Workbooks with very long texts, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const author = { by: 'Anna', at: '2026-11-29T08:00:00.000Z' };
let ids = 0;
const newId = () => `0199c0ff-0000-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}`;
const sample = await makeSampleWorkspace();

function sampleDoc(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, sample.update);
  return doc;
}

const exported = (doc: Y.Doc) => ({
  organization: 'Harbourlight',
  workspaceName: 'ISMS',
  generatedAt: '2026-11-29T08:00:00.000Z',
  entries: readSoa(doc),
  exhibits: [],
});

function rowsOf(bytes: Bytes, name: string): string[][] {
  const tables = readImportFile(bytes, name);
  if (!tables.ok) throw new Error(tables.error.kind);
  const table = tables.value.find(({ rows }) => rows.some((row) => row.includes('Control')));
  if (!table) throw new Error('no table with controls');
  return table.rows;
}

function read(doc: Y.Doc, rows: string[][], change: Partial<Parameters<typeof readSoaImport>[0]> = {}) {
  const guessed = guessSoaColumns(rows);
  const empty = isOwnSoa(rows[guessed.headerRow] ?? []) ? ('clear' as const) : ('keep' as const);
  return readSoaImport({
    rows,
    ...guessed,
    entries: readSoa(doc),
    suppliers: readRegister(doc, 'supplier'),
    targets: {
      risks: readRisks(doc),
      obligations: readRegister(doc, 'obligation'),
      exhibits: [],
      numbers: undefined,
    },
    empty,
    ...change,
  });
}
const changesOf = (rows: readonly SoaImportRow[]) =>
  rows.flatMap(({ key, changes }) =>
    changes.map((one) => `${key} ${one.field}: ${one.before} > ${one.after}`),
  );

describe('an export of our own', () => {
  const awkward = [
    '=1+1',
    "'quoted",
    "'=quoted",
    '  two spaces ',
    'a\nb',
    '_x0041_',
    '-5',
    '日本語 مرحبا',
    'y'.repeat(40_000),
  ];

  function awkwardDoc() {
    const doc = sampleDoc();
    awkward.forEach((text, at) => {
      const control = readSoa(doc)[at]?.control ?? 'A.5.1';
      for (const field of ['justification', 'implementation', 'remarks'] as const) {
        const prose = soaText(doc, control, field);
        prose.delete(0, prose.length);
        prose.insert(0, text);
      }
      if (text.length < 500) setOwner(doc, control, text);
    });
    return doc;
  }

  it.each(['xlsx', 'csv'])('as %s comes back as what is there: nothing changes', async (kind) => {
    const doc = awkwardDoc();
    const input = exported(doc);
    const bytes =
      kind === 'csv'
        ? textToBytes(soaCsv(input))
        : new Uint8Array(await (await soaWorkbook(input)).arrayBuffer());
    const report = read(doc, rowsOf(bytes, `soa.${kind}`));
    expect(changesOf(report)).toEqual([]);
    expect(report.flatMap(({ problems }) => problems)).toEqual([]);
    expect(report.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 96 }, () => 'same'));
  });

  it('fills an empty workspace with every row as it was, providers included', () => {
    const before = sampleDoc();
    const doc = new Y.Doc();
    const report = read(doc, rowsOf(textToBytes(soaCsv(exported(before))), 'soa.csv'));
    applySoaImport(doc, report, { author, newId });
    const typed = ({
      risks: _r,
      obligations: _o,
      derivedReasons: _d,
      exhibits: _e,
      provider,
      control,
      custom,
      ...entry
    }: ReturnType<typeof readSoa>[number]) => ({
      ...entry,
      // A file without ids makes new ones.
      control: custom ? { ...custom, id: '' } : control,
      provider: provider && { ...provider, id: '' },
    });
    expect(readSoa(doc).map(typed)).toEqual(readSoa(before).map(typed));
    expect(changesOf(read(doc, rowsOf(textToBytes(soaCsv(exported(doc))), 'soa.csv')))).toEqual([]);
  });

  it('changes exactly the cells that somebody changed, and an emptied one is emptied', () => {
    const doc = sampleDoc();
    const rows = rowsOf(textToBytes(soaCsv(exported(doc))), 'soa.csv');
    const titles = rows[0] ?? [];
    const at = (control: string, title: string) =>
      [rows.find(([id]) => id === control)!, titles.indexOf(title)] as const;
    const put = (control: string, title: string, text: string) => {
      const [row, column] = at(control, title);
      row[column] = text;
    };
    put('A.5.1', 'Owner', 'Zoë Example');
    put('A.8.5', 'Status', 'Partly implemented');
    put('A.8.5', 'Maturity', '');
    put('A.8.10', 'C', 'x');
    put('A.8.30', 'Applicable', 'Applicable');
    expect(changesOf(read(doc, rows))).toEqual([
      expect.stringMatching(/^A\.5\.1 owner: .+ > Zoë Example$/),
      'A.8.5 status: implemented > partly',
      expect.stringMatching(/^A\.8\.5 maturity: \d > $/),
      'A.8.10 reason:contractual:  > yes',
      'A.8.30 applicability: not-applicable > applicable',
    ]);
  });

  it('does not overwrite a text that the export had to cut', () => {
    const doc = awkwardDoc();
    const rows = rowsOf(textToBytes(soaCsv(exported(doc))), 'soa.csv');
    const column = rows[0]?.indexOf('Remarks') ?? 0;
    const long = rows.find((row) => (row[column] ?? '').length > 10_000)!;
    expect(long[column]).toContain('yyy');
    long[column] =
      `changed ${long[column]?.slice(0, 9_000)} [... cut here: a cell holds 32767 characters, the whole text has 40000]`;
    const report = read(doc, rows);
    expect(changesOf(report)).toEqual([]);
    expect(report.flatMap(({ problems }) => problems)).toMatchObject([{ field: 'remarks', kind: 'cut' }]);
  });
});

describe('control numbers', () => {
  const style = { edition: '2022', withClauses: false } as const;
  it.each([
    ['A.5.1', 'A.5.1'],
    ['5.1', 'A.5.1'],
    ['A5.1', 'A.5.1'],
    ['a 5.01', 'A.5.1'],
    ['A.8.34 Protection of systems during audit', 'A.8.34'],
    ['Annex A 5.10', 'A.5.10'],
    ['ISO/IEC 27001:2022 A.6.3', 'A.6.3'],
    ['ISO 27002:2022, 7.14', 'A.7.14'],
    ['Control 8,5', 'A.8.5'],
    ['ISO 27001:2013 A.9.2.1', 'A.5.16'],
    ['A.9.2.1', 'A.5.16'],
    ['A.18.2.3', 'A.5.36,A.8.8'],
  ])('%s is %s', (cell, controls) => {
    const read = readControlReference(cell, style);
    expect(read?.kind === 'control' && read.controls.join()).toBe(controls);
  });

  it.each([
    ['A.9.9', 'unknown'],
    ['A.5.38', 'unknown'],
    ['A.9.9.9', 'unknown'],
    ['9.2.2', 'clause'],
    ['4.1 Context', 'clause'],
    ['A.5 Organizational', 'heading'],
    ['Theme', undefined],
    ['2026-01-01', undefined],
    ['__proto__', undefined],
    ['', undefined],
  ])('%j is %s', (cell, kind) => expect(readControlReference(cell, style)?.kind).toBe(kind));

  it('of two parts are headings in a list of 2013, and clauses beside clauses', () => {
    const old = referenceStyle(['A.5.1', 'A.5.1.1', 'A.5.1.2', 'A.6.1.1']);
    expect(readControlReference('A.5.1', old)).toMatchObject({ kind: 'heading' });
    const both = referenceStyle(['4.1', '5.1', '10.2', 'A.5.1']);
    expect(readControlReference('5.1', both)).toMatchObject({ kind: 'clause' });
    expect(readControlReference('A.5.1', both)).toMatchObject({ kind: 'control' });
  });
});

describe('a table of somebody else', () => {
  const outcomes = (rows: readonly SoaImportRow[]) => rows.map(({ key, outcome }) => `${key} ${outcome}`);

  it('is understood by its titles below a cover, whatever they are called', () => {
    const rows = [
      ['Statement of Applicability', '', '', '', '', '', ''],
      ['Version 3', '', '', '', '', '', ''],
      [
        'No.',
        'Name of control',
        'Applicable? (Y/N)',
        'Reason for inclusion',
        'Justification for exclusion',
        'Implementation Status',
        'Responsible',
      ],
      ['A.5', 'Organizational controls', '', '', '', '', ''],
      ['5.1', 'Policies', 'Y', 'LR, RRA', '', 'Fully implemented', 'CISO'],
      ['5.2', 'Roles', 'N', '', 'We are three people', 'N/A', ''],
      ['5.3', 'Duties', 'maybe', '', '', 'someday', ''],
      ['5.99', 'None', 'Y', '', '', '', ''],
      ['', 'Signed: the board', '', '', '', '', ''],
    ];
    expect(guessSoaColumns(rows)).toEqual({
      headerRow: 2,
      columns: ['control', 'custom:title', 'applicability', 'reasons', 'exclusion', 'status', 'owner'],
    });
    const report = read(new Y.Doc(), rows);
    expect(outcomes(report)).toEqual([
      'row-3 skipped',
      'A.5.1 change',
      'A.5.2 change',
      'A.5.3 not-understood',
      'row-7 not-understood',
      'row-8 not-understood',
    ]);
    expect(changesOf(report)).toEqual([
      'A.5.1 applicability: undecided > applicable',
      'A.5.1 reason:legal:  > yes',
      'A.5.1 reason:risk:  > yes',
      'A.5.1 status: unverified > implemented',
      'A.5.1 owner:  > CISO',
      'A.5.2 applicability: undecided > not-applicable',
      'A.5.2 justification:  > We are three people',
    ]);
    expect(report[3]?.problems).toEqual([
      { field: 'applicability', kind: 'not-understood', text: 'maybe' },
      { field: 'status', kind: 'not-understood', text: 'someday' },
    ]);
    expect(report[4]?.problem).toBe('no-such-control');
    expect(report[5]?.problem).toBe('no-control');
  });

  it('in German is understood as well', () => {
    const rows = [
      ['Maßnahme', 'Titel', 'Anwendbar', 'Begründung', 'Umsetzungsstatus', 'Verantwortlich', 'Bemerkungen'],
      ['A.5.1', 'Richtlinien', 'Ja', 'Gesetz', 'teilweise umgesetzt', 'Frau Groß', 'prüfen'],
    ];
    expect(changesOf(read(new Y.Doc(), rows))).toEqual([
      'A.5.1 applicability: undecided > applicable',
      'A.5.1 justification:  > Gesetz',
      'A.5.1 status: unverified > partly',
      'A.5.1 owner:  > Frau Groß',
      'A.5.1 remarks:  > prüfen',
    ]);
  });

  it('of 2013 is mapped by the crosswalk; what comes to one control is brought together or named', () => {
    const rows = [
      ['ISO 27001:2013', 'Applicable', 'Status', 'Comments'],
      ['A.12.4', '', '', ''],
      ['A.12.4.1', 'yes', 'implemented', 'Central log'],
      ['A.12.4.2', 'yes', 'planned', 'Write-once store'],
      ['A.12.4.3', 'yes', 'implemented', 'Central log'],
      ['A.18.2.3', 'no', '', ''],
    ];
    const report = read(new Y.Doc(), rows);
    expect(changesOf(report)).toEqual([
      'A.8.15 applicability: undecided > applicable',
      'A.8.15 remarks:  > Central log\n\nWrite-once store',
      'A.5.36 applicability: undecided > not-applicable',
      'A.8.8 applicability: undecided > not-applicable',
    ]);
    expect(report[1]).toMatchObject({
      rows: [2, 3, 4],
      outcome: 'partly',
      problems: [{ field: 'status', kind: 'rows-disagree', text: 'implemented / planned' }],
      notes: [{ kind: 'from-2013', written: ['A.12.4.1', 'A.12.4.2', 'A.12.4.3'] }, { kind: 'several-rows' }],
    });
  });

  it('whose spreadsheet dropped the zero of 5.10 gets it back', () => {
    const rows = [
      ['Ref', 'Owner'],
      ...Array.from({ length: 21 }, (_, at) => [String(Number(`5.${at + 1}`)), `P${at + 1}`]),
    ];
    const report = read(new Y.Doc(), rows);
    expect(report.map(({ key }) => key)).toEqual(Array.from({ length: 21 }, (_, at) => `A.5.${at + 1}`));
    expect(report[9]?.notes).toEqual([{ kind: 'zero-restored', written: ['5.1'] }]);
  });

  it('keeps what is there where its cells are empty, unless asked otherwise', () => {
    const doc = sampleDoc();
    const rows = [
      ['Control', 'Owner', 'Status'],
      ['A.5.1', '', ''],
    ];
    expect(outcomes(read(doc, rows))).toEqual(['A.5.1 same']);
    expect(changesOf(read(doc, rows, { empty: 'clear' }))).toEqual([expect.stringMatching(/owner: .+ > $/)]);
  });

  it.each([
    ['2026-05-04 00:00:00', '2026-05-04'],
    ['04.05.2026', '2026-05-04'],
    ['4 May 2026', '2026-05-04'],
    ['May 4, 2026', '2026-05-04'],
    ['25/12/2026', '2026-12-25'],
  ])('has dates such as %s', (cell, date) =>
    expect(
      changesOf(
        read(new Y.Doc(), [
          ['Control', 'Due date'],
          ['A.5.1', cell],
        ]),
      ),
    ).toEqual([`A.5.1 plannedFor:  > ${date}`]),
  );

  it.each([
    ['04/05/2026', 'ambiguous-date'],
    ['2026-02-30', 'not-understood'],
    ['soon', 'not-understood'],
  ])('has the date %s named as %s', (cell, kind) =>
    expect(
      read(new Y.Doc(), [
        ['Control', 'Due date'],
        ['A.5.1', cell],
      ])[0]?.problems,
    ).toMatchObject([{ kind }]),
  );

  it('reads slashes by the column where some cell tells', () =>
    expect(
      changesOf(
        read(new Y.Doc(), [
          ['Control', 'Due date'],
          ['A.5.1', '04/05/2026'],
          ['A.5.2', '04/25/2026'],
        ]),
      ),
    ).toEqual(['A.5.1 plannedFor:  > 2026-04-05', 'A.5.2 plannedFor:  > 2026-04-25']));
});

it('applies only the rows that were chosen, texts by their difference', () => {
  const doc = sampleDoc();
  const report = read(doc, [
    ['Control', 'How it is implemented', 'Status'],
    ['A.5.1', `${soaText(doc, 'A.5.1', 'implementation').toString()} And read.`, 'planned'],
    ['A.5.2', 'not chosen', 'planned'],
  ]);
  const before = readSoa(doc);
  const deltas: unknown[] = [];
  soaText(doc, 'A.5.1', 'implementation').observe(({ delta }) => deltas.push(...delta));
  applySoaImport(doc, report.slice(0, 1), { author, newId });
  expect(deltas).toEqual([{ retain: expect.any(Number) as number }, { insert: ' And read.' }]);
  const after = readSoa(doc);
  expect(after[0]?.status).toBe('planned');
  expect(after.slice(1)).toEqual(before.slice(1));
});

it('leaves contested decisions alone when their own words come back', () => {
  const doc = sampleDoc();
  const other = sampleDoc();
  setStatus(doc, 'A.5.1', 'planned', author);
  setStatus(other, 'A.5.1', 'partly', { ...author, by: 'Ben' });
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(readSoa(doc)[0]?.contested.status).toHaveLength(2);
  expect(changesOf(read(doc, rowsOf(textToBytes(soaCsv(exported(doc))), 'soa.csv')))).toEqual([]);
});

describe('custom controls', () => {
  const titles = ['Control', 'Title', 'Source', 'Description', 'Applicable', 'Owner'];
  const customDoc = () => {
    const doc = new Y.Doc();
    const control = createCustomControl(doc, newId(), { reference: 'PCI-8', title: 'Passwords' }, author);
    return { doc, control };
  };

  it('are found by their references, and what they are is compared like every cell', () => {
    const { doc, control } = customDoc();
    const rows = [
      titles,
      [' pci-8', 'Longer passwords', 'PCI DSS', 'Twelve', 'Yes', 'Ben'],
      ['A.5.1', 'Our title', '', '', '', 'Zoë'],
    ];
    const report = read(doc, rows);
    expect(changesOf(report)).toEqual([
      `${control} custom:title: Passwords > Longer passwords`,
      `${control} custom:source:  > PCI DSS`,
      `${control} custom:description:  > Twelve`,
      `${control} applicability: undecided > applicable`,
      `${control} owner:  > Ben`,
      // The title of a control of Annex A is not for a file to change.
      'A.5.1 owner:  > Zoë',
    ]);
    applySoaImport(doc, report, { author, newId });
    expect(readSoa(doc).at(-1)).toMatchObject({
      custom: { reference: 'PCI-8', title: 'Longer passwords', source: 'PCI DSS', description: 'Twelve' },
      owner: 'Ben',
    });
    expect(changesOf(read(doc, rows))).toEqual([]);
  });

  it('are offered where a reference is new and a title stands beside it, and made when taken', () => {
    const { doc } = customDoc();
    const rows = [
      titles,
      ['C.1', 'Customers are kept apart', 'own', '', 'Yes', 'Ben'],
      ['C.1', '', '', 'A test shows it', '', ''],
      ['c.1', 'Customers are kept apart', '', '', '', ''],
      ['Total', '', '', '', '', ''],
      ['A.9.9', 'No such control', '', '', '', ''],
      ['9.2', 'Internal audit', '', '', '', ''],
      ['A reference of more than twenty', 'Too long', '', '', '', ''],
    ];
    const report = read(doc, rows);
    expect(report.map(({ key, outcome, problem }) => `${key} ${outcome} ${problem ?? ''}`.trim())).toEqual([
      'new c.1 change',
      'row-4 not-understood no-control',
      'row-5 not-understood no-such-control',
      'row-6 skipped clause',
      'row-7 not-understood no-control',
    ]);
    expect(report[0]).toMatchObject({ reference: 'C.1', label: 'C.1, c.1' });
    expect(report[0]?.notes).toContainEqual({ kind: 'new-custom-control' });
    applySoaImport(doc, report.slice(1), { author, newId });
    expect(readSoa(doc)).toHaveLength(94);
    applySoaImport(doc, report, { author, newId });
    // Taken once more, as from a preview that was left open, it is the same one.
    applySoaImport(doc, report, { author, newId });
    expect(readSoa(doc).slice(93)).toMatchObject([
      {
        custom: {
          reference: 'C.1',
          title: 'Customers are kept apart',
          source: 'own',
          description: 'A test shows it',
        },
        owner: 'Ben',
      },
      { custom: { reference: 'PCI-8' } },
    ]);
  });

  it('that cannot be told apart are left as they are, and named', () => {
    const { doc } = customDoc();
    createCustomControl(doc, newId(), { reference: 'pci-8', title: 'Another' }, author);
    const report = read(doc, [titles, ['PCI-8', 'Passwords', '', '', 'Yes', 'Ben']]);
    expect(report).toMatchObject([
      { problem: 'ambiguous-reference', outcome: 'not-understood', changes: [] },
    ]);
  });

  it('are named in lists with or without their titles, and two of one reference by their titles alone', () => {
    const named = (at: number, reference: string, title: string) =>
      ({
        id: `C.0199c001-0000-7000-8000-00000000000${at}`,
        reference,
        title,
        source: '',
        description: '',
      }) as const;
    const custom = [
      named(1, 'PCI 8', 'Passwords, long ones'),
      named(2, 'PCI 9', 'Doors'),
      named(3, 'PCI', 'All'),
    ];
    const ids = (cell: string, all: readonly CustomControl[] = custom) => {
      const { controls, unknown } = readControlList(cell, all);
      return [controls.map((id) => id.at(-1)).join(), unknown.join()];
    };
    expect(ids('A.5.1, pci 8, PCI 9')).toEqual(['1,1,2', '']);
    expect(ids('PCI 8 Passwords, long ones\nA.5.2 Roles, and more\nPCI Anything')).toEqual(['1,2,3', '']);
    expect(ids('PCI 8 xx, PCI 9')).toEqual(['1,2', '']);
    expect(ids('PCI-8')).toEqual(['', 'PCI-8']);
    const twice = [named(1, 'C.1', 'Of Alice'), named(2, 'C.1', 'Of Bob')];
    expect(ids('C.1 Of Bob', twice)).toEqual(['2', '']);
    expect(ids('C.1', twice)).toEqual(['', 'C.1']);
  });
});
