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
/** A leaf as it stands in a tree: 32 bytes that tell nothing of it, when nobody can guess it. */
export const leafHash = (leaf: Uint8Array): Promise<Bytes> => digest(Uint8Array.of(0), leaf);
const nodeHash = (left: Uint8Array, right: Uint8Array) => digest(Uint8Array.of(1), left, right);

/** The largest power of two below `count`, for counts above 1. */
export const splitOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

/** The tree's root over these leaves, 32 bytes; SHA-256 of nothing for no leaf. */
export async function treeRoot(leaves: readonly Uint8Array[]): Promise<Bytes> {
  return leaves.length === 0 ? digest() : (await merkleTree(leaves)).root(0, leaves.length);
}

/**
 * The tree over these leaves, for several proofs: each node is hashed once. `proof` gives the hashes that lead from leaf `index` to the
 * root, the lowest first (RFC 6962 section 2.1.1); it throws when there is no such leaf.
 */
export const merkleTree = async (leaves: readonly Uint8Array[]) =>
  treeOfHashes(await Promise.all(leaves.map(leafHash)));

/** The same over leaves of which some are known by their `leafHash` alone. */
export function treeOfHashes(hashes: readonly Bytes[]) {
  const nodes = new Map<string, Promise<Bytes>>();
  const nodeOf = async (start: number, count: number): Promise<Bytes> => {
    const only = hashes[start];
    if (only && count === 1) return only;
    const split = splitOf(count);
    return nodeHash(...(await Promise.all([root(start, split), root(start + split, count - split)])));
  };
  function root(start: number, count: number): Promise<Bytes> {
    const key = `${start} ${count}`;
    const node = nodes.get(key) ?? nodeOf(start, count);
    nodes.set(key, node);
    return node;
  }
  async function pathOf(index: number, start: number, count: number): Promise<Bytes[]> {
    if (count === 1) return [];
    const split = splitOf(count);
    return index < split
      ? [...(await pathOf(index, start, split)), await root(start + split, count - split)]
      : [...(await pathOf(index - split, start + split, count - split)), await root(start, split)];
  }
  return {
    root,
    async proof(index: number): Promise<Bytes[]> {
      if (index < 0 || index >= hashes.length) throw new RangeError(`merkleTree: no leaf ${index}.`);
      return pathOf(index, 0, hashes.length);
    },
  };
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
