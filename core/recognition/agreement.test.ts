import { describe, expect, it } from 'vitest';
import { shareOf } from '../evidence/agreement.ts';
import { checkAgreement } from './agreement.ts';
import type { DrawnPage } from './drawn-words.ts';
import type { PictureBox, PictureEvidence } from './picture-evidence.ts';
import type { RecognisedWord } from './text-recogniser.ts';

const at = (x: number, y: number, width = 60): PictureBox => ({ x, y, width, height: 16 });
const drawn = (words: [string, PictureBox][], opaque: PictureBox[] = []): DrawnPage => ({
  area: { x: 0, y: 0, width: 400, height: 300 },
  words: words.map(([text, box]) => ({ text, ...box })),
  opaque,
});
const read = (text: string, { x, y, width }: PictureBox, confidence = 95): RecognisedWord => ({
  text,
  x: x + 1,
  y: y + 4,
  width: width - 2,
  height: 9,
  confidence,
});

/** Stripes where something is drawn, one colour where nothing is; `looks` are the second readings by place. `ink` is the stripes' grey. */
function pictureWith(looks: Record<string, string[]>, blank: PictureBox[] = [], ink = 0): PictureEvidence {
  return {
    pixels: (box) => {
      const [width, height] = [Math.round(box.width), Math.round(box.height)];
      const [left, top] = [Math.round(box.x), Math.round(box.y)];
      const data = new Uint8ClampedArray(width * height * 4).fill(255);
      const isBlank = (x: number, y: number) =>
        blank.some((b) => x >= b.x && x < b.x + b.width && y >= b.y && y < b.y + b.height);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x += 2) {
          const at = (y * width + x) * 4;
          if (!isBlank(left + x, top + y)) data.fill(ink, at, at + 3);
        }
      }
      return { width, height, data };
    },
    lookAgain: (places) =>
      Promise.resolve(places.map(({ box }) => looks[`${Math.round(box.x)},${Math.round(box.y)}`] ?? [])),
  };
}

const lengthAt = at(100, 20);
const page = drawn([
  ['Length', at(20, 20)],
  ['14', lengthAt],
  ['Sessions', at(20, 60)],
]);
const faithful = [read('Length', at(20, 20)), read('14', lengthAt), read('Sessions', at(20, 60))];

describe('checkAgreement', () => {
  it('finds nothing where the picture shows what the page drew, whatever OCR usually mixes up', async () => {
    const read0 = [read('length,', at(20, 20)), read('l4', lengthAt), read('Sesslons', at(20, 60))];
    const agreement = await checkAgreement(page, read0, pictureWith({}), 1);
    expect(agreement).toEqual({ compared: 3, agreed: 3, differing: 0, differences: [] });
    expect(shareOf(agreement)).toBe(1);
  });

  it('names a value that was changed in the picture, once other looks show the same', async () => {
    const altered = [read('Length', at(20, 20)), read('90', lengthAt), read('Sessions', at(20, 60))];
    const agreement = await checkAgreement(page, altered, pictureWith({ '100,20': ['90', '90'] }), 1);
    expect(agreement.differences).toEqual([{ kind: 'changed', page: '14', picture: '90', box: lengthAt }]);
    expect(agreement).toMatchObject({ compared: 3, agreed: 2, differing: 1 });
  });

  it('takes a misreading back when another look shows the word', async () => {
    const misread = [read('Length', at(20, 20)), read('90', lengthAt), read('Sessions', at(20, 60))];
    const agreement = await checkAgreement(page, misread, pictureWith({ '100,20': ['9O', '14'] }), 1);
    expect(agreement).toMatchObject({ agreed: 3, differing: 0 });
  });

  it('does not claim a difference where each look shows something else', async () => {
    const misread = [read('Length', at(20, 20)), read('7a', lengthAt), read('Sessions', at(20, 60))];
    const agreement = await checkAgreement(page, misread, pictureWith({ '100,20': ['ie', 'L+'] }), 1);
    expect(agreement).toMatchObject({ compared: 3, agreed: 2, differing: 0 });
  });

  it('is sure of another word in pale letters only when all looks read the same', async () => {
    const altered = [read('Length', at(20, 20)), read('90', lengthAt), read('Sessions', at(20, 60))];
    const pale = 205;
    const twice = pictureWith({ '100,20': ['90', '90'] }, [], pale);
    expect(await checkAgreement(page, altered, twice, 1)).toMatchObject({ agreed: 2, differing: 0 });
    const often = pictureWith({ '100,20': ['90', '90', '90', '90'] }, [], pale);
    expect((await checkAgreement(page, altered, often, 1)).differences).toMatchObject([
      { kind: 'changed', page: '14', picture: '90' },
    ]);
    const thin = [read('Length', at(20, 20)), read('4', lengthAt), read('Sessions', at(20, 60))];
    const thinned = pictureWith({ '100,20': ['4', '4', '4', '4'] }, [], pale);
    expect(await checkAgreement(page, thin, thinned, 1)).toMatchObject({ agreed: 2, differing: 0 });
  });

  it('tells a covered word by its pixels', async () => {
    const covered = faithful.filter(({ text }) => text !== '14');
    const agreement = await checkAgreement(page, covered, pictureWith({}, [lengthAt]), 1);
    expect(agreement.differences).toEqual([
      { kind: 'missing in picture', page: '14', picture: '', box: lengthAt },
    ]);
  });

  it('tells a covered word also where its shadow is left under the cover', async () => {
    const covered = faithful.filter(({ text }) => text !== '14');
    const cover = { ...lengthAt, height: lengthAt.height - 1 };
    const agreement = await checkAgreement(page, covered, pictureWith({}, [cover]), 1);
    expect(agreement.differences).toMatchObject([{ kind: 'missing in picture', page: '14' }]);
  });

  it('names a word that was pasted where the page has none, not one in an image', async () => {
    const pasted = [...faithful, read('Enabled', at(200, 100)), read('Logo', at(300, 200))];
    const looks = pictureWith({ '201,104': ['Enabled'], '301,204': ['Logo'] });
    const withImage = { ...page, opaque: [{ x: 290, y: 190, width: 100, height: 50 }] };
    const agreement = await checkAgreement(withImage, pasted, looks, 1);
    expect(agreement.differences).toMatchObject([{ kind: 'only in picture', page: '', picture: 'Enabled' }]);
    expect(agreement).toMatchObject({ compared: 3, agreed: 3 });
  });

  it('names a pasted word as one where OCR read it in two pieces', async () => {
    const pieces = [
      ...faithful,
      { text: 'Requ', x: 200, y: 104, width: 32, height: 13, confidence: 92 },
      { text: 'ired', x: 233, y: 104, width: 22, height: 12, confidence: 88 },
    ];
    const agreement = await checkAgreement(page, pieces, pictureWith({ '200,104': ['Required'] }), 1);
    expect(agreement.differences).toMatchObject([{ kind: 'only in picture', picture: 'Required' }]);
  });

  it('reads a picture with two pixels per CSS pixel in the same places', async () => {
    const twice = faithful.map((word) => ({
      ...word,
      x: word.x * 2,
      y: word.y * 2,
      width: word.width * 2,
      height: word.height * 2,
    }));
    expect(await checkAgreement(page, twice, pictureWith({}), 2)).toMatchObject({ agreed: 3, differing: 0 });
  });

  it('is not misled by OCR that joins words or parts them', async () => {
    const words = drawn([
      ['Sign', at(20, 20, 30)],
      ['in', at(54, 20, 14)],
      ['attempts', at(20, 60)],
    ]);
    const joined = [
      read('Signin', at(20, 20, 48)),
      read('att', at(20, 60, 24)),
      read('empts', at(46, 60, 34)),
    ];
    expect(await checkAgreement(words, joined, pictureWith({}), 1)).toMatchObject({
      agreed: 3,
      differing: 0,
    });
  });
});
