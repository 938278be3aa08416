/**
 * Samples that anybody can draw again. The generator is Rivest's sampler for election audits (sampler.py, 2011; SHA-256 of seed and counter):
 * number i of a stratum is SHA-256 of the UTF-8 text `SEED,STRATUM,i`, i = 1, 2, 3..., read as one big-endian number, modulo the stratum's
 * size. A row that was drawn before is skipped. `sha256sum` and a calculator are enough to follow it.
 */
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';

export type Sample = {
  format: 'exhibit-sample/1';
  method: 'sha256(seed,stratum,counter) mod size';
  seed: string;
  /** SHA-256 of the population's canonical JSON (RFC 8785), an array of rows: the sample holds for no other. */
  populationSha256: string;
  /** In the order of their names. */
  strata: { name: string; size: number; drawn: number }[];
  /** Positions in the population, from 0, by stratum and then in the order in which they were drawn. */
  rows: number[];
};

/**
 * Draws `size` different rows, from each stratum in proportion (largest remainders; one at least from each, as far as `size` allows). All rows
 * when there are no more than `size`. The seed is best a text that nobody could choose, such as dice thrown in front of the auditor.
 */
export async function drawSample<Row>(
  population: readonly Row[],
  stratumOf: (row: Row) => string,
  wish: { size: number; seed: string },
): Promise<Sample> {
  const strata = new Map<string, number[]>();
  for (const [at, row] of population.entries()) {
    const name = stratumOf(row);
    strata.set(name, [...(strata.get(name) ?? []), at]);
  }
  const named = [...strata].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const shares = sharesOf(
    named.map(([, members]) => members.length),
    Math.min(Math.max(0, Math.floor(wish.size)), population.length),
  );
  const sample: Sample = {
    format: 'exhibit-sample/1',
    method: 'sha256(seed,stratum,counter) mod size',
    seed: wish.seed,
    populationSha256: await sha256Hex(canonicalJson(population)),
    strata: named.map(([name, members], at) => ({ name, size: members.length, drawn: shares[at] ?? 0 })),
    rows: [],
  };
  for (const [at, [name, members]] of named.entries())
    sample.rows.push(...(await drawFrom(members, shares[at] ?? 0, `${wish.seed},${name}`)));
  return sample;
}

async function drawFrom(members: readonly number[], count: number, seed: string): Promise<number[]> {
  const drawn = new Set<number>();
  for (let counter = 1; drawn.size < count; counter += 1) {
    const number = BigInt(`0x${await sha256Hex(textToBytes(`${seed},${counter}`))}`);
    const row = members[Number(number % BigInt(members.length))];
    if (row !== undefined) drawn.add(row);
  }
  return [...drawn];
}

/** How many of each stratum: `total` split in proportion to the sizes, none above its size. */
function sharesOf(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (all === 0 ? 0 : (size * total) / all));
  const least = total >= sizes.length ? 1 : 0;
  const shares = exact.map((share) => Math.max(least, Math.floor(share)));
  const spare = () => total - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder) {
    if (spare() <= 0) break;
    if ((shares[at] ?? 0) < (sizes[at] ?? 0)) shares[at] = (shares[at] ?? 0) + 1;
  }
  // One for each small stratum may have been too many: the largest shares give way.
  while (spare() < 0) {
    const largest = shares.indexOf(Math.max(...shares));
    shares[largest] = (shares[largest] ?? 0) - 1;
  }
  return shares;
}
