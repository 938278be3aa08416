/** One run of text replaced by another. `at` and lengths count UTF-16 units. */
export type TextChange = { at: number; removed: number; inserted: string };

/** A step of a Yjs text delta, as far as plain text goes. */
export type DeltaStep = { retain?: number; delete?: number; insert?: unknown };

const splitsPair = (text: string, at: number) =>
  at > 0 &&
  at < text.length &&
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) &&
  /[\uDC00-\uDFFF]/.test(text.charAt(at));

/**
 * The smallest change that makes `after` from `before`, or undefined when they are the same. Where a letter could have been
 * typed in several places of a run of equal ones, `caret` (the end of what was typed, in `after`) decides. Never cuts a
 * surrogate pair: Yjs would store the halves as replacement characters.
 */
export function textChange(before: string, after: string, caret = after.length): TextChange | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  // What follows the caret was not typed just now, so it is matched first; the start only as far as is left.
  let end = 0;
  const mostEnd = Math.min(shorter, Math.max(0, after.length - caret));
  while (end < mostEnd && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  let start = 0;
  while (start < shorter - end && before.charAt(start) === after.charAt(start)) start += 1;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (splitsPair(before, start) || splitsPair(after, start)) start -= 1;
  if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end -= 1;
  return {
    at: start,
    removed: before.length - start - end,
    inserted: after.slice(start, after.length - end),
  };
}

/**
 * Where a position goes when others' edits are applied. Text inserted exactly at the position comes after it, so that a
 * cursor stays where its owner is typing.
 */
export function movedPosition(position: number, delta: readonly DeltaStep[]): number {
  let at = 0;
  let moved = position;
  for (const step of delta) {
    if (at > moved) break;
    if (step.retain !== undefined) at += step.retain;
    else if (step.delete !== undefined) moved -= Math.min(step.delete, Math.max(0, moved - at));
    else if (typeof step.insert === 'string') {
      if (at < moved) moved += step.insert.length;
      at += step.insert.length;
    }
  }
  return moved;
}
