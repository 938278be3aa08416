/**
 * Thirty simulated owners who see a kind of page in their own way: `npm run bench:feedback [-- FILE.jsonl]`. Each takes one
 * console page of models/data as a kind, reviews twenty pages of it (other people, numbers and dates, other rows), accepts
 * a control that the model had ranked second to tenth and turns down what it ranked first. Then a page of that kind that nobody
 * has seen is ranked; and all dev texts (our own and those of FILE) once more, which should not be moved.
 * The peer of each figure is the same classifier without the reviews.
 */
import type { ControlId } from '#core/catalogue/control.ts';
import type { Passage } from '#core/recognition/control-classifier.ts';
import type { ReviewedPage } from '#core/recognition/feedback.ts';
import { passagesOfText } from '#core/recognition/passages.ts';
import { createNodeControlClassifier } from '#models/classify/node-classifier.ts';
import { ownExamples, publicExamples, type Example } from '#models/train/examples.ts';
import { reportBench, rounded } from './result.ts';

const owners = 30;
const reviews = 20;

/** Numbers in [0, 1) from a seed, the same each time (Park and Miller, CACM 1988). */
function randomFrom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const people =
  'Ines Duarte,Piotr Wolski,Amara Diallo,Jonas Berg,Lucia Ferri,Tomasz Lis,Yuki Mori,Sara Lind'.split(',');

/** Another page of the same kind: rows come and go, numbers change, and so do the people in them. */
function variantOf({ text, title }: Example, random: () => number): Passage[] {
  const lines = text.split('\n').flatMap((line) => {
    const isData = /\d|@/.test(line);
    if (isData && random() < 0.25) return [];
    const changed = line
      .replace(/\d/g, (digit) => (random() < 0.5 ? String(Math.floor(random() * 10)) : digit))
      .replace(/\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+(?=.*\d)/u, (name) =>
        isData && random() < 0.7 ? (people[Math.floor(random() * people.length)] ?? name) : name,
      );
    return [changed];
  });
  return passagesOfText(lines.join('\n'), title);
}

const [publicFile] = process.argv.slice(2);
const classifier = await createNodeControlClassifier({ threads: 2 });
const kinds = (await ownExamples())
  .filter(({ kind, labels }) => kind === 'page' && labels[0] !== 'none')
  .filter((_, at, all) => at % Math.floor(all.length / owners) === 0)
  .slice(0, owners);
const dev = [
  ...(await ownExamples('dev')),
  ...(publicFile === undefined ? [] : await publicExamples(publicFile)),
]
  .filter(({ labels }) => labels[0] !== 'none')
  .map(({ text, title, labels }) => ({ passages: passagesOfText(text, title), labels }));

/** How many dev texts each owner's reviews put right; text by text, as the classifier remembers the last ones that it has read. */
async function rightWith(everyReviewed: readonly (readonly ReviewedPage[])[]): Promise<number[]> {
  const right = everyReviewed.map(() => 0);
  for (const { passages, labels } of dev)
    for (const [at, reviewed] of everyReviewed.entries()) {
      const { suggestions } = await classifier.classify(passages, { reviewed });
      if (labels.includes(suggestions[0]?.control ?? '')) right[at] = (right[at] ?? 0) + 1;
    }
  return right;
}

const everyReviewed: ReviewedPage[][] = [];
let learnt = 0;
let right = 0;
for (const [owner, kind] of kinds.entries()) {
  const random = randomFrom(owner + 1);
  const { suggestions } = await classifier.classify(variantOf(kind, random));
  const chosen: ControlId | undefined = suggestions[1 + Math.floor(random() * 9)]?.control;
  if (chosen === undefined) throw new Error(`${kind.id} has nothing to rank`);
  const reviewed: ReviewedPage[] = [];
  for (let page = 0; page < reviews; page += 1) {
    const { suggestions: ranked, signature } = await classifier.classify(variantOf(kind, random), {
      reviewed,
    });
    const first = ranked[0]?.control;
    const rejected = first === undefined || first === chosen ? [] : [first];
    reviewed.push({ signature, accepted: [chosen], rejected });
  }
  const unseen = variantOf(kind, random);
  if ((await classifier.classify(unseen)).suggestions[0]?.control === chosen) right += 1;
  if ((await classifier.classify(unseen, { reviewed })).suggestions[0]?.control === chosen) learnt += 1;
  everyReviewed.push(reviewed);
}
const shares = (await rightWith([[], ...everyReviewed])).map((count) => count / dev.length);
const [before = 0, ...after] = shares;
await classifier.close();
reportBench('feedback', [
  {
    metric: 'next page ranks the chosen control first',
    unit: `of ${owners} owners`,
    ours: learnt,
    peers: { 'without reviews': right },
  },
  {
    metric: 'dev top-1, mean over owners',
    unit: '%',
    ours: rounded((100 * after.reduce((sum, share) => sum + share, 0)) / after.length),
    peers: { 'without reviews': rounded(100 * before) },
  },
  {
    metric: 'dev top-1, worst owner',
    unit: '%',
    ours: rounded(100 * Math.min(...after)),
    peers: { 'without reviews': rounded(100 * before) },
  },
]);
