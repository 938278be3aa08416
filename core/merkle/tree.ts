/** Merkle trees as Certificate Transparency hashes them: RFC 6962 section 2.1, SHA-256. */
import type { Bytes } from '../shared/bytes.ts';

const digest = async (...parts: Uint8Array[]): Promise<Bytes> => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
};
const leafHash = (leaf: Uint8Array) => digest(Uint8Array.of(0), leaf);
const nodeHash = (left: Uint8Array, right: Uint8Array) => digest(Uint8Array.of(1), left, right);

/** The largest power of two below `count`, for counts above 1. */
const splitOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

/** The tree's root over these leaves, 32 bytes; SHA-256 of nothing for no leaf. */
export async function treeRoot(leaves: readonly Uint8Array[]): Promise<Bytes> {
  if (leaves.length === 0) return digest();
  return rootOfHashes(await Promise.all(leaves.map(leafHash)));
}

async function rootOfHashes(hashes: readonly Bytes[]): Promise<Bytes> {
  const [only] = hashes;
  if (only && hashes.length === 1) return only;
  const split = splitOf(hashes.length);
  return nodeHash(await rootOfHashes(hashes.slice(0, split)), await rootOfHashes(hashes.slice(split)));
}

/** The hashes that lead from leaf `index` to the root, the lowest first (RFC 6962 section 2.1.1). Throws when there is no such leaf. */
export async function inclusionProof(leaves: readonly Uint8Array[], index: number): Promise<Bytes[]> {
  if (index < 0 || index >= leaves.length) throw new RangeError(`inclusionProof: no leaf ${index}.`);
  return pathOf(await Promise.all(leaves.map(leafHash)), index);
}

async function pathOf(hashes: readonly Bytes[], index: number): Promise<Bytes[]> {
  if (hashes.length === 1) return [];
  const split = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...(await pathOf(left, index)), await rootOfHashes(right)]
    : [...(await pathOf(right, index - split)), await rootOfHashes(left)];
}

/** The root that this leaf, its place and its proof give (RFC 9162 section 2.1.3.2); undefined when the proof has a wrong length. */
export async function rootOfProof(
  leaf: Uint8Array,
  { index, count, path }: { index: number; count: number; path: readonly Uint8Array[] },
): Promise<Bytes | undefined> {
  if (index < 0 || index >= count) return undefined;
  let at = index;
  let last = count - 1;
  let hash = await leafHash(leaf);
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}
