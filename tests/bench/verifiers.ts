/** `npm run bench:verifiers -- [--packs 5000] [--seed 1]`: both verifiers on many random packs; a difference is a bug in one of them. */
import { parseArgs } from 'node:util';
import { compareVerifiers } from '../fixtures/compare-verifiers.ts';
import { reportBench } from './result.ts';

const { values } = parseArgs({
  options: { packs: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});
const { packs, good, accepted, differences } = await compareVerifiers({
  packs: Number(values.packs),
  seed: Number(values.seed),
  onPack: (done) => void (done % 250 === 0 && console.log(`${done} packs`)),
});
for (const difference of differences) console.log(difference);
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
