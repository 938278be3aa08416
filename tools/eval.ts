/**
 * Classifies every line of a JSONL file with the code and the weights that ship: npm run eval -- FILE.jsonl --out PRED.jsonl
 * A line is {id, title?, input or text, target? or labels?}; a prediction {id, ranked, probability, abstained}, best first.
 * Where there are labels, prints how often an acceptable one came first and among the first three, and how many
 * were refused. The label "none" stands for a page that is no evidence.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { passagesOfText } from '#core/recognition/passages.ts';
import { createNodeControlClassifier } from '#models/classify/node-classifier.ts';
import { measuresOf, measuresToText, type Judged } from './eval-measures.ts';

const labels = v.optional(v.array(v.string()));
const itemSchema = v.pipe(
  v.object({
    id: v.string(),
    title: v.optional(v.string(), ''),
    input: v.optional(v.string()),
    text: v.optional(v.string()),
    target: labels,
    labels,
  }),
  v.check(({ input, text }) => input !== undefined || text !== undefined, 'needs input or text'),
);
type Item = v.InferOutput<typeof itemSchema>;

const usage = 'usage: npm run eval -- FILE.jsonl --out PRED.jsonl [--runtime node]';

function optionsOf(args: string[]): { file: string; out: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' }, runtime: { type: 'string', default: 'node' } },
  });
  const [file] = positionals;
  if (file === undefined || values.out === undefined) throw new Error(usage);
  if (values.runtime !== 'node') throw new Error(`--runtime ${values.runtime} is not there yet; ${usage}`);
  return { file, out: values.out };
}

async function readItems(file: string): Promise<Item[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), itemSchema), line);
    if (!parsed.success) throw new Error(`${file}, line ${at + 1}: ${parsed.issues[0].message}`);
    return [parsed.output];
  });
}

async function run(args: string[]): Promise<void> {
  const { file, out } = optionsOf(args);
  const items = await readItems(file);
  const started = performance.now();
  const classifier = await createNodeControlClassifier();
  await classifier.classify([{ text: 'start' }]);
  const coldStartMs = performance.now() - started;

  const judged: Judged[] = [];
  const lines: string[] = [];
  const times: number[] = [];
  for (const item of items) {
    const begun = performance.now();
    const suggestions = await classifier.classify(passagesOfText(item.input ?? item.text ?? '', item.title));
    times.push(performance.now() - begun);
    const ranked = suggestions.map(({ control }) => control);
    const probability = suggestions.map(({ score }) => Number(score.toFixed(4)));
    const abstained = (suggestions[0]?.score ?? 0) < classifier.threshold;
    lines.push(`${JSON.stringify({ id: item.id, ranked, probability, abstained })}\n`);
    const acceptable = item.target ?? item.labels;
    if (acceptable !== undefined) judged.push({ ranked, probability, abstained, acceptable });
  }
  await classifier.close();
  await writeFile(out, lines.join(''));

  times.sort((left, right) => left - right);
  const middle = times[Math.floor(times.length / 2)] ?? 0;
  process.stdout.write(
    `${items.length} items, ${classifier.model.name}, cold start ${coldStartMs.toFixed(0)} ms, median ${middle.toFixed(0)} ms each\n`,
  );
  if (judged.length > 0) process.stdout.write(measuresToText(measuresOf(judged)));
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
