/** Our verifier and the one in Python, which shares no line with it, must say the same about every pack. */
import { expect, it } from 'vitest';
import { compareVerifiers } from '../fixtures/compare-verifiers.ts';

it('agrees with ours about good and bad packs', { timeout: 900_000 }, async () => {
  const { packs, good, differences } = await compareVerifiers({ packs: 240, seed: 6 });
  expect(differences).toEqual([]);
  expect({ packs, some: good > 20 && good < 220 }).toEqual({ packs: 240, some: true });
});
