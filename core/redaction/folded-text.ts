/** Letters and digits without what differs between two ways of writing one value. */
import type { PlacedText } from './decoded-text.ts';

/** `exact` for texts; `look-alike` for what OCR read, where l, 1 and I, and O and 0 cannot be told apart. */
export type Likeness = 'exact' | 'look-alike';

/** Letters that the Unicode decompositions leave alone, though people write them without their strokes. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};
const lookAlikes: Record<string, string> = { l: '1', i: '1', '|': '1', '!': '1', o: '0' };

const known = { exact: new Map<string, string>(), 'look-alike': new Map<string, string>() };

function foldCharacter(character: string, likeness: Likeness): string {
  const found = known[likeness].get(character);
  if (found !== undefined) return found;
  let folded = '';
  for (const letter of character
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()) {
    const plain = plainLetters[letter] ?? letter;
    const shape = likeness === 'exact' ? undefined : lookAlikes[plain];
    folded += shape ?? plain.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');
  }
  known[likeness].set(character, folded);
  return folded;
}

/**
 * Letters and digits alone, without case and accents, placed in the text: "Jané DOE" is "janedoe", and so are "jane-doe" and
 * "jane+doe". Blanks, signs and soft hyphens are where two forms of one value differ: a card number in groups and without.
 */
export function foldText(text: string, likeness: Likeness = 'exact'): PlacedText {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const letters = foldCharacter(character, likeness);
    for (let n = 0; n < letters.length; n++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    folded += letters;
    at += character.length;
  }
  return { text: folded, starts, ends };
}
