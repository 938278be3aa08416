/** What the bench of the agreement check runs in the browser: the shipped reader and check, and a pen that alters pictures. */
import { checkAgreement } from '#core/recognition/agreement.ts';
import type { Agreement } from '#core/evidence/agreement.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import type { PictureBox } from '#core/recognition/picture-evidence.ts';
import type { RecognisedWord } from '#core/recognition/text-recogniser.ts';
import { createTesseractRecogniser } from '#models/ocr/tesseract-recogniser.ts';

/** `box` in pixels of the picture. `changed`: `text` stands in the place of `word`. `pasted`: `text` stands on plain ground. */
export type Alteration = {
  kind: 'changed' | 'covered' | 'pasted';
  box: PictureBox;
  word: string;
  text: string;
  scale: number;
};
export type AgreementPage = {
  /** Reads a picture (base64) as a whole, or a strip of it, and gives the words in pixels of the whole. */
  readWords(base64: string, strip?: { top: number; bottom: number }): Promise<RecognisedWord[]>;
  check(base64: string, drawn: DrawnPage, read: RecognisedWord[], scale: number): Promise<Agreement>;
  /** The altered picture; undefined where the alteration would not show. */
  alter(base64: string, alteration: Alteration): Promise<string | undefined>;
  /** The first box of those that has nothing drawn in it. */
  plainBox(base64: string, boxes: PictureBox[]): Promise<PictureBox | undefined>;
};

const reader = createTesseractRecogniser({ baseUrl: new URL('/ocr/', location.href).href });
const blobOf = (base64: string) =>
  new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);

async function penOn(base64: string, top = 0, height?: number) {
  const bitmap = await createImageBitmap(blobOf(base64));
  const canvas = new OffscreenCanvas(bitmap.width, height ?? bitmap.height);
  const pen = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!pen) throw new Error('no canvas');
  pen.drawImage(bitmap, 0, -top);
  bitmap.close();
  return { canvas, pen };
}

async function base64Of(canvas: OffscreenCanvas): Promise<string> {
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

type Pen = OffscreenCanvasRenderingContext2D;
type Colour = [number, number, number];

/** The most frequent colour of the box, and the one that is farthest from it: ground and letters. */
function coloursIn(
  pen: Pen,
  { x, y, width, height }: PictureBox,
): { ground: Colour; ink: Colour; far: number } {
  const { data } = pen.getImageData(x, y, Math.max(1, width), Math.max(1, height));
  const count = new Map<number, number>();
  for (let i = 0; i < data.length; i += 4) {
    const key = (data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!;
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  const split = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255];
  const ground = split([...count].sort((a, b) => b[1] - a[1])[0]![0]);
  const distance = (key: number) =>
    split(key).reduce((sum, value, n) => sum + Math.abs(value - ground[n]!), 0);
  const ink = [...count.keys()].sort((a, b) => distance(b) - distance(a))[0]!;
  return { ground, ink: split(ink), far: distance(ink) };
}

const css = ([r, g, b]: Colour) => `rgb(${r} ${g} ${b})`;

/** Families, weights and sizes; the one in which the word is as wide as it is on the picture is taken for the page's. */
function fontOf(pen: Pen, { box, word, scale }: Alteration): string {
  let best = { font: '', off: Infinity };
  for (const family of ['sans-serif', 'monospace', 'serif', 'Arial', 'DejaVu Sans']) {
    for (const weight of ['400', '700']) {
      for (let size = 10; size <= 26; size += 0.5) {
        pen.font = `${weight} ${size * scale}px ${family}`;
        const metrics = pen.measureText(word);
        const high = metrics.fontBoundingBoxAscent + metrics.fontBoundingBoxDescent;
        const off = Math.abs(metrics.width - box.width) + Math.abs(high - box.height) / 2;
        if (off < best.off) best = { font: pen.font, off };
      }
    }
  }
  return best.font;
}

function write(pen: Pen, { x, y, height }: PictureBox, text: string, font: string, colour: Colour) {
  pen.font = font;
  pen.fillStyle = css(colour);
  pen.textBaseline = 'alphabetic';
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText(text);
  pen.fillText(text, x, Math.round(y + (height + up - down) / 2));
}

const page: AgreementPage = {
  readWords: async (base64, strip) => {
    const bitmap = await penOn(base64, strip?.top ?? 0, strip && strip.bottom - strip.top);
    const { words } = await reader.recognise(await bitmap.canvas.convertToBlob());
    return words.map((word) => ({ ...word, y: word.y + (strip?.top ?? 0) }));
  },
  check: (base64, drawn, read, scale) =>
    reader.examine(blobOf(base64), scale, (evidence) => checkAgreement(drawn, read, evidence, scale)),
  alter: async (base64, alteration) => {
    const { canvas, pen } = await penOn(base64);
    const { kind, box, text, scale } = alteration;
    const { ground, ink, far } = coloursIn(pen, box);
    if (kind === 'pasted') {
      const dark = ground.reduce((sum, value) => sum + value, 0) > 384;
      write(pen, box, text, `400 ${14 * scale}px sans-serif`, dark ? [30, 30, 30] : [235, 235, 235]);
      return base64Of(canvas);
    }
    // A word that hardly shows cannot be altered so that somebody would see it.
    if (far < 150) return undefined;
    const font = fontOf(pen, alteration);
    pen.fillStyle = css(ground);
    pen.fillRect(box.x - 1, box.y, box.width + 2, box.height);
    if (kind === 'changed') write(pen, box, text, font, ink);
    return base64Of(canvas);
  },
  plainBox: async (base64, boxes) => {
    const { pen } = await penOn(base64);
    return boxes.find((box) => coloursIn(pen, box).far < 12);
  },
};
Object.assign(globalThis, { agreementPage: page });
