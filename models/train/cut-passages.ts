/** For the training: reads lines {title, text, console} and writes for each the texts of its passages, cut by the code that ships. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { pageViewsOf } from './page-views.ts';

const lineSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ title: v.string(), text: v.string(), console: v.string() }),
);
const sources = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => v.parse(lineSchema, line));
process.stdout.write(
  pageViewsOf(sources)
    .map((views) => `${JSON.stringify(views)}\n`)
    .join(''),
);
