import bidiFactory from 'bidi-js';

const bidi = bidiFactory();
// Hebrew to Arabic Extended, their presentation forms, scripts of the supplementary plane, and the controls.
const rightToLeft =
  /[\u0590-\u08FF\u200F\u202B\u202E\u2067\uFB1D-\uFDFF\uFE70-\uFEFC]|\uD802|\uD803|\uD83A|\uD83B/;

/** Level of each character, and of the whole paragraph: odd from right to left (UAX #9). */
export function embeddingLevels(text: string): { levels: ArrayLike<number>; rtl: boolean } {
  if (!rightToLeft.test(text)) return { levels: new Uint8Array(text.length), rtl: false };
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text);
  return { levels, rtl: paragraphs[0]?.level === 1 };
}

/** Whether a paragraph of this text runs from right to left: its first strong character decides (UAX #9, P2). */
export const startsRightToLeft = (text: string): boolean => embeddingLevels(text).rtl;
