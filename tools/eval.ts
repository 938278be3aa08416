/**
 * Classifies every line of a JSONL file with the code and the weights that ship:
 * npm run eval -- FILE.jsonl --out PRED.jsonl [--runtime node or chromium] [--attribution] [--model FOLDER]
 * A line is {id, title?, input or text, target? or labels?}; a prediction {id, ranked, probability, abstained}, best first.
 * Where there are labels, prints how often an acceptable one came first and among the first three, and how many
 * were refused. The label "none" stands for a page that is no evidence.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { classifyItems, type Item } from './classify-items.ts';
import { commandOptions } from './open-classifier.ts';

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

const usage =
  'usage: npm run eval -- FILE.jsonl --out PRED.jsonl [--runtime node or chromium] [--attribution]';

async function readItems(file: string): Promise<Item[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), itemSchema), line);
    if (!parsed.success) throw new Error(`${file}, line ${at + 1}: ${parsed.issues[0].message}`);
    const { id, title, input, text = '', target, labels: published } = parsed.output;
    const acceptable = target ?? published;
    return [{ id, title, text: input ?? text, ...(acceptable && { acceptable }) }];
  });
}

try {
  const options = commandOptions(process.argv.slice(2), usage);
  await classifyItems(await readItems(options.source), options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
