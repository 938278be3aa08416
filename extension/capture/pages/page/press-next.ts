/** Presses what leads to the next page. Runs in the page, when a person asked for it in the panel. */
import { bodyOf, textContentOf } from '../../page/native.ts';
import { rootsIn } from '../../full-page/page/native-layout.ts';
import { findNext } from './next-control.ts';

/** `unchanged`: it was pressed, and the page says what it said before. */
export type Pressed = 'pressed' | 'unchanged' | 'end' | 'none';

const patienceMs = 10_000;
const lookEveryMs = 100;

const textOfPage = async (): Promise<string> =>
  (await rootsIn(document))
    .map((root) => textContentOf('body' in root ? (bodyOf(root) ?? root) : root) ?? '')
    .join('\n');

/** Resolves once the page says something else. A page that is left for another one takes the answer with it. */
export async function pressNext(): Promise<Pressed> {
  const next = await findNext();
  if (next.kind !== 'found') return next.kind;
  const before = await textOfPage();
  const begun = performance.now();
  HTMLElement.prototype.click.call(next.element);
  while (performance.now() - begun < patienceMs) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    if ((await textOfPage()) !== before) return 'pressed';
  }
  return 'unchanged';
}
