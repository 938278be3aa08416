/**
 * Reads single entries of a ZIP (PKWARE APPNOTE 6.3) by its central directory, as Excel does, with limits that count what really
 * comes out: the sizes that an archive declares may lie.
 */
import { Inflate } from 'fflate';
import { failure, ok, type Result } from '../shared/result.ts';
import type { Bytes } from '../shared/bytes.ts';
import type { FileProblem } from './file-problem.ts';

/** `output` is bytes out of one archive, all its entries together. */
export type ZipLimits = { entries: number; output: number };

/** A workbook with a thousand sheets has fewer entries. */
const usualLimits: ZipLimits = { entries: 5_000, output: 256 * 1024 * 1024 };
/** How many times larger an entry may become, once it is larger than `freeOutput`. DEFLATE itself ends near 1,032. */
const mostRatio = 250;
const freeOutput = 2 * 1024 * 1024;
/** Compressed bytes at a time: a bomb makes at most a thousand times as much of them before it is stopped. */
const sliceBytes = 16 * 1024;

type Entry = { name: string; method: number; compressedSize: number; size: number; headerAt: number };

export type ZipReader = {
  names: string[];
  /**
   * Gives an entry's bytes piece by piece to `onPiece`. `unpacks-too-large` for a bomb; `broken` when the entry is missing, damaged,
   * encrypted or packed in another way than DEFLATE.
   */
  read(name: string, onPiece: (bytes: Uint8Array) => void): Result<void, FileProblem>;
};

const broken = failure({ kind: 'broken' as const });
const tooLarge = failure({ kind: 'unpacks-too-large' as const });

/** End of central directory record: 22 bytes and a comment of at most 65,535. */
function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  return undefined;
}

function readDirectory(bytes: Bytes, mostEntries: number): Result<Entry[], FileProblem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length >= 22 ? endOfDirectory(view) : undefined;
  if (end === undefined) return broken;
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries) return tooLarge;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return broken;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      method: view.getUint16(at + 10, true),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return ok(entries);
}

/** The entry's bytes as they are packed; undefined when the archive ends before them. */
function packedBytes(bytes: Bytes, { headerAt, compressedSize }: Entry): Bytes | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (headerAt + 30 > bytes.length || view.getUint32(headerAt, true) !== 0x04034b50) return undefined;
  const start = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  return start + compressedSize > bytes.length ? undefined : bytes.subarray(start, start + compressedSize);
}

/** Opens an archive: nothing is unpacked yet. What it declares to be too large is refused at once. */
export function openZip(bytes: Bytes, limits = usualLimits): Result<ZipReader, FileProblem> {
  const directory = readDirectory(bytes, limits.entries);
  if (!directory.ok) return directory;
  const entries = new Map(directory.value.map((entry) => [entry.name, entry]));
  // Two entries of one name, or two that share their bytes, are tricks against whoever reads the archive in another way.
  const starts = new Set(directory.value.map(({ headerAt }) => headerAt));
  if (entries.size < directory.value.length || starts.size < directory.value.length) return broken;
  if (directory.value.reduce((sum, { size }) => sum + size, 0) > limits.output) return tooLarge;
  let output = 0;

  function read(name: string, onPiece: (bytes: Uint8Array) => void): Result<void, FileProblem> {
    const entry = entries.get(name);
    const packed = entry && packedBytes(bytes, entry);
    if (!entry || !packed || (entry.method !== 0 && entry.method !== 8)) return broken;
    let own = 0;
    const take = (piece: Uint8Array) => {
      own += piece.length;
      output += piece.length;
      if (isTooMuch(own, packed.length)) throw new Bomb();
      onPiece(piece);
    };
    try {
      if (entry.method === 0) take(packed);
      else inflateInSlices(packed, take);
    } catch (error) {
      if (error instanceof Bomb) return tooLarge;
      // fflate's errors carry a number; whatever else is thrown comes from the reader of the pieces.
      if (error instanceof Error && 'code' in error) return broken;
      throw error;
    }
    return ok(undefined);
  }
  const isTooMuch = (own: number, packed: number) =>
    output > limits.output || (own > freeOutput && own > packed * mostRatio);

  return ok({ names: [...entries.keys()], read });
}

class Bomb extends Error {}

function inflateInSlices(packed: Bytes, onPiece: (bytes: Uint8Array) => void): void {
  const inflate = new Inflate(onPiece);
  for (let at = 0; at < packed.length; at += sliceBytes)
    inflate.push(packed.subarray(at, at + sliceBytes), at + sliceBytes >= packed.length);
}
