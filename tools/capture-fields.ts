import * as v from 'valibot';

/** A word that can be seen in a capture's picture, with its box in CSS pixels; `src` marks what stands in a form field. */
export const captureWordSchema = v.object({
  t: v.string(),
  x: v.number(),
  y: v.number(),
  w: v.number(),
  h: v.number(),
  src: v.optional(v.string()),
});
export type CaptureWord = v.InferOutput<typeof captureWordSchema>;

type Run = { text: string; x: number; y: number; right: number; bottom: number };

/** Words further apart than this, in heights of a word, belong to different things. */
const wordGap = 1.2;
/** How far a label may stand from its field, in CSS pixels: before it in the line, or above it. */
const before = 400;
const above = 40;

/** Neighbouring words of one line as one run, in the order of the page. */
function runsOf(words: readonly CaptureWord[]): Run[] {
  const runs: Run[] = [];
  for (const { t, x, y, w, h } of words) {
    const last = runs.at(-1);
    const sameLine = last !== undefined && Math.abs((last.y + last.bottom) / 2 - (y + h / 2)) < h / 2;
    if (last !== undefined && sameLine && x >= last.x && x - last.right < wordGap * h) {
      last.text += ` ${t}`;
      last.right = x + w;
      last.bottom = Math.max(last.bottom, y + h);
    } else runs.push({ text: t, x, y, right: x + w, bottom: y + h });
  }
  return runs;
}

function labelOf(field: Run, labels: readonly Run[]): string {
  const middle = (field.y + field.bottom) / 2;
  const beside = labels
    .filter(
      ({ y, bottom, right }) =>
        y < middle && bottom > middle && right <= field.x + 2 && field.x - right < before,
    )
    .toSorted((left, right) => right.right - left.right);
  const over = labels
    .filter(
      ({ x, right, bottom }) =>
        bottom <= field.y + 2 && field.y - bottom < above && x < field.right && right > field.x - 20,
    )
    .toSorted((left, right) => right.bottom - left.bottom);
  return (beside[0] ?? over[0])?.text ?? '';
}

/** What the form fields of a capture hold, each a line with its label where one stands near: the page's text leaves fields out. */
export function fieldLinesOf(words: readonly CaptureWord[]): string[] {
  const labels = runsOf(words.filter(({ src }) => src !== 'field'));
  return runsOf(words.filter(({ src }) => src === 'field')).map((field) => {
    const label = labelOf(field, labels).replace(/\s*:$/, '');
    return label === '' ? field.text : `${label}: ${field.text}`;
  });
}
