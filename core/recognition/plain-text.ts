import type { PageBlock, PageText } from './page-text.ts';

function blockToLine(block: PageBlock): string {
  switch (block.kind) {
    case 'heading':
      return `\n${'#'.repeat(block.level)} ${block.text}`;
    case 'paragraph':
      return block.text;
    case 'item':
      return `- ${block.text}`;
    case 'row':
      return block.cells.join(' | ');
    case 'field':
      return block.control === 'button'
        ? `[${block.label}]`
        : `${block.label || '(no label)'}: ${block.value}`;
  }
}

/** The page's text for people and for search: one block a line, in reading order, headings marked by `#`, cells parted by ` | `. */
export function pageTextToPlain(pageText: PageText): string {
  const lines: string[] = [];
  let header = '';
  for (const block of pageText.blocks) {
    const titles = block.kind === 'row' ? block.header.join(' | ') : '';
    if (titles !== '' && titles !== header) lines.push(titles);
    header = titles;
    lines.push(blockToLine(block));
  }
  return lines.join('\n').trim() + '\n';
}
