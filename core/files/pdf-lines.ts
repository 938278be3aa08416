/** A piece of a PDF's text layer, as PDF.js gives it: `transform` ends with x and y of its start, y upwards, in points. */
export type PdfTextPiece = {
  str: string;
  transform: number[];
  width: number;
  height: number;
  hasEOL: boolean;
};

/** Shares of a letter's height: what is a gap between two words, and between two columns. */
const wordGap = 0.15;
const columnGap = 1.5;

/**
 * The pieces as lines in the order of the file, which is the order in which columns are read. Pieces of one line are parted by a blank
 * where there is a gap, and by ` | ` where it is as wide as between columns of a table.
 */
export function linesOfPdfText(pieces: readonly PdfTextPiece[]): string {
  let text = '';
  let end: { x: number; y: number; height: number } | undefined;
  let blank = false;
  for (const { str, transform, width, height, hasEOL } of pieces) {
    const [x = 0, y = 0] = transform.slice(4);
    if (str.trim() !== '') {
      const size = height || end?.height || 1;
      if (end && Math.abs(y - end.y) > size / 2) text += '\n';
      else if (end) {
        const gap = x - end.x;
        // Backwards on the same line is another column of its own.
        const isColumn = gap > columnGap * size || gap < -size;
        text += isColumn ? ' | ' : blank || /^\s/.test(str) || gap > wordGap * size ? ' ' : '';
      }
      text += str.trim();
      end = { x: x + width, y, height: size };
      blank = /\s$/.test(str);
    } else if (str !== '') blank = true;
    if (hasEOL && end) {
      text += '\n';
      end = undefined;
      blank = false;
    }
  }
  return text.replace(/\n{2,}/g, '\n').trim();
}
