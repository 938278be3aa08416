/**
 * Fits what turns log-odds into probabilities, and writes calibration.json:
 * node models/train/calibrate.ts --model FOLDER [--dev FILE.jsonl] [--pages N]
 * Uses the dev split of models/data and, where given, the hand-labelled texts of a public file, through the code that ships.
 * `--pages N` looks at N texts of each alone.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sha256Hex } from '#core/shared/bytes.ts';
import { createEncoder } from '#models/classify/encoder.ts';
import { parseModelHead, type Calibration } from '#models/classify/model-head.ts';
import { logOddsOf, pageLogOddsOf } from '#models/classify/page-score.ts';
import { createVectorCache } from '#models/classify/vector-cache.ts';
import { ownExamples, publicExamples, type Example } from './examples.ts';
import { fitLogistic, type Observation } from './fit-logistic.ts';
import { pageViewsOf } from './page-views.ts';

/** The first proposal is what a person reads first; the next two count for less. */
const weightOfPlace = [1, 0.3, 0.3];
/**
 * Below it nothing is proposed. Chosen on 170 captures of nine real consoles that are not in this repository (models/annex-a/MODEL_CARD.md):
 * pages of ours were written by those who wrote the training data, score higher than real ones, and would put it at 0.5.
 */
const threshold = 0.31;
/** What part the public texts have in the fit: their sources were not seen in training, ours come from those who wrote the training data. */
const publicShare = 0.5;

const {
  model: folder,
  dev: publicFile,
  pages: most,
} = parseArgs({
  options: { model: { type: 'string' }, dev: { type: 'string' }, pages: { type: 'string' } },
}).values;
if (folder === undefined)
  throw new Error('usage: node models/train/calibrate.ts --model FOLDER [--dev FILE]');
const headBytes = new Uint8Array(await readFile(join(folder, 'head.json')));
const unfitted: Calibration = {
  headSha256: await sha256Hex(headBytes),
  share: 1,
  anything: 0,
  length: 0,
  offset: 0,
  threshold: 0,
};
const head = parseModelHead(JSON.parse(new TextDecoder().decode(headBytes)), unfitted);
const encoder = await createEncoder({ modelBaseUrl: `${resolve(folder)}/`, threads: 2 });
const cache = createVectorCache(encoder);

/** `weight` is that of the page's first proposal. */
const observe = async (
  texts: readonly string[],
  labels: readonly string[],
  weight: number,
): Promise<Observation[]> => {
  if (texts.length === 0) return [];
  const passages = (await cache.vectorsOf(texts)).map((vector) => logOddsOf(head, vector));
  const { controls, evidence } = pageLogOddsOf(passages, head.controls);
  return controls
    .map((value, index) => ({ control: head.controls[index] ?? '', value }))
    .toSorted((left, right) => right.value - left.value)
    .slice(0, weightOfPlace.length)
    .map(({ control, value }, place) => ({
      features: [value - evidence, evidence, Math.log(passages.length), 1],
      right: labels.includes(control),
      weight: weight * (weightOfPlace[place] ?? 0),
    }));
};

type Observed = { example: Example; observations: Observation[] };
/** What is seen of each example: once for a text; for a console's page whole and without what its console repeats. */
const observeAll = async (examples: readonly Example[], weight: number): Promise<Observed[]> => {
  const views = pageViewsOf(
    examples.map(({ title, text, kind, system }) => ({
      title,
      text,
      console: kind === 'page' ? system : '',
    })),
  );
  const found: Observed[] = [];
  for (const [at, example] of examples.entries())
    for (const texts of [views[at]?.whole, views[at]?.own])
      if (texts !== undefined)
        found.push({ example, observations: await observe(texts, example.labels, weight) });
  return found;
};

const limit = most === undefined ? undefined : Number(most);
const own = (await ownExamples('dev')).slice(0, limit);
const given = publicFile === undefined ? [] : (await publicExamples(publicFile)).slice(0, limit);
const weightOfGiven =
  given.length === 0 ? 0 : (publicShare * own.length) / ((1 - publicShare) * given.length);
const observed = [...(await observeAll(own, 1)), ...(await observeAll(given, weightOfGiven))];
await encoder.close();

const { weights, probabilityOf } = fitLogistic(observed.flatMap(({ observations }) => observations));
const [share = 0, anything = 0, length = 0, offset = 0] = weights;
const firstOf = (pages: typeof observed) =>
  pages.map(({ observations: [first] }) => (first === undefined ? 0 : probabilityOf(first)));
const pages = observed.filter(({ example }) => example.kind === 'page');
const evidence = firstOf(pages.filter(({ example }) => !example.labels.includes('none')));
const none = firstOf(pages.filter(({ example }) => example.labels[0] === 'none'));
const below = (scores: readonly number[]) => scores.filter((score) => score < threshold).length;
const rounded = (value: number) => Number(value.toFixed(4));
const calibration: Calibration = {
  headSha256: unfitted.headSha256,
  share: rounded(share),
  anything: rounded(anything),
  length: rounded(length),
  offset: rounded(offset),
  threshold,
};
await writeFile(join(folder, 'calibration.json'), `${JSON.stringify(calibration)}\n`);
process.stdout.write(
  `calibration ${JSON.stringify(calibration)}; pages of the dev split: ` +
    `${below(evidence)} of ${evidence.length} with evidence refused, ${below(none)} of ${none.length} without\n`,
);
