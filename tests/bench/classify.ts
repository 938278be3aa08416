/**
 * The shipped classifier in Chromium (WebAssembly, in a worker) beside native ONNX Runtime in Node, same weights, same code,
 * round by round in turn: `npm run bench:classify`. A page is 30 passages of 30 word pieces that were not seen before, so
 * that no cache answers. Memory is the high-water mark of the browser's renderer process, everything in it.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AutoTokenizer } from '@huggingface/transformers';
import type { Passage } from '#core/recognition/control-classifier.ts';
import { modelFolder } from '#models/classify/node-classifier.ts';
import { ownExamples } from '#models/train/examples.ts';
import { openClassifier, type OpenClassifier } from '../../tools/open-classifier.ts';
import { median, reportBench, rounded, type BenchRow } from './result.ts';

const passagesOfPage = 30;
const tokensOfPassage = 30;
const rounds = 7;
const coldStarts = 3;

/** Texts of exactly so many word pieces with the two marks, from our own data; each round gets others. */
async function makePages(count: number): Promise<Passage[][]> {
  const tokenizer = await AutoTokenizer.from_pretrained('annex-a');
  const cut = (text: string) =>
    tokenizer.decode(tokenizer.encode(text, { add_special_tokens: false }).slice(0, tokensOfPassage - 2));
  const texts = (await ownExamples())
    .filter(({ kind }) => kind !== 'page')
    .map(({ text }) => cut(text))
    .filter((text) => tokenizer.encode(text).length === tokensOfPassage);
  return Array.from({ length: count }, (_, page) =>
    texts.slice(page * passagesOfPage, (page + 1) * passagesOfPage).map((text) => ({ text })),
  );
}

/** MiB; the largest renderer of all that run under this process. */
function rendererPeakMiB(): number {
  const peaks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const renderer = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
        const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
        return renderer ? Number(kib) / 1024 : 0;
      } catch {
        // The process ended while we looked.
        return 0;
      }
    });
  return Math.max(...peaks);
}

const folderMiB = (folder: string): number =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, String(name))))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0) /
  2 ** 20;

async function timesInTurn(
  classifiers: readonly OpenClassifier[],
  pages: readonly Passage[][],
): Promise<number[][]> {
  const times: number[][] = classifiers.map(() => []);
  for (const page of pages)
    for (const [at, classifier] of classifiers.entries())
      times[at]?.push((await classifier.classify(page)).ms);
  // The first round warms both up.
  return times.map((all) => all.slice(1));
}

const rows: BenchRow[] = [
  { metric: 'model-folder', unit: 'MiB', ours: rounded(folderMiB(modelFolder)), peers: {} },
];
const starts: number[] = [];
for (let run = 0; run < coldStarts; run += 1) {
  const classifier = await openClassifier('chromium', { threads: 2 });
  starts.push(classifier.coldStartMs);
  await classifier.close();
}
for (const threads of [1, 2]) {
  const ours = await openClassifier('chromium', { threads });
  const native = await openClassifier('node', { threads });
  const pages = await makePages(rounds + 1);
  const [oursTimes = [], nativeTimes = []] = await timesInTurn([ours, native], pages);
  rows.push({
    metric: `page-of-30x30-${threads}-threads`,
    unit: 'ms',
    ours: rounded(median(oursTimes)),
    peers: { 'native onnxruntime': rounded(median(nativeTimes)) },
  });
  if (threads === 2)
    rows.push({ metric: 'renderer-peak', unit: 'MiB', ours: rounded(rendererPeakMiB()), peers: {} });
  await ours.close();
  await native.close();
}
rows.push({ metric: 'cold-start-to-first-result', unit: 'ms', ours: rounded(median(starts)), peers: {} });
reportBench('classify', rows, 'Chromium, headless');
