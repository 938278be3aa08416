import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { engineName, type ReadWord } from './engine.ts';
import { joinLines, placeWords, type Cut, type ReadLine } from './reading.ts';

const cut: Cut = { top: 1_000, factor: 2, margin: 20 };
const line = (letters: number) => ({ left: 100, top: 50, right: 160, bottom: 60, letters });
const word = (text: string, confidence = 90): ReadWord => ({
  text,
  box: { left: 20, top: 20, right: 59, bottom: 39 },
  confidence,
});

describe('placing words on the picture', () => {
  it('undoes band, cut, margin and enlarging', () => {
    expect(placeWords(line(5), [word('Login')], cut)?.words).toEqual([
      { text: 'Login', x: 100, y: 1_050, width: 20, height: 10, confidence: 90 },
    ]);
  });

  it('keeps a single digit that the engine is sure of and drops an icon that it guessed at', () => {
    expect(placeWords(line(1), [word('5', 95)], cut)?.words).toHaveLength(1);
    expect(placeWords(line(1), [word('v', 58)], cut)).toBeUndefined();
    expect(placeWords(line(3), [word('Q=', 40)], cut)).toBeUndefined();
    expect(placeWords(line(9), [word('|--|', 95)], cut)).toBeUndefined();
  });

  it('keeps the uncertain words of a longer text, with their confidence', () => {
    expect(
      placeWords(line(12), [word('Timeout', 12), word('15m', 90)], cut)?.words.map((w) => w.confidence),
    ).toEqual([12, 90]);
  });
});

describe('joining lines', () => {
  it('has text and words in the same order, a line feed after each row', () => {
    const at = (left: number, top: number, ...texts: string[]): ReadLine => ({
      left,
      top,
      right: left + 50,
      bottom: top + 10,
      words: texts.map((text) => ({ text, x: left, y: top, width: 20, height: 10, confidence: 90 })),
    });
    const { text, words } = joinLines([
      at(300, 12, 'Owner'),
      at(10, 40, 'a.novak'),
      at(10, 10, 'Last', 'seen'),
    ]);
    expect(text).toBe('Last seen Owner\na.novak');
    expect(words.map((each) => each.text).join(' ')).toBe('Last seen Owner a.novak');
  });

  it('is empty for an empty page', () => {
    expect(joinLines([])).toEqual({ text: '', words: [] });
  });
});

it('names the version of the engine that is installed', async () => {
  const manifest = createRequire(import.meta.url).resolve('tesseract.js/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  expect(engineName).toContain(`tesseract.js ${version} `);
});
