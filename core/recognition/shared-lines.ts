/**
 * What every page of a console repeats: menus, banners, the account in the corner. Landmarks tell only where a console has
 * them; pages of the same console, seen side by side, always do.
 */
import type { PageBlock } from './page-text.ts';

/** What one page says, line by line, and where it stands. */
export type PageLines = { url: string; lines: readonly string[] };

/** A line on this share of a console's pages, and on so many at least, says nothing about any of them. */
const share = 0.4;
const fewest = 3;

/** As lines are compared: without case, and numbers all alike, because counters and clocks differ from page to page. */
const lineKey = (line: string): string => line.trim().toLowerCase().replace(/\d+/g, '0');

/** A block of a page as one line. */
export function lineOfBlock(block: PageBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'item':
      return block.text;
    case 'row':
      return block.cells.join(' ');
    case 'field':
      return `${block.label}: ${block.value}`;
  }
}

/**
 * Tells whether a line is shared by the given pages of one console. Pages of the same address count as one, so that a page that was
 * captured often does not make its own content common. With fewer than three addresses no line is shared.
 */
export function sharedLinesOf(pages: readonly PageLines[]): (line: string) => boolean {
  const byUrl = new Map<string, Set<string>>();
  for (const { url, lines } of pages) {
    const known = byUrl.get(url) ?? new Set();
    for (const line of lines) known.add(lineKey(line));
    byUrl.set(url, known);
  }
  const counts = new Map<string, number>();
  for (const lines of byUrl.values()) for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const least = Math.max(fewest, share * byUrl.size);
  return (line) => (counts.get(lineKey(line)) ?? 0) >= least;
}
