/** Classifies items one after the other, writes a prediction for each and says how good they are where labels are known. */
import { writeFile } from 'node:fs/promises';
import { passagesOfText } from '#core/recognition/passages.ts';
import { measuresOf, measuresToText, type Judged } from './eval-measures.ts';
import { attributionHolds } from './attribution.ts';
import { openClassifier, type Runtime } from './open-classifier.ts';

export type Item = {
  id: string;
  title: string;
  text: string;
  /** What an auditor would accept, the primary control first; `none` first for a page that is no evidence. */
  acceptable?: readonly string[];
};

/**
 * Writes one line {id, ranked, probability, abstained} per item, best control first, and prints figures. With `attribution` it
 * also measures whether deleting the shown words lowers the first control's score more than deleting as many others.
 */
export async function classifyItems(
  items: readonly Item[],
  options: { out: string; runtime: Runtime; attribution: boolean; folder?: string },
): Promise<void> {
  const classifier = await openClassifier(options.runtime, options);
  const judged: Judged[] = [];
  const lines: string[] = [];
  const times: number[] = [];
  let attributed = 0;
  let explained = 0;
  try {
    for (const item of items) {
      const passages = passagesOfText(item.text, item.title);
      const { suggestions, ms } = await classifier.classify(passages);
      times.push(ms);
      const ranked = suggestions.map(({ control }) => control);
      const probability = suggestions.map(({ score }) => Number(score.toFixed(4)));
      const abstained = (suggestions[0]?.score ?? 0) < classifier.threshold;
      lines.push(`${JSON.stringify({ id: item.id, ranked, probability, abstained })}\n`);
      if (item.acceptable !== undefined)
        judged.push({ ranked, probability, abstained, acceptable: item.acceptable });
      if (!options.attribution) continue;
      const holds = await attributionHolds(classifier, passages, suggestions[0]);
      if (holds === undefined) continue;
      attributed += 1;
      if (holds) explained += 1;
    }
  } finally {
    await classifier.close();
  }
  await writeFile(options.out, lines.join(''));

  times.sort((left, right) => left - right);
  const middle = times[times.length >> 1] ?? 0;
  process.stdout.write(
    `${items.length} items, ${options.runtime}, ${classifier.model.name}, cold start ${classifier.coldStartMs.toFixed(0)} ms, ` +
      `median ${middle.toFixed(0)} ms each\n`,
  );
  if (judged.length > 0) process.stdout.write(measuresToText(measuresOf(judged)));
  if (options.attribution)
    process.stdout.write(
      `shown words count more than as many others: ${((100 * explained) / attributed).toFixed(1)} % of ${attributed}\n`,
    );
}
