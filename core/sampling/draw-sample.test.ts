import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawSample } from './draw-sample.ts';

const people = Array.from({ length: 40 }, (_, at) => ({
  name: `p${at}`,
  site: at % 4 === 0 ? 'Bonn' : 'Ulm',
}));
const bySite = (row: unknown) => (row as { site: string }).site;
const wish = { size: 8, seed: '17 4 6 2 9' };

it('draws the same rows again from the same seed, and others from another', async () => {
  const sample = await drawSample(people, bySite, wish);
  expect(await drawSample(people, bySite, wish)).toEqual(sample);
  expect((await drawSample(people, bySite, { ...wish, seed: '17 4 6 2 8' })).rows).not.toEqual(sample.rows);
  expect(sample.strata).toEqual([
    { name: 'Bonn', size: 10, drawn: 2 },
    { name: 'Ulm', size: 30, drawn: 6 },
  ]);
});

it('draws as its description says, worked out another way', async () => {
  const { rows } = await drawSample(people, () => '', { size: 5, seed: 'dice' });
  const expected: number[] = [];
  for (let counter = 1; expected.length < 5; counter += 1) {
    const hash = createHash('sha256').update(`dice,,${counter}`).digest('hex');
    let rest = 0;
    for (const digit of hash) rest = (rest * 16 + Number.parseInt(digit, 16)) % people.length;
    if (!expected.includes(rest)) expected.push(rest);
  }
  expect(rows).toEqual(expected);
});

it('holds for its population alone', async () => {
  const one = await drawSample(people, bySite, wish);
  const other = await drawSample(people.with(3, { name: 'x', site: 'Ulm' }), bySite, wish);
  expect(other.populationSha256).not.toBe(one.populationSha256);
});

it('draws each row once, as many as were asked for or as there are, from every stratum where it can', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }),
      fc.integer({ min: 0, max: 70 }),
      async (population, size) => {
        const { rows, strata } = await drawSample(population, String, { size, seed: 's' });
        expect(rows).toHaveLength(Math.min(size, population.length));
        expect(new Set(rows).size).toBe(rows.length);
        for (const stratum of strata) {
          const drawn = rows.filter((row) => String(population[row]) === stratum.name).length;
          expect(drawn).toBe(stratum.drawn);
          if (size >= strata.length) expect(drawn).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 60 },
  );
});
