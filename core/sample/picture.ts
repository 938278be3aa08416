/** Small pictures of consoles for the sample: a bar, a heading and lines in a font of 3 by 5 dots, as a real PNG. */
import { encode } from 'fast-png';
import type { Bytes } from '../shared/bytes.ts';

/** Each letter's five rows of three dots, as octal digits from the top. */
// prettier-ignore
const font: Record<string, string> = {
  A: '25755', B: '65656', C: '34443', D: '65556', E: '74647', F: '74644', G: '34553', H: '55755', I: '72227',
  J: '11152', K: '55655', L: '44447', M: '57755', N: '65555', O: '25552', P: '65644', Q: '25563', R: '65655',
  S: '34216', T: '72222', U: '55557', V: '55552', W: '55775', X: '55255', Y: '55222', Z: '71247',
  '0': '75557', '1': '26227', '2': '61247', '3': '61216', '4': '55711', '5': '74616', '6': '34757', '7': '71222',
  '8': '75757', '9': '75716', '.': '00002', ',': '00024', ':': '02020', '-': '00700', '/': '11244', '%': '51245',
};

const white = [250, 250, 250] as const;
const ink = [40, 44, 52] as const;
type Colour = readonly [number, number, number];

export const pictureSize = { width: 400, height: 240 };

/** The picture of a console page (PNG, third edition, 8 bits a channel). Equal words give equal bytes. */
export function consolePicture(lines: readonly string[], hue: Colour): Bytes {
  const { width, height } = pictureSize;
  const stride = width * 3;
  const pixels = new Uint8Array(height * stride);
  const fill = (x: number, y: number, w: number, h: number, [red, green, blue]: Colour) => {
    const [right, bottom] = [Math.min(x + w, width), Math.min(y + h, height)];
    if (x >= right || y >= bottom) return;
    const [from, to] = [y * stride + x * 3, y * stride + right * 3];
    for (let at = from; at < to; at += 3) {
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
    }
    for (let row = 1; row < bottom - y; row += 1) pixels.copyWithin(from + row * stride, from, to);
  };
  const write = (text: string, x: number, y: number, dot: number, colour: Colour) => {
    for (const [at, letter] of text.toUpperCase().split('').entries()) {
      for (const [row, octal] of (font[letter] ?? '00000').split('').entries()) {
        for (let bit = 0; bit < 3; bit += 1)
          if ((Number(octal) >> (2 - bit)) & 1)
            fill(x + (at * 4 + bit) * dot, y + row * dot, dot, dot, colour);
      }
    }
  };
  fill(0, 0, width, height, white);
  fill(0, 0, width, 26, hue);
  fill(0, 26, 78, height, [233, 235, 238]);
  for (let item = 0; item < 5; item += 1)
    fill(12, 44 + item * 22, 40 + ((item * 17) % 20), 6, [190, 194, 200]);
  const [heading = '', ...rest] = lines;
  write(heading, 10, 8, 2, white);
  rest.slice(0, 8).forEach((line, at) => {
    write(line, 92, 44 + at * 22, 2, ink);
    fill(92, 60 + at * 22, 290, 1, [220, 222, 226]);
  });
  return Uint8Array.from(encode({ width, height, data: pixels, depth: 8, channels: 3 }));
}
