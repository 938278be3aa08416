/** Exports of the SoA and of the risk register, edited and saved by LibreOffice, comes back with exactly the edited cells changed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readImportFile } from '#core/exchange/import-file.ts';
import { guessKind, planTable, readTables, type ImportWorkspace } from '#core/exchange/import-tables.ts';
import { soaWorkbook } from '#core/exchange/soa-xlsx.ts';
import { makeSampleWorkspace } from '#core/sample/sample-workspace.ts';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { evidenceIndex } from '#core/exchange/evidence-index.ts';
import { riskWorkbook } from '#core/exchange/risk-xlsx.ts';
import { readRegisterState } from '#core/workspace/register-state.ts';
import { readRisks } from '#core/workspace/risks.ts';
import { addComment, readComments } from '#core/workspace/soa-comments.ts';
import { readSoa, setOwner, soaText } from '#core/workspace/workspace.ts';

let dir: string;
const doc = new Y.Doc();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'exhibit-office-'));
  const sample = await makeSampleWorkspace();
  Y.applyUpdate(doc, sample.update);
  exhibits.push(...sample.exhibits.map(({ record }) => record));
  soaText(doc, 'A.5.3', 'remarks').insert(0, '=1+1\nsecond line  two spaces _x0041_ 日本語 "quoted"');
  soaText(doc, 'A.5.4', 'remarks').insert(0, "'starts with an apostrophe");
  const said = { by: 'Ben', at: '2026-05-01T00:00:00.000Z', mentions: ['Zoë'] };
  const id = '01890a5d-ac96-774b-bcce-b302099a8050';
  addComment(doc, { control: 'A.5.1', thread: id, id }, { ...said, text: 'Is the owner still right? @Zoë' });
  setOwner(doc, 'A.5.5', 'مرحبا, Zoë');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Has LibreOffice open the file and save it in another format beside it. */
function convert(from: string, to: string, filter = to): string {
  const profile = `-env:UserInstallation=file://${join(dir, 'office')}`;
  const target = join(dir, to);
  execFileSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', target, from], {
    stdio: 'ignore',
  });
  return join(target, `${basename(from, extname(from))}.${to}`);
}

const exhibits: ExhibitRecord[] = [];

function changesOf(file: string): string[] {
  const tables = readImportFile(Uint8Array.from(readFileSync(file)), file);
  if (!tables.ok) throw new Error(tables.error.kind);
  const { criteria, asset, supplier, obligation } = readRegisterState(doc);
  const entries = readSoa(doc);
  const workspace: ImportWorkspace = {
    entries,
    risks: readRisks(doc),
    criteria,
    asset,
    supplier,
    obligation,
    exhibits: evidenceIndex(entries, exhibits),
  };
  const plans = tables.value.map((table) => {
    const kind = guessKind(table);
    return kind && planTable(table.rows, kind);
  });
  const reports = readTables(tables.value, plans, workspace).filter((report) => report !== undefined);
  return reports.flatMap(({ rows }) =>
    rows.flatMap(({ label, changes, problems, problem }) => [
      ...problems.map(({ field, kind }) => `${label} ${field}: ${kind}`),
      ...(problem ? [`${label}: ${problem}`] : []),
      ...changes.map(({ field, before, after }) => `${label} ${field}: ${before} > ${after}`),
    ]),
  );
}

/** LibreOffice's own flat form: a cell for each column; equal neighbours may be one with a count. */
function edit(text: string, sheet: string, row: string, from: string, to: string): string {
  const start = text.indexOf(`<text:p>${row}</text:p>`, text.indexOf(`table:name="${sheet}"`));
  const cell = text.indexOf(`<text:p>${from}</text:p>`, start);
  expect(start).toBeGreaterThan(0);
  expect(text.slice(start, cell)).not.toContain('</table:table-row>');
  return `${text.slice(0, cell)}<text:p>${to}</text:p>${text.slice(cell + `<text:p>${from}</text:p>`.length)}`;
}

it('saved as it is nothing changes; after edits exactly those cells do', async () => {
  const exported = join(dir, 'soa.xlsx');
  const workbook = await soaWorkbook({
    organization: 'Harbourlight',
    workspaceName: 'ISMS',
    generatedAt: '2026-11-29T08:00:00.000Z',
    entries: readSoa(doc),
    exhibits,
    comments: { threads: [...readComments(doc).values()].flat(), findings: [] },
  });
  writeFileSync(exported, new Uint8Array(await workbook.arrayBuffer()));
  const flat = convert(exported, 'fods');
  const source = readFileSync(flat, 'utf8');
  expect(source).toContain('<text:p>Is the owner still right? @Zoë</text:p>');
  expect(changesOf(convert(flat, 'xlsx'))).toEqual([]);

  const owner = readSoa(doc)[0]?.owner ?? '';
  const sheet = 'Statement of Applicability';
  let edited = edit(source, sheet, 'A.5.1', owner, 'Zoë Example');
  edited = edit(edited, sheet, 'A.8.5', 'Implemented', 'Partly implemented');
  edited = edit(edited, sheet, 'A.8.30', 'Not applicable', 'Applicable');
  edited = edit(edited, sheet, 'A.5.4', '&apos;starts with an apostrophe', 'ended');
  writeFileSync(flat, edited);
  expect(changesOf(convert(flat, 'xlsx'))).toEqual([
    `A.5.1 owner: ${owner} > Zoë Example`,
    "A.5.4 remarks: 'starts with an apostrophe > ended",
    'A.8.5 status: implemented > partly',
    'A.8.30 applicability: not-applicable > applicable',
  ]);
});

it('the whole risk workbook too: a risk, an action, an asset, the criteria', async () => {
  const exported = join(dir, 'risks.xlsx');
  const generatedAt = '2026-11-29T08:00:00.000Z';
  const registers = readRegisterState(doc);
  const workbook = riskWorkbook({ organization: 'Harbourlight', generatedAt, registers });
  writeFileSync(exported, new Uint8Array(await workbook.arrayBuffer()));
  const flat = convert(exported, 'fods');
  const source = readFileSync(flat, 'utf8');
  expect(changesOf(convert(flat, 'xlsx'))).toEqual([]);

  const [risk] = registers.risks;
  const [asset] = registers.asset;
  const treated = registers.risks.find(({ actions }) => actions.length > 0);
  if (!risk || !asset || !treated) throw new Error('the sample has them');
  let edited = edit(source, 'Risk register', risk.reference, risk.owner, 'Zoë Example');
  edited = edit(edited, 'Actions', treated.reference, 'Open', 'Done');
  edited = edit(edited, 'Assets', asset.name, asset.owner, 'Zoë Example');
  edited = edit(edited, 'Criteria', 'May be accepted up to', 'Moderate', 'Low');
  writeFileSync(flat, edited);
  expect(changesOf(convert(flat, 'xlsx'))).toEqual([
    'Criteria May be accepted up to: Moderate > Low',
    `${risk.title} owner: ${risk.owner} > Zoë Example`,
    'Check that the measures work action:done:  > yes',
    `${asset.name} owner: ${asset.owner} > Zoë Example`,
  ]);
});
