/** A console's page as the classifier meets it: whole, or without the lines that the console's other pages repeat. */
import { passagesOfText } from '#core/recognition/passages.ts';
import { sharedLinesOf } from '#core/recognition/shared-lines.ts';

/** `console` names what pages share their menus with; empty for a text that stands alone. */
export type Source = { title: string; text: string; console: string };

/** The passages of a page. `own` and `shared` are there where the page repeats lines of its console. */
export type PageViews = { whole: string[]; own?: string[]; shared?: string[] };

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
const cut = (lines: readonly string[], title: string) =>
  passagesOfText(lines.join('\n'), title).map((passage) => passage.text);

/** The views of all pages, in their order. `own` is what the extension classifies once it knows the console; `shared` is no evidence. */
export function pageViewsOf(sources: readonly Source[]): PageViews[] {
  const consoles = Map.groupBy(sources, (source) => source.console);
  const sharedOf = new Map(
    [...consoles].map(([name, pages]) => [
      name,
      sharedLinesOf(
        name === '' ? [] : pages.map(({ text }, at) => ({ url: String(at), lines: linesOf(text) })),
      ),
    ]),
  );
  return sources.map(({ title, text, console }) => {
    const whole = passagesOfText(text, title).map((passage) => passage.text);
    const isShared = sharedOf.get(console) ?? (() => false);
    const lines = linesOf(text);
    const own = lines.filter((line) => !isShared(line));
    if (own.length === 0 || own.length === lines.length) return { whole };
    return { whole, own: cut(own, title), shared: cut(lines.filter(isShared), '') };
  });
}
