/** Of most of a long text the window shows nothing: it is looked at part by part, and word by word only where that decides. */

const longestPart = 1_000;
const blank = /\s/g;

/** Where a part of a text is to be parted again, without parting a word; undefined where it is short enough, or one word. */
export function middleOf(text: string, from: number, to: number): number | undefined {
  if (to - from <= longestPart) return undefined;
  blank.lastIndex = Math.floor((from + to) / 2);
  const at = blank.exec(text)?.index;
  return at !== undefined && at > from && at < to - 1 ? at : undefined;
}
