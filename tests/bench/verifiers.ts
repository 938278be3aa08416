/** `npm run bench:verifiers -- [--packs 5000] [--seed 1]`: both verifiers on many random packs; a difference is a bug in one of them. */
import { parseArgs } from 'node:util';
import { compareVerifiers } from '../fixtures/compare-verifiers.ts';

const { values } = parseArgs({
  options: { packs: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});
const { packs, good, differences } = await compareVerifiers({
  packs: Number(values.packs),
  seed: Number(values.seed),
  onPack: (done) => void (done % 250 === 0 && console.log(`${done} packs`)),
});
for (const difference of differences) console.log(difference);
console.log(`${packs} packs, ${good} of them good, ${differences.length} differences`);
process.exitCode = differences.length === 0 ? 0 : 1;
