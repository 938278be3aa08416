/** Labelled texts for what is fitted in TypeScript: our own of models/data, and public ones from a path. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

/** `labels` has the primary control first; none at all, or `none`, for what is no evidence. */
export type Example = {
  id: string;
  system: string;
  kind: string;
  title: string;
  text: string;
  labels: string[];
};

const ownSchema = v.object({
  id: v.string(),
  system: v.string(),
  kind: v.string(),
  title: v.optional(v.string(), ''),
  text: v.string(),
  labels: v.array(v.string()),
});
const publicSchema = v.object({
  id: v.string(),
  source: v.string(),
  kind: v.string(),
  input: v.string(),
  target: v.array(v.string()),
  target_quality: v.string(),
});
const splitsSchema = v.object({ dev: v.array(v.string()), test: v.array(v.string()) });
export type Split = 'train' | 'dev' | 'test';

const data = new URL('../data/', import.meta.url);
const linesOf = async <Schema extends v.GenericSchema>(schema: Schema, file: string | URL) =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => v.parse(v.pipe(v.string(), v.parseJson(), schema), line));

/** Our own passages and pages; `split` leaves only those whose system is in it. */
export async function ownExamples(split?: Split): Promise<Example[]> {
  const splits = v.parse(splitsSchema, JSON.parse(await readFile(new URL('splits.json', data), 'utf8')));
  const splitOf = (system: string): Split =>
    splits.dev.includes(system) ? 'dev' : splits.test.includes(system) ? 'test' : 'train';
  const files = await Promise.all(
    ['passages.jsonl', 'pages.jsonl'].map((name) => linesOf(ownSchema, new URL(name, data))),
  );
  return files.flat().filter(({ system }) => split === undefined || splitOf(system) === split);
}

/** The hand-labelled texts of a public file. */
export async function publicExamples(file: string): Promise<Example[]> {
  const lines = await linesOf(publicSchema, file);
  return lines
    .filter((line) => line.target_quality === 'hand')
    .map(({ id, source, kind, input, target }) => ({
      id,
      system: source,
      kind,
      title: '',
      text: input,
      labels: target,
    }));
}
