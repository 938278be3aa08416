/** How much of the words on a page came back. Order and case do not count, nor punctuation around a word. */
export type TruthWord = { t: string; x: number; y: number; w: number; h: number };
export type OcrScore = {
  words: number;
  /** Share of the words on the page that were read. */
  recall: number;
  /** Share of the words read that are on the page. */
  precision: number;
  /** Edit distance of each word of the page to the nearest word read that is still free, per character. */
  characterError: number;
};

export function scoreText(truth: readonly TruthWord[], text: string): OcrScore {
  const wanted = wordsOf(joinTouching(truth).join(' '));
  const got = wordsOf(text);
  const exact = compare(wanted, got);
  const caseless = compare(wanted.map(lower), got.map(lower));
  const characters = wanted.reduce((sum, word) => sum + word.length, 0);
  return {
    words: wanted.length,
    recall: caseless.found / Math.max(1, wanted.length),
    precision: caseless.found / Math.max(1, got.length),
    characterError: errorOf(exact.missed, exact.spare) / Math.max(1, characters),
  };
}

const lower = (word: string) => word.toLowerCase();

/** The words of a text as they are compared: without punctuation around them, signs that look alike as one. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201C\u201D]/g, '"')
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll('\u2026', '...')
    .split(/\s+/)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');

/** Pieces of markup without a gap between them, such as a link and the comma after it, are one word in the picture. */
function joinTouching(truth: readonly TruthWord[]): string[] {
  const rows: { middle: number; height: number; words: TruthWord[] }[] = [];
  for (const word of truth.toSorted((a, b) => a.y + a.h / 2 - (b.y + b.h / 2))) {
    const middle = word.y + word.h / 2;
    const row = rows.at(-1);
    if (row && middle - row.middle < Math.min(row.height, word.h) / 2) {
      row.words.push(word);
      row.middle += (middle - row.middle) / row.words.length;
      row.height = Math.max(row.height, word.h);
    } else rows.push({ middle, height: word.h, words: [word] });
  }
  return rows.flatMap(({ words }) => {
    const joined: string[] = [];
    let before: TruthWord | undefined;
    for (const word of words.toSorted((a, b) => a.x - b.x)) {
      const gap = before ? word.x - (before.x + before.w) : Infinity;
      const lowest = Math.min(word.h, before?.h ?? 0);
      if (before && gap < 0.06 * lowest && gap > -0.5 * before.h)
        joined.push(`${joined.pop() ?? ''}${word.t}`);
      else joined.push(word.t);
      before = word;
    }
    return joined;
  });
}

function compare(wanted: readonly string[], got: readonly string[]) {
  const free = new Map<string, number>();
  for (const word of got) free.set(word, (free.get(word) ?? 0) + 1);
  const missed = wanted.filter((word) => {
    const count = free.get(word) ?? 0;
    if (count > 0) free.set(word, count - 1);
    return count === 0;
  });
  const spare = [...free].flatMap(([word, count]) => Array.from({ length: count }, () => word));
  return { found: wanted.length - missed.length, missed, spare };
}

function errorOf(missed: readonly string[], spare: readonly string[]): number {
  const free = [...spare];
  let error = 0;
  for (const word of missed.toSorted((a, b) => b.length - a.length)) {
    let least = word.length;
    let nearest = -1;
    for (const [n, other] of free.entries()) {
      if (Math.abs(other.length - word.length) >= least) continue;
      const distance = editDistance(word, other);
      if (distance < least) [least, nearest] = [distance, n];
    }
    error += least;
    if (nearest >= 0) free.splice(nearest, 1);
  }
  return error;
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
