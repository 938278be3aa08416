import type { PageBlock, PageText } from '../recognition/page-text.ts';
import type { Place } from './finding.ts';

/** A named piece of a page's text, and what stands beside it and says what it is: column title, label, the cell before. */
export type Piece = { place: Place; text: string; context: string };

/** Longer texts are sentences, and name nothing. */
const longestName = 40;

/** The text just before, where it names this one: a term before its description, or a line that ends in a colon. */
function namedBy(before: PageBlock | undefined, entry: PageBlock): string {
  if (before?.kind !== 'item' && before?.kind !== 'paragraph') return '';
  const isTerm = before.kind === 'item' && entry.kind === 'item';
  const isName = before.text.length <= longestName && (isTerm || /[:：]$/.test(before.text));
  return isName ? before.text : '';
}

/** Every text of the page in reading order; column titles once for each run of rows that has them. */
export function piecesOf({ title, blocks }: PageText): Piece[] {
  const pieces: Piece[] = [{ place: { kind: 'title' }, text: title, context: '' }];
  let titles = '';
  for (const [block, entry] of blocks.entries()) {
    const header = entry.kind === 'row' ? entry.header.join('\u0000') : '';
    switch (entry.kind) {
      case 'heading':
      case 'paragraph':
      case 'item':
        pieces.push({
          place: { kind: 'text', block },
          text: entry.text,
          context: namedBy(blocks[block - 1], entry),
        });
        break;
      case 'row':
        if (header !== titles)
          for (const [cell, text] of entry.header.entries())
            pieces.push({ place: { kind: 'header', block, cell }, text, context: '' });
        for (const [cell, text] of entry.cells.entries()) {
          // In a table without titles, or with the titles "Name" and "Value", the first cell names the second.
          const named = entry.cells.length <= 3 && cell > 0 ? (entry.cells[0] ?? '') : '';
          pieces.push({
            place: { kind: 'cell', block, cell },
            text,
            context: `${named} ${entry.header[cell] ?? ''}`.trim(),
          });
        }
        break;
      case 'field':
        pieces.push({ place: { kind: 'label', block }, text: entry.label, context: '' });
        pieces.push({ place: { kind: 'value', block }, text: entry.value, context: entry.label });
        break;
    }
    titles = header;
  }
  return pieces.filter(({ text }) => text !== '');
}
