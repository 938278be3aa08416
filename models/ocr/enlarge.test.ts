import { describe, expect, it } from 'vitest';
import { enlarge } from './enlarge.ts';
import type { Grey } from './pixels.ts';

const white = (width: number, height: number): Grey => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(255),
});

describe('enlarging a piece of a page', () => {
  it('is as large as asked for, with a white margin', () => {
    const page = white(50, 40);
    page.data.fill(0);
    const { width, height, data } = enlarge(page, { left: 10, top: 5, right: 29, bottom: 14 }, 2, 3);
    expect([width, height]).toEqual([46, 26]);
    expect(data.filter((value) => value === 0)).toHaveLength(40 * 20);
    expect(data[2 * width + 20]).toBe(255);
  });

  it('puts a pixel where it belongs', () => {
    const page = white(50, 40);
    page.data[10 * 50 + 20] = 0;
    const { width, data } = enlarge(page, { left: 15, top: 5, right: 24, bottom: 14 }, 2, 0);
    const darkest = data.indexOf(Math.min(...data));
    expect([darkest % width, Math.floor(darkest / width)]).toEqual([10, 10]);
    expect(data[11 * width + 11]).toBe(data[darkest]);
  });

  it('changes nothing at factor 1, up to the edge of the page', () => {
    const page = white(8, 6);
    page.data.forEach((_, i) => (page.data[i] = (i * 37) % 256));
    expect(enlarge(page, { left: 0, top: 0, right: 7, bottom: 5 }, 1, 0).data).toEqual(page.data);
  });
});
