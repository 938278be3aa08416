import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../shared/bytes.ts';
import { proverOf, readProof, rootOfText } from './proof-text.ts';
import { merkleTree, rootOfProof, treeRoot } from './tree.ts';

/** The leaves and roots of Certificate Transparency's own tests (google/certificate-transparency, merkle_tree_test.cc). */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hexToBytes);
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('treeRoot', () => {
  it('gives the roots of Certificate Transparency’s own tests', async () => {
    for (const [count, root] of roots.entries())
      expect(bytesToHex(await treeRoot(leaves.slice(0, count)))).toBe(root);
  });
});

describe('merkleTree', () => {
  it('leads from every leaf of every tree to its root, and from no other leaf, place or size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(39), async (count, at) => {
        const many = Array.from({ length: count }, (_, leaf) => Uint8Array.of(leaf));
        const index = at % count;
        const leaf = Uint8Array.of(index);
        const root = await treeRoot(many);
        const path = await (await merkleTree(many)).proof(index);
        expect(await rootOfProof(leaf, { index, count, path })).toEqual(root);
        expect(await rootOfProof(Uint8Array.of(99), { index, count, path })).not.toEqual(root);
        expect(await rootOfProof(leaf, { index: index + 1, count, path })).not.toEqual(root);
        expect(await rootOfProof(leaf, { index, count, path: [...path, root] })).toBeUndefined();
        if (path.length > 0)
          expect(await rootOfProof(leaf, { index, count, path: path.slice(1) })).not.toEqual(root);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the text of a proof', () => {
  const records = leaves.slice(0, 7).map((_, at) => at.toString(16).padStart(2, '0').repeat(32));

  it('leads from every record to the root of the set, and is read back only to the byte', async () => {
    const root = bytesToHex(await treeRoot(records.map(hexToBytes)));
    const prove = await proverOf(records);
    for (const [index, recordSha256] of records.entries()) {
      const text = await prove(index);
      const proof = readProof(text);
      expect(proof).toMatchObject({ recordSha256, index, count: 7 });
      expect(proof && (await rootOfText(proof))).toBe(root);
      const turned = text.replace(/\n([LR])/, (_, side: string) => `\n${side === 'L' ? 'R' : 'L'}`);
      for (const other of [turned, `${text}\n`, text.slice(0, -1), text.replace('/1 ', '/1 0'), ''])
        expect(readProof(other)).toBeUndefined();
    }
  });
});
