import { expect, it } from 'vitest';
import { wordsInPicture } from './words-in-picture.ts';

const page = { title: '', language: 'en', blocks: [], unreadableFrames: [], truncated: false };

it('gives words their places in pixels of the picture, whole and outwards, and leaves a page without places alone', () => {
  const words = [{ text: 'Jane', x: 10.4, y: 2.5, width: 20.2, height: 10 }];
  expect(wordsInPicture({ ...page, words }, 1.5).words).toEqual([
    { text: 'Jane', x: 15, y: 3, width: 31, height: 16 },
  ]);
  expect(wordsInPicture(page, 2)).toBe(page);
});
