/**
 * Classifies captures of pages with the code and the weights that ship:
 * npm run classify:captures -- DIR --out PRED.jsonl [--runtime node or chromium] [--model FOLDER]
 * DIR has one JSON file per capture, {id, title, text, words?: [{t, x, y, w, h, src?}], labels?: {primary, acceptable}}; a prediction is {id,
 * ranked, probability, abstained}, best first. Where there are labels, prints how good the predictions are.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { captureWordSchema, fieldLinesOf } from './capture-fields.ts';
import { classifyItems, type Item } from './classify-items.ts';
import { commandOptions } from './open-classifier.ts';

const captureSchema = v.object({
  id: v.string(),
  title: v.optional(v.string(), ''),
  text: v.string(),
  words: v.optional(v.array(captureWordSchema), []),
  labels: v.optional(v.object({ primary: v.string(), acceptable: v.optional(v.array(v.string()), []) })),
});

const usage = 'usage: npm run classify:captures -- DIR --out PRED.jsonl [--runtime node or chromium]';

async function readCapture(path: string): Promise<Item> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), captureSchema), await readFile(path, 'utf8'));
  if (!parsed.success) throw new Error(`${path}: ${parsed.issues[0].message}`);
  const { id, title, text, words, labels } = parsed.output;
  const fields = fieldLinesOf(words).join('\n');
  return {
    id,
    title,
    text: `${text}\n\n${fields}`,
    ...(labels && { acceptable: [labels.primary, ...labels.acceptable] }),
  };
}

try {
  const options = commandOptions(process.argv.slice(2), usage);
  const files = (await readdir(options.source)).filter((file) => file.endsWith('.json')).sort();
  if (files.length === 0) throw new Error(`There is no JSON file in ${options.source}.`);
  await classifyItems(
    await Promise.all(files.map((file) => readCapture(join(options.source, file)))),
    options,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
