/**
 * How far the words in the pixels and the words of the page text agree. Place comes first: words are compared with what was read in the
 * same box, so that a value that stands twice on a page is not taken for its twin. OCR misreads one word in thirty; so a
 * word counts as changed only when other looks at its pixels still show another one.
 */
import type { Agreement, Difference } from '../evidence/agreement.ts';
import { maxDifferences } from '../evidence/agreement.ts';
import type { DrawnPage } from './drawn-words.ts';
import { contrastOf, hasInk, inkWidth } from './ink.ts';
import { alignTexts, foldLookAlikes } from './look-alike.ts';
import type { PictureBox, PictureEvidence, PlaceToLookAt } from './picture-evidence.ts';
import type { RecognisedWord } from './text-recogniser.ts';
import { isPartOf, isThinned, readsAs, verdictOf } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import { groupByPlace } from './word-groups.ts';

type PageWord = PictureBox & { text: string; folded: string };

/** A page word that the first reading does not show; `read` is what it has in its place. */
type Doubt = { word: PageWord; read: string };

/** Second looks at more places would take longer than the reading itself. */
const maxLooks = 150;
/** Of confidence 0 to 100: what OCR is less sure of is a mark or an icon rather than a word that was pasted in. */
const leastConfidence = 70;

/** A disabled button has less, and its letters are hard to read for anybody. */
const leastContrast = 64;
/** A word's letters reach over so much of its box. */
const fullWidth = 0.9;

const scaled = (box: PictureBox, { area }: DrawnPage, scale: number): PictureBox => ({
  x: (box.x - area.x) * scale,
  y: (box.y - area.y) * scale,
  width: box.width * scale,
  height: box.height * scale,
});

/** True when a good part of the word lies in the box. */
function liesIn(word: PictureBox, box: PictureBox): boolean {
  const across = Math.min(word.x + word.width, box.x + box.width) - Math.max(word.x, box.x);
  const down = Math.min(word.y + word.height, box.y + box.height) - Math.max(word.y, box.y);
  return across > 0 && down > 0 && across * down > 0.25 * word.width * word.height;
}

/** The box without its rim, into which shadows and what stands beside reach: a word has ink within. */
const withoutRim = ({ x, y, width, height }: PictureBox): PictureBox => ({
  x: x + width / 8,
  y: y + height / 8,
  width: (width * 3) / 4,
  height: (height * 3) / 4,
});

/** The page words that the reading does not confirm, and what was read where the page has none. */
function compareByPlace(page: readonly PageWord[], read: readonly RecognisedWord[]) {
  const doubts: Doubt[] = [];
  const unasked: RecognisedWord[] = [];
  for (const group of groupByPlace(page, read)) {
    if (group.page.length === 0) {
      unasked.push(...group.read);
      continue;
    }
    const wanted = group.page.map((word) => word.folded).join('');
    const text = group.read.map((word) => word.text).join(' ');
    const { isFound } = alignTexts(wanted, foldLookAlikes(text));
    let from = 0;
    for (const word of group.page) {
      const to = from + word.folded.length;
      if (isFound.slice(from, to).includes(false)) doubts.push({ word, read: text });
      from = to;
    }
  }
  return { doubts, unasked };
}

const boxOf = ({ x, y, width, height }: PictureBox): PictureBox => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
});

function differenceOf(kind: Difference['kind'], page: string, picture: string, box: PictureBox): Difference {
  return { kind, page: page.slice(0, 200), picture: picture.slice(0, 200), box: boxOf(box) };
}

/** So many looks that all read the same are sure even of pale letters, unless they read the word with some of its letters left out. */
const leastLooksForPale = 4;

const isSureOfPale = (word: string, looks: readonly string[]): boolean =>
  looks.length >= leastLooksForPale &&
  new Set(looks.map((look) => foldLookAlikes(look))).size === 1 &&
  !isThinned(word, looks[0]!);

/** What the readings of a doubtful word tell. Letters that hardly show, or were left out although something is drawn there, were not read. */
function judge({ word, read }: Doubt, looks: readonly string[], picture: PictureEvidence): Verdict {
  const verdict = verdictOf(word.text, [read, ...looks]);
  if (typeof verdict === 'string') return verdict;
  const pixels = picture.pixels(word);
  if (!pixels || (contrastOf(pixels) < leastContrast && !isSureOfPale(word.text, looks))) return 'unread';
  if (!isPartOf(word.text, verdict.shows)) return verdict;
  return inkWidth(pixels) > fullWidth ? 'unread' : verdict;
}

/** OCR takes a wide gap between two letters for the end of a word: pieces that touch are one word. */
function joinTouching(words: readonly RecognisedWord[]): RecognisedWord[] {
  const joined: RecognisedWord[] = [];
  for (const word of words.toSorted((a, b) => a.x - b.x)) {
    const at = joined.findIndex(
      (before) =>
        Math.abs(before.y + before.height - word.y - word.height) < word.height / 2 &&
        word.x - before.x - before.width < word.height / 6,
    );
    const before = joined[at];
    if (!before) {
      joined.push(word);
      continue;
    }
    const top = Math.min(before.y, word.y);
    joined[at] = {
      text: before.text + word.text,
      x: before.x,
      y: top,
      width: word.x + word.width - before.x,
      height: Math.max(before.y + before.height, word.y + word.height) - top,
      confidence: Math.min(before.confidence, word.confidence),
    };
  }
  return joined;
}

/** Words that stand on the picture alone: OCR is sure of them, and reads them again in the same way. */
function pastedLooks(
  unasked: readonly RecognisedWord[],
  taken: readonly PictureBox[],
  scale: number,
): RecognisedWord[] {
  return joinTouching(unasked).filter(
    (word) =>
      word.confidence >= leastConfidence &&
      word.height >= 5 * scale &&
      word.height <= 60 * scale &&
      foldLookAlikes(word.text).length >= 2 &&
      !taken.some((box) => liesIn(word, box)),
  );
}

/**
 * Compares what OCR read on a picture with the words that the page drew. `scale` is pixels of the picture per CSS pixel. Words without a
 * letter or digit are not compared.
 */
export async function checkAgreement(
  drawn: DrawnPage,
  read: readonly RecognisedWord[],
  picture: PictureEvidence,
  scale: number,
): Promise<Agreement> {
  const words = drawn.words
    .map((word) => ({ text: word.text, folded: foldLookAlikes(word.text), ...scaled(word, drawn, scale) }))
    .filter(({ folded }) => folded !== '');
  const { doubts, unasked } = compareByPlace(words, read);
  const differences: Difference[] = [];
  const open: Doubt[] = [];
  for (const doubt of doubts) {
    const pixels = picture.pixels(withoutRim(doubt.word));
    if (pixels && hasInk(pixels)) open.push(doubt);
    else differences.push(differenceOf('missing in picture', doubt.word.text, '', doubt.word));
  }
  const opaque = drawn.opaque.map((box) => scaled(box, drawn, scale));
  const pasted = pastedLooks(unasked, [...opaque, ...words], scale);
  const looked = open.slice(0, maxLooks);
  const places: PlaceToLookAt[] = [
    ...looked.map(({ word }) => ({ box: word, isEnough: (text: string) => readsAs(word.text, text) })),
    ...pasted.slice(0, maxLooks).map((word) => ({
      box: word,
      isEnough: (text: string) => foldLookAlikes(text) === foldLookAlikes(word.text),
    })),
  ];
  const looks = await picture.lookAgain(places);
  let unread = open.length - looked.length;
  for (const [at, doubt] of looked.entries()) {
    const { word } = doubt;
    const verdict = judge(doubt, looks[at]!, picture);
    if (verdict === 'unread') unread += 1;
    else if (verdict !== 'agrees') differences.push(differenceOf('changed', word.text, verdict.shows, word));
  }
  for (const [at, word] of pasted.slice(0, maxLooks).entries()) {
    const again = looks[looked.length + at]!;
    if (again.some((text) => foldLookAlikes(text) === foldLookAlikes(word.text)))
      differences.push(differenceOf('only in picture', '', word.text, word));
  }
  const ofPage = differences.filter(({ kind }) => kind !== 'only in picture').length;
  return {
    compared: words.length,
    agreed: words.length - ofPage - unread,
    differing: differences.length,
    differences: differences.slice(0, maxDifferences),
  };
}
