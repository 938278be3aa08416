/**
 * Selective disclosure: that an exhibit belongs to a set whose root an auditor saw, without showing the others.
 *
 * `npm run prove -- PACK.zip EV-0001 --out proof.txt` writes the proof and prints the set's root (`exhibitsRoot` of the pack's manifest);
 * `npm run prove -- --check proof.txt --record record.json --root ROOT` checks it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import { proverOf, readProof, rootOfText } from '#core/merkle/proof-text.ts';
import { manifestSchema } from '#core/pack/manifest.ts';
import { paths } from '#core/pack/pack-paths.ts';
import { bytesToText, sha256Hex } from '#core/shared/bytes.ts';
import { bytesSource } from '#core/verify/byte-source.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';

const usage =
  'npm run prove -- PACK.zip EV-0001 --out proof.txt\nnpm run prove -- --check proof.txt --record record.json --root ROOT';

async function prove(pack: string, number: string, out: string): Promise<number> {
  const bytes = Uint8Array.from(readFileSync(pack));
  const { faults } = await verifyPack(bytesSource(bytes), {
    devices: [],
    heads: [],
    stampRoots: [],
    now: new Date(),
  });
  if (faults.length > 0) throw new Error('The pack has faults: npm run verify says which.');
  const found = unzipSync(bytes, { filter: ({ name }) => name.endsWith(`/${paths.manifest}`) });
  const manifest = v.parse(
    manifestSchema,
    JSON.parse(bytesToText(Object.values(found)[0] ?? new Uint8Array())),
  );
  const index = manifest.exhibits.findIndex((exhibit) => exhibit.number === number);
  const exhibit = manifest.exhibits[index];
  if (!exhibit) throw new Error(`There is no ${number} in this pack.`);
  const leaves = manifest.exhibits.map(({ recordSha256 }) => recordSha256);
  writeFileSync(out, await (await proverOf(leaves))(index));
  console.log(
    `${number} is exhibit ${index + 1} of ${leaves.length}; the set's root is ${manifest.exhibitsRoot}`,
  );
  return 0;
}

async function check(file: string, record: string, root: string): Promise<number> {
  const proof = readProof(readFileSync(file, 'utf8'));
  const recordSha256 = await sha256Hex(Uint8Array.from(readFileSync(record)));
  const holds = proof?.recordSha256 === recordSha256 && (await rootOfText(proof)) === root;
  console.log(
    holds
      ? 'this record belongs to the set with this root'
      : 'this record does not belong to the set with this root',
  );
  return holds ? 0 : 1;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    check: { type: 'string' },
    record: { type: 'string' },
    root: { type: 'string' },
  },
});
try {
  const [pack, number] = positionals;
  const { out, check: proof, record, root } = values;
  if (pack !== undefined && number !== undefined && out !== undefined)
    process.exitCode = await prove(pack, number, out);
  else if (proof !== undefined && record !== undefined && root !== undefined)
    process.exitCode = await check(proof, record, root);
  else throw new Error(usage);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
