import { describe, expect, it } from 'vitest';
import { areaAfterKey, areaBetween, withinPicture } from './areas.ts';

const picture = { width: 800, height: 600 };
const area = { x: 100, y: 100, width: 50, height: 40 };
const key = (name: string, held: { shiftKey?: boolean; altKey?: boolean } = {}) => ({
  key: name,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('an area to redact', () => {
  it('lies between two corners, whichever way they were dragged', () => {
    expect(areaBetween({ x: 30, y: 90 }, { x: 10, y: 40 })).toEqual({ x: 10, y: 40, width: 20, height: 50 });
  });

  it('stays in the picture, with whole pixels, and can be found again', () => {
    expect(withinPicture({ x: 790.4, y: -20, width: 50.2, height: 2 }, picture)).toEqual({
      x: 750,
      y: 0,
      width: 50,
      height: 8,
    });
    expect(withinPicture({ x: 5, y: 5, width: 5_000, height: 5_000 }, picture)).toEqual({
      x: 0,
      y: 0,
      ...picture,
    });
  });

  it('moves by arrows, grows with Shift, by single pixels with Alt, and leaves other keys alone', () => {
    expect(areaAfterKey(area, key('ArrowRight'))).toEqual({ ...area, x: 112 });
    expect(areaAfterKey(area, key('ArrowUp', { altKey: true }))).toEqual({ ...area, y: 99 });
    expect(areaAfterKey(area, key('ArrowDown', { shiftKey: true }))).toEqual({ ...area, height: 52 });
    expect(areaAfterKey(area, key('Tab'))).toBeUndefined();
  });
});
