import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { defaultCriteria } from '../risks/criteria.ts';
import { registerNames } from '../risks/registers.ts';
import { makeSampleWorkspace } from '../sample/sample-workspace.ts';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { createCustomControl, readCustomControls } from '../workspace/custom-controls.ts';
import { recordOfCustom, recordText, removeRecord } from '../workspace/records.ts';
import { readRegister } from '../workspace/registers.ts';
import { readCriteria, readRisks, setRiskField } from '../workspace/risks.ts';
import { applyRiskImport } from './apply-risk-import.ts';
import { readImportFile } from './import-file.ts';
import { applyRegisterImport, guessRegisterColumns, readRegisterImport } from './import-registers.ts';
import { guessRiskColumns, isOwnRisks, readRiskImport, type RiskImportRow } from './import-risks.ts';
import { riskCsv, riskWorkbook } from './risk-xlsx.ts';

const author = { by: 'Anna', at: '2026-11-29T08:00:00.000Z' };
let ids = 0;
const hands = { author, newId: () => `0199c0ff-0000-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}` };
const sample = await makeSampleWorkspace();

function sampleDoc(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, sample.update);
  const [first, second] = readRisks(doc);
  setRiskField(doc, first!.id, 'threat', '=cmd|x');
  recordText(doc, 'risk', second!.id, 'plan').insert(0, 'Zwei\nZeilen, "quoted"; _x0041_');
  removeRecord(doc, 'risk', readRisks(doc)[3]!.id);
  recordText(doc, 'asset', readRegister(doc, 'asset')[0]!.id, 'note').insert(0, '-note 日本語');
  return doc;
}

const registersOf = (doc: Y.Doc) => ({
  risks: readRisks(doc).filter(({ removed }) => !removed),
  criteria: readCriteria(doc).criteria,
  asset: readRegister(doc, 'asset'),
  supplier: readRegister(doc, 'supplier'),
  obligation: readRegister(doc, 'obligation'),
  customControls: readCustomControls(doc),
});

function tablesOf(bytes: Bytes) {
  const tables = readImportFile(bytes, 'risks');
  if (!tables.ok) throw new Error(tables.error.kind);
  return tables.value;
}
const workbookOf = async (doc: Y.Doc) =>
  tablesOf(
    new Uint8Array(
      await riskWorkbook({
        organization: 'x',
        generatedAt: author.at,
        registers: registersOf(doc),
      }).arrayBuffer(),
    ),
  );
const csvRows = (doc: Y.Doc) => tablesOf(textToBytes(riskCsv({ registers: registersOf(doc) })))[0]!.rows;

function read(doc: Y.Doc, rows: string[][]): RiskImportRow[] {
  const guessed = guessRiskColumns(rows);
  return readRiskImport({
    rows,
    ...guessed,
    risks: readRisks(doc),
    assets: readRegister(doc, 'asset'),
    customControls: readCustomControls(doc),
    criteria: readCriteria(doc).criteria,
    empty: isOwnRisks(rows[guessed.headerRow] ?? []) ? 'clear' : 'keep',
  });
}
const changesOf = (rows: readonly RiskImportRow[]) =>
  rows.flatMap(({ label, changes }) =>
    changes.map((one) => `${label} ${one.field}: ${one.before} > ${one.after}`),
  );

it.each(['xlsx', 'csv'])('a register of our own as %s comes back as what is there', async (kind) => {
  const doc = sampleDoc();
  const rows =
    kind === 'csv'
      ? csvRows(doc)
      : (await workbookOf(doc)).find(({ name }) => name === 'Risk register')!.rows;
  const report = read(doc, rows);
  expect(changesOf(report)).toEqual([]);
  expect(report.flatMap(({ problems }) => problems)).toEqual([]);
  expect(report).toHaveLength(24);
});

it('the whole workbook fills an empty workspace as it was: ids, numbers, assets, acceptances, laws with their controls', async () => {
  const before = sampleDoc();
  const doc = new Y.Doc();
  for (const { id, ...custom } of readCustomControls(before))
    createCustomControl(doc, recordOfCustom(id), custom, author);
  const tables = await workbookOf(before);
  const sheets = { asset: 'Assets', supplier: 'Suppliers', obligation: 'Obligations' };
  for (const register of registerNames) {
    const { rows } = tables.find(({ name }) => name === sheets[register])!;
    const input = {
      rows,
      ...guessRegisterColumns(rows, register),
      register,
      records: [],
      customControls: readCustomControls(before),
      empty: 'clear' as const,
    };
    const report = readRegisterImport(input);
    expect(report.flatMap(({ problems }) => problems)).toEqual([]);
    applyRegisterImport(doc, register, report, hands);
    const again = readRegisterImport({ ...input, records: readRegister(doc, register) });
    expect(again.flatMap(({ changes }) => changes)).toEqual([]);
    const typed = (from: Y.Doc) => readRegister(from, register).map((record) => ({ ...record, id: '' }));
    expect(typed(doc)).toEqual(typed(before));
  }
  applyRiskImport(doc, read(doc, tables.find(({ name }) => name === 'Risk register')!.rows), hands);
  const typed = (from: Y.Doc) => {
    const names = new Map(readRegister(from, 'asset').map(({ id, name }) => [id, name]));
    return readRisks(from)
      .filter(({ removed }) => !removed)
      .map(({ scenario: _library, actions: _sheet, ...risk }) => ({
        ...risk,
        assets: risk.assets.map((id) => names.get(id)),
      }));
  };
  expect(typed(doc)).toEqual(typed(before));
});

it('changes exactly the cells that somebody changed, and brings back what was removed', () => {
  const doc = sampleDoc();
  const rows = csvRows(doc);
  const titles = rows[0]!;
  rows[1]![titles.indexOf('Inherent likelihood')] = '5';
  rows[1]![titles.indexOf('Controls')] = 'A.5.1, 8.5';
  rows[2]![titles.indexOf('Treatment')] = 'Transfer';
  rows[2]![titles.indexOf('Assets')] = 'A new one';
  rows[3]![titles.indexOf('Title')] = 'Renamed';
  removeRecord(doc, 'risk', rows[4]![titles.indexOf('Risk id')]!);
  const report = read(doc, rows);
  const changes = report.flatMap(({ changes: own }) => own.map(({ field, after }) => `${field} > ${after}`));
  expect(changes).toEqual([
    'inherent:likelihood > 5',
    'controls > A.5.1, A.8.5',
    'assets > A new one',
    'treatment > share',
    'title > Renamed',
    'removed > ',
  ]);
  applyRiskImport(doc, report, hands);
  expect(changesOf(read(doc, rows))).toEqual([]);
  expect(readRegister(doc, 'asset').at(-1)?.name).toBe('A new one');
});

it('of somebody else is understood: new risks, scales in words, and what is not understood is named', () => {
  const rows = [
    [
      'ID',
      'Risk description',
      'CIA',
      'Risk Owner',
      'Probability',
      'Impact',
      'Treatment option',
      'Annex A controls',
      'Residual likelihood',
    ],
    [
      'R-1',
      'Laptop is stolen',
      'CA',
      'Ben',
      '4 - likely',
      'Very high',
      'Mitigate',
      'A.8.1; ISO 27001:2013 A.11.2.6',
      'low',
    ],
    ['R-2', 'Flood', 'C, X', '', '9', 'huge', 'pray', 'A.99.1', ''],
    ['R-3', 'laptop is Stolen', '', '', '', '', '', '', ''],
    ['R-4', '', '', 'Ben', '', '', '', '', ''],
  ];
  const report = read(new Y.Doc(), rows);
  expect(report.map(({ outcome, problem }) => problem ?? outcome)).toEqual([
    'change',
    'partly',
    'twice',
    'no-title',
  ]);
  expect(changesOf(report)).toEqual([
    'Laptop is stolen title:  > Laptop is stolen',
    'Laptop is stolen affects:  > confidentiality, availability',
    'Laptop is stolen owner:  > Ben',
    'Laptop is stolen inherent:likelihood:  > 4',
    'Laptop is stolen inherent:consequence:  > 5',
    'Laptop is stolen treatment: undecided > modify',
    'Laptop is stolen controls:  > A.7.9, A.8.1',
    'Laptop is stolen residual:likelihood:  > 2',
    'Flood title:  > Flood',
  ]);
  expect(report[1]?.problems.map(({ field }) => field)).toEqual([
    'affects',
    'inherent:likelihood',
    'inherent:consequence',
    'treatment',
    'controls',
  ]);
});

it('numbers alone make no match: another company’s R-1 does not overwrite ours', () => {
  const doc = sampleDoc();
  const report = read(doc, [
    ['Risk', 'Title', 'Owner'],
    ['R-1', 'Something else', 'Eve'],
  ]);
  expect(report[0]).toMatchObject({ notes: [{ kind: 'new-record' }] });
  expect(report[0]).not.toHaveProperty('id');
  const [ours] = readRisks(doc);
  applyRiskImport(doc, report, hands);
  expect(readRisks(doc).find(({ id }) => id === ours?.id)).toEqual(ours);
  expect(readRisks(doc).at(-1)).toMatchObject({ title: 'Something else', reference: 'R-26', owner: 'Eve' });
});

it('steps are those of the scales at hand', () => {
  expect(defaultCriteria.likelihood[3]?.label).toBe('Likely');
  const [row] = read(new Y.Doc(), [
    ['Title', 'Likelihood', 'Impact'],
    ['x', 'likely', '6'],
  ]);
  expect(row?.changes).toContainEqual({ field: 'inherent:likelihood', before: '', after: '4' });
  expect(row?.problems).toEqual([{ field: 'inherent:consequence', kind: 'not-understood', text: '6' }]);
});

describe('columns of a register that has ids of its own', () => {
  it.each([
    ['Risk ID, Risk, Description', 'reference, title, description'],
    ['Risk ID, Risk title, Owner', 'reference, title, owner'],
    ['Risk ID, No., Title', ', reference, title'],
  ])('%s', (titles, fields) => {
    const { columns } = guessRiskColumns([titles.split(', '), ['RISK-07', 'Fire', 'Ben']]);
    expect(columns.map((field) => field ?? '').join(', ')).toBe(fields);
  });
});
