import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Rules of WCAG 2.2 A and AA that axe can check, and its best practices. An open menu of react-aria has close buttons for
 * screen readers outside its dialog; `region`, a best practice, does not know that pattern.
 */
export async function accessibilityFaults(page: Page, { menuOpen = false } = {}): Promise<string[]> {
  await page.evaluate(`${axeSource}; undefined`).catch(() => page.addScriptTag({ content: axeSource }));
  const results = await page.evaluate(async (region) => {
    type Axe = { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    return await axe.run({
      // Of what passes, one element each: listing them all takes longer than looking.
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { region: { enabled: region } },
    });
  }, !menuOpen);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 4).map(({ html }) => `${id}: ${html.slice(0, 220)}`),
  );
}
