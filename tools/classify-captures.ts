/**
 * Classifies captures of pages with the code and the weights that ship:
 * npm run classify:captures -- DIR --out PRED.jsonl [--runtime node or chromium] [--model FOLDER]
 * DIR has one JSON file per capture, {id, url?, title, text, words?: [{t, x, y, w, h, src?}], labels?: {primary, acceptable}}; a prediction is {id,
 * ranked, probability, abstained}, best first. Where there are labels, prints how good the predictions are.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { sharedLinesOf } from '#core/recognition/shared-lines.ts';
import { captureWordSchema, fieldLinesOf } from './capture-fields.ts';
import { classifyItems, type Item } from './classify-items.ts';
import { commandOptions } from './open-classifier.ts';

const captureSchema = v.object({
  id: v.string(),
  url: v.optional(v.string(), ''),
  title: v.optional(v.string(), ''),
  text: v.string(),
  words: v.optional(v.array(captureWordSchema), []),
  labels: v.optional(v.object({ primary: v.string(), acceptable: v.optional(v.array(v.string()), []) })),
});

const usage = 'usage: npm run classify:captures -- DIR --out PRED.jsonl [--runtime node or chromium]';

type Capture = v.InferOutput<typeof captureSchema>;

async function readCapture(path: string): Promise<Capture> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), captureSchema), await readFile(path, 'utf8'));
  if (!parsed.success) throw new Error(`${path}: ${parsed.issues[0].message}`);
  return parsed.output;
}

const hostOf = ({ url }: Capture) => (URL.canParse(url) ? new URL(url).host : '');

/** The item of a capture, without the lines that the other pages of its console repeat, as the extension leaves them out. */
function itemOf({ id, title, text, words, labels }: Capture, isShared: (line: string) => boolean): Item {
  const own = text.split('\n').filter((line) => !isShared(line));
  const fields = fieldLinesOf(words).join('\n');
  const content = own.some((line) => line.trim() !== '') ? own.join('\n') : text;
  const acceptable = labels && [labels.primary, ...labels.acceptable];
  return { id, title, text: `${content}\n\n${fields}`, ...(acceptable && { acceptable }) };
}

function itemsOf(captures: readonly Capture[]): Item[] {
  const consoles = Map.groupBy(captures, hostOf);
  const shared = new Map(
    [...consoles].map(([host, pages]) => [
      host,
      sharedLinesOf(
        host === ''
          ? []
          : pages.map(({ url, text }) => ({
              url,
              lines: text.split('\n').filter((line) => line.trim() !== ''),
            })),
      ),
    ]),
  );
  return captures.map((capture) => itemOf(capture, shared.get(hostOf(capture)) ?? (() => false)));
}

try {
  const options = commandOptions(process.argv.slice(2), usage);
  const files = (await readdir(options.source)).filter((file) => file.endsWith('.json')).sort();
  if (files.length === 0) throw new Error(`There is no JSON file in ${options.source}.`);
  const captures = await Promise.all(files.map((file) => readCapture(join(options.source, file))));
  await classifyItems(itemsOf(captures), options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
