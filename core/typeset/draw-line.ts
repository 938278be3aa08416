import type { PlacedRun, TextLine } from './lines.ts';
import { codeString, pdfNumber, pdfText } from './pdf-file.ts';
import { advanceWidth, type PdfFonts } from './pdf-fonts.ts';

/** Shades of grey between 0, black, and 1. */
const ink = 0.12;
const mutedInk = 0.4;

/** The operators that draw a line with its baseline at `x`, `y` (points from the page's lower left corner) in this size. */
export function drawLine(fonts: PdfFonts, { runs }: TextLine, x: number, y: number, size: number): string {
  let pen = x;
  return runs
    .map((run) => {
      const drawn = drawRun(fonts, run, pen, y, size);
      pen += run.width * size;
      return drawn;
    })
    .join('\n');
}

function drawRun(fonts: PdfFonts, run: PlacedRun, x: number, y: number, size: number): string {
  const grey = run.muted ? mutedInk : ink;
  const weight = run.heavy ? `2 Tr ${pdfNumber(size * 0.035)} w ${grey} G` : '0 Tr';
  const start = `BT /${fonts.use(run.font)} ${size} Tf ${weight} ${grey} g 1 0 0 1 ${pdfNumber(x)} ${pdfNumber(y)} Tm`;
  return `${start} ${showClusters(fonts, run, size)} ET`;
}

type PlacedGlyph = { id: number; text: string; x: number; y: number };

/**
 * The run's glyphs with their places in em; the widest of a cluster has its text, the dots and marks upon it say nothing more. From
 * right to left those come last: before that readers would see gaps within words.
 */
function placeGlyphs(clusters: PlacedRun['clusters'], rtl: boolean): PlacedGlyph[] {
  const letters: PlacedGlyph[] = [];
  const marks: PlacedGlyph[] = [];
  let origin = 0;
  for (const { text, glyphs } of clusters) {
    const widest = Math.max(...glyphs.map(({ advance }) => advance));
    const speaker = glyphs.findIndex(({ advance }) => advance === widest);
    for (const [at, { id, advance, dx, dy }] of glyphs.entries()) {
      const placed = { id, text: at === speaker ? text : '', x: origin + dx, y: dy };
      (rtl && at !== speaker && advance === 0 ? marks : letters).push(placed);
      origin += advance;
    }
  }
  return [...letters, ...marks];
}

/**
 * Glyphs in a row, with what must be added to the pen (in thousandths of an em, to the left) between them. Where several glyphs make up
 * a cluster, the words of the whole run stand beside it; not in a run from right to left, whose words some readers would turn round.
 */
function showClusters(fonts: PdfFonts, { font, text, level, clusters }: PlacedRun, size: number): string {
  const out: string[] = [];
  let row: (string | number[])[] = [];
  const flush = () => {
    const items = row.map((item) => (typeof item === 'string' ? item : codeString(item)));
    if (row.length > 0) out.push(`[${items.join('')}]TJ`);
    row = [];
  };
  const rtl = level % 2 === 1;
  const spoken = !rtl && clusters.some(({ glyphs }) => glyphs.length > 1);
  if (spoken) out.push(`/Span<</ActualText${pdfText(text)}>>BDC`);
  let pen = 0;
  let rise = 0;
  for (const { id, text: said, x, y } of placeGlyphs(clusters, rtl)) {
    if (y !== rise) {
      flush();
      out.push(`${pdfNumber(y * size)} Ts`);
      rise = y;
    }
    const move = Math.round((pen - x) * 1000);
    if (move !== 0) row.push(String(move));
    const code = fonts.code(font, id, said);
    const last = row.at(-1);
    if (Array.isArray(last)) last.push(code);
    else row.push([code]);
    pen += advanceWidth(font, id) - move / 1000;
  }
  flush();
  if (spoken) out.push('EMC');
  if (rise !== 0) out.push('0 Ts');
  return out.join(' ');
}
