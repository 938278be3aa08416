import { compareVerifiers } from './fixtures/compare-verifiers.ts';
const r = await compareVerifiers({ packs: 120, seed: 77 });
console.log(JSON.stringify(r).slice(0, 3000));
