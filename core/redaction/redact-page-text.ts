import type { PageBlock, PageText } from '../recognition/page-text.ts';
import { redactPlacedWords } from './redact-recognised-text.ts';
import { makeRedactor } from './redact-text.ts';

/** As many characters as `pageTextSchema` allows: the mark may be longer than what it replaces. */
const longestText = 20_000;
const longestTitle = 2_000;

function redactBlock(block: PageBlock, strike: (text: string) => string): PageBlock {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'item':
      return { ...block, text: strike(block.text) };
    case 'row':
      return { ...block, header: block.header.map(strike), cells: block.cells.map(strike) };
    case 'field':
      return { ...block, label: strike(block.label), value: strike(block.value) };
  }
}

/** The page's text with every occurrence of the words struck: in title, blocks, column titles, labels, values, frames' origins and the words with places. */
export function redactPageText(page: PageText, words: readonly string[]): PageText {
  const redact = makeRedactor(words);
  let isCut = false;
  const strikeTo = (longest: number) => (text: string) => {
    const struck = redact(text);
    isCut ||= struck.length > longest;
    return struck.slice(0, longest);
  };
  const blocks = page.blocks.map((block) => redactBlock(block, strikeTo(longestText)));
  const title = strikeTo(longestTitle)(page.title);
  const unreadableFrames = page.unreadableFrames.map(strikeTo(300));
  return {
    ...page,
    title,
    blocks,
    unreadableFrames,
    truncated: page.truncated || isCut,
    ...(page.words && { words: redactPlacedWords(page.words, words) }),
  };
}
