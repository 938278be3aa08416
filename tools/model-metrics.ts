/**
 * The tables of the model card: `node tools/model-metrics.ts [MODEL-FOLDER]` prints, as Markdown, how good the classifier is on the test
 * split of models/data, by theme and by kind of text. No system of that split was seen in training or tuning.
 */
import { findControl } from '#core/catalogue/find-control.ts';
import { themes } from '#core/catalogue/control.ts';
import { passagesOfText } from '#core/recognition/passages.ts';
import { createNodeControlClassifier, modelFolder } from '#models/classify/node-classifier.ts';
import { ownExamples, type Example } from '#models/train/examples.ts';
import { measuresOf, type Judged } from './eval-measures.ts';

const classifier = await createNodeControlClassifier({ folder: process.argv[2] ?? modelFolder, threads: 2 });
const judged: { example: Example; judged: Judged }[] = [];
for (const example of await ownExamples('test')) {
  const { suggestions } = await classifier.classify(passagesOfText(example.text, example.title));
  const probability = suggestions.map(({ score }) => score);
  judged.push({
    example,
    judged: {
      ranked: suggestions.map(({ control }) => control),
      probability,
      abstained: (probability[0] ?? 0) < classifier.threshold,
      acceptable: example.labels,
    },
  });
}
await classifier.close();

const percent = (value: number) => (Number.isNaN(value) ? '-' : (100 * value).toFixed(1));

function line(name: string, belongs: (example: Example) => boolean): string {
  const own = judged.filter(({ example }) => belongs(example)).map((entry) => entry.judged);
  const { evidence, noEvidence, any, primary, refused, wronglyRefused } = measuresOf(own);
  const cells = [
    name,
    String(evidence),
    percent(any.top1),
    percent(any.top3),
    Number.isNaN(any.mrr) ? '-' : any.mrr.toFixed(3),
    percent(primary.top1),
    percent(wronglyRefused),
    String(noEvidence),
    percent(refused),
  ];
  return `| ${cells.join(' | ')} |`;
}

const kinds = [...new Set(judged.map(({ example }) => example.kind))].sort();
const lines = [
  '| | with evidence | top-1 | top-3 | MRR | primary top-1 | wrongly refused | without | refused |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  line('all', () => true),
  ...themes.map(({ id, title }) =>
    line(title, ({ labels: [first = ''] }) => findControl(first)?.theme === id),
  ),
  ...kinds.map((kind) => line(kind, (example) => example.kind === kind)),
];
process.stdout.write(`${lines.join('\n')}\n`);
