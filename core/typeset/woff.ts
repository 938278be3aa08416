/** Reads WOFF 1.0 (W3C Recommendation of 2012): the tables of an OpenType font, each packed by zlib. */
import { unzlibSync } from 'fflate';
import { textToBytes, type Bytes } from '../shared/bytes.ts';

export type FontTables = ReadonlyMap<string, Bytes>;

const signature = 0x774f4646;
/** Longer than any table of the fonts that we ship. */
const mostTableBytes = 16 * 1024 * 1024;

const tagAt = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

/** The font's tables by tag. Throws when the bytes are no WOFF file: our own fonts are the only ones it reads. */
export function woffTables(bytes: Bytes): FontTables {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 44 || view.getUint32(0) !== signature) throw new Error('woffTables: not a WOFF file.');
  const tables = new Map<string, Bytes>();
  for (let index = 0; index < view.getUint16(12); index += 1) {
    const at = 44 + 20 * index;
    const [offset, packed, size] = [view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)];
    if (size > mostTableBytes) throw new Error('woffTables: a table is too long.');
    const stored = bytes.subarray(offset, offset + packed);
    tables.set(tagAt(view, at), packed < size ? unzlibSync(stored, { out: new Uint8Array(size) }) : stored);
  }
  return tables;
}

/** The sum of a table's 32 bit words, the last one filled up with zeros. */
function checksum(bytes: Bytes): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let sum = 0;
  for (let at = 0; at < whole; at += 4) sum = (sum + view.getUint32(at)) | 0;
  for (let at = whole; at < bytes.length; at += 1) sum += (bytes[at] ?? 0) << (8 * (3 - (at % 4)));
  return sum >>> 0;
}

/** The tables as one OpenType file with TrueType outlines (OpenType 1.9, "Organization of an OpenType font"). */
export function openTypeFile(tables: FontTables): Bytes {
  const entries = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const padded = (size: number) => (size + 3) & ~3;
  const headSize = 12 + 16 * entries.length;
  const file = new Uint8Array(headSize + entries.reduce((sum, [, table]) => sum + padded(table.length), 0));
  const view = new DataView(file.buffer);
  const power = Math.floor(Math.log2(entries.length));
  view.setUint32(0, 0x00010000);
  [entries.length, 16 * 2 ** power, power, 16 * (entries.length - 2 ** power)].forEach((value, at) =>
    view.setUint16(4 + 2 * at, value),
  );
  let offset = headSize;
  for (const [at, [tag, table]] of entries.entries()) {
    file.set(textToBytes(tag), 12 + 16 * at);
    view.setUint32(16 + 16 * at, checksum(table));
    view.setUint32(20 + 16 * at, offset);
    view.setUint32(24 + 16 * at, table.length);
    file.set(table, offset);
    offset += padded(table.length);
  }
  return file;
}
