import { describe, expect, it } from 'vitest';
import type { RecognisedText } from '../recognition/text-recogniser.ts';
import { boxesToFill, redactRecognisedText } from './redact-recognised-text.ts';

/** Lines of words, each letter ten pixels wide, lines forty pixels apart. */
function reading(...lines: string[]): RecognisedText {
  const words = lines.flatMap((line, row) => {
    let x = 10;
    return line.split(' ').map((text) => {
      const word = { text, x, y: 20 + row * 40, width: text.length * 10, height: 16, confidence: 90 };
      x += word.width + 10;
      return word;
    });
  });
  return { engine: 'fixture', text: lines.join('\n'), words };
}

describe('what OCR read', () => {
  it('loses a finding that it split over words, with one word and one box in their place', () => {
    const read = reading('Owner jane. doe@ example.org today');
    const redacted = redactRecognisedText(read, ['jane.doe@example.org']);
    expect(redacted.text).toBe('Owner (redacted) today');
    expect(redacted.words.map(({ text }) => text)).toEqual(['Owner', '(redacted)', 'today']);
    expect(redacted.words[1]).toMatchObject({ x: 70, width: 220, y: 20, height: 16 });
    expect(boxesToFill(read.words, ['jane.doe@example.org'])).toEqual([
      { x: 68, y: 18, width: 224, height: 20 },
    ]);
  });

  it('gets a box for each line of a finding that is wrapped', () => {
    const boxes = boxesToFill(reading('see Alena', 'Novak there').words, ['Alena Novak']);
    expect(boxes).toEqual([
      { x: 48, y: 18, width: 54, height: 20 },
      { x: 8, y: 58, width: 54, height: 20 },
    ]);
  });

  it.each([
    ['letters that look alike', 'key AB1Il0OxyZ end', 'ABl1IOOxyz'],
    ['a letter misread', 'mail jane.dee@example.org end', 'jane.doe@example.org'],
    ['letters lost and gained', 'key zz-Qx77Lmpp3Zr9aT0bVcW2dE4fG6hJ end', 'zz-Qx77Lmp3Zr9aT0bVcW2dE4fG6hhJ'],
    ['a column that cuts it off', 'mail jane.doe@exam… end', 'jane.doe@example.org'],
    ['a sign misread', 'mail jane.doe©example.org end', 'jane.doe@example.org'],
  ])('is struck in spite of %s', (_, line, word) => {
    const redacted = redactRecognisedText(reading(line), [word]);
    expect(redacted.text).toMatch(/^\w+ \(redacted\) end$/);
    expect(redacted.words.map(({ text }) => text)).toEqual([line.split(' ')[0], '(redacted)', 'end']);
  });

  it('leaves what differs by a letter where the word itself was read', () => {
    const read = reading('Maria Costa', 'Mario Costa', '10.0.0.11 10.0.0.12');
    expect(redactRecognisedText(read, ['Maria Costa', '10.0.0.11']).text).toBe(
      '(redacted)\nMario Costa\n(redacted) 10.0.0.12',
    );
  });

  it('covers a word whole that holds the finding with signs around it, or two findings', () => {
    expect(boxesToFill(reading('(jane@x.org),').words, ['jane@x.org'])).toEqual([
      { x: 8, y: 18, width: 134, height: 20 },
    ]);
    const two = reading('jane@x.org/bob@y.org');
    expect(boxesToFill(two.words, ['jane@x.org', 'bob@y.org'])).toHaveLength(1);
    expect(redactRecognisedText(two, ['jane@x.org', 'bob@y.org']).words).toHaveLength(1);
  });

  it('stays as it is without words to strike, and has no box outside of the picture at its left and top', () => {
    const read = reading('nothing here');
    expect(redactRecognisedText(read, ['Alena Novak'])).toEqual(read);
    const edge = { ...read, words: read.words.map((word) => ({ ...word, x: 0.4, y: 1 })) };
    expect(boxesToFill(edge.words, ['nothing'])).toEqual([{ x: 0, y: 0, width: 73, height: 19 }]);
  });
});
