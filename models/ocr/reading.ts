import type { RecognisedWord } from '#core/recognition/text-recogniser.ts';
import type { ReadWord } from './engine.ts';
import { mendIdentifiers } from './identifiers.ts';
import { inRows, type TextLine } from './text-lines.ts';
import type { Box } from './pixels.ts';

/** What the engine read on one line; boxes in pixels of the picture. */
export type ReadLine = Box & { words: RecognisedWord[] };

/** Where a line was cut out: row of the picture where the page begins, times enlarged, white pixels around. */
export type Cut = { top: number; factor: number; margin: number };

/**
 * The line with its words on the picture, or nothing when it is an icon that was read as if it were text. Icons come as
 * one to three marks of which the engine is not sure; a single letter or digit that is one scores far above that.
 */
export const placeWords = (line: TextLine, words: readonly ReadWord[], cut: Cut): ReadLine | undefined => {
  const worst = Math.min(...words.map((word) => word.confidence));
  const isIcon = (line.letters === 1 && worst < 60) || (line.letters <= 3 && worst < 50);
  if (isIcon || !words.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) return undefined;
  const placed = words.map(({ text, box, confidence }) => {
    const at = (pixel: number) => Math.round(((pixel - cut.margin) / cut.factor) * 2) / 2;
    return {
      text: mendIdentifiers(text),
      x: line.left + at(box.left),
      y: cut.top + line.top + at(box.top),
      width: at(box.right + 1) - at(box.left),
      height: at(box.bottom + 1) - at(box.top),
      confidence: Math.round(Math.max(0, Math.min(100, confidence)) * 10) / 10,
    };
  });
  return {
    left: line.left,
    right: line.right,
    top: cut.top + line.top,
    bottom: cut.top + line.bottom,
    words: placed,
  };
};

/** All lines as text, a line feed after each row of the page, and their words in the same order. */
export const joinLines = (lines: readonly ReadLine[]): { text: string; words: RecognisedWord[] } => {
  const rows = inRows(lines).map((row) => row.flatMap((line) => line.words));
  return {
    text: rows.map((words) => words.map((word) => word.text).join(' ')).join('\n'),
    words: rows.flat(),
  };
};
