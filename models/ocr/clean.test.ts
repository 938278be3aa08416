import { describe, expect, it } from 'vitest';
import { clean, measure } from './clean.ts';
import { atOnce, heightOf, type Box, type Pixels } from './pixels.ts';

type Colour = [number, number, number];

/** A page to draw on by hand, all in one colour at first. */
const makePage = (width: number, height: number, colour: Colour): Pixels & { fill: typeof fill } => {
  const data = new Uint8ClampedArray(width * height * 4);
  const fill = (x: number, y: number, w: number, h: number, [r, g, b]: Colour) => {
    for (let row = y; row < y + h; row++)
      for (let column = x; column < x + w; column++) data.set([r, g, b, 255], (row * width + column) * 4);
  };
  fill(0, 0, width, height, colour);
  return { width, height, data, fill };
};

/** An H, 7 wide and 10 high unless scaled: two stems and a bar, drawn with strokes of two pixels. */
const drawLetter = (page: ReturnType<typeof makePage>, x: number, y: number, colour: Colour, scale = 1) => {
  page.fill(x, y, 2 * scale, 10 * scale, colour);
  page.fill(x + 5 * scale, y, 2 * scale, 10 * scale, colour);
  page.fill(x, y + 4 * scale, 7 * scale, 2 * scale, colour);
};

const placesOf = (marks: readonly Box[]) => marks.map(({ left, top }) => `${left},${top}`);

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];
const night: Colour = [33, 36, 39];

describe('cleaning a page', () => {
  it('keeps grey text on a light page and grey text on its dark side bar, both at full contrast', () => {
    const page = makePage(200, 100, white);
    page.fill(0, 0, 80, 100, night);
    drawLetter(page, 30, 40, [120, 124, 130]);
    drawLetter(page, 130, 40, [160, 164, 170]);
    const { page: cleaned, marks } = atOnce(clean(page, 1));
    expect(placesOf(marks)).toEqual(['30,40', '130,40']);
    expect([cleaned.data[40 * 200 + 30], cleaned.data[40 * 200 + 130]]).toEqual([0, 0]);
    const inked = cleaned.data.filter((value) => value < 255).length;
    expect(inked).toBe(2 * (2 * 20 + 3 * 2));
  });

  it('keeps light text on a coloured badge, and not the badge', () => {
    const page = makePage(200, 100, white);
    page.fill(60, 40, 60, 18, [0, 120, 60]);
    drawLetter(page, 80, 44, white);
    expect(placesOf(atOnce(clean(page, 1)).marks)).toEqual(['80,44']);
  });

  it('keeps text on a gradient', () => {
    const page = makePage(200, 100, white);
    for (let y = 0; y < 100; y++) page.fill(0, y, 200, 1, [20, 60, 100 + y]);
    drawLetter(page, 80, 44, white);
    expect(placesOf(atOnce(clean(page, 1)).marks)).toEqual(['80,44']);
  });

  it('drops the border of an input and keeps the single digit in it', () => {
    const page = makePage(200, 100, white);
    page.fill(50, 30, 60, 22, [118, 118, 118]);
    page.fill(51, 31, 58, 20, white);
    drawLetter(page, 56, 36, black);
    page.fill(150, 34, 13, 13, [118, 118, 118]);
    page.fill(151, 35, 11, 11, white);
    expect(placesOf(atOnce(clean(page, 1)).marks)).toEqual(['56,36']);
  });

  it('keeps bold letters whose stems fill most of their height and width', () => {
    const page = makePage(300, 100, white);
    // An m of 14 by 11: three stems of four below an arch; an N of 12 by 12; a u of 12 by 11.
    page.fill(40, 40, 14, 3, black);
    for (const x of [40, 45, 50]) page.fill(x, 40, 4, 11, black);
    for (const x of [100, 108]) page.fill(x, 40, 4, 12, black);
    for (let row = 0; row < 12; row += 1) page.fill(100 + Math.floor((row * 9) / 12), 40 + row, 4, 1, black);
    for (const x of [160, 168]) page.fill(x, 40, 4, 11, black);
    page.fill(160, 48, 12, 3, black);
    expect(placesOf(atOnce(clean(page, 1)).marks)).toEqual(['40,40', '100,40', '160,40']);
  });

  it('drops an empty check box with round corners', () => {
    const page = makePage(200, 100, white);
    page.fill(50, 32, 1, 9, black);
    page.fill(62, 32, 1, 9, black);
    page.fill(52, 30, 9, 1, black);
    page.fill(52, 42, 9, 1, black);
    for (const [x, y] of [
      [51, 31],
      [61, 31],
      [51, 41],
      [61, 41],
    ] as const)
      page.fill(x, y, 1, 1, black);
    expect(atOnce(clean(page, 1)).marks).toEqual([]);
  });

  it('drops a line under a link and the rule of a table', () => {
    const page = makePage(200, 100, white);
    for (let n = 0; n < 6; n++) drawLetter(page, 50 + n * 10, 30, black);
    page.fill(50, 42, 57, 1, black);
    page.fill(0, 60, 200, 2, [200, 200, 200]);
    const { marks } = atOnce(clean(page, 1));
    expect(placesOf(marks)).toEqual(['50,30', '60,30', '70,30', '80,30', '90,30', '100,30']);
    expect(marks.map(heightOf)).toEqual([10, 10, 10, 10, 10, 10]);
  });

  it('keeps the bars of letters that touch', () => {
    const page = makePage(200, 100, white);
    for (const x of [50, 57]) {
      page.fill(x, 30, 7, 1, black);
      page.fill(x + 5, 31, 2, 9, black);
    }
    const [mark] = atOnce(clean(page, 1)).marks;
    expect(mark).toMatchObject({ left: 50, top: 30, right: 63, bottom: 39 });
    expect(mark?.pixels).toHaveLength(2 * (7 + 18));
  });

  it('has no marks on an empty page and none where the contrast is too low for people', () => {
    const page = makePage(200, 100, white);
    expect(atOnce(clean(page, 1)).marks).toEqual([]);
    drawLetter(page, 50, 50, [240, 240, 240]);
    expect(atOnce(clean(page, 1)).marks).toEqual([]);
  });
});

describe('judging the scale', () => {
  const pageOfLetters = (scale: number) => {
    const page = makePage(400, 200, white);
    for (let n = 0; n < 9; n++) drawLetter(page, 20 + n * 40, 60, black, scale);
    return page;
  };
  it('is about 1 for letters of an ordinary screen and about 2 for twice as large ones', () => {
    expect(atOnce(measure(pageOfLetters(1))).scale).toBeCloseTo(10 / 8.5);
    expect(atOnce(measure(pageOfLetters(2))).scale).toBeCloseTo(20 / 8.5);
  });
  it('is 1 for a page without text, and its ink is good for cleaning', () => {
    const page = makePage(200, 100, night);
    page.fill(30, 40, 10, 3, white);
    const { scale, ink } = atOnce(measure(page));
    expect(scale).toBe(1);
    expect(ink).toBeDefined();
    expect(atOnce(clean(page, scale, ink))).toEqual(atOnce(clean(page, scale)));
  });
});
