/**
 * A proof that a record belongs to a set, as text that a shell can follow: `exhibit-proof/1 INDEX COUNT`, the record's SHA-256, then one
 * line for each step up the tree, `L HASH` when HASH stands left of what was reached, `R HASH` when right (RFC 6962 section 2.1.1).
 */
import { bytesToHex, hexToBytes, type Bytes } from '../shared/bytes.ts';
import { merkleTree, rootOfProof, splitOf } from './tree.ts';

type RecordProof = { recordSha256: string; index: number; count: number; path: string[] };

/** On which side each step's hash stands, the lowest step first. */
function sidesOf(index: number, count: number): ('L' | 'R')[] {
  if (count === 1) return [];
  const split = splitOf(count);
  return index < split ? [...sidesOf(index, split), 'R'] : [...sidesOf(index - split, count - split), 'L'];
}

function proofText({ recordSha256, index, count, path }: RecordProof): string {
  const sides = sidesOf(index, count);
  const steps = path.map((hash, at) => `${sides[at]} ${hash}\n`).join('');
  return `exhibit-proof/1 ${index} ${count}\n${recordSha256}\n${steps}`;
}

/** Proves leaves of this set, record hashes of 64 hexadecimal digits, by their places. Throws when there is no such leaf. */
export async function proverOf(leaves: readonly string[]): Promise<(index: number) => Promise<string>> {
  const tree = await merkleTree(leaves.map(hexToBytes));
  return async (index) => {
    const path = (await tree.proof(index)).map(bytesToHex);
    return proofText({ recordSha256: leaves[index] ?? '', index, count: leaves.length, path });
  };
}

/** The proof in this text; undefined for what is none, to the byte. It says nothing about the root yet. */
export function readProof(text: string): RecordProof | undefined {
  const [head = '', recordSha256 = '', ...steps] = text.slice(0, 10_000).split('\n');
  const [, index, count] = /^exhibit-proof\/1 (\d{1,8}) (\d{1,8})$/.exec(head) ?? [];
  const path = steps.slice(0, -1).map((step) => step.slice(2));
  const proof = { recordSha256, index: Number(index), count: Number(count), path };
  const isRead = [recordSha256, ...path].every((hash) => /^[0-9a-f]{64}$/.test(hash)) && index !== undefined;
  if (!isRead || proof.index >= proof.count) return undefined;
  return proofText(proof) === text ? proof : undefined;
}

/** The root to which the proof leads from its record, in hexadecimal; undefined when it has a wrong length. */
export async function rootOfText({
  recordSha256,
  index,
  count,
  path,
}: RecordProof): Promise<string | undefined> {
  const steps: Bytes[] = path.map(hexToBytes);
  const root = await rootOfProof(hexToBytes(recordSha256), { index, count, path: steps });
  return root && bytesToHex(root);
}
