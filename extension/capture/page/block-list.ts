import type { PageBlock } from '#core/recognition/page-text.ts';

const maxBlocks = 20_000;
/** Of one text in a block. */
const maxTextLength = 20_000;
/** Of all blocks together: what a message between the page and the extension, and a store, carry with ease. */
const maxTotalLength = 2_000_000;

const cut = (text: string): string => text.slice(0, maxTextLength);

function cutTexts(block: PageBlock): PageBlock {
  if (block.kind === 'row') return { ...block, cells: block.cells.map(cut), header: block.header.map(cut) };
  if (block.kind === 'field') return { ...block, label: cut(block.label), value: cut(block.value) };
  return { ...block, text: cut(block.text) };
}

function textsOf(block: PageBlock): string[] {
  if (block.kind === 'row') return [...block.header, ...block.cells];
  return block.kind === 'field' ? [block.label, block.value] : [block.text];
}

/** Gathers blocks within the bounds of a page text. */
export class BlockList {
  readonly blocks: PageBlock[] = [];
  /** True when something of the page is not in the list. */
  truncated = false;
  /** True when no further block is taken. */
  isFull = false;
  private length = 0;

  /** Takes no further block, although there are more. */
  close(): void {
    this.isFull = true;
    this.truncated = true;
  }

  add(block: PageBlock): void {
    const texts = textsOf(block);
    const length = texts.reduce((sum, text) => sum + Math.min(text.length, maxTextLength), 0);
    if (this.blocks.length >= maxBlocks || this.length + length > maxTotalLength) {
      this.close();
      return;
    }
    const isTooLong = texts.some((text) => text.length > maxTextLength);
    if (isTooLong) this.truncated = true;
    this.length += length;
    this.blocks.push(isTooLong ? cutTexts(block) : block);
  }
}
