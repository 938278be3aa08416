/**
 * The agreement check on real pages: `npm run bench:agreement -- FOLDER [--ocr FILE.jsonl] [--alterations 200] [--seed N] [--whole]`.
 * FOLDER has ID.png and ID.json with `console`, `dpr` and `words: [{t, x, y, w, h}]`, as the page drew them, and where known
 * `opaque: [{x, y, w, h}]`. --ocr takes the readings of the untouched pictures from what `npm run read` wrote. Of an altered picture the
 * strip of 120 CSS pixels around the alteration is read anew, with --whole all of it. Interrupted (Ctrl+C), it reports on the alterations
 * until then. The check was tuned on the consoles in `tunedOn`; the others are held out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import * as v from 'valibot';
import type { Agreement } from '#core/evidence/agreement.ts';
import { shareOf } from '#core/evidence/agreement.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import { foldLookAlikes } from '#core/recognition/look-alike.ts';
import type { RecognisedWord } from '#core/recognition/text-recogniser.ts';
import { serveReader } from '../../tools/reader-site.ts';
import { findChromium } from '../browser/chromium.ts';
import type { AgreementPage, Alteration } from './agreement-page.ts';
import { median, reportBench, rounded, type BenchRow } from './result.ts';

const tunedOn = ['fossil', 'cockpit'];

const boxSchema = v.object({ x: v.number(), y: v.number(), w: v.number(), h: v.number() });
const captureSchema = v.object({
  console: v.string(),
  dpr: v.number(),
  words: v.array(v.object({ t: v.string(), ...boxSchema.entries })),
  opaque: v.optional(v.array(boxSchema), []),
});
const readingSchema = v.object({
  id: v.string(),
  words: v.array(v.object({ t: v.string(), ...boxSchema.entries, confidence: v.number() })),
});

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ocr: { type: 'string' },
    alterations: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20261128' },
    whole: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('usage: npm run bench:agreement -- FOLDER [--ocr FILE.jsonl]');
const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium found.');

/** Mulberry32, so that each run alters the same words. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const random = randomFrom(Number(options.seed));
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

type Capture = {
  id: string;
  console: string;
  scale: number;
  base64: string;
  drawn: DrawnPage;
  read: RecognisedWord[];
};

const boxOf = ({ x, y, w, h }: v.InferOutput<typeof boxSchema>) => ({ x, y, width: w, height: h });

const readings = new Map<string, RecognisedWord[]>();
if (options.ocr !== undefined) {
  for (const line of readFileSync(options.ocr, 'utf8').split('\n').filter(Boolean)) {
    const { id, words } = v.parse(v.pipe(v.string(), v.parseJson(), readingSchema), line);
    readings.set(
      id,
      words.map(({ t, confidence, ...box }) => ({ text: t, ...boxOf(box), confidence })),
    );
  }
}

/** The page of agreement-page.ts, called from here. */
const inPage = <Key extends keyof AgreementPage>(
  page: Page,
  key: Key,
  ...args: Parameters<AgreementPage[Key]>
): ReturnType<AgreementPage[Key]> =>
  page.evaluate(
    ([name, given]) => {
      const { agreementPage } = globalThis as unknown as {
        agreementPage: Record<string, (...all: unknown[]) => unknown>;
      };
      return agreementPage[name]!(...given);
    },
    [key, args] as const,
  ) as ReturnType<AgreementPage[Key]>;

async function openCapture(page: Page, id: string): Promise<Capture> {
  const base64 = readFileSync(join(folder!, `${id}.png`), 'base64');
  const json = readFileSync(join(folder!, `${id}.json`), 'utf8');
  const capture = v.parse(v.pipe(v.string(), v.parseJson(), captureSchema), json);
  const drawn: DrawnPage = {
    area: { x: 0, y: 0, width: 0, height: 0 },
    words: capture.words.map(({ t, ...box }) => ({ text: t, ...boxOf(box) })),
    opaque: capture.opaque.map(boxOf),
  };
  const read = readings.get(id) ?? (await inPage(page, 'readWords', base64));
  return { id, console: capture.console, scale: capture.dpr, base64, drawn, read };
}

const scaledBox = ({ x, y, width, height }: DrawnPage['words'][number], scale: number) => ({
  x: Math.round(x * scale),
  y: Math.round(y * scale),
  width: Math.round(width * scale),
  height: Math.round(height * scale),
});

/** Another value of the same kind and about the same width: other digits in a number, another word of the page for a word. */
function otherValue(word: string, capture: Capture): string | undefined {
  if (/\d/.test(word)) {
    const digits = word.split('').flatMap((sign, at) => (/\d/.test(sign) ? [at] : []));
    // From one digit to all of them.
    const changed = new Set(
      Array.from({ length: 1 + Math.floor(random() * digits.length) }, () => pick(digits)),
    );
    return word
      .split('')
      .map((sign, at) =>
        changed.has(at) ? String((Number(sign) + 1 + Math.floor(random() * 9)) % 10) : sign,
      )
      .join('');
  }
  const others = capture.drawn.words
    .map(({ text }) => text)
    .filter(
      (text) => Math.abs(text.length - word.length) <= 1 && foldLookAlikes(text) !== foldLookAlikes(word),
    )
    .filter((text) => foldLookAlikes(text).length >= 2);
  return others.length > 0 ? pick(others) : undefined;
}

const pastedWords =
  'Enabled Approved Compliant Encrypted Required Passed Active MFA Verified Reviewed 365 2026-09-30'.split(
    ' ',
  );

async function propose(
  page: Page,
  capture: Capture,
  kind: Alteration['kind'],
): Promise<Alteration | undefined> {
  const { scale } = capture;
  if (kind === 'pasted') {
    const width = Math.max(...capture.drawn.words.map((word) => word.x + word.width));
    const height = Math.max(...capture.drawn.words.map((word) => word.y + word.height));
    const boxes = Array.from({ length: 200 }, () =>
      scaledBox(
        { text: '', x: random() * (width - 100), y: random() * (height - 30), width: 110, height: 28 },
        scale,
      ),
    );
    const box = await inPage(page, 'plainBox', capture.base64, boxes);
    return box && { kind, box, word: '', text: pick(pastedWords), scale };
  }
  const candidates = capture.drawn.words.filter(
    ({ text }) => foldLookAlikes(text).length >= 2 && text.length <= 30,
  );
  const word = pick(candidates);
  const text = kind === 'changed' ? otherValue(word.text, capture) : '';
  if (text === undefined) return undefined;
  return { kind, box: scaledBox(word, scale), word: word.text, text, scale };
}

/** The words of the altered picture: those of the strip anew, the others as they were. */
async function readAltered(page: Page, capture: Capture, { box, scale }: Alteration, altered: string) {
  if (options.whole) return inPage(page, 'readWords', altered);
  const top = Math.max(0, Math.floor(box.y - 60 * scale));
  const bottom = Math.ceil(box.y + box.height + 60 * scale);
  const anew = await inPage(page, 'readWords', altered, { top, bottom });
  // At the strip's own edges letters are cut: there the old reading holds, but for the picture's own upper edge.
  const [from, to] = [top === 0 ? 0 : top + 25 * scale, bottom - 25 * scale];
  const inside = (word: RecognisedWord) => word.y + word.height / 2 >= from && word.y + word.height / 2 < to;
  return [...capture.read.filter((word) => !inside(word)), ...anew.filter(inside)];
}

const meet = (a: { x: number; y: number; width: number; height: number }, b: typeof a) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The alteration is caught when a difference stands in its place and names its word, on the page's side or the picture's. */
function isCaught({ differences }: Agreement, { kind, box, word, text }: Alteration): boolean {
  return differences.some((difference) => {
    if (!meet(difference.box, box)) return false;
    if (kind === 'pasted') return foldLookAlikes(difference.picture) === foldLookAlikes(text);
    return difference.page === word;
  });
}

type Run = { console: string; share: number; alarms: number };
const runs: Run[] = [];
const tries: { console: string; kind: Alteration['kind']; caught: boolean }[] = [];
let isInterrupted = false;
process.once('SIGINT', () => (isInterrupted = true));
const say = (text: string) => process.stdout.write(`${text}\n`);

const site = await serveReader('tests/bench/agreement-page.ts');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], handleSIGINT: false });
try {
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'agreementPage' in globalThis);
  const ids = readdirSync(folder).flatMap((file) => (file.endsWith('.png') ? [file.slice(0, -4)] : []));
  const chosen = ids.filter((id) => id.includes(options.only));
  const captures: Capture[] = [];
  for (const id of chosen) {
    const capture = await openCapture(page, id);
    if (capture.drawn.words.length > 0) captures.push(capture);
  }
  for (const { id, console: of, base64, drawn, read, scale } of captures) {
    const agreement = await inPage(page, 'check', base64, drawn, read, scale);
    runs.push({ console: of, share: shareOf(agreement), alarms: agreement.differing });
    say(
      `${id}: ${agreement.compared} compared, ${rounded(100 * shareOf(agreement))} %, ${agreement.differing} differ`,
    );
    if (options.verbose)
      for (const { kind, page: is, picture, box } of agreement.differences)
        say(`    ${kind} "${is}" "${picture}" ${JSON.stringify(box)}`);
  }
  const kinds: Alteration['kind'][] = ['changed', 'covered', 'pasted'];
  const wanted = Number(options.alterations);
  for (let misses = 0; tries.length < wanted && misses < 500 && !isInterrupted;) {
    const capture = pick(captures);
    const kind = kinds[tries.length % kinds.length]!;
    const alteration = await propose(page, capture, kind);
    const altered = alteration && (await inPage(page, 'alter', capture.base64, alteration));
    if (!alteration || altered === undefined) {
      misses += 1;
      continue;
    }
    const read = await readAltered(page, capture, alteration, altered);
    const agreement = await inPage(page, 'check', altered, capture.drawn, read, capture.scale);
    const caught = isCaught(agreement, alteration);
    tries.push({ console: capture.console, kind, caught });
    if (tries.length % 10 === 0) say(`${tries.length} altered pictures`);
    if (!caught)
      say(
        `missed on ${capture.id}: ${JSON.stringify(alteration)} ${options.verbose ? JSON.stringify(agreement.differences) : ''}`,
      );
  }
} finally {
  await browser.close();
  await site.close();
}

const shareThat = (list: readonly { caught: boolean }[]) =>
  list.length === 0 ? 0 : list.filter(({ caught }) => caught).length / list.length;
const rowsOf = (name: string, isOurs: (console: string) => boolean): BenchRow[] => {
  const pages = runs.filter((run) => isOurs(run.console));
  const altered = tries.filter((one) => isOurs(one.console));
  if (pages.length === 0) return [];
  const row = (metric: string, ours: number, unit = 'share'): BenchRow => ({
    metric: `${name}: ${metric}`,
    unit,
    ours: rounded(ours),
    peers: {},
  });
  return [
    row('untouched pages', pages.length, 'pages'),
    row('agreement, median', median(pages.map(({ share }) => share))),
    row('agreement, worst', Math.min(...pages.map(({ share }) => share))),
    row('untouched pages with a false alarm', pages.filter(({ alarms }) => alarms > 0).length / pages.length),
    row('altered pictures', altered.length, 'pictures'),
    row('caught with the word named', shareThat(altered)),
    ...(['changed', 'covered', 'pasted'] as const).map((kind) =>
      row(`caught, ${kind}`, shareThat(altered.filter((one) => one.kind === kind))),
    ),
  ];
};
reportBench('agreement', [
  ...rowsOf('all', () => true),
  ...rowsOf(`tuned on (${tunedOn.join(', ')})`, (of) => tunedOn.includes(of)),
  ...rowsOf('held out', (of) => !tunedOn.includes(of)),
]);
