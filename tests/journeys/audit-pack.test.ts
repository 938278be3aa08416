/**
 * The audit pack in the hands of an auditor: unpacked by unzip, checked by sha256sum with the line that the pack prints, its
 * workbooks opened by LibreOffice. Needs those three programs (Debian: unzip, coreutils, libreoffice-calc).
 */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import { cellText } from '#core/exchange/plain-text.ts';
import { auditPackName } from '#core/pack/audit-pack-name.ts';
import { auditPack } from '#core/pack/audit-pack.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { makeWorkspaceSample, type WorkspaceSample } from '../fixtures/workspace-sample.ts';

const run = promisify(execFile);

/** What somebody might type into a justification, by control. Each must come out of the workbook as it went in. */
const typed = {
  'A.5.1': '=1+1',
  'A.5.2': '+49 30 1234567',
  'A.5.3': '-5',
  'A.5.4': '@SUM(1,2)',
  'A.5.5': "=cmd|'/c calc'!A0",
  'A.5.6': 'constructor',
  'A.5.7': '__proto__',
  'A.5.8': 'Zoë Müller prüft die Straße 🧑‍💻🔐',
  'A.5.9': '情報セキュリティ 정보 信息安全',
  'A.5.10': 'أمن المعلومات שלום',
  'A.5.11': '<b>&amp;</b> "quoted", comma; semicolon',
  'A.5.12': '_x0041_ is not A',
  'A.5.13': '  spaces at both ends  ',
  'A.5.14': 'first line\nsecond line\n\nfourth line',
  'A.5.15': '00123',
  'A.5.16': '1/2',
  'A.5.17': 'TRUE',
  'A.5.18': "'apostrophe",
  'A.5.19': 'replacement \uFFFD stays',
  'A.5.20': `long ${'x😀'.repeat(20_000)}`,
  'A.5.21': 'control \u0000\u0001\u000B characters go',
} as const;

let folder: string;
let sample: WorkspaceSample;
let top: string;
let sheets: Map<string, string[][]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-pack-'));
  const changes = Object.fromEntries(
    Object.entries(typed).map(([control, justification], at) => [
      control,
      {
        justification,
        applicability: at % 2 === 0 ? ('applicable' as const) : ('not-applicable' as const),
        reasons: at % 3 === 0 ? (['legal', 'risk'] as const).slice() : [],
        status: at === 1 ? ('planned' as const) : ('implemented' as const),
        plannedFor: at === 1 ? '2026-12-31' : '',
        owner: at === 0 ? '=owner()' : '',
      },
    ]),
  );
  sample = await makeWorkspaceSample(undefined, changes);
  const archive = join(folder, 'pack.zip');
  await pipeline(Readable.from(auditPack(sample)), createWriteStream(archive));
  await tool('unzip', ['-q', archive, '-d', folder], 'unzip');
  top = join(folder, auditPackName(sample));
  sheets = await openInLibreOffice([join(top, '03_SoA/SoA.xlsx'), join(top, '00_INDEX.xlsx')]);
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program; when it is not installed, the failure says which Debian package has it. */
async function tool(program: string, args: string[], debianPackage: string, cwd?: string): Promise<string> {
  try {
    return (await run(program, args, { cwd, maxBuffer: 64 * 1024 * 1024, timeout: 150_000 })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`This test needs the program ${program}; install the package ${debianPackage}.`, {
      cause: error,
    });
  }
}

/** Every sheet of the workbooks as LibreOffice reads it, by `workbook-sheet`. One start of the program for all. */
async function openInLibreOffice(workbooks: string[]): Promise<Map<string, string[][]>> {
  const out = join(folder, 'csv');
  await mkdir(out);
  // Comma, quote every text, UTF-8, and -1 for all sheets.
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1';
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  await tool(
    'soffice',
    [profile, '--headless', '--convert-to', filter, '--outdir', out, ...workbooks],
    'libreoffice-calc',
  );
  const names = await readdir(out);
  const read = names.map(
    async (name) => [name.replace(/\.csv$/, ''), readCsv(await readFile(join(out, name), 'utf8'))] as const,
  );
  return new Map(await Promise.all(read));
}

/** Rows of LibreOffice's CSV, where line ends are `\n` and texts are quoted. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

const sheet = (name: string): string[][] => {
  const rows = sheets.get(name);
  if (!rows) throw new Error(`LibreOffice found no sheet ${name}, only ${[...sheets.keys()].join(', ')}.`);
  return rows;
};
const column = (rows: string[][], title: string) => rows[0]?.indexOf(title) ?? -1;

describe('sha256sum', () => {
  it('accepts the pack with the line that VERIFY.txt prints', async () => {
    const text = await readFile(join(top, '99_Integrity/VERIFY.txt'), 'utf8');
    const line = text
      .split('\n')
      .find((each) => each.includes('sha256sum -c'))
      ?.trim();
    const said = await tool('sh', ['-c', line ?? 'false'], 'coreutils', top);
    expect(said.trimEnd().split('\n')).toHaveLength(28);
    expect(said.replaceAll(/^.*: OK\n/gm, '')).toBe('');
  });

  it('names a file in which one byte flipped', async () => {
    const path = '04_Exhibits/EV-0003_hyperlink-http-evil-example-x_2026-05-01/original.png';
    const bytes = await readFile(join(top, path));
    const flipped = Uint8Array.from(bytes);
    flipped[30] = (flipped[30] ?? 0) ^ 1;
    await writeFile(join(top, path), flipped);
    const refused = await tool('sha256sum', ['-c', '99_Integrity/SHA256SUMS'], 'coreutils', top).catch(
      (error: unknown) => error,
    );
    await writeFile(join(top, path), bytes);
    expect(refused).toMatchObject({ code: 1 });
    expect((refused as { stdout: string }).stdout).toContain(`${path}: FAILED`);
  });

  it('agrees with the record about every file of an exhibit', async () => {
    const [record] = sample.exhibits;
    if (!record) throw new Error('the sample has exhibits');
    const [name] = (await readdir(join(top, '04_Exhibits'))).toSorted();
    const stored = await readFile(join(top, '04_Exhibits', name ?? '', 'record.json'));
    expect(await sha256Hex(Uint8Array.from(stored))).toBe(await canonicalRecordSha256(record));
    expect(JSON.parse(stored.toString('utf8'))).toEqual(record);
  });
});

describe('LibreOffice', () => {
  it('finds every typed text in the Statement of Applicability as it was typed', () => {
    const rows = sheet('SoA-Statement of Applicability');
    const justification = column(rows, 'Justification for inclusion or exclusion');
    const found = Object.fromEntries(rows.slice(1).map((row) => [row[0], row[justification]]));
    for (const [control, text] of Object.entries(typed)) expect(found[control], control).toBe(cellText(text));
  });

  it('finds 93 controls with title, decision, reasons, status, date, owner and evidence', () => {
    const rows = sheet('SoA-Statement of Applicability');
    expect(rows).toHaveLength(94);
    const cell = (control: string, title: string) =>
      rows.find((row) => row[0] === control)?.[column(rows, title)];
    expect(cell('A.5.1', 'Title')).toBe('Policies for information security');
    expect(cell('A.5.1', 'Applicable')).toBe('Applicable');
    expect(['L', 'C', 'R', 'B'].map((letter) => cell('A.5.1', letter))).toEqual(['x', '', 'x', '']);
    expect(cell('A.5.1', 'Owner')).toBe('=owner()');
    expect(cell('A.5.2', 'Applicable')).toBe('Not applicable');
    expect(cell('A.5.2', 'Status')).toBe('Planned');
    expect(cell('A.5.2', 'Planned for')).toBe('2026-12-31');
    expect(cell('A.8.5', 'Evidence')).toBe('EV-0001');
    expect(cell('A.8.5', 'Newest evidence (UTC)')).toBe('2026-05-01T08:00:00.000Z');
    expect(cell('A.8.34', 'Status')).toBe('Unverified');
  });

  it('finds the totals on the cover', () => {
    const rows = sheet('SoA-Cover');
    const line = (label: string) => rows.find((row) => row[0] === label)?.slice(1, 5);
    expect(line('Organisation')?.[0]).toBe('Müller & Söhne GmbH');
    expect(line('Standard')?.[0]).toBe('ISO/IEC 27001:2022');
    expect(line('A.5 Organizational')).toEqual(['37', '11', '10', '16']);
    expect(line('A.6 People')).toEqual(['8', '0', '0', '8']);
    expect(line('A.7 Physical')).toEqual(['14', '0', '0', '14']);
    expect(line('A.8 Technological')).toEqual(['34', '0', '0', '34']);
    expect(line('All')).toEqual(['93', '11', '10', '72']);
    expect(line('Unverified')).toEqual(['72', '0', '0', '72']);
    expect(line('Implemented')).toEqual(['20', '11', '9', '0']);
  });

  it('finds each exhibit once in the index and once for each of its controls', () => {
    const index = sheet('00_INDEX-Evidence index');
    expect(index.slice(1).map((row) => row[0])).toEqual(['EV-0001', 'EV-0002', 'EV-0003']);
    expect(index[1]?.[column(index, 'Controls')]).toBe('A.5.15, A.5.17, A.5.18, A.8.2, A.8.5');
    expect(index[3]?.[column(index, 'Title')]).toBe('=HYPERLINK("http://evil.example","x")');
    expect(index.map((row) => row.at(-1))).toEqual([
      'Scope of the pack',
      ...index.slice(1).map(() => 'All exhibits'),
    ]);
    expect(sheet('SoA-Evidence index')).toEqual(index.map((row) => row.slice(0, -1)));
    const pairs = sheet('00_INDEX-By control').filter((row) => row[3] === 'EV-0001');
    expect(pairs.map((row) => row[0])).toEqual(['A.5.15', 'A.5.17', 'A.5.18', 'A.8.2', 'A.8.5']);
  });

  it('agrees with the CSV index but for the apostrophe of the formula guard', async () => {
    const text = await readFile(join(top, '00_INDEX.csv'), 'utf8');
    const rows = readCsv(text.replace('\uFEFF', '').replaceAll('\r\n', '\n'));
    const unguarded = rows.map((row) => row.map((field) => field.replace(/^'(?==)/, '')));
    expect(unguarded).toEqual(sheet('00_INDEX-Evidence index'));
    expect(text).toContain(`,"'=HYPERLINK(""http://evil.example"",""x"")",`);
  });
});
