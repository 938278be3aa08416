import type { Passage } from '#core/recognition/control-classifier.ts';
import type { PageClassification } from './classifier-page.ts';

type Suggestion = PageClassification['suggestions'][number];
type Classify = (passages: readonly Passage[]) => Promise<PageClassification>;

/** Numbers in [0, 1) from a seed, the same each time (Park and Miller, CACM 1988). */
function randomFrom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** This many draws of other words; the shown ones must beat their mean. */
const draws = 5;

/**
 * Whether the score of the page's first control changes more when the words shown for it are deleted from its passage than
 * when as many words drawn at random are (mean of five draws). Undefined where there is nothing to compare: no words shown, or
 * no others to draw.
 */
export async function attributionHolds(
  { classify }: { classify: Classify },
  passages: readonly Passage[],
  first: Suggestion | undefined,
): Promise<boolean | undefined> {
  if (first === undefined || first.words.length === 0) return undefined;
  const words = [...first.passage.matchAll(/\S+/g)];
  const shown = words.flatMap((word, at) =>
    first.words.some(({ start, end }) => start < word.index + word[0].length && end > word.index) ? [at] : [],
  );
  if (words.length <= shown.length) return undefined;
  const scoreWithout = async (deleted: ReadonlySet<number>) => {
    const kept = words.filter((_, at) => !deleted.has(at)).map(([word]) => word);
    const changed = passages.map((passage) =>
      passage.text === first.passage ? { text: kept.join(' ') } : passage,
    );
    const { suggestions } = await classify(changed);
    return suggestions.find(({ control }) => control === first.control)?.score ?? 0;
  };
  const random = randomFrom(first.passage.length);
  const changeWithout = async (deleted: ReadonlySet<number>) =>
    Math.abs(first.score - (await scoreWithout(deleted)));
  let others = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const places = words
      .map((_, at) => ({ at, key: random() }))
      .toSorted((left, right) => left.key - right.key);
    others += await changeWithout(new Set(places.slice(0, shown.length).map(({ at }) => at)));
  }
  return (await changeWithout(new Set(shown))) > others / draws;
}
