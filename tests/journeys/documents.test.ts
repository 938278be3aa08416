/**
 * The documents in the hands of an auditor: PDFs read by pdftotext, DOCX opened by LibreOffice. Needs those programs (Debian:
 * poppler-utils, libreoffice-writer).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls } from '#core/catalogue/controls.ts';
import { docx } from '#core/exchange/docx.ts';
import { riskReport } from '#core/exchange/risk-report.ts';
import { soaReport } from '#core/exchange/soa-report.ts';
import { auditPack } from '#core/pack/audit-pack.ts';
import { defaultCriteria } from '#core/risks/criteria.ts';
import { sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import { drawPdf } from '#core/typeset/draw-pdf.ts';
import type { Report } from '#core/typeset/report.ts';
import { fontsInNode } from '#models/fonts/font-assets.ts';
import { makeRisk } from '../fixtures/risks.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';
import type { CommentThread } from '#core/workspace/soa-comments.ts';

/** By control, short enough for one line of its column. */
const scripts = {
  'A.5.1': 'Рассмотрено руководством',
  'A.5.2': 'Εγκρίθηκε από τη διοίκηση',
  'A.5.3': 'بيان قابلية التطبيق',
  'A.5.4': 'הצהרת ישימות מאושרת',
  'A.5.5': '适用性声明已批准',
  'A.5.6': '適用宣言書のバックアップ',
  'A.5.7': '적용성 보고서 승인',
  'A.5.8': 'प्रयोज्यता विवरण स्वीकृत',
  'A.5.9': 'Zażółć gęślą jaźń – Ünïcödé',
  'A.5.10': 'อนุมัติโดยฝ่ายบริหาร',
  'A.5.11': 'დამტკიცებულია',
  'A.5.12': 'በአስተዳደር ጸድቋል',
} as const;
const long = `long ${'A justification that goes on over several pages. '.repeat(500)}and its end`;

let folder: string;
const texts: Record<string, string> = {};
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
/** Without what readers of right-to-left text add to show its direction. */
const plain = (text: string) => text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
const pagesOf = (pdf: string) => Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', pdf))?.[1]);
const at = (name: string) => join(folder, name);

const thread: CommentThread = {
  id: '01890a5d-ac96-774b-bcce-b302099a8050',
  control: 'A.7.1',
  comments: [
    {
      id: '01890a5d-ac96-774b-bcce-b302099a8050',
      by: 'Ζωή',
      at: '2026-04-01T00:00:00.000Z',
      text: 'Верно ли это, Бен?',
      mentions: ['Бен'],
      editedAt: undefined,
      earlier: [],
      deleted: false,
    },
  ],
  resolved: { by: 'Ben', at: '2026-04-02T00:00:00.000Z' },
};
const registers = {
  risks: Array.from({ length: 40 }, (_, number) =>
    makeRisk({ reference: `R-${number + 1}`, title: `Risk no. ${number + 1}`, plan: scripts['A.5.5'] }),
  ),
  criteria: defaultCriteria,
  asset: [],
  supplier: [],
  obligation: [],
  customControls: [],
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
  const changes = Object.fromEntries(
    Object.entries(scripts).map(([control, words]) => [control, { justification: words }]),
  );
  const sample = await makeWorkspaceSample(undefined, { ...changes, 'A.8.1': { justification: long } });
  const reports: Record<string, Report> = {
    soa: soaReport({
      ...sample,
      scope: 'All that the company does',
      comments: { threads: [thread], findings: [] },
    }),
    risks: riskReport({ ...sample, registers }),
  };
  for (const [name, report] of Object.entries(reports)) {
    writeFileSync(at(`${name}.pdf`), await drawPdf(report, fontsInNode));
    writeFileSync(at(`${name}.docx`), docx(report));
    texts[`${name}.pdf`] = plain(run('pdftotext', at(`${name}.pdf`), '-'));
  }
  const profile = `-env:UserInstallation=file://${at('office')}`;
  const both = Object.keys(reports).map((name) => at(`${name}.docx`));
  run(
    'soffice',
    profile,
    '--headless',
    '--convert-to',
    'txt:Text (encoded):UTF8',
    '--outdir',
    folder,
    ...both,
  );
  run('soffice', profile, '--headless', '--convert-to', 'pdf', '--outdir', at('office'), ...both);
  for (const name of Object.keys(reports)) texts[`${name}.docx`] = readFileSync(at(`${name}.txt`), 'utf8');
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['soa.pdf', 'soa.docx'])('%s', (name) => {
  it('has a row for each of the 93 controls, and its title', () => {
    const lines = new Set(texts[name]?.split('\n').map((line) => line.trim()));
    expect(controls.filter(({ id }) => !lines.has(id))).toEqual([]);
    // Titles may go on in the next line, and pdftotext takes a hyphen at the end of one away.
    const joined = (text: string) => text.replace(/[\s-]+/g, '');
    const text = joined(texts[name] ?? '');
    expect(controls.filter(({ title }) => !text.includes(joined(title)))).toEqual([]);
  });

  it('has cover, totals and clauses', () => {
    const text = texts[name]?.replace(/\s+/g, ' ') ?? '';
    for (const words of [
      'Müller & Söhne GmbH',
      'All that the company does',
      'ISO/IEC 27001:2022',
      'Not frozen',
      'Legend',
    ])
      expect(text).toContain(words);
    for (const count of ['(37)', '(8)', '(14)', '(34)']) expect(text).toContain(count);
    for (const words of ['Part 1: Clauses 4 to 10', 'Control of documented information', 'Part 3: Evidence'])
      expect(text).toContain(words);
    for (const words of ['Appendix: Comments', 'Ζωή', 'Верно ли это, Бен?', 'Resolved by Ben'])
      expect(text).toContain(words);
  });

  it.each(Object.entries(scripts))('shows what %s says: %s', (_, words) => {
    expect(texts[name]).toContain(words);
  });

  it('cuts no text, however long', () => {
    const text = texts[name]?.replace(/\s+/g, ' ') ?? '';
    expect(text.match(/A justification that goes on|A justification that/g)?.length).toBeGreaterThanOrEqual(
      490,
    );
    expect(text).toContain('and its end');
  });
});

it.each(['risks.pdf', 'risks.docx'])('%s has every risk and the criteria', (name) => {
  const lines = new Set(texts[name]?.split('\n').map((line) => line.trim()));
  expect(registers.risks.filter(({ reference }) => !lines.has(reference))).toEqual([]);
  for (const { description } of defaultCriteria.consequence)
    expect(texts[name]?.replace(/\s+/g, ' ')).toContain(description);
  expect(texts[name]).toContain(scripts['A.5.5']);
});

it('numbers each page and repeats the heads of tables, in the PDF as in the document', () => {
  for (const pdf of [at('soa.pdf'), join(at('office'), 'soa.pdf')]) {
    const pages = pagesOf(pdf);
    expect(pages).toBeGreaterThan(10);
    const parts = plain(run('pdftotext', '-layout', pdf, '-'))
      .split('\f')
      .slice(0, pages);
    for (const [index, page] of parts.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages}`);
      expect(page).toContain('Müller & Söhne GmbH');
    }
    const withRows = parts.filter((page) => /^\s*A\.[5-8]\.\d+\s/m.test(page) && !page.includes('EV-0001'));
    expect(withRows.length).toBeGreaterThan(5);
    const heads = /Control\s+Decision\s+Justification|About\s+By whom and when\s+What was said/;
    expect(withRows.filter((page) => !heads.test(page))).toEqual([]);
  }
});

it('tells a screen reader what is a heading, a table and a head of it', () => {
  expect(run('pdfinfo', at('soa.pdf'))).toMatch(/Tagged:\s+yes/);
  const tree = run('pdfinfo', '-struct-text', at('soa.pdf')).split('\n');
  const kinds = (kind: string) => tree.filter((line) => line.trim().startsWith(kind));
  expect(tree.slice(0, 3).map((line) => line.trim())).toEqual([
    'Document',
    'H1 (block)',
    '"Statement of Applicability"',
  ]);
  const after = (line: string) => tree[tree.findIndex((one) => one.trim() === line) + 1]?.trim();
  // Clauses, controls, evidence and comments.
  expect(kinds('H2').length).toBe(4);
  expect(tree.map((line) => line.trim())).toContain('"Part 2: Controls of Annex A"');
  expect(after('Table (block)')).toMatch(/^TR/);
  // Four tables of themes have seven heads each; each row of a control has a head and six cells.
  expect(kinds('TH').length).toBeGreaterThan(4 * 7 + controls.length);
  expect(kinds('TD').length).toBeGreaterThan(6 * controls.length);
  // What is repeated on each page is read once.
  const heads = tree.filter((line) => line.includes('"Justification for inclusion or exclusion"'));
  expect(heads.length).toBe(4);
  expect(tree.some((line) => line.includes('Page 2 of'))).toBe(false);
});

it('embeds every font of the PDF', () => {
  const [, , ...fonts] = run('pdffonts', at('soa.pdf')).trimEnd().split('\n');
  expect(fonts.length).toBeGreaterThan(8);
  expect(fonts.filter((line) => !/CID TrueType +Identity-H +yes yes yes/.test(line))).toEqual([]);
});

it('is in the pack, which has the same bytes each time', async () => {
  const sample = await makeWorkspaceSample(undefined, { 'A.5.1': { justification: scripts['A.5.6'] } });
  const packed = async () => {
    const stream = auditPack({ ...sample, registers, drawPdf: (report) => drawPdf(report, fontsInNode) });
    return new Uint8Array(await new Response(stream as ReadableStream<Bytes>).arrayBuffer());
  };
  const pack = await packed();
  expect(await sha256Hex(await packed())).toBe(await sha256Hex(pack));
  writeFileSync(at('pack.zip'), pack);
  run('unzip', '-q', at('pack.zip'), '-d', at('pack'));
  const files = ['03_SoA/SoA.pdf', '02_Risk/Risk-register.pdf'];
  const [top = ''] = run('ls', at('pack')).trim().split('\n');
  for (const file of files)
    expect(run('pdfinfo', join(at('pack'), top, file))).toContain('Müller & Söhne GmbH');
  expect(plain(run('pdftotext', join(at('pack'), top, '03_SoA/SoA.pdf'), '-'))).toContain(scripts['A.5.6']);
});
