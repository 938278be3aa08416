import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rows of a long grid or table behind its first ten, that nobody works in or has marked. */
const furtherRows = ['[role=rowgroup] > [role=row]', 'tbody > tr'].map(
  (row) => `${row}:nth-child(n + 12):not(:focus-within, [aria-selected=true])`,
);

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Looking = {
  /**
   * An open menu of react-aria has close buttons for screen readers outside its dialog, and hides all else from them. Three best practices
   * about landmarks and headings do not know that pattern.
   */
  menuOpen?: boolean;
  /**
   * Of the rows of a long grid, which are made alike, the first ten stand for all: the grid of the SoA alone takes axe five seconds. True
   * takes them all, once for each screen.
   */
  everyRow?: boolean;
  /** Only what may change when nothing but the colour scheme does. */
  onlyColours?: boolean;
};

/** Rules of WCAG 2.2 A and AA that axe can check, and its best practices. */
export async function accessibilityFaults(
  page: Page,
  { menuOpen = false, everyRow = false, onlyColours = false }: Looking = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.evaluate(`${axeSource}; undefined`).catch(() => page.addScriptTag({ content: axeSource }));
  const results = await page.evaluate(
    async ([landmarks, exclude, runOnly]) => {
      type Result = { violations: { id: string; nodes: { html: string }[] }[] };
      type Axe = { run(context: object, options: object): Promise<Result> };
      const { axe } = globalThis as unknown as { axe: Axe };
      return await axe.run(
        { include: [['html']], exclude: exclude.map((selector) => [selector]) },
        {
          // Of what passes, one element each, and of none a selector: making them takes longer than looking.
          resultTypes: ['violations'],
          selectors: false,
          runOnly,
          ...(landmarks !== undefined && {
            rules: Object.fromEntries(
              ['region', 'landmark-one-main', 'page-has-heading-one'].map((rule) => [
                rule,
                { enabled: landmarks },
              ]),
            ),
          }),
        },
      );
    },
    [
      onlyColours ? undefined : !menuOpen,
      everyRow ? [] : furtherRows,
      onlyColours ? ['color-contrast', 'link-in-text-block'] : standards,
    ] as const,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 4).map(({ html }) => `${id}: ${html.slice(0, 220)}`),
  );
}
