/** An export of the SoA, edited and saved by LibreOffice, comes back with exactly the edited cells changed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readImportFile } from '#core/exchange/import-file.ts';
import { guessKind, planTable, readTable, type ImportWorkspace } from '#core/exchange/import-tables.ts';
import { soaWorkbook } from '#core/exchange/soa-xlsx.ts';
import { makeSampleWorkspace } from '#core/sample/sample-workspace.ts';
import { defaultCriteria } from '#core/risks/criteria.ts';
import { readRegister } from '#core/workspace/registers.ts';
import { readSoa, setOwner, soaText } from '#core/workspace/workspace.ts';

let dir: string;
const doc = new Y.Doc();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'exhibit-office-'));
  Y.applyUpdate(doc, (await makeSampleWorkspace()).update);
  soaText(doc, 'A.5.3', 'remarks').insert(0, '=1+1\nsecond line  two spaces _x0041_ 日本語 "quoted"');
  soaText(doc, 'A.5.4', 'remarks').insert(0, "'starts with an apostrophe");
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
  return join(target, `soa.${to}`);
}

function changesOf(file: string): string[] {
  const tables = readImportFile(Uint8Array.from(readFileSync(file)), file);
  if (!tables.ok) throw new Error(tables.error.kind);
  const workspace: ImportWorkspace = {
    entries: readSoa(doc),
    risks: [],
    criteria: defaultCriteria,
    asset: [],
    supplier: readRegister(doc, 'supplier'),
    obligation: [],
  };
  const table = tables.value.find((one) => guessKind(one) === 'soa');
  if (!table) throw new Error('no sheet with controls');
  const { rows } = readTable(table.rows, planTable(table.rows, 'soa'), workspace);
  expect(rows).toHaveLength(93);
  expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
  return rows.flatMap(({ key, changes }) =>
    changes.map(({ field, before, after }) => `${key} ${field}: ${before} > ${after}`),
  );
}

it('saved as it is nothing changes; after edits exactly those cells do', async () => {
  const exported = join(dir, 'soa.xlsx');
  const workbook = await soaWorkbook({
    organization: 'Harbourlight',
    workspaceName: 'ISMS',
    generatedAt: '2026-11-29T08:00:00.000Z',
    entries: readSoa(doc),
    exhibits: [],
  });
  writeFileSync(exported, new Uint8Array(await workbook.arrayBuffer()));
  const flat = convert(exported, 'fods');
  const source = readFileSync(flat, 'utf8');
  expect(changesOf(convert(flat, 'xlsx'))).toEqual([]);

  // LibreOffice's own flat form: the second sheet's rows, a cell for each column; equal neighbours may be one with a count.
  const edit = (text: string, control: string, from: string, to: string) => {
    const row = text.indexOf(
      `<text:p>${control}</text:p>`,
      text.indexOf('table:name="Statement of Applicability"'),
    );
    const cell = text.indexOf(from, row);
    expect(row).toBeGreaterThan(0);
    expect(text.slice(row, cell)).not.toContain('</table:table-row>');
    return text.slice(0, cell) + to + text.slice(cell + from.length);
  };
  const owner = readSoa(doc)[0]?.owner ?? '';
  let edited = edit(source, 'A.5.1', `<text:p>${owner}</text:p>`, '<text:p>Zoë Example</text:p>');
  edited = edit(edited, 'A.8.5', '<text:p>Implemented</text:p>', '<text:p>Partly implemented</text:p>');
  edited = edit(edited, 'A.8.30', '<text:p>Not applicable</text:p>', '<text:p>Applicable</text:p>');
  edited = edit(
    edited,
    'A.5.4',
    '<text:p>&apos;starts with an apostrophe</text:p>',
    '<text:p>ended</text:p>',
  );
  writeFileSync(flat, edited);
  expect(changesOf(convert(flat, 'xlsx'))).toEqual([
    `A.5.1 owner: ${owner} > Zoë Example`,
    "A.5.4 remarks: 'starts with an apostrophe > ended",
    'A.8.5 status: implemented > partly',
    'A.8.30 applicability: not-applicable > applicable',
  ]);
});
