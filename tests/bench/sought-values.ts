/**
 * Which words of a screenshot are the small values that an auditor looks for and that readers of pages lose: what stands alone in a field,
 * in a badge, light on a dark bar of a light page, and whatever has digits. Told by the page's own boxes and by the pixels around them.
 */
import { wordsOf, type TruthWord } from './ocr-score.ts';

export type Grey = { width: number; height: number; data: Uint8Array };
export type SoughtWord = TruthWord & { src?: string | undefined };
/** Of the words of one kind: how many there are, and how many were read. */
export type Tally = { words: number; found: number };

const DARK = 110;
const BADGE_STEP = 20;

/** The middle brightness, 0 to 255, along the border of a box in device pixels widened by `by`; undefined outside the picture. */
function rim({ width, height, data }: Grey, box: TruthWord, dpr: number, by: number): number | undefined {
  const left = Math.round(box.x * dpr - by);
  const right = Math.round((box.x + box.w) * dpr + by);
  const top = Math.round(box.y * dpr - by);
  const bottom = Math.round((box.y + box.h) * dpr + by);
  if (left < 0 || top < 0 || right >= width || bottom >= height) return undefined;
  const border: number[] = [];
  for (let x = left; x <= right; x++) border.push(data[top * width + x]!, data[bottom * width + x]!);
  for (let y = top; y <= bottom; y++) border.push(data[y * width + left]!, data[y * width + right]!);
  return border.toSorted((a, b) => a - b)[border.length >> 1];
}

const isBeside = (a: TruthWord, b: TruthWord) =>
  Math.abs(a.y + a.h / 2 - (b.y + b.h / 2)) < a.h / 2 && a.x < b.x + b.w + a.h && b.x < a.x + a.w + a.h;

const kinds: Record<
  string,
  (word: SoughtWord, page: readonly SoughtWord[], grey: Grey, dpr: number) => boolean
> = {
  'alone in a field': (word, page) =>
    word.src === 'field' &&
    !page.some((other) => other !== word && other.src === 'field' && isBeside(word, other)),
  'in a badge': (word, _page, grey, dpr) => {
    const inside = rim(grey, word, dpr, 1);
    const outside = rim(grey, word, dpr, 14 * dpr);
    return (
      word.h < 40 && inside !== undefined && outside !== undefined && Math.abs(inside - outside) > BADGE_STEP
    );
  },
  'light on a dark bar': (word, _page, grey, dpr) => (rim(grey, word, dpr, 1) ?? 255) < DARK && isLight(grey),
  'with digits': ({ t }) => /\d/.test(t),
};

function isLight({ data }: Grey): boolean {
  let sum = 0;
  for (let at = 0; at < data.length; at += 101) sum += data[at]!;
  return sum / Math.ceil(data.length / 101) > 128;
}

export const soughtKinds = Object.keys(kinds);

/** The words of `kind` on the page. Only words that stand there once count, for a second one of the same text would be found in its place. */
export function soughtWords(kind: string, page: readonly SoughtWord[], grey: Grey, dpr: number): string[] {
  const seen = new Map<string, number>();
  for (const { t } of page) for (const word of wordsOf(t)) seen.set(word, (seen.get(word) ?? 0) + 1);
  return page
    .filter((word) => kinds[kind]?.(word, page, grey, dpr))
    .flatMap(({ t }) => wordsOf(t))
    .filter((word) => seen.get(word) === 1);
}

export function tally(sought: readonly string[], text: string): Tally {
  const got = new Set(wordsOf(text).map((word) => word.toLowerCase()));
  return { words: sought.length, found: sought.filter((word) => got.has(word.toLowerCase())).length };
}
