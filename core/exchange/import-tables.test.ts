import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { defaultCriteria } from '../risks/criteria.ts';
import { makeSampleWorkspace, type SampleWorkspace } from '../sample/sample-workspace.ts';
import { createCustomControl, readCustomControls } from '../workspace/custom-controls.ts';
import { linkControl, recordOfCustom } from '../workspace/records.ts';
import { readRegisterState } from '../workspace/register-state.ts';
import { readRisks, removeAction, saveCriteria } from '../workspace/risks.ts';
import { linkExhibit, readSoa, unlinkExhibit } from '../workspace/workspace.ts';
import { compareRegisters } from './compare-registers.ts';
import { evidenceIndex } from './evidence-index.ts';
import { readImportFile } from './import-file.ts';
import { applyTables, guessKind, planTable, readTables, type ImportWorkspace } from './import-tables.ts';
import { riskWorkbook } from './risk-xlsx.ts';
import { soaWorkbook } from './soa-xlsx.ts';

const generatedAt = '2026-11-29T08:00:00.000Z';
const author = { by: 'Alice', at: generatedAt };
// Workbooks of the whole sample, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });
let made: SampleWorkspace;
beforeAll(async () => {
  made = await makeSampleWorkspace();
}, 120_000);

function sampleDoc(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, made.update);
  saveCriteria(doc, { ...defaultCriteria, acceptUpTo: 2 }, author);
  return doc;
}

type Table = { name?: string; rows: string[][] };

async function tablesOf(workbook: Blob): Promise<Table[]> {
  const read = readImportFile(new Uint8Array(await workbook.arrayBuffer()), 'x.xlsx');
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
}

const registerTables = (doc: Y.Doc) =>
  tablesOf(riskWorkbook({ organization: 'x', generatedAt, registers: readRegisterState(doc) }));
const soaTables = async (doc: Y.Doc) =>
  tablesOf(
    await soaWorkbook({
      organization: 'x',
      workspaceName: 'x',
      generatedAt,
      entries: readSoa(doc),
      exhibits: made.exhibits.map(({ record }) => record),
    }),
  );

function workspaceOf(doc: Y.Doc): ImportWorkspace {
  const entries = readSoa(doc);
  const { criteria, asset, supplier, obligation } = readRegisterState(doc);
  const exhibits = evidenceIndex(
    entries,
    made.exhibits.map(({ record }) => record),
  );
  return { entries, risks: readRisks(doc), criteria, asset, supplier, obligation, exhibits };
}

function reportsOf(doc: Y.Doc, tables: readonly Table[]) {
  const plans = tables.map((table) => {
    const kind = guessKind(table);
    return kind && planTable(table.rows, kind);
  });
  return readTables(tables, plans, workspaceOf(doc)).filter((report) => report !== undefined);
}

const changesOf = (reports: ReturnType<typeof reportsOf>) =>
  reports.flatMap(({ kind, rows }) =>
    rows.flatMap(({ changes, problems, problem }) => [
      ...changes.map(({ field, before, after }) => `${kind} ${field}: ${before} > ${after}`),
      ...problems.map((one) => `${kind} ${one.field}: ${one.kind}`),
      ...(problem ? [`${kind}: ${problem}`] : []),
    ]),
  );

let ids = 0;
const newId = () => {
  ids += 1;
  return `0199c009-0000-7000-8000-${String(ids).padStart(12, '0')}`;
};
const apply = (doc: Y.Doc, reports: ReturnType<typeof reportsOf>) =>
  applyTables(doc, reports, { author, newId });

function edited(tables: Table[], sheet: string, from: string, to: string): void {
  for (const row of tables.find(({ name }) => name === sheet)?.rows ?? []) {
    const at = row.indexOf(from);
    if (at < 0) continue;
    row[at] = to;
    return;
  }
  throw new Error(`${sheet} has no cell ${from}`);
}

describe('the whole risk workbook', () => {
  it('comes back as what is there, each sheet taken as what it is', async () => {
    const doc = sampleDoc();
    const reports = reportsOf(doc, await registerTables(doc));
    expect(reports.map(({ kind }) => kind)).toEqual([
      'criteria',
      'risk',
      'action',
      'asset',
      'supplier',
      'obligation',
    ]);
    expect(changesOf(reports)).toEqual([]);
  });

  it('changes exactly the cells that were edited, also names and titles by which rows are known', async () => {
    const doc = sampleDoc();
    const tables = await registerTables(doc);
    const [asset] = readRegisterState(doc).asset;
    edited(tables, 'Actions', 'Check that the measures work', 'Check it twice');
    edited(tables, 'Actions', '2027-02-26', '');
    edited(tables, 'Actions', 'Open', 'Done');
    edited(tables, 'Assets', asset?.name ?? '', 'Another name');
    edited(tables, 'Criteria', 'Rare', 'Hardly ever');
    edited(tables, 'Criteria', 'High', 'Low');
    const reports = reportsOf(doc, tables);
    expect(changesOf(reports).filter((change) => !change.startsWith('criteria Level at'))).toEqual([
      'criteria May be accepted up to: High > Low',
      `criteria Likelihood 1: ${criteriaText('Rare')} > ${criteriaText('Rare').replace('Rare', 'Hardly ever')}`,
      'action action:title: Check that the measures work > Check it twice',
      'action action:due: 2027-02-26 > ',
      'action action:done:  > yes',
      `asset name: ${asset?.name} > Another name`,
    ]);
    const before = readRegisterState(doc);
    apply(doc, reports);
    const there = compareRegisters(before, readRegisterState(doc));
    expect(there.filter(({ part }) => part !== 'risk' && part !== 'criteria')).toMatchObject([
      { part: 'action', field: 'Action', after: 'Check it twice' },
      { part: 'action', field: 'Due', after: '' },
      { part: 'action', field: 'State', after: 'Done' },
      { part: 'asset', field: 'Name', after: 'Another name' },
    ]);
    // The register's own sheet still names the asset as it was called; all else is as the file says.
    const again = changesOf(reportsOf(doc, tables));
    expect(again.filter((change) => !change.startsWith('risk assets:'))).toEqual([]);
  });
  const criteriaText = (label: string) =>
    defaultCriteria.likelihood
      .filter((step) => step.label === label)
      .map(({ description }) => `${label}: ${description}`)
      .join('');

  it('fills an empty workspace with criteria, actions and acceptances that still hold', async () => {
    const from = sampleDoc();
    const to = new Y.Doc();
    // They are in the file of the SoA, which comes first.
    for (const { id, ...custom } of readCustomControls(from))
      createCustomControl(to, recordOfCustom(id), custom, author);
    apply(to, reportsOf(to, await registerTables(from)));
    const there = compareRegisters(readRegisterState(from), readRegisterState(to));
    // What follows the records of the file is the same, whatever their ids.
    expect(there).toEqual([]);
  });

  it('says of actions whose risk is nowhere, of ones without a name, and of criteria that do not fit', async () => {
    const doc = sampleDoc();
    const actions = {
      name: 'Actions',
      rows: [
        ['Risk', 'Risk title', 'Action', 'State'],
        ['R-1', 'Somebody else’s first risk', 'Do it', 'Open'],
        ['R-2', '', '', 'Open'],
        ['R-2', '', 'Do this', 'half done'],
        ['R-2', '', 'Do this', 'Done'],
      ],
    };
    const criteria = (await registerTables(doc)).find(({ name }) => name === 'Criteria')!;
    edited([criteria], 'Criteria', 'High', 'Unheard of');
    expect(changesOf(reportsOf(doc, [actions, criteria]))).toEqual([
      'action: no-such-risk',
      'action: no-title',
      'action action:title:  > Do this',
      'action action:done: not-understood',
      'action: twice',
      'criteria: no-criteria',
    ]);
  });
});

describe('links in a Statement of Applicability', () => {
  it('come back as what is there, and by the index of the file where numbers have moved since', async () => {
    const doc = sampleDoc();
    const tables = await soaTables(doc);
    expect(changesOf(reportsOf(doc, tables))).toEqual([]);
    // As if an older exhibit had come in since: today's numbers are others.
    made.exhibits.reverse();
    expect(changesOf(reportsOf(doc, tables))).toEqual([]);
  });

  it('are set as the file says: risks by number or title, laws by name, exhibits by number or title', async () => {
    const before = sampleDoc();
    const tables = await soaTables(before);
    const doc = sampleDoc();
    const entry = readSoa(doc).find(
      (one) => one.risks.length > 0 && one.obligations.length > 0 && one.exhibits.length > 0,
    );
    if (!entry) throw new Error('the sample has such a row');
    const { control } = entry;
    for (const { id } of entry.risks) linkControl(doc, 'risk', id, control, false);
    for (const { id } of entry.obligations) linkControl(doc, 'obligation', id, control, false);
    for (const id of entry.exhibits) unlinkExhibit(doc, control, id);
    const other = made.exhibits.find(({ record }) => !entry.exhibits.includes(record.id))!.record.id;
    linkExhibit(doc, { control, exhibit: other, linkedBy: 'x', linkedAt: generatedAt });
    apply(doc, reportsOf(doc, tables));
    const after = readSoa(doc).find((one) => one.control === control);
    expect(after?.risks).toEqual(entry.risks);
    expect(after?.obligations).toEqual(entry.obligations);
    expect(after?.exhibits.toSorted()).toEqual(entry.exhibits.toSorted());
  });

  it('of another file add to those that are here, and what is not here is said', () => {
    const doc = sampleDoc();
    const [risk, second] = readRisks(doc);
    const [exhibit] = made.exhibits;
    const name = 'Statement';
    const heads = ['Control', 'Applicable', 'Risks', 'Laws and contracts', 'Evidence'];
    const report = (...cells: string[]) =>
      changesOf(reportsOf(doc, [{ name, rows: [heads, ['A.7.14', 'Yes', ...cells]] }])).filter(
        (change) => !change.includes('applicability'),
      );
    expect(report('R-9999, R-1', 'No such law', 'EV-0001')).toEqual([
      'soa risks: no-such-record',
      'soa obligations: no-such-record',
      'soa exhibits: no-such-record',
    ]);
    const title = exhibit?.record.provenance.title ?? '';
    const found = report(`R-1; ${second?.title}`, '', title);
    expect(found.some((change) => change.includes(risk?.id ?? '') && change.includes(second?.id ?? ''))).toBe(
      true,
    );
    expect(found.some((change) => change.startsWith('soa exhibits:'))).toBe(true);
  });
});

it('an action that was removed here comes back with the file', async () => {
  const doc = sampleDoc();
  const tables = await registerTables(doc);
  const [risk] = readRisks(doc).filter(({ actions }) => actions.length > 0);
  const [action] = risk?.actions ?? [];
  removeAction(doc, risk!.id, action!.id);
  const reports = reportsOf(doc, tables);
  expect(changesOf(reports)[0]).toBe(`action action:title:  > ${action?.title}`);
  apply(doc, reports);
  expect(readRisks(doc).find(({ id }) => id === risk?.id)?.actions).toMatchObject([{ title: action?.title }]);
});
