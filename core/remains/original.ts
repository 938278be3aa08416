/**
 * What a device signs of a capture before anything of it can be redacted, and what stays of that afterwards: the root of a Merkle tree
 * (RFC 6962 section 2.1) over salted pieces of its picture and texts. docs/decisions/0028 says what it proves and to whom.
 */
import * as v from 'valibot';
import type { Signer } from '../crypto/device-key.ts';
import { parseSignedLine, signLine, type SignedLine } from '../crypto/signed-line.ts';
import { sha256Schema, type Remains } from '../evidence/exhibit.ts';
import { treeOfHashes } from '../merkle/tree.ts';
import { logHeadSchema, type LogHead } from '../seal/seal.ts';
import {
  base64ToBytes,
  bytesToBase64,
  bytesToHex,
  bytesToText,
  joinBytes,
  type Bytes,
} from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import {
  columnsOf,
  hashBytes,
  isTakenOut,
  leafHashes,
  leavesOf,
  saltBytes,
  shapeOf,
  textsOf,
  tileSize,
  tilesOf,
  type OriginalFiles,
  type Shape,
} from './leaves.ts';

const instant = v.pipe(v.string(), v.isoTimestamp());
/** More than any capture has; a strict limit on what a stranger's statement can make us work through. */
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/** What the device signs about one capture, as a line (`core/crypto/signed-line.ts`). */
const originalSchema = v.strictObject({
  format: v.literal('exhibit-original/1'),
  /** Root of the tree, from the leaves in their order. */
  root: sha256Schema,
  width: count(100_000),
  height: count(100_000),
  blocks: count(20_000),
  lines: count(100_000),
  /** Of the capture, as its record has it. */
  capturedAt: instant,
  device: sha256Schema,
  /** The device's newest seal at that time, null before its first: the statement is not older than that. */
  after: v.nullable(logHeadSchema),
  /** UTC, from the device's clock. */
  at: instant,
});
export type Original = v.InferOutput<typeof originalSchema>;

/** As much as is known of an original. A leaf that was taken out has zeros for its salt; its hash stays. */
export type KeptOriginal = {
  /** The signed line. */
  statement: string;
  /** Sixteen bytes a leaf. */
  salts: Bytes;
  /** Thirty-two bytes a leaf. */
  hashes: Bytes;
};

const hashAt = (hashes: Bytes, at: number): Bytes => hashes.slice(at * hashBytes, (at + 1) * hashBytes);

const rootOf = async (hashes: readonly Bytes[]): Promise<string> =>
  bytesToHex(await treeOfHashes(hashes).root(0, hashes.length));

/** As much as the browser gives at once (Web Cryptography API, `getRandomValues`). */
const randomAtOnce = 65_536;

function randomSalts(leaves: number): Bytes {
  const salts = new Uint8Array(leaves * saltBytes);
  for (let at = 0; at < salts.length; at += randomAtOnce)
    crypto.getRandomValues(salts.subarray(at, at + randomAtOnce));
  return salts;
}

/** The statement in this line; its signature is not checked yet. Undefined for what is none. */
export async function parseOriginal(line: string): Promise<(SignedLine & { body: Original }) | undefined> {
  const signed = await parseSignedLine(line);
  const parsed = signed.ok ? v.safeParse(originalSchema, signed.value.body) : undefined;
  return signed.ok && parsed?.success ? { ...signed.value, body: parsed.output } : undefined;
}

/** Signs what these files are, each leaf under a new salt. Undefined where the picture is no PNG as browsers write it. */
export async function signOriginal(
  files: OriginalFiles,
  capture: { capturedAt: string; after: LogHead | undefined },
  signer: Signer,
  at: Date,
): Promise<KeptOriginal | undefined> {
  const shape = shapeOf(files);
  if (!shape) return undefined;
  const salts = randomSalts(leavesOf(shape));
  const found = (await leafHashes(shape, files, salts)) ?? [];
  const hashes = found.filter((hash) => hash !== undefined);
  if (hashes.length !== leavesOf(shape)) return undefined;
  const { line } = await signLine(signer, {
    format: 'exhibit-original/1',
    root: await rootOf(hashes),
    ...shape,
    capturedAt: capture.capturedAt,
    device: signer.fingerprint,
    after: capture.after ?? null,
    at: at.toISOString(),
  } satisfies Original);
  return { statement: line, salts, hashes: joinBytes(...hashes) };
}

type Box = { x: number; y: number; width: number; height: number };

/** The tiles that a box touches, by their number. Boxes may reach over the picture's edges. */
function tilesBelow(shape: Shape, { x, y, width, height }: Box): number[] {
  const columns = columnsOf(shape);
  const rows = Math.ceil(shape.height / tileSize);
  const from = (start: number) => Math.max(0, Math.floor(start / tileSize));
  const to = (end: number, most: number) => Math.min(most, Math.ceil(end / tileSize));
  const tiles: number[] = [];
  for (let row = from(y); row < to(y + height, rows); row += 1)
    for (let column = from(x); column < to(x + width, columns); column += 1)
      tiles.push(row * columns + column);
  return tiles;
}

/**
 * What stays known of an original once its files were redacted: the salt of each leaf that is not in the new files any more is destroyed,
 * and of each tile that a box touches, whatever it shows. Undefined where the statement is damaged or the picture has another size.
 */
export async function withoutRedacted(
  { statement, salts, hashes }: KeptOriginal,
  files: OriginalFiles,
  boxes: readonly Box[],
): Promise<KeptOriginal | undefined> {
  const shape = (await parseOriginal(statement))?.body;
  const found = shape && (await leafHashes(shape, files, salts));
  if (!shape || !found || found.length * hashBytes !== hashes.length) return undefined;
  const left = salts.slice();
  const takeOut = (at: number) => left.fill(0, at * saltBytes, (at + 1) * saltBytes);
  for (const box of boxes) tilesBelow(shape, box).forEach(takeOut);
  for (const [at, hash] of found.entries())
    if (!hash || bytesToHex(hash) !== bytesToHex(hashAt(hashes, at))) takeOut(at);
  return { statement, salts: left, hashes };
}

/** Counts the leaves that are left. Undefined where the statement is damaged. */
export async function remainsOf({ statement, salts }: KeptOriginal): Promise<Remains | undefined> {
  const shape = (await parseOriginal(statement))?.body;
  return shape && countLeft(shape, salts);
}

function countLeft(shape: Shape, salts: Bytes): Remains {
  const tiles = tilesOf(shape);
  const left = Array.from({ length: leavesOf(shape) }, (_, at) => !isTakenOut(salts, at));
  const count = (part: boolean[]) => part.filter(Boolean).length;
  return {
    tiles,
    tilesLeft: count(left.slice(0, tiles)),
    texts: textsOf(shape),
    textsLeft: count(left.slice(tiles)),
  };
}

/** The file of an exhibit with role `remains`, as canonical JSON. */
const proofSchema = v.strictObject({
  format: v.literal('exhibit-remains/1'),
  /** Base64: sixteen bytes a leaf, zeros where it was taken out. */
  salts: v.pipe(v.string(), v.base64()),
  /** Base64: the hashes of the leaves that were taken out, in their order. */
  takenOut: v.pipe(v.string(), v.base64()),
});

/** What lets others check the rest: the salts of what is left, the hashes of what was taken out. */
export function remainsFile({ salts, hashes }: KeptOriginal): Bytes {
  const out: Bytes[] = [];
  for (let at = 0; at * saltBytes < salts.length; at += 1)
    if (isTakenOut(salts, at)) out.push(hashAt(hashes, at));
  return canonicalJson({
    format: 'exhibit-remains/1',
    salts: bytesToBase64(salts),
    takenOut: bytesToBase64(joinBytes(...out)),
  } satisfies v.InferOutput<typeof proofSchema>);
}

function readRemains(file: Bytes): { salts: Bytes; takenOut: Bytes } | undefined {
  try {
    const text = bytesToText(file);
    const value: unknown = JSON.parse(text);
    const parsed = v.safeParse(proofSchema, value);
    if (!parsed.success || bytesToText(canonicalJson(parsed.output)) !== text) return undefined;
    return {
      salts: base64ToBytes(parsed.output.salts),
      takenOut: base64ToBytes(parsed.output.takenOut),
    };
  } catch {
    return undefined;
  }
}

/**
 * Whether these files and the hashes of what was taken out give the root that was signed, and how much is left. `unreadable`: the file is
 * none of this kind, or has not a salt for each leaf and a hash for each that was taken out; `other-picture`: another size, or it cannot be read;
 * `lacks-text`: a text is said to be left and is not there; `other-root`: something that is said to be left is not the original's.
 */
export async function checkRemains(
  original: Original,
  files: OriginalFiles,
  file: Bytes,
): Promise<Remains | 'unreadable' | 'other-picture' | 'lacks-text' | 'other-root'> {
  const remains = readRemains(file);
  const leaves = leavesOf(original);
  if (remains?.salts.length !== leaves * saltBytes) return 'unreadable';
  const { salts, takenOut } = remains;
  const counted = countLeft(original, salts);
  const out = leaves - counted.tilesLeft - counted.textsLeft;
  if (takenOut.length !== out * hashBytes) return 'unreadable';
  const found = await leafHashes(original, files, salts);
  if (!found) return 'other-picture';
  const hashes: Bytes[] = [];
  let next = 0;
  for (const [at, hash] of found.entries()) {
    if (hash) hashes.push(hash);
    else if (isTakenOut(salts, at)) hashes.push(hashAt(takenOut, next++));
    else return 'lacks-text';
  }
  return (await rootOf(hashes)) === original.root ? counted : 'other-root';
}
