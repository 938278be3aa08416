/**
 * Whether the shipped file ranks as the trained network does: node models/train/parity.ts MODEL-FOLDER FILE.jsonl
 * A line of FILE is {passages, first}: a page's passages and the control that PyTorch ranks first. Prints the share of pages for
 * which the code that ships, transformers.js with eight-bit weights, ranks the same first; ends with 1 below 99 %.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { createNodeControlClassifier } from '#models/classify/node-classifier.ts';

const least = 0.99;
const lineSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ passages: v.array(v.string()), first: v.string() }),
);

const [folder, file] = process.argv.slice(2);
if (folder === undefined || file === undefined)
  throw new Error('usage: node models/train/parity.ts MODEL-FOLDER FILE.jsonl');
const pages = (await readFile(file, 'utf8'))
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => v.parse(lineSchema, line));
const classifier = await createNodeControlClassifier({ folder: `${resolve(folder)}/`, threads: 2 });
let same = 0;
for (const { passages, first } of pages) {
  const { suggestions } = await classifier.classify(passages.map((text) => ({ text })));
  if (suggestions[0]?.control === first) same += 1;
}
await classifier.close();
const share = same / pages.length;
process.stdout.write(
  `same first control as PyTorch: ${(100 * share).toFixed(1)} % of ${pages.length} dev texts\n`,
);
if (share < least) process.exitCode = 1;
