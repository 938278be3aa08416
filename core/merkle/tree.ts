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
