import type * as Y from 'yjs';
import { textChange } from '../shared/text-change.ts';

/** Makes the text say `after` by the smallest change, so that what others write beside it meanwhile stays. */
export function replaceText(text: Y.Text, after: string): void {
  const change = textChange(text.toString(), after);
  if (!change) return;
  text.delete(change.at, change.removed);
  text.insert(change.at, change.inserted);
}
