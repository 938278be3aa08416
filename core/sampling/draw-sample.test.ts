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
  expect(sample.rows.filter((row) => people[row]?.site === 'Bonn')).toHaveLength(2);
});

it('draws as its description says, worked out another way', async () => {
  const { rows } = await drawSample(people, () => '', { size: 5, seed: 'dice' });
  const lines = people.map((_, at) => `${createHash('sha256').update(`dice,${at}`).digest('hex')} ${at}`);
  expect(rows).toEqual(
    lines
      .toSorted()
      .slice(0, 5)
      .map((line) => Number(line.slice(65))),
  );
});

it('holds for its population alone', async () => {
  const one = await drawSample(people, bySite, wish);
  const other = await drawSample(people.with(3, { name: 'x', site: 'Ulm' }), bySite, wish);
  expect(other.populationSha256).not.toBe(one.populationSha256);
});

it('draws each row as often as any other over many seeds', async () => {
  const drawn = new Map<number, number>();
  for (let seed = 0; seed < 150; seed += 1)
    for (const row of (await drawSample(people, bySite, { size: 8, seed: String(seed) })).rows)
      drawn.set(row, (drawn.get(row) ?? 0) + 1);
  // 30 each are due; 18 is more than three times the deviation of such a count.
  for (const [at] of people.entries()) expect(Math.abs((drawn.get(at) ?? 0) - 30)).toBeLessThan(18);
});

it('draws each row once, as many as were asked for or as there are, from every stratum where it can, in proportion', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }),
      fc.integer({ min: 0, max: 70 }),
      async (population, size) => {
        const { rows } = await drawSample(population, String, { size, seed: 's' });
        expect(rows).toHaveLength(Math.min(size, population.length));
        expect(new Set(rows).size).toBe(rows.length);
        const strata = new Set(population);
        const parts = [...strata].map((stratum) => {
          const drawn = rows.filter((row) => population[row] === stratum).length;
          if (size >= strata.size) expect(drawn).toBeGreaterThan(0);
          return { drawn, of: population.filter((row) => row === stratum).length };
        });
        // No stratum has given a row while another one had given a smaller part of itself.
        for (const one of parts)
          for (const other of parts)
            if (one.drawn > 0) expect((one.drawn - 1) / one.of).toBeLessThanOrEqual(other.drawn / other.of);
      },
    ),
    { numRuns: 60 },
  );
});
