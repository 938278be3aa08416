import { expect, it } from 'vitest';
import { pixelsOf } from './crop-picture.ts';
import type { View } from './select/selection.ts';

const view = (width: number, devicePixelRatio: number, pinch = { scale: 1, left: 0, top: 0 }): View => ({
  width,
  height: 600,
  scrollX: 0,
  scrollY: 0,
  devicePixelRatio,
  pinch,
});
const picture = (width: number, height: number) => ({ bytes: new Uint8Array(), width, height });
const box = { left: 10.5, top: 20, right: 30.2, bottom: 40 };

it('rounds outward to whole pixels', () => {
  expect(pixelsOf(picture(1000, 600), box, view(1000, 1))).toEqual({ x: 10, y: 20, width: 21, height: 20 });
});

it('takes the pixels of the screen, not those of the style sheet', () => {
  expect(pixelsOf(picture(2000, 1200), box, view(1000, 2))).toEqual({ x: 21, y: 40, width: 40, height: 40 });
});

it('takes no pixel more where a fraction of one is only an error of the arithmetic', () => {
  // 10 * 1.1 is 11.000000000000002.
  const at = { left: 10, top: 10, right: 20, bottom: 20 };
  expect(pixelsOf(picture(1100, 660), at, view(1000, 1.1))).toEqual({ x: 11, y: 11, width: 11, height: 11 });
});

it('goes by the picture where that has not the ratio that the page tells', () => {
  expect(pixelsOf(picture(1000, 600), box, view(1000, 3))).toEqual({ x: 10, y: 20, width: 21, height: 20 });
});

it('goes with the part that two fingers enlarged', () => {
  const pinch = { scale: 2, left: 10, top: 20 };
  expect(pixelsOf(picture(1000, 600), box, view(1000, 1, pinch))).toEqual({
    x: 1,
    y: 0,
    width: 40,
    height: 40,
  });
});

it('cuts at the edge of the picture, and has nothing to show beyond it', () => {
  const wide = { left: -5, top: 590, right: 2000, bottom: 700 };
  expect(pixelsOf(picture(1000, 600), wide, view(1000, 1))).toEqual({
    x: 0,
    y: 590,
    width: 1000,
    height: 10,
  });
  const beyond = { left: 0, top: 700, right: 10, bottom: 710 };
  expect(pixelsOf(picture(1000, 600), beyond, view(1000, 1))).toBeUndefined();
});
