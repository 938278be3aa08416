import { expect, it, onTestFinished, vi } from 'vitest';
import { fontsInNode } from '../../models/fonts/font-assets.ts';
import { bytesToText, sha256Hex } from '../shared/bytes.ts';
import { drawPdf } from './draw-pdf.ts';
import type { Report } from './report.ts';

// Fonts are opened and shaped, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const report: Report = {
  title: 'Statement of Applicability',
  subtitle: 'Version 2',
  organization: 'Müller & Söhne (株)',
  createdAt: '2026-05-04T01:08:10+02:00',
  blocks: [
    { kind: 'heading', level: 1, text: 'Controls' },
    {
      kind: 'table',
      columns: [
        { title: 'Control', width: 1 },
        { title: 'Why', width: 3 },
      ],
      rows: [
        [[{ text: 'A.5.1', strong: true }], [{ label: 'Owner', text: 'دليل الأمن 27001' }]],
        [[{ text: 'A.5.2' }], [{ text: 'x'.repeat(5_000) }]],
      ],
    },
  ],
};
const hashOf = async (one: Report) => sha256Hex(await drawPdf(one, fontsInNode));

it('gives the same bytes in any time zone, and others for another report', async () => {
  const zone = process.env.TZ;
  onTestFinished(() => {
    process.env.TZ = zone;
    if (zone === undefined) delete process.env.TZ;
  });
  process.env.TZ = 'Pacific/Auckland';
  const hash = await hashOf(report);
  process.env.TZ = 'America/St_Johns';
  expect(await hashOf(report)).toBe(hash);
  expect(await hashOf({ ...report, subtitle: 'Version 3' })).not.toBe(hash);
});

it('says when it was made, in UTC, and tells its progress to the end', async () => {
  const told: string[] = [];
  const pdf = await drawPdf(report, fontsInNode, {
    onProgress: (done, total) => told.push(`${done}/${total}`),
  });
  expect(bytesToText(pdf)).toContain('/CreationDate(D:20260503230810Z)');
  expect(told).toEqual(['1/2', '2/2']);
});

it('loads no font that the text does not need', async () => {
  const loaded: string[] = [];
  const source = {
    ...fontsInNode,
    file: (name: string) => {
      loaded.push(name);
      return fontsInNode.file(name);
    },
  };
  await drawPdf({ ...report, organization: 'Plain', blocks: [] }, source);
  expect(loaded.toSorted()).toEqual(['noto-sans-latin-400-normal.woff', 'noto-sans-latin-700-normal.woff']);
});

it('rejects when a font cannot be had', async () => {
  const source = { ...fontsInNode, file: () => Promise.reject(new Error('no network')) };
  await expect(drawPdf(report, source)).rejects.toThrow('no network');
});

it('tells the characters that no font has, and no others: Thai, Tamil, Georgian and pictographs have shapes', async () => {
  const told: string[][] = [];
  const draw = (text: string) =>
    drawPdf(
      { ...report, blocks: [{ kind: 'paragraph', text }] },
      { ...fontsInNode },
      { onMissing: (characters) => told.push(characters) },
    );
  await draw('ความเสี่ยง தகவல் ინფორმაცია መረጃ ব্যাংক ✅ 🔒 👩\u200D💻 \uFE0F\u00AD\u200B');
  expect(told).toEqual([]);
  await draw('ᚠ 𒀀 a ᚠ');
  expect(told).toEqual([['ᚠ', '𒀀']]);
});
