/** For the training: reads lines {title, text} and writes for each the texts of its passages, cut by the code that ships. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { passagesOfText } from '#core/recognition/passages.ts';

const lineSchema = v.pipe(v.string(), v.parseJson(), v.object({ title: v.string(), text: v.string() }));
const cut = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const { title, text } = v.parse(lineSchema, line);
    return JSON.stringify(passagesOfText(text, title).map((passage) => passage.text));
  });
process.stdout.write(`${cut.join('\n')}\n`);
