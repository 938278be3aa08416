/** What a file is, told by its bytes. Its name decides nothing; it only tells what the person expects it to be. */
import { mostFileBytes } from '../evidence/exhibit.ts';
import type { ExhibitFile } from '../evidence/exhibit.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import type { Bytes } from '../shared/bytes.ts';
import { decodeSample } from './decode-text.ts';
import type { FileProblem } from './file-problem.ts';
import { looksLikeTable } from './read-csv.ts';
import { imageSize, type ImageSize } from './image-size.ts';
import { openZip } from './zip-reader.ts';

export type MediaType = ExhibitFile['mediaType'];

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as const;

/** A picture of so many pixels takes a quarter of a gigabyte when it is decoded. */
export const mostPixels = 64_000_000;
/** Canvases of all browsers take as much on one side. */
const longestSide = 32_767;

/** Pixels as the file's header gives them; only for pictures. */
export type KnownFile = { mediaType: MediaType; size?: ImageSize };

const startsWith = (bytes: Bytes, signature: readonly number[], at = 0) =>
  signature.every((byte, offset) => bytes[at + offset] === byte);
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpeg = [0xff, 0xd8, 0xff];
const zip = [0x50, 0x4b, 0x03, 0x04];
const emptyZip = [0x50, 0x4b, 0x05, 0x06];
/** Compound File Binary, the container of the old Office formats and of encrypted new ones ([MS-CFB] 2.2). */
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** The signature of a PDF may stand anywhere in its first kilobyte (ISO 32000-1, annex H, note 13). */
function isPdf(bytes: Bytes): boolean {
  const head = bytes.subarray(0, 1024 + 5);
  for (let at = 0; at + 5 <= head.length; at += 1) if (startsWith(head, ascii('%PDF-'), at)) return true;
  return false;
}

function knownImage(mediaType: MediaType, bytes: Bytes): Result<KnownFile, FileProblem> {
  const size = imageSize(bytes);
  if (!size) return failure({ kind: 'broken' });
  const { width, height } = size;
  if (width * height > mostPixels || Math.max(width, height) > longestSide)
    return failure({ kind: 'too-many-pixels', width, height });
  return ok({ mediaType, size });
}

function knownArchive(bytes: Bytes): Result<KnownFile, FileProblem> {
  const archive = openZip(bytes);
  if (!archive.ok) return archive;
  const { names } = archive.value;
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) return failure({ kind: 'workbook-with-macros' });
  if (!names.some((name) => /(^|\/)workbook\.xml$/i.test(name)))
    return failure({ kind: 'archive-without-workbook' });
  return ok({ mediaType: xlsxType });
}

/** Endings of the kinds that have a signature of their own. */
const signedEnding = /\.(png|jpe?g|webp|pdf|xlsx?|xlsm|docx?|zip)$/i;

function knownText(bytes: Bytes, name: string): Result<KnownFile, FileProblem> {
  const sample = decodeSample(bytes);
  if (sample === undefined) return failure({ kind: 'unknown-kind' });
  const ending = signedEnding.exec(name)?.[1];
  if (ending !== undefined) return failure({ kind: 'text-under-other-name', ending: ending.toLowerCase() });
  return ok({ mediaType: looksLikeTable(sample) ? 'text/csv' : 'text/plain' });
}

/**
 * What the file is, or why it is not taken. Looks at signatures and headers only: a picture is not decoded and an archive not
 * unpacked, so a bomb does nothing here. A text is a table when most of its first rows have the same number of columns.
 */
export function inspectFile(bytes: Bytes, name: string): Result<KnownFile, FileProblem> {
  if (bytes.length === 0) return failure({ kind: 'empty' });
  if (bytes.length > mostFileBytes) return failure({ kind: 'too-large' });
  if (startsWith(bytes, png)) return knownImage('image/png', bytes);
  if (startsWith(bytes, jpeg)) return knownImage('image/jpeg', bytes);
  if (startsWith(bytes, ascii('RIFF')) && startsWith(bytes, ascii('WEBP'), 8))
    return knownImage('image/webp', bytes);
  if (isPdf(bytes)) return ok({ mediaType: 'application/pdf' });
  if (startsWith(bytes, zip) || startsWith(bytes, emptyZip)) return knownArchive(bytes);
  if (startsWith(bytes, compoundFile)) return failure({ kind: 'old-or-protected-workbook' });
  return knownText(bytes, name);
}
