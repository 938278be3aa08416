/** Texts as OCR tells them apart: what it usually takes for one another is the same here. */

const pairs: readonly [RegExp, string][] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[1iı]/g, 'l'],
  [/[0ø°]/g, 'o'],
  [/5/g, 's'],
  [/8/g, 'b'],
  [/2/g, 'z'],
];

/**
 * The text without case, accents, punctuation and the differences that OCR usually overlooks (0 and O; 1, l and I; 5 and S; rn and m). Digits
 * are never taken for other digits. Empty for a text without letters and digits.
 */
export function foldLookAlikes(text: string): string {
  let folded = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[|!]/g, 'l')
    .replace(/[¢©]/g, 'c')
    .replace(/€/g, 'e')
    .replace(/[^\p{L}\p{N}°]/gu, '');
  for (const [pattern, by] of pairs) folded = folded.replace(pattern, by);
  return folded;
}

export const hasDigit = (text: string): boolean => /\p{N}/u.test(text);

/** Which characters of `wanted` a cheapest alignment (Levenshtein) finds in `found`, and how many edits it takes. */
export function alignTexts(wanted: string, found: string): { edits: number; isFound: boolean[] } {
  const rows = wanted.length + 1;
  const columns = found.length + 1;
  const cost = new Uint16Array(rows * columns);
  for (let i = 0; i < rows; i++) cost[i * columns] = i;
  for (let j = 0; j < columns; j++) cost[j] = j;
  for (let i = 1; i < rows; i++) {
    for (let j = 1; j < columns; j++) {
      const change = cost[(i - 1) * columns + j - 1]! + (wanted[i - 1] === found[j - 1] ? 0 : 1);
      cost[i * columns + j] = Math.min(
        change,
        cost[(i - 1) * columns + j]! + 1,
        cost[i * columns + j - 1]! + 1,
      );
    }
  }
  const isFound = Array.from(wanted, () => true);
  let [i, j] = [wanted.length, found.length];
  while (i > 0 || j > 0) {
    const here = cost[i * columns + j]!;
    if (i > 0 && j > 0 && wanted[i - 1] === found[j - 1] && cost[(i - 1) * columns + j - 1] === here) {
      i--;
      j--;
    } else if (i > 0 && j > 0 && cost[(i - 1) * columns + j - 1]! + 1 === here) {
      isFound[--i] = false;
      j--;
    } else if (i > 0 && cost[(i - 1) * columns + j]! + 1 === here) isFound[--i] = false;
    else {
      // Something stands between two characters: neither of them is sure.
      if (i > 0) isFound[i - 1] = false;
      if (i < wanted.length) isFound[i] = false;
      j--;
    }
  }
  return { edits: cost[wanted.length * columns + found.length]!, isFound };
}
