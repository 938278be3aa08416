/** Text out of bytes whose encoding nobody tells: a byte order mark, else UTF-16 by its zeros, else UTF-8, else Windows-1252. */
import type { Bytes } from '../shared/bytes.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes at the file's start that tell what it is. */
const sampleBytes = 64 * 1024;

function marked(bytes: Bytes): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Letters of most scripts that consoles use have a zero as their higher byte. */
function byZeros(sample: Bytes): Encoding | 'binary' | undefined {
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at += 1) if (sample[at] === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return undefined;
  const pairs = sample.length / 2;
  if (odd > pairs * 0.3 && even < pairs * 0.02) return 'utf-16le';
  if (even > pairs * 0.3 && odd < pairs * 0.02) return 'utf-16be';
  return 'binary';
}

function isUtf8(bytes: Bytes, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** White space and the escape of terminals belong to texts. */
const isControl = (code: number) => code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1b;

/** More control characters than a terminal's log has make it no text. */
function isReadable(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) controls += 1;
  return controls <= text.length / 100;
}

function encodingOf(bytes: Bytes, isWhole: boolean): Encoding | undefined {
  const byMark = marked(bytes);
  if (byMark) return byMark;
  const zeros = byZeros(bytes.subarray(0, sampleBytes));
  if (zeros === 'binary') return undefined;
  return zeros ?? (isUtf8(bytes, isWhole) ? 'utf-8' : 'windows-1252');
}

/** The text's start, to tell what it is; undefined when the bytes are no text. */
export function decodeSample(bytes: Bytes): string | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  const encoding = encodingOf(sample, bytes.length <= sampleBytes);
  if (encoding === undefined) return undefined;
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  return isReadable(text) ? text : undefined;
}

/** The whole text with line feeds as its only line ends, without byte order mark; undefined when the bytes are no text. */
export function decodeText(bytes: Bytes): string | undefined {
  const encoding = encodingOf(bytes, true);
  if (encoding === undefined) return undefined;
  return new TextDecoder(encoding).decode(bytes).replace(/\r\n?/g, '\n');
}
