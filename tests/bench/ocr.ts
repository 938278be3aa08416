/**
 * Our reader with its two workers beside native tesseract with one thread on the same screenshots, page by page in turn. Run by
 * hand: `node tests/bench/ocr.ts FOLDER`, where FOLDER has ID.png and ID.json with `words: [{t, x, y, w, h, src?}]` (what stands in
 * the picture), `dpr`, `console`, `theme` and `full`. The peer reads the picture as it is (x1) and enlarged to two device pixels
 * per CSS pixel (x2); the enlarging is not counted in its time. Interrupted (Ctrl+C), it ends after the page at hand and reports
 * on the pages until then. Needs the program `tesseract` with `eng`.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import * as v from 'valibot';
import { enlarge } from '#models/ocr/enlarge.ts';
import type { ReaderPage } from '../../tools/reader-page.ts';
import { serveReader } from '../../tools/reader-site.ts';
import { findChromium } from '../browser/chromium.ts';
import { scoreText, type OcrScore } from './ocr-score.ts';
import { median, reportBench, rounded, type BenchRow } from './result.ts';
import { soughtKinds, soughtWords, tally, type Grey, type Tally } from './sought-values.ts';

const captureSchema = v.object({
  dpr: v.number(),
  console: v.string(),
  theme: v.string(),
  full: v.boolean(),
  words: v.array(
    v.object({
      t: v.string(),
      x: v.number(),
      y: v.number(),
      w: v.number(),
      h: v.number(),
      src: v.optional(v.string()),
    }),
  ),
});
type Reading = { text: string; ms: number };
type Capture = Omit<v.InferOutput<typeof captureSchema>, 'words'>;
type Run = OcrScore & Capture & { ms: number; sought: Record<string, Tally> };

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node tests/bench/ocr.ts FOLDER');
const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium found.');
const scratch = mkdtempSync(join(tmpdir(), 'exhibit-ocr-bench-'));
const program = execFileSync('tesseract', ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? 'tesseract';

let isInterrupted = false;
process.once('SIGINT', () => (isInterrupted = true));

/** Always in the same order, one from each part of the list after the other: the first few are a fair sample of all. */
const mixed = (ids: readonly string[]): string[] => {
  const parts = 7;
  const size = Math.ceil(ids.length / parts);
  return Array.from({ length: size }, (_, at) => ids.filter((_, n) => n % size === at)).flat();
};

async function native(picture: string): Promise<Reading> {
  const start = performance.now();
  const { stdout } = await promisify(execFile)('tesseract', [picture, '-', '-l', 'eng', '--psm', '3'], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    maxBuffer: 2 ** 26,
  });
  return { text: stdout, ms: performance.now() - start };
}

/** The picture in shades of grey, one byte a pixel. */
async function greyOf(page: Page, base64: string): Promise<Grey> {
  const { width, height, grey } = await page.evaluate(async (picture) => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const luma = new Uint8Array(data.length / 4);
    for (let i = 0; i < luma.length; i++)
      luma[i] = 0.299 * (data[i * 4] ?? 0) + 0.587 * (data[i * 4 + 1] ?? 0) + 0.114 * (data[i * 4 + 2] ?? 0);
    const url = await new Promise<string>((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => reject(new Error('the grey picture cannot be handed over'));
      reader.readAsDataURL(new Blob([luma]));
    });
    return { width: bitmap.width, height: bitmap.height, grey: url.slice(url.indexOf(',') + 1) };
  }, base64);
  return { width, height, data: Buffer.from(grey, 'base64') };
}

/** The picture at twice its size, as a file the program reads; Lanczos, so that it is as sharp as ours. */
function enlarged(grey: Grey): string {
  const whole = { left: 0, top: 0, right: grey.width - 1, bottom: grey.height - 1 };
  const large = enlarge(grey, whole, 2, 0);
  const file = join(scratch, 'enlarged.pgm');
  writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${large.width} ${large.height}\n255\n`), large.data]));
  return file;
}

const runs = { ours: new Array<Run>(), x1: new Array<Run>(), x2: new Array<Run>() };
const blocks: number[] = [];
const site = await serveReader();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], handleSIGINT: false });
try {
  const page = await browser.newPage();
  await page.goto(site.url);
  const readOurs = (base64: string) =>
    page.evaluate((picture) => (globalThis as unknown as ReaderPage).readPicture(picture), base64);
  const ids = mixed(
    readdirSync(folder).flatMap((file) => (file.endsWith('.png') ? [file.slice(0, -4)] : [])),
  );
  // The first reading starts the engine; it is not counted, as the peer's start is not the point either.
  await readOurs(readFileSync(join(folder, `${ids[0]}.png`), 'base64'));
  for (const id of ids) {
    if (isInterrupted) break;
    const picture = join(folder, `${id}.png`);
    const base64 = readFileSync(picture, 'base64');
    const json = readFileSync(join(folder, `${id}.json`), 'utf8');
    const { words, ...capture } = v.parse(v.pipe(v.string(), v.parseJson(), captureSchema), json);
    const grey = await greyOf(page, base64);
    const soughtHere = soughtKinds.map(
      (kind) => [kind, soughtWords(kind, words, grey, capture.dpr)] as const,
    );
    const count = (into: Run[], { text, ms }: Reading) => {
      const sought = Object.fromEntries(soughtHere.map(([kind, list]) => [kind, tally(list, text)]));
      into.push({ ...scoreText(words, text), ...capture, ms, sought });
    };
    const ours = await readOurs(base64);
    blocks.push(ours.longestBlockMs);
    count(runs.ours, ours);
    const x1 = await native(picture);
    count(runs.x1, x1);
    const x2 = capture.dpr === 1 ? await native(enlarged(grey)) : x1;
    count(runs.x2, x2);
    process.stdout.write(
      `${id}: ours ${Math.round(ours.ms)} ms, x1 ${Math.round(x1.ms)} ms, x2 ${Math.round(x2.ms)} ms\n`,
    );
  }
} finally {
  await browser.close();
  await site.close();
  rmSync(scratch, { recursive: true, force: true });
}

type Measure = (pages: readonly Run[]) => number;
const row = (
  metric: string,
  unit: string,
  of: Measure,
  isIn: (run: Run) => boolean = () => true,
): BenchRow => ({
  metric,
  unit,
  ours: rounded(of(runs.ours.filter(isIn))),
  peers: {
    [`${program} x1`]: rounded(of(runs.x1.filter(isIn))),
    [`${program} x2`]: rounded(of(runs.x2.filter(isIn))),
  },
});
const middle =
  (key: 'recall' | 'precision' | 'characterError' | 'ms'): Measure =>
  (pages) =>
    median(pages.map((page) => page[key]));
const pooledRecall: Measure = (pages) =>
  pages.reduce((sum, page) => sum + page.recall * page.words, 0) /
  pages.reduce((sum, page) => sum + page.words, 0);
const soughtTotal = (kind: string, key: keyof Tally) => (pages: readonly Run[]) =>
  pages.reduce((sum, { sought }) => sum + (sought[kind]?.[key] ?? 0), 0);
const soughtRecall =
  (kind: string): Measure =>
  (pages) =>
    soughtTotal(kind, 'found')(pages) / soughtTotal(kind, 'words')(pages);
/** Our time as a share of the peer's on the enlarged picture, page by page: the two stand next to each other in time. */
const timeShare = (pages: readonly number[]) =>
  median(pages.map((at) => runs.ours[at]!.ms / runs.x2[at]!.ms));

const groups: [string, (run: Run) => boolean][] = [
  ['1x, light, viewport', ({ dpr, theme, full }) => dpr === 1 && theme === 'light' && !full],
  ['2x', ({ dpr }) => dpr === 2],
  ['dark', ({ theme }) => theme === 'dark'],
  ['full page', ({ full }) => full],
  ...[...new Set(runs.ours.map((run) => run.console))].map((name): [string, (run: Run) => boolean] => [
    name,
    (run) => run.console === name,
  ]),
];

reportBench(
  'ocr',
  [
    row('word-recall-median', 'share', middle('recall')),
    row('word-recall-pooled', 'share', pooledRecall),
    row('word-recall-worst', 'share', (pages) => Math.min(...pages.map((page) => page.recall))),
    row('word-precision-median', 'share', middle('precision')),
    row('character-error-median', 'share', middle('characterError')),
    row('page', 'ms', middle('ms')),
    row('all pages', 'ms', (pages) => pages.reduce((sum, page) => sum + page.ms, 0)),
    {
      metric: 'page, our time over that of x2',
      unit: 'ratio',
      ours: rounded(timeShare([...runs.ours.keys()])),
      peers: {},
    },
    ...soughtKinds
      .filter((kind) => soughtTotal(kind, 'words')(runs.ours) > 0)
      .map((kind) =>
        row(`${soughtTotal(kind, 'words')(runs.ours)} values ${kind}: recall`, 'share', soughtRecall(kind)),
      ),
    ...groups
      .filter(([, isIn]) => runs.ours.some(isIn))
      .flatMap(([name, isIn]) => [
        row(`${name}: word-recall-median`, 'share', middle('recall'), isIn),
        row(`${name}: character-error-median`, 'share', middle('characterError'), isIn),
        row(`${name}: page`, 'ms', middle('ms'), isIn),
      ]),
    { metric: 'longest-block-median', unit: 'ms', ours: rounded(median(blocks)), peers: {} },
    { metric: 'longest-block-worst', unit: 'ms', ours: rounded(Math.max(...blocks)), peers: {} },
  ],
  `${runs.ours.length} pages, load ${Math.round(loadavg()[0] ?? 0)}`,
);
