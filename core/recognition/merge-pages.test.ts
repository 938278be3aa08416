import { describe, expect, it } from 'vitest';
import type { DrawnPage } from './drawn-words.ts';
import { mergeDrawn, mergePageTexts } from './merge-pages.ts';
import { pageTextSchema, type PageBlock, type PageText } from './page-text.ts';
import { passagesOf } from './passages.ts';
import { pageTextToPlain } from './plain-text.ts';
import * as v from 'valibot';

const row = (name: string): PageBlock => ({
  kind: 'row',
  header: ['Name'],
  cells: [name],
  landmark: 'main',
  inPicture: true,
});
const textOf = (name: string, words = true): PageText => ({
  title: 'Users',
  language: 'en',
  blocks: [row(name)],
  unreadableFrames: [],
  truncated: false,
  ...(words && { words: [{ text: name, x: 10, y: 20, width: 30, height: 12 }] }),
});
const at = (y: number, width = 900, height = 500) => ({ y, width, height });

describe('texts of pages', () => {
  it('follow each other below the number of their page, with their words where they stand', () => {
    const merged = mergePageTexts([
      { ...at(40), text: textOf('anna') },
      { ...at(580), text: textOf('bert') },
    ]);
    expect(merged && pageTextToPlain(merged)).toBe(
      '# Page 1 of 2\nName\nanna\n\n# Page 2 of 2\nName\nbert\n',
    );
    expect(merged?.words).toMatchObject([
      { text: 'anna', x: 10, y: 60 },
      { text: 'bert', x: 10, y: 600 },
    ]);
    // The number is nothing that the page says.
    expect(merged && passagesOf(merged).some(({ text }) => text.includes('Page 1'))).toBe(false);
  });

  it('keep the places of no words where those of one page are not known', () => {
    const merged = mergePageTexts([
      { ...at(40), text: textOf('anna') },
      { ...at(580), text: textOf('bert', false) },
      at(1_120),
    ]);
    expect(merged).not.toHaveProperty('words');
    expect(merged && pageTextToPlain(merged)).toContain('# Page 3 of 3');
  });

  it('stay within what a page text may hold, and say that there was more', () => {
    const long: PageText = {
      ...textOf('x'),
      blocks: Array.from({ length: 15_000 }, () => row('x'.repeat(100))),
    };
    const merged = mergePageTexts([
      { ...at(40), text: long },
      { ...at(580), text: long },
    ]);
    expect(v.is(pageTextSchema, merged)).toBe(true);
    expect(merged?.truncated).toBe(true);
  });

  it('are none where no page has one', () => expect(mergePageTexts([at(40)])).toBeUndefined());
});

describe('words that pages drew', () => {
  const drawn: DrawnPage = {
    area: { x: 0, y: 0, width: 450, height: 250 },
    words: [{ text: 'anna', x: 5, y: 10, width: 15, height: 6 }],
    opaque: [{ x: 1, y: 2, width: 3, height: 4 }],
  };
  it('stand where their page stands; bands and pages without them may show anything', () => {
    const pages = [at(40), { ...at(580), drawn }, at(1_120)];
    const merged = mergeDrawn(pages, { width: 900, height: 1_620 }, 2);
    expect(merged?.area).toEqual({ x: 0, y: 0, width: 450, height: 810 });
    expect(merged?.words).toEqual([{ text: 'anna', x: 5, y: 300, width: 15, height: 6 }]);
    expect(merged?.opaque).toContainEqual({ x: 0, y: 0, width: 450, height: 20 });
    expect(merged?.opaque).toContainEqual({ x: 0, y: 20, width: 450, height: 250 });
    expect(merged?.opaque).toContainEqual({ x: 1, y: 292, width: 3, height: 4 });
    expect(merged?.opaque).toContainEqual({ x: 0, y: 560, width: 450, height: 250 });
  });
  it('count for nothing where window and picture have another shape', () =>
    expect(mergeDrawn([{ ...at(40, 900, 700), drawn }], { width: 900, height: 740 }, 2)).toBeUndefined());
});
