/**
 * `npm run bench:verifiers -- [--packs 5000] [--seed 1] [--keep DIR]`: both verifiers on many random packs; a difference is a bug in one
 * of them. It is printed at once, and the pack is kept with what was said of it.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareVerifiers } from '../fixtures/compare-verifiers.ts';
import { reportBench } from './result.ts';

const { values } = parseArgs({
  options: {
    packs: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string', default: join(tmpdir(), 'verifier-differences') },
  },
});
const started = performance.now();
const { packs, good, accepted, differences } = await compareVerifiers({
  packs: Number(values.packs),
  seed: Number(values.seed),
  keep: values.keep,
  onPack: (so) => {
    if (so.packs % 250 !== 0) return;
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `${so.packs} packs, ${so.good} of them good, ${so.differences.length} differences, ${seconds} s`,
    );
  },
  onDifference: (difference) => console.log(JSON.stringify(difference)),
});
console.log(`${packs} packs, ${good} of them good, ${differences.length} differences`);
const row = (metric: string, ours: number, second: number) => ({
  metric,
  unit: 'packs',
  ours,
  peers: { 'second-verifier.py': second },
});
reportBench('verifiers', [
  row('shown', packs, packs),
  row('good', good, good),
  row('accepted', accepted.ours, accepted.second),
  row('decided-otherwise', differences.length, differences.length),
]);
process.exitCode = differences.length === 0 ? 0 : 1;
