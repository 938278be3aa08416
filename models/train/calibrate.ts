/**
 * Fits what turns log-odds into probabilities, and the threshold, and writes calibration.json:
 * node models/train/calibrate.ts MODEL-FOLDER [FILE.jsonl]
 * Uses the dev split of models/data and, where given, the hand-labelled texts of a public file, through the code that ships.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { passagesOfText } from '#core/recognition/passages.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { createEncoder } from '#models/classify/encoder.ts';
import { parseModelHead, type Calibration } from '#models/classify/model-head.ts';
import { logOddsOf, pageLogOddsOf } from '#models/classify/page-score.ts';
import { createVectorCache } from '#models/classify/vector-cache.ts';
import { ownExamples, publicExamples, type Example } from './examples.ts';
import { fitLogistic, type Observation } from './fit-logistic.ts';

/** The first proposal is what a person reads first; the next two count for less. */
const weightOfPlace = [1, 0.3, 0.3];
/** At most this share of the dev split's pages with evidence may stay below the threshold. */
const wronglyRefused = 0.04;

const [folder, publicFile] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node models/train/calibrate.ts MODEL-FOLDER [FILE.jsonl]');
const headBytes = new Uint8Array(await readFile(join(folder, 'head.json')));
const unfitted: Calibration = {
  headSha256: await sha256Hex(headBytes),
  share: 1,
  anything: 0,
  offset: 0,
  threshold: 0,
};
const head = parseModelHead(JSON.parse(new TextDecoder().decode(headBytes)), unfitted);
const encoder = await createEncoder({ modelBaseUrl: `${resolve(folder)}/`, threads: 2 });
const cache = createVectorCache(encoder);

const observe = async ({ title, text, labels }: Example): Promise<Observation[]> => {
  const texts = passagesOfText(text, title).map((passage) => passage.text);
  if (texts.length === 0) return [];
  const passages = (await cache.vectorsOf(texts)).map((vector) => logOddsOf(head, vector));
  const { controls, evidence } = pageLogOddsOf(passages, head.controls);
  return controls
    .map((value, index) => ({ control: head.controls[index] ?? '', value }))
    .toSorted((left, right) => right.value - left.value)
    .slice(0, weightOfPlace.length)
    .map(({ control, value }, place) => ({
      features: [value - evidence, evidence, 1],
      right: labels.includes(control),
      weight: weightOfPlace[place] ?? 0,
    }));
};

const own = await ownExamples('dev');
const examples = [...own, ...(publicFile === undefined ? [] : await publicExamples(publicFile))];
const observed: { example: Example; observations: Observation[] }[] = [];
for (const example of examples) observed.push({ example, observations: await observe(example) });
await encoder.close();

const { weights, probabilityOf } = fitLogistic(observed.flatMap(({ observations }) => observations));
const [share = 0, anything = 0, offset = 0] = weights;
const firstOf = (pages: typeof observed) =>
  pages
    .map(({ observations: [first] }) => (first === undefined ? 0 : probabilityOf(first)))
    .toSorted((a, b) => a - b);
const pages = observed.filter(({ example }) => example.kind === 'page');
const evidence = firstOf(pages.filter(({ example }) => !example.labels.includes('none')));
const none = firstOf(pages.filter(({ example }) => example.labels[0] === 'none'));
const threshold = evidence[Math.floor(wronglyRefused * evidence.length)] ?? 0.5;
const rounded = (value: number) => Number(value.toFixed(4));
const calibration: Calibration = {
  headSha256: unfitted.headSha256,
  share: rounded(share),
  anything: rounded(anything),
  offset: rounded(offset),
  threshold: rounded(threshold),
};
await writeFile(join(folder, 'calibration.json'), `${JSON.stringify(calibration)}\n`);
process.stdout.write(
  `calibration ${JSON.stringify(calibration)}; dev split: ${evidence.length} pages with evidence, ` +
    `${none.filter((score) => score < threshold).length} of ${none.length} without refused\n`,
);
